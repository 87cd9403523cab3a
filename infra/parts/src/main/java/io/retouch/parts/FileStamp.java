package io.retouch.parts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.concurrent.TimeUnit;

/**
 * Which content of a file has been announced: an extended attribute that holds the file's name
 * below its bucket, size and time of change, so that no list has to be kept beside the files. A
 * file that is replaced, written over, or moved no longer fits its stamp.
 */
record FileStamp(String key, long size, long modifiedNanos) {
  private static final String ATTRIBUTE = "retouch.announced";

  /** How the file is now. */
  static FileStamp of(Path bucketFolder, Path file) throws IOException {
    return of(bucketFolder, file, Files.readAttributes(file, BasicFileAttributes.class));
  }

  static FileStamp of(Path bucketFolder, Path file, BasicFileAttributes attributes) {
    return new FileStamp(
        key(bucketFolder, file),
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
  }

  /** The file's name below its bucket, with slashes: its object's key. */
  static String key(Path bucketFolder, Path file) {
    return bucketFolder.relativize(file).toString().replace('\\', '/');
  }

  /** Whether the file carries this stamp. */
  boolean isOn(Path file) throws IOException {
    UserDefinedFileAttributeView view = view(file);
    if (!view.list().contains(ATTRIBUTE)) {
      return false;
    }
    ByteBuffer bytes = ByteBuffer.allocate(view.size(ATTRIBUTE));
    view.read(ATTRIBUTE, bytes);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).equals(text());
  }

  /** Puts this stamp on the file. */
  void putOn(Path file) throws IOException {
    view(file).write(ATTRIBUTE, ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8)));
  }

  private String text() {
    return size + " " + modifiedNanos + " " + key;
  }

  private static UserDefinedFileAttributeView view(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    if (view == null) {
      throw new IOException("The file system of " + file + " has no extended attributes.");
    }
    return view;
  }
}
