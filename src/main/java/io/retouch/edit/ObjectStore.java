package io.retouch.edit;

import io.retouch.preset.Storage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Port to the object store. Every method throws {@link StoreException} where the store cannot be
 * reached or refuses for a reason that is not named here.
 */
public interface ObjectStore {
  /**
   * Reads an object as it is now into a file.
   *
   * @param to the file that is written; incomplete if this throws
   * @return what it is, or nothing if there is no such object
   * @throws ObjectTooLargeException if it is larger than {@code maxBytes}; nothing was downloaded
   */
  Optional<StoredObject> fetch(String bucket, String key, Path to, long maxBytes);

  /**
   * Reads the beginning of an object as it is now into a file.
   *
   * @param to the file that is written; incomplete if this throws
   * @param bytes how many are read at most, at least 1
   * @return what the whole object is, or nothing if there is no such object
   */
  Optional<StoredObject> fetchBeginning(String bucket, String key, Path to, int bytes);

  /**
   * A link under which anybody can read the object without credentials.
   *
   * @param validity for how long, at most an hour: links die with the credentials that signed them
   */
  URI presign(String bucket, String key, Duration validity);

  /**
   * A link under which anybody can put one object of this very size and type without credentials.
   *
   * @param contentType what the request's header has to say
   * @param size bytes
   * @param validity for how long, at most an hour: links die with the credentials that signed them
   */
  URI presignPut(String bucket, String key, String contentType, long size, Duration validity);

  /** What an object is, or nothing if there is no such object. */
  Optional<StoredObject> head(String bucket, String key);

  /**
   * Lists objects in the order of their keys' UTF-8 bytes, at most 1000 at a time.
   *
   * @param prefix what their keys begin with
   * @param after only keys that come after this one; empty for all
   */
  Listing list(String bucket, String prefix, String after);

  /**
   * Makes sure that the bucket is there and may be used, before anything is paid for. Remembered:
   * asks the store once a process.
   */
  void proveBucket(String bucket);

  /**
   * The tags of an object, none if there is no such object; only such as can be given to others.
   *
   * @throws StoreException also where the store knows no tags
   */
  Map<String, String> tags(String bucket, String key);

  /** Deletes an object; does nothing if there is none. */
  void delete(String bucket, String key);

  /**
   * Writes an object.
   *
   * @return whether it was written; false only if {@code overwrite} is false and another object is
   *     there
   */
  boolean put(NewObject object);

  /**
   * An object as the store describes it.
   *
   * @param size bytes
   * @param eTag as the store gives it, quotes removed
   * @param lastModified the store's time
   * @param userMetadata user metadata, names in lower case without their header prefix, values as
   *     transferred (RFC 2047 where they are not ASCII)
   * @param headers what it is served with
   */
  record StoredObject(
      long size,
      String eTag,
      Instant lastModified,
      Map<String, String> userMetadata,
      Headers headers) {
    /** An object that is served with nothing of its own. */
    public StoredObject(
        long size, String eTag, Instant lastModified, Map<String, String> userMetadata) {
      this(size, eTag, lastModified, userMetadata, Headers.NONE);
    }

    public StoredObject {
      Objects.requireNonNull(headers, "headers");
      Objects.requireNonNull(eTag, "eTag");
      Objects.requireNonNull(lastModified, "lastModified");
      userMetadata = Map.copyOf(userMetadata);
    }
  }

  /**
   * A part of a bucket's objects.
   *
   * @param objects without their user metadata, which no listing tells
   * @param more whether others come after the last of them
   */
  record Listing(List<Listed> objects, boolean more) {
    public Listing {
      objects = List.copyOf(objects);
    }
  }

  /** An object of a listing; its user metadata is empty, whatever it is. */
  record Listed(String key, StoredObject object) {
    public Listed {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(object, "object");
    }
  }

  /**
   * What an object is served with, as it is written.
   *
   * @param cacheControl who may keep it for how long
   * @param contentDisposition whether it is shown or saved, and under which name
   */
  record Headers(Optional<String> cacheControl, Optional<String> contentDisposition) {
    public static final Headers NONE = new Headers(Optional.empty(), Optional.empty());

    public Headers {
      Objects.requireNonNull(cacheControl, "cacheControl");
      Objects.requireNonNull(contentDisposition, "contentDisposition");
    }
  }

  /**
   * An object to be written.
   *
   * @param file its bytes
   * @param contentType its true media type
   * @param userMetadata user metadata, names without their header prefix, values in ASCII
   * @param overwrite whether an existing object is replaced
   * @param headers what it is served with
   * @param tags its tags
   * @param storage how it is kept; its {@code tags} are of no matter here
   */
  record NewObject(
      String bucket,
      String key,
      Path file,
      String contentType,
      Map<String, String> userMetadata,
      boolean overwrite,
      Headers headers,
      Map<String, String> tags,
      Storage storage) {
    /** An object that is no result: without headers and tags, encrypted like the results. */
    public static NewObject beside(
        String bucket,
        String key,
        Path file,
        String contentType,
        Map<String, String> userMetadata,
        boolean overwrite,
        Storage storage) {
      return new NewObject(
          bucket,
          key,
          file,
          contentType,
          userMetadata,
          overwrite,
          Headers.NONE,
          Map.of(),
          new Storage(false, storage.encryption(), storage.kmsKey(), Optional.empty()));
    }

    public NewObject {
      Objects.requireNonNull(bucket, "bucket");
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(contentType, "contentType");
      Objects.requireNonNull(headers, "headers");
      Objects.requireNonNull(storage, "storage");
      tags = Map.copyOf(tags);
      userMetadata = Map.copyOf(userMetadata);
    }
  }
}
