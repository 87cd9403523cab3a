package io.retouch.parts;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An S3 server in this process, on the loopback address: S3Proxy over memory or over a folder.
 * Signatures are checked; path-style access only. S3Proxy 4.1.0 leaves the end of a chunked body
 * unread and then may close the connection, so that some requests in a thousand meet a reset where
 * an SDK client sends chunks; with {@code chunkedEncodingEnabled(false)} and request checksums
 * {@code WHEN_REQUIRED} none did in 6,000. The methods here go straight to the stored objects, not
 * over HTTP, so that a test can set up and look without the client it is testing.
 */
public final class LocalStore implements AutoCloseable {
  private static final String ACCESS_KEY_ID = "local";
  private static final String SECRET_ACCESS_KEY = "local-secret";
  private static final String DEFAULT_CONTENT_TYPE = "application/octet-stream";
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private static final Logger LOG = Logger.getLogger(LocalStore.class.getName());

  /** Held on to, because the JDK forgets the level of a logger that nobody holds. */
  private static final Logger SERVER_LOG = Logger.getLogger("org.gaul");

  private final AnnouncingBlobStore blobs;
  private final Optional<Path> folder;
  private final S3Proxy server;

  private LocalStore(
      BlobStore blobs, Optional<Path> folder, int port, Consumer<StoreEvent> listener) {
    this.folder = folder;
    this.blobs =
        new AnnouncingBlobStore(new DrainingBlobStore(blobs), event -> announce(event, listener));
    this.server =
        S3Proxy.builder()
            .blobStore(this.blobs)
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY_ID, SECRET_ACCESS_KEY)
            .ignoreUnknownHeaders(true)
            .stopTimeout(0)
            .build();
  }

  /** A started store whose objects live in memory, on any free port. */
  public static LocalStore inMemory() {
    return started(new TransientNio2BlobStore(), Optional.empty(), 0, event -> {});
  }

  /**
   * A started store whose buckets are folders and whose objects are files that one can open.
   * Content type, metadata and ETag lie in the files' extended attributes; a file that somebody
   * else laid into a bucket's folder is an object without them, until a {@link #watch} adopts it.
   *
   * @param folder created if it is missing
   * @param port 0 for any free one
   * @throws IllegalStateException if the file system has no extended attributes, where S3Proxy
   *     4.1.0 would lose type, metadata and ETag without a word; or if the port is taken
   */
  public static LocalStore inFolder(Path folder, int port) {
    return inFolder(folder, port, event -> {});
  }

  /**
   * As {@link #inFolder(Path, int)}, and tells of every completed write, whoever made it, before
   * the writer is answered. A listener that throws spoils no write; a watch of the bucket then
   * announces the object again.
   *
   * @param listener called on the server's threads, several at a time
   */
  public static LocalStore inFolder(Path folder, int port, Consumer<StoreEvent> listener) {
    try {
      Files.createDirectories(folder);
      if (!Files.getFileStore(folder).supportsFileAttributeView("user")) {
        throw new IllegalStateException(
            "The folder "
                + folder
                + " lies on a file system without extended attributes, where objects would lose"
                + " their type, metadata and ETag; choose a folder on another one.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The store's folder " + folder + " cannot be created.", e);
    }
    Path root = folder.toAbsolutePath();
    return started(new FilesystemNio2BlobStore(root.toString()), Optional.of(root), port, listener);
  }

  private static LocalStore started(
      BlobStore blobs, Optional<Path> folder, int port, Consumer<StoreEvent> listener) {
    if (SERVER_LOG.getLevel() == null) {
      // Its start alone is a page at INFO.
      SERVER_LOG.setLevel(Level.WARNING);
    }
    LocalStore store = new LocalStore(blobs, folder, port, listener);
    try {
      store.server.start();
    } catch (Exception e) {
      store.close();
      throw new IllegalStateException(
          "The local object store cannot listen on port " + port + "; choose another.", e);
    }
    return store;
  }

  /** Where the server listens, for example {@code http://127.0.0.1:41234}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /** The access key id that signatures must carry. */
  public String accessKeyId() {
    return ACCESS_KEY_ID;
  }

  /** The secret that signatures are made with. */
  public String secretAccessKey() {
    return SECRET_ACCESS_KEY;
  }

  /** The region to sign for. */
  public String region() {
    return "us-east-1";
  }

  /**
   * Makes the bucket unless it is there.
   *
   * @param bucket 3 to 63 characters, as S3 wants them; the server finds no other buckets
   */
  public void createBucket(String bucket) {
    if (!BUCKET.matcher(bucket).matches()) {
      throw new IllegalArgumentException(
          "The bucket name %s does not fit; use 3 to 63 of a-z, 0-9, dot and hyphen."
              .formatted(bucket));
    }
    if (!blobs.containerExists(bucket)) {
      blobs.createContainer(bucket);
    }
  }

  /** Stores an object, replacing what is there. The bucket must exist. */
  public void put(
      String bucket,
      String key,
      byte[] bytes,
      String contentType,
      Map<String, String> userMetadata) {
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentType(contentType)
            .contentLength((long) bytes.length)
            .metadata(userMetadata)
            .build();
    blobs.putBlob(request, new ByteArrayInputStream(bytes));
  }

  /** The object as it is stored, or empty if there is none under the key. */
  public Optional<StoredBlob> get(String bucket, String key) {
    try (var stream = blobs.getBlob(bucket, key)) {
      if (stream == null) {
        return Optional.empty();
      }
      var head = stream.response();
      byte[] bytes = stream.readAllBytes();
      return Optional.of(
          new StoredBlob(
              bytes,
              head.contentType() == null ? DEFAULT_CONTENT_TYPE : head.contentType(),
              head.metadata(),
              unquoted(head.eTag())));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The object " + key + " cannot be read.", e);
    }
  }

  /** Removes the object; nothing happens if there is none. */
  public void delete(String bucket, String key) {
    blobs.removeBlob(bucket, key);
  }

  /** All keys of the bucket, sorted. */
  public List<String> keys(String bucket) {
    List<String> keys = new ArrayList<>();
    String continuation = null;
    do {
      ListObjectsV2Response page =
          blobs.list(
              ListObjectsV2Request.builder()
                  .bucket(bucket)
                  .continuationToken(continuation)
                  .build());
      page.contents().stream().map(S3Object::key).forEach(keys::add);
      continuation = page.nextContinuationToken();
    } while (continuation != null);
    keys.sort(null);
    return List.copyOf(keys);
  }

  /**
   * Makes objects of files that somebody lays into the bucket's folder, and announces them as put;
   * what was laid there while nothing ran, too. Close the watch before the store.
   *
   * @throws IllegalStateException if this store is not in a folder
   */
  public FolderWatch watch(String bucket) {
    return watch(bucket, FolderWatch.STILL);
  }

  FolderWatch watch(String bucket, Duration still) {
    Path root =
        folder.orElseThrow(
            () -> new IllegalStateException("A store in memory has no folder to watch."));
    Path watched = root.resolve(bucket);
    return FolderWatch.of(
        watched,
        new Adoption(blobs, watched),
        file -> blobs.isUnderWay(bucket, FileStamp.key(watched, file)),
        still);
  }

  /** Stops the server; what an in-memory store held is gone, a folder stays. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The local object store could not be stopped.", e);
    } finally {
      blobs.close();
    }
  }

  /** The stamp comes last: without it a watch announces the object once more. */
  private void announce(StoreEvent event, Consumer<StoreEvent> listener) {
    listener.accept(event);
    if (folder.isEmpty() || event.key().endsWith("/")) {
      return;
    }
    Path bucket = folder.get().resolve(event.bucket());
    Path file = bucket.resolve(event.key());
    try {
      FileStamp.of(bucket, file).putOn(file);
    } catch (NoSuchFileException e) {
      LOG.fine("The object " + event.key() + " was deleted at once.");
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " cannot be stamped.", e);
    }
  }

  private static String unquoted(@Nullable String eTag) {
    return eTag == null ? "" : eTag.replace("\"", "");
  }
}
