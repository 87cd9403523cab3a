package io.retouch.store;

import io.retouch.edit.ObjectStore;
import io.retouch.edit.ObjectTooLargeException;
import io.retouch.edit.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.faulttolerance.Retry;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** S3, and whatever speaks its protocol. */
@ApplicationScoped
class S3ObjectStore implements ObjectStore {
  /** Tags that nobody but AWS can give (Amazon S3 User Guide, "Categorizing your objects"). */
  private static final String AWS_TAGS = "aws:";

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  private final S3Client s3;
  private final Supplier<S3Presigner> presigner;
  private final Set<String> provenBuckets = ConcurrentHashMap.newKeySet();

  @Inject
  S3ObjectStore(S3Client s3, Instance<S3Presigner> presigner) {
    this(s3, presigner::get);
  }

  S3ObjectStore(S3Client s3, Supplier<S3Presigner> presigner) {
    this.s3 = s3;
    this.presigner = presigner;
  }

  @Override
  public Optional<StoredObject> fetch(String bucket, String key, Path to, long maxBytes) {
    try {
      return Optional.of(
          s3.getObject(
              request -> request.bucket(bucket).key(key), new BoundedDownload(to, maxBytes)));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException | UncheckedIOException e) {
      throw tooLarge(e).orElseThrow(() -> failed("read", bucket, key, e));
    }
  }

  @Override
  public Optional<StoredObject> fetchBeginning(String bucket, String key, Path to, int bytes) {
    Optional<StoredObject> object = head(bucket, key);
    if (object.isEmpty() || object.get().size() <= bytes) {
      // A range of an empty object would be refused.
      return object.isEmpty() ? object : fetch(bucket, key, to, bytes);
    }
    try {
      s3.getObject(
          request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .range("bytes=0-" + (bytes - 1))
                  .ifMatch(object.get().eTag()),
          new BoundedDownload(to, bytes));
      return object;
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException | UncheckedIOException e) {
      throw failed("read", bucket, key, e);
    }
  }

  @Override
  public URI presign(String bucket, String key, Duration validity) {
    try {
      return presigner
          .get()
          .presignGetObject(
              presign ->
                  presign
                      .signatureDuration(validity)
                      .getObjectRequest(get -> get.bucket(bucket).key(key)))
          .url()
          .toURI();
    } catch (SdkException | URISyntaxException e) {
      throw new StoreException(
          "could not make a link to %s/%s: %s".formatted(bucket, key, e.getMessage()), e);
    }
  }

  @Override
  public URI presignPut(
      String bucket, String key, String contentType, long size, Duration validity) {
    try {
      return presigner
          .get()
          .presignPutObject(
              presign ->
                  presign
                      .signatureDuration(validity)
                      .putObjectRequest(
                          put ->
                              put.bucket(bucket)
                                  .key(key)
                                  .contentType(contentType)
                                  .contentLength(size)))
          .url()
          .toURI();
    } catch (SdkException | URISyntaxException e) {
      throw new StoreException(
          "could not make a link to put %s/%s: %s".formatted(bucket, key, e.getMessage()), e);
    }
  }

  @Override
  public Optional<StoredObject> head(String bucket, String key) {
    try {
      HeadObjectResponse head = s3.headObject(request -> request.bucket(bucket).key(key));
      return Optional.of(
          new StoredObject(
              head.contentLength(),
              BoundedDownload.unquoted(head.eTag()),
              head.lastModified(),
              head.metadata(),
              new Headers(
                  Optional.ofNullable(head.cacheControl()),
                  Optional.ofNullable(head.contentDisposition()))));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException | UncheckedIOException e) {
      if (e instanceof S3Exception answer && answer.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw failed("look at", bucket, key, e);
    }
  }

  @Override
  public Listing list(String bucket, String prefix, String after) {
    try {
      ListObjectsV2Response answer =
          s3.listObjectsV2(
              request -> {
                request.bucket(bucket).prefix(prefix);
                if (!after.isEmpty()) {
                  request.startAfter(after);
                }
              });
      return new Listing(
          answer.contents().stream().map(S3ObjectStore::listed).toList(), answer.isTruncated());
    } catch (SdkException | UncheckedIOException e) {
      throw failed("list", bucket, prefix, e);
    }
  }

  private static Listed listed(S3Object object) {
    return new Listed(
        object.key(),
        new StoredObject(
            object.size(),
            BoundedDownload.unquoted(object.eTag()),
            object.lastModified(),
            Map.of()));
  }

  @Override
  public void proveBucket(String bucket) {
    if (provenBuckets.contains(bucket)) {
      return;
    }
    try {
      s3.headBucket(request -> request.bucket(bucket));
    } catch (SdkException | UncheckedIOException e) {
      throw failed("use", bucket, "", e);
    }
    provenBuckets.add(bucket);
  }

  @Override
  public Map<String, String> tags(String bucket, String key) {
    try {
      return s3.getObjectTagging(request -> request.bucket(bucket).key(key)).tagSet().stream()
          .filter(tag -> !tag.key().startsWith(AWS_TAGS))
          .collect(Collectors.toMap(Tag::key, Tag::value));
    } catch (NoSuchKeyException e) {
      return Map.of();
    } catch (SdkException | UncheckedIOException e) {
      throw failed("read the tags of", bucket, key, e);
    }
  }

  @Override
  public void delete(String bucket, String key) {
    try {
      s3.deleteObject(request -> request.bucket(bucket).key(key));
    } catch (SdkException | UncheckedIOException e) {
      throw failed("delete", bucket, key, e);
    }
  }

  @Override
  @Retry(
      maxRetries = 3,
      delay = 200,
      jitter = 100,
      maxDuration = 0,
      retryOn = RepeatableStoreException.class)
  public boolean put(NewObject object) {
    try {
      s3.putObject(request -> Uploads.describe(object, request), Uploads.body(object));
      return true;
    } catch (SdkException | UncheckedIOException e) {
      if (e instanceof S3Exception answer && !object.overwrite()) {
        if (answer.statusCode() == PRECONDITION_FAILED) {
          return false;
        }
        if (answer.statusCode() == CONFLICT) {
          throw new RepeatableStoreException(
              sentence("write", object.bucket(), object.key(), e), e);
        }
      }
      throw failed("write", object.bucket(), object.key(), e);
    }
  }

  /** The SDK wraps, more than once, what a transformer throws. */
  private static Optional<RuntimeException> tooLarge(RuntimeException thrown) {
    Throwable cause = thrown;
    while (cause != null) {
      if (cause instanceof ObjectTooLargeException tooLarge) {
        return Optional.of(tooLarge);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static StoreException failed(
      String what, String bucket, String key, RuntimeException cause) {
    return new StoreException(sentence(what, bucket, key, cause), cause);
  }

  private static String sentence(String what, String bucket, String key, RuntimeException cause) {
    String object = key.isEmpty() ? bucket : bucket + "/" + key;
    String said = String.valueOf(cause.getMessage());
    return "could not %s %s: %s".formatted(what, object, said);
  }
}
