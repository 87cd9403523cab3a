package io.retouch.operate;

import io.retouch.edit.EditRecord;
import io.retouch.edit.EditRecords;
import io.retouch.edit.JobSender;
import io.retouch.edit.ObjectStore;
import io.retouch.edit.Place;
import io.retouch.edit.QueueException;
import io.retouch.preset.KeyTemplate;
import io.retouch.preset.Match;
import io.retouch.preset.Output;
import io.retouch.preset.Preset;
import io.retouch.preset.Preset.OnUnknownOutcome;
import io.retouch.preset.Provider;
import io.retouch.preset.Settings;
import io.retouch.preset.Settings.Limits;
import io.retouch.preset.Settings.LogFormat;
import io.retouch.preset.Settings.Spending;
import io.retouch.preset.SourceForm;
import io.retouch.preset.Storage;
import io.retouch.preset.Treatment;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A store whose listings are short, a ledger that knows no edit, and a queue that remembers. */
final class FakePorts implements ObjectStore, EditRecords, JobSender {
  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  static final Provider PROVIDER =
      new Provider(
          "stepfun",
          "openai-edits",
          URI.create("https://api.stepfun.com/v1"),
          Optional.empty(),
          3,
          Duration.ofSeconds(15),
          5,
          100,
          Set.of(),
          false,
          Provider.MISCONFIGURED_WORDS,
          Optional.of(new Provider.Price("CNY", new BigDecimal("0.02"))));

  private static final Preset PRESET =
      new Preset(
          "in",
          new Match("uploads", "in/", List.of(".png")),
          PROVIDER,
          "step-image-edit-2",
          "Repaint",
          Map.of(),
          SourceForm.INLINE,
          Optional.empty(),
          new Output(
              "edited",
              KeyTemplate.parse("out/{name}.{ext}"),
              Output.Overwrite.ALWAYS,
              "bad/",
              Storage.DEFAULT),
          OnUnknownOutcome.RETRY,
          Set.of(),
          Treatment.DEFAULT,
          "fingerprint");

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final TreeSet<String> keys = new TreeSet<>();
  private final List<String> bodies = new ArrayList<>();
  private final int most;
  private Optional<String> queue = Optional.of("uploads");
  private Optional<String> table = Optional.of("edits");
  private Optional<Stop> stop = Optional.empty();
  private Spent spent = new Spent(0, 0);
  private boolean broken;

  /**
   * @param most how many objects a listing has at most
   */
  FakePorts(int most) {
    this.most = most;
  }

  void configure(Optional<String> newQueue, Optional<String> newTable) {
    queue = newQueue;
    table = newTable;
  }

  void upload(String key) {
    keys.add(key);
  }

  void spend(Spent newSpent) {
    spent = newSpent;
  }

  void breakTheQueue() {
    broken = true;
  }

  Reconciliation reconciliation() {
    return new Reconciliation(
        new Targets(settings(Spending.unbounded()), this),
        new Standings(this, this, clock),
        this,
        this);
  }

  SpendingSwitch spending(Spending bounds) {
    Settings settings = settings(bounds);
    return new SpendingSwitch(new Targets(settings, this), this, settings, clock);
  }

  /** What was sent, by the keys in it. */
  List<String> sentKeys() {
    return keys.stream()
        .filter(key -> bodies.contains(UploadMessages.body("uploads", key)))
        .toList();
  }

  private Settings settings(Spending bounds) {
    return new Settings(
        Duration.ofSeconds(60),
        new Limits(1, 1, 1),
        LogFormat.TEXT,
        queue,
        table,
        bounds,
        List.of(PRESET));
  }

  @Override
  public Listing list(String bucket, String prefix, String after) {
    List<String> found =
        keys.tailSet(after, after.isEmpty()).stream()
            .filter(key -> key.startsWith(prefix))
            .toList();
    return new Listing(
        found.stream().limit(most).map(key -> new Listed(key, object())).toList(),
        found.size() > most);
  }

  @Override
  public Optional<StoredObject> fetchBeginning(String bucket, String key, Path to, int bytes) {
    throw new UnsupportedOperationException("operators read no pictures");
  }

  @Override
  public URI presign(String bucket, String key, Duration validity) {
    throw new UnsupportedOperationException("operators hand out no links");
  }

  @Override
  public URI presignPut(
      String bucket, String key, String contentType, long size, Duration validity) {
    throw new UnsupportedOperationException("operators hand out no links");
  }

  @Override
  public Optional<StoredObject> head(String bucket, String key) {
    return keys.contains(key) ? Optional.of(object()) : Optional.empty();
  }

  private static StoredObject object() {
    return new StoredObject(1, "etag", NOW, Map.of());
  }

  @Override
  public Optional<StoredObject> fetch(String bucket, String key, Path to, long maxBytes) {
    throw new UnsupportedOperationException("operators read no picture");
  }

  @Override
  public void proveBucket(String bucket) {
    throw new UnsupportedOperationException("operators write nothing");
  }

  @Override
  public Map<String, String> tags(String bucket, String key) {
    throw new UnsupportedOperationException("operators read no tags");
  }

  @Override
  public void delete(String bucket, String key) {
    throw new UnsupportedOperationException("operators write nothing");
  }

  @Override
  public boolean put(NewObject object) {
    throw new UnsupportedOperationException("operators write nothing");
  }

  @Override
  public Optional<EditRecord> find(Place place) {
    return Optional.empty();
  }

  @Override
  public boolean release(EditRecord found) {
    throw new UnsupportedOperationException("nothing is known that could be released");
  }

  @Override
  public Optional<Stop> stopped() {
    return stop;
  }

  @Override
  public void stop(Stop newStop) {
    stop = Optional.of(newStop);
  }

  @Override
  public void resume() {
    stop = Optional.empty();
  }

  @Override
  public Spent spent(LocalDate day) {
    return day.equals(LocalDate.parse("2026-11-01")) ? spent : new Spent(0, 0);
  }

  @Override
  public void send(String toQueue, List<String> newBodies) {
    if (broken) {
      throw new QueueException("the queue is away");
    }
    bodies.addAll(newBodies);
  }
}
