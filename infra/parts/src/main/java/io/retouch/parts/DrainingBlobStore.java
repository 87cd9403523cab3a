package io.retouch.parts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Reads the rest of a body that was refused. Else the server closes the connection under a client
 * that is still writing, and about one in twenty 412 answers arrives as a reset.
 */
final class DrainingBlobStore extends ForwardingBlobStore {
  DrainingBlobStore(BlobStore delegate) {
    super(delegate);
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    try {
      return super.putBlob(request, content);
    } catch (RuntimeException refused) {
      try {
        content.transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        refused.addSuppressed(e);
      }
      throw refused;
    }
  }
}
