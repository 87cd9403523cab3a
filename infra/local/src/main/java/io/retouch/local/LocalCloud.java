package io.retouch.local;

import io.retouch.local.host.FunctionArtifact;
import io.retouch.local.host.FunctionHost;
import io.retouch.local.host.HostLimits;
import io.retouch.local.host.LogListener;
import io.retouch.local.host.Result;
import io.retouch.parts.LocalStore;
import io.retouch.parts.StoredBlob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The object store with its two buckets, and the upload function beside it. */
final class LocalCloud implements AutoCloseable {
  static final String UPLOADS = "uploads";
  static final String EDITED = "edited";

  private static final String FUNCTION = "retouch-upload";
  private static final String QUEUE = "retouch-uploads";

  /** Nobody listens there: events are handed over without a queue, so none of them waits in one. */
  private static final String NO_QUEUE = "http://127.0.0.1:9";

  private final Path data;
  private final LocalStore store;
  private final FunctionHost host;
  private final Clock clock;

  private LocalCloud(Path data, LocalStore store, FunctionHost host, Clock clock) {
    this.data = data;
    this.store = store;
    this.host = host;
    this.clock = clock;
  }

  /**
   * Starts the store and unpacks the function.
   *
   * @param data where the buckets' folders lie; created if missing
   * @param configuration the presets
   * @param environment what the configuration refers to, beside the buckets
   * @throws RunException if the artifact cannot be unpacked
   */
  static LocalCloud start(
      Path data,
      FunctionArtifact artifact,
      Path configuration,
      Map<String, String> environment,
      HostLimits limits,
      LogListener log) {
    LocalStore store = LocalStore.inFolder(data, 0);
    try {
      store.createBucket(UPLOADS);
      store.createBucket(EDITED);
      Map<String, String> variables = new HashMap<>(environment);
      variables.putAll(ofStore(store));
      variables.put("QUARKUS_SQS_ENDPOINT_OVERRIDE", NO_QUEUE);
      variables.put("RETOUCH_TIME_LIMIT", limits.invocation().toString());
      FunctionHost host =
          FunctionHost.open(FUNCTION, artifact, Optional.of(configuration), variables, limits, log);
      return new LocalCloud(data, store, host, Clock.systemUTC());
    } catch (IOException e) {
      store.close();
      throw RunException.notEdited("The function cannot be unpacked: " + e + ".");
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static Map<String, String> ofStore(LocalStore store) {
    return Map.of(
        "AWS_REGION", store.region(),
        "AWS_DEFAULT_REGION", store.region(),
        "AWS_ACCESS_KEY_ID", store.accessKeyId(),
        "AWS_SECRET_ACCESS_KEY", store.secretAccessKey(),
        "QUARKUS_S3_ENDPOINT_OVERRIDE", store.endpoint().toString(),
        "QUARKUS_S3_PATH_STYLE_ACCESS", "true",
        "QUARKUS_S3_AWS_REGION", store.region(),
        "RETOUCH_UPLOAD_BUCKET", UPLOADS,
        "RETOUCH_OUTPUT_BUCKET", EDITED,
        "QUARKUS_FUNQY_EXPORT", "upload");
  }

  /** Puts a picture into the upload bucket. */
  UploadEvent upload(String key, Photo photo) {
    byte[] content = photo.content();
    store.put(UPLOADS, key, content, photo.contentType(), Map.of());
    String eTag = store.get(UPLOADS, key).map(StoredBlob::eTag).orElse("");
    return new UploadEvent(store.region(), UPLOADS, key, content.length, eTag, clock.instant());
  }

  /** Hands the event to the function as its queue would. */
  Result deliver(UploadEvent event) throws InterruptedException {
    return host.invoke(event.throughQueue(QUEUE));
  }

  Optional<StoredBlob> object(String bucket, String key) {
    return store.get(bucket, key);
  }

  /** The file that holds an object. */
  Path file(String bucket, String key) {
    return data.resolve(bucket).resolve(key).normalize();
  }

  @Override
  public void close() {
    host.close();
    store.close();
  }
}
