package io.retouch.local.chaos;

import io.retouch.local.cloud.LocalCloud;
import io.retouch.local.cloud.UploadEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Uploads pictures and announces them, as a cloud does on a bad day: twice, much later, several
 * times at once, in the wrong order, and overwritten with something else and back again.
 */
final class Feeder {
  /** What begins a message that nobody can decode. */
  static final String POISON = "Poison ";

  /** How many such messages there are. */
  static final int POISONED = 3;

  /** Fewer messages than this wait, so that what is overwritten had a chance to be edited. */
  private static final int BACKLOG = 24;

  private static final int LOOK_MILLIS = 20;

  private final ChaosPlan plan;
  private final LocalCloud cloud;
  private final Album album;
  private final Story story;
  private final SplittableRandom random;
  private final List<Picture> announced = new ArrayList<>();
  private int sent;

  Feeder(ChaosPlan plan, LocalCloud cloud, Album album, Story story) {
    this.plan = plan;
    this.cloud = cloud;
    this.album = album;
    this.story = story;
    this.random = plan.random("events");
  }

  /**
   * Sends all events.
   *
   * @param late whether the run's time is over
   */
  void feed(BooleanSupplier late) throws InterruptedException {
    for (int poison = 0; poison < POISONED; poison++) {
      cloud.send(POISON + poison);
    }
    int pictures = 0;
    while (sent < plan.events() && !late.getAsBoolean()) {
      if (cloud.waiting() > BACKLOG) {
        Thread.sleep(LOOK_MILLIS);
        continue;
      }
      int left = plan.events() - sent;
      if (pictures < plan.pictures()
          && (announced.isEmpty() || random.nextInt(left) < ripe(pictures))) {
        put(fresh(pictures++));
      } else {
        stir();
      }
    }
  }

  private int ripe(int pictures) {
    return plan.pictures() - pictures;
  }

  private void stir() {
    Picture any = announced.get(random.nextInt(announced.size()));
    Picture recent =
        announced.get(announced.size() - 1 - random.nextInt(Math.min(5, announced.size())));
    switch (random.nextInt(6)) {
      case 0 -> send(any, "again");
      case 1 -> send(recent, "again");
      case 2 -> atOnce(recent);
      case 3 -> put(other(any));
      case 4 -> {
        Picture other = other(recent);
        put(other);
        send(recent, "late, after what has overwritten it");
      }
      default -> {
        put(other(recent));
        put(album.last(recent.key()).version() == recent.version() ? other(recent) : recent);
      }
    }
  }

  private void atOnce(Picture picture) {
    int copies = random.nextInt(2, 5);
    for (int copy = 0; copy < copies; copy++) {
      send(picture, "at once");
    }
  }

  private Picture fresh(int number) {
    String preset = ChaosPlan.PRESETS.get(random.nextInt(10) == 0 ? 2 : random.nextInt(2));
    boolean broken = random.nextInt(20) == 0;
    return new Picture("uploads/%s/%04d.png".formatted(preset, number), 0, broken);
  }

  /** The next content of the same key: a new one, or the one that was there before. */
  private Picture other(Picture picture) {
    Picture last = album.last(picture.key());
    int version =
        last.version() == 0 || random.nextBoolean() ? last.version() + 1 : last.version() - 1;
    return new Picture(picture.key(), version, picture.broken());
  }

  private void put(Picture picture) {
    album.put(picture);
    story.tell(picture.key(), "put and announced: version " + picture.version());
    cloud.upload(picture.key(), picture.bytes(), "image/png");
    announced.add(picture);
    sent++;
  }

  private void send(Picture picture, String how) {
    story.tell(picture.key(), "announced " + how + ": version " + picture.version());
    cloud.send(notification(picture));
    sent++;
  }

  /** What S3 says of a picture that was put some time ago. */
  static String notification(Picture picture) {
    byte[] bytes = picture.bytes();
    UploadEvent event =
        new UploadEvent(
            "us-east-1",
            LocalCloud.UPLOADS,
            picture.key(),
            bytes.length,
            eTag(bytes),
            Instant.now().minusSeconds(5));
    return event.notification().toString();
  }

  /** How many events were sent. */
  int sent() {
    return sent;
  }

  /** As S3 makes it of a whole put. */
  static String eTag(byte[] bytes) {
    return Digests.hex("MD5", bytes);
  }
}
