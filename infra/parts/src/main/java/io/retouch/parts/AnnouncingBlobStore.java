package io.retouch.parts;

import com.google.common.io.CountingInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Tells of every completed write before the writer is answered; failed ones are not told. A
 * listener that throws is logged, and spoils no write.
 */
final class AnnouncingBlobStore extends ForwardingBlobStore {
  private static final Logger LOG = Logger.getLogger(AnnouncingBlobStore.class.getName());

  /** The server's own note that a multipart upload has begun. */
  private static final String MULTIPART_STUB = ".s3proxy-mpu-stub-";

  private final Consumer<StoreEvent> listener;
  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

  AnnouncingBlobStore(BlobStore delegate, Consumer<StoreEvent> listener) {
    super(delegate);
    this.listener = listener;
  }

  /** Whether somebody is writing the object, or its writing is being told. */
  boolean isUnderWay(String bucket, String key) {
    return underWay.containsKey(bucket + "/" + key);
  }

  /**
   * Tells of an object that is there already as if it had been put; throws what the listener does.
   */
  void tellAgain(String bucket, String key) {
    begin(bucket, key);
    try {
      var head = blobMetadata(bucket, key);
      if (head != null) {
        listener.accept(event("Put", bucket, key, head.contentLength(), head.eTag()));
      }
    } finally {
      end(bucket, key);
    }
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    if (request.key().startsWith(MULTIPART_STUB)) {
      return super.putBlob(request, content);
    }
    begin(request.bucket(), request.key());
    try {
      CountingInputStream counted = new CountingInputStream(content);
      PutObjectResponse response = super.putBlob(request, counted);
      tell(event("Put", request.bucket(), request.key(), counted.getCount(), response.eTag()));
      return response;
    } finally {
      end(request.bucket(), request.key());
    }
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    begin(request.destinationBucket(), request.destinationKey());
    try {
      CopyObjectResponse response = super.copyBlob(request);
      tell("Copy", request.destinationBucket(), request.destinationKey());
      return response;
    } finally {
      end(request.destinationBucket(), request.destinationKey());
    }
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    begin(upload.containerName(), upload.blobName());
    try {
      CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
      tell("CompleteMultipartUpload", upload.containerName(), upload.blobName());
      return response;
    } finally {
      end(upload.containerName(), upload.blobName());
    }
  }

  private void tell(String what, String bucket, String key) {
    var head = blobMetadata(bucket, key);
    if (head != null) {
      tell(event(what, bucket, key, head.contentLength(), head.eTag()));
    }
  }

  private void tell(StoreEvent event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "The write of " + event.bucket() + "/" + event.key() + " could not be announced.",
          e);
    }
  }

  private static StoreEvent event(
      String what, String bucket, String key, long size, @Nullable String eTag) {
    return new StoreEvent(
        "ObjectCreated:" + what, bucket, key, size, eTag == null ? "" : eTag.replace("\"", ""));
  }

  private void begin(String bucket, String key) {
    underWay.merge(bucket + "/" + key, 1, Integer::sum);
  }

  private void end(String bucket, String key) {
    underWay.computeIfPresent(bucket + "/" + key, (k, count) -> count == 1 ? null : count - 1);
  }
}
