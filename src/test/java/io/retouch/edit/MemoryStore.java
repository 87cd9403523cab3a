package io.retouch.edit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An object store that can be made to fail; tells the story its writes. */
final class MemoryStore implements ObjectStore {
  private final Map<String, byte[]> blobs = new HashMap<>();
  private final List<String> story;
  private boolean failing;

  MemoryStore(List<String> story) {
    this.story = story;
  }

  void upload(String bucket, String key, byte[] bytes) {
    blobs.put(bucket + "/" + key, bytes);
  }

  void failWrites() {
    failing = true;
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
  public Optional<StoredObject> head(String bucket, String key) {
    return Optional.ofNullable(blobs.get(bucket + "/" + key))
        .map(bytes -> new StoredObject(bytes.length, "etag", Instant.EPOCH, Map.of()));
  }

  @Override
  public void proveBucket(String bucket) {
    // it is there
  }

  @Override
  public boolean put(NewObject object) {
    if (failing) {
      throw new StoreException("the store is away", new IOException("no route"));
    }
    try {
      blobs.put(object.bucket() + "/" + object.key(), Files.readAllBytes(object.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    story.add("put " + object.key());
    return true;
  }
}
