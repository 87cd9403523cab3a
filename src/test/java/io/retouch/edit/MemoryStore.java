package io.retouch.edit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** An object store that can be made to fail; tells the story its writes. */
final class MemoryStore implements ObjectStore {
  private final Map<String, byte[]> blobs = new HashMap<>();
  private final Map<String, String> eTags = new HashMap<>();
  private final Map<String, Map<String, String>> metadata = new HashMap<>();
  private final List<String> story;
  private final Map<String, Map<String, String>> tags = new HashMap<>();
  private final Map<String, Headers> headers = new HashMap<>();
  private final List<NewObject> written = new ArrayList<>();
  private boolean failing;
  private String failingEnding = "";

  MemoryStore(List<String> story) {
    this.story = story;
  }

  void upload(String bucket, String key, byte[] bytes) {
    blobs.put(bucket + "/" + key, bytes);
  }

  void overwrite(String bucket, String key, byte[] bytes, String eTag) {
    upload(bucket, key, bytes);
    eTags.put(bucket + "/" + key, eTag);
  }

  /** Gives an object other user metadata. */
  void describe(String bucket, String key, Map<String, String> userMetadata) {
    metadata.put(bucket + "/" + key, userMetadata);
  }

  /** An object that this edit has written. */
  void mark(String bucket, String key, EditId edit) {
    upload(bucket, key, new byte[] {1});
    metadata.put(bucket + "/" + key, Map.of("retouch-edit", edit.value()));
  }

  void describe(
      String bucket,
      String key,
      Headers servedWith,
      Map<String, String> userMetadata,
      Map<String, String> itsTags) {
    headers.put(bucket + "/" + key, servedWith);
    metadata.put(bucket + "/" + key, userMetadata);
    tags.put(bucket + "/" + key, itsTags);
  }

  /** What was written, as it was handed over. */
  List<NewObject> written() {
    return List.copyOf(written);
  }

  void failWrites() {
    failing = true;
  }

  /** Fails to write what has a key that ends like this. */
  void failWritesOf(String ending) {
    failing = true;
    failingEnding = ending;
  }

  byte[] bytes(String bucket, String key) {
    return Objects.requireNonNull(blobs.get(bucket + "/" + key)).clone();
  }

  Map<String, String> metadata(String bucket, String key) {
    return metadata.getOrDefault(bucket + "/" + key, Map.of());
  }

  boolean holds(String bucket, String key) {
    return blobs.containsKey(bucket + "/" + key);
  }

  @Override
  public Optional<StoredObject> fetch(String bucket, String key, Path to, long maxBytes) {
    byte[] bytes = blobs.get(bucket + "/" + key);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      Files.write(to, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return head(bucket, key);
  }

  @Override
  public Optional<StoredObject> fetchBeginning(String bucket, String key, Path to, int bytes) {
    story.add("beginning of " + key);
    byte[] whole = blobs.get(bucket + "/" + key);
    if (whole == null) {
      return Optional.empty();
    }
    try {
      Files.write(to, Arrays.copyOf(whole, Math.min(whole.length, bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return head(bucket, key);
  }

  @Override
  public URI presign(String bucket, String key, Duration validity) {
    return URI.create("https://" + bucket + ".example.com/" + key + "?for=" + validity);
  }

  @Override
  public URI presignPut(
      String bucket, String key, String contentType, long size, Duration validity) {
    return presign(bucket, key, validity);
  }

  @Override
  public Optional<StoredObject> head(String bucket, String key) {
    return Optional.ofNullable(blobs.get(bucket + "/" + key))
        .map(
            bytes ->
                new StoredObject(
                    bytes.length,
                    eTags.getOrDefault(bucket + "/" + key, "etag"),
                    Instant.EPOCH,
                    metadata.getOrDefault(bucket + "/" + key, Map.of()),
                    headers.getOrDefault(bucket + "/" + key, Headers.NONE)));
  }

  @Override
  public Listing list(String bucket, String prefix, String after) {
    List<Listed> objects =
        blobs.keySet().stream()
            .filter(name -> name.startsWith(bucket + "/" + prefix))
            .map(name -> name.substring(bucket.length() + 1))
            .filter(key -> key.compareTo(after) > 0)
            .sorted()
            .map(key -> new Listed(key, head(bucket, key).orElseThrow()))
            .toList();
    return new Listing(objects, false);
  }

  @Override
  public Map<String, String> tags(String bucket, String key) {
    story.add("tags of " + key);
    if (tags.isEmpty()) {
      throw new StoreException("the store knows no tags", new IOException("501"));
    }
    return tags.getOrDefault(bucket + "/" + key, Map.of());
  }

  @Override
  public void delete(String bucket, String key) {
    story.add("delete " + key);
    blobs.remove(bucket + "/" + key);
  }

  @Override
  public void proveBucket(String bucket) {
    // it is there
  }

  @Override
  public boolean put(NewObject object) {
    String name = object.bucket() + "/" + object.key();
    if (!object.overwrite() && blobs.containsKey(name)) {
      return false;
    }
    if (failing && !object.key().startsWith(".retouch/") && name.endsWith(failingEnding)) {
      throw new StoreException("the store is away", new IOException("no route"));
    }
    try {
      blobs.put(name, Files.readAllBytes(object.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    metadata.put(name, object.userMetadata());
    written.add(object);
    story.add("put " + object.key());
    return true;
  }
}
