package io.retouch.parts;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Makes an object of a file that somebody laid into a bucket's folder: the store has neither ETag
 * nor type for it, so it is put again through the store, which announces it too.
 */
final class Adoption implements Consumer<Path> {
  private final AnnouncingBlobStore blobs;
  private final Path folder;
  private final String bucket;

  Adoption(AnnouncingBlobStore blobs, Path bucketFolder) {
    this.blobs = blobs;
    this.folder = bucketFolder;
    this.bucket = bucketFolder.getFileName().toString();
  }

  @Override
  public void accept(Path file) {
    String key = FileStamp.key(folder, file);
    try {
      if (isKnownAsItIs(file, key)) {
        blobs.tellAgain(bucket, key);
        return;
      }
      FileStamp stamp = FileStamp.of(folder, file);
      PutObjectRequest request =
          PutObjectRequest.builder()
              .bucket(bucket)
              .key(key)
              .contentType(ContentType.of(file))
              .contentLength(stamp.size())
              .build();
      try (InputStream content = new SteadyFile(file, stamp)) {
        blobs.putBlob(request, content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " cannot be read.", e);
    }
  }

  /**
   * Moved or copied with its attributes, or put while the listener failed: all it lacks is news.
   */
  private boolean isKnownAsItIs(Path file, String key) throws IOException {
    var head = blobs.blobMetadata(bucket, key);
    if (head == null || head.eTag() == null) {
      return false;
    }
    return head.eTag().replace("\"", "").equals(md5(file));
  }

  @SuppressWarnings("deprecation") // an ETag is an MD5 sum, whatever one thinks of it
  private static String md5(Path file) throws IOException {
    return MoreFiles.asByteSource(file).hash(Hashing.md5()).toString();
  }

  /** Fails at its end if the file has changed since, so that no mixture is put in its place. */
  private final class SteadyFile extends FilterInputStream {
    private final Path file;
    private final FileStamp stamp;

    SteadyFile(Path file, FileStamp stamp) throws IOException {
      super(Files.newInputStream(file));
      this.file = file;
      this.stamp = stamp;
    }

    @Override
    public int read() throws IOException {
      return checked(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return checked(super.read(bytes, offset, length));
    }

    private int checked(int read) throws IOException {
      if (read < 0 && !FileStamp.of(folder, file).equals(stamp)) {
        throw new IOException("The file " + file + " changed while it was read.");
      }
      return read;
    }
  }
}
