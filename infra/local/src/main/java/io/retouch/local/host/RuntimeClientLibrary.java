package io.retouch.local.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The native half of AWS's Java runtime interface client. By itself every process unpacks it to
 * {@code /tmp/.libaws-lambda-jni.so}: on Lambda that is the process's own, here all would write the
 * same file, and one that starts while another writes ends with exit code 255.
 */
final class RuntimeClientLibrary {
  private static final String PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";
  private static final String JARS = "aws-lambda-java-runtime-interface-client-*.jar";

  private RuntimeClientLibrary() {}

  /**
   * Unpacks the library for this machine, and tells the process where.
   *
   * @param runtimeClient the folder with the client's jars
   * @return the process's option; empty where the client has no library for this machine, and will
   *     look for one itself
   */
  static Optional<String> option(Path runtimeClient, Path folder) throws IOException {
    if (Files.notExists(runtimeClient)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(runtimeClient, JARS)) {
      for (Path jar : jars) {
        Optional<Path> library = unpacked(jar, folder.resolve("libaws-lambda-jni.so"));
        if (library.isPresent()) {
          return Optional.of("-D" + PROPERTY + "=" + library.get());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> unpacked(Path jar, Path target) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry("jni/libaws-lambda-jni." + platform() + ".so");
      if (entry == null) {
        return Optional.empty();
      }
      try (InputStream content = zip.getInputStream(entry)) {
        Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
      }
      return Optional.of(target);
    }
  }

  private static String platform() throws IOException {
    String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return (usesMusl() ? "linux_musl-" : "linux-")
        + (architecture.equals("amd64") ? "x86_64" : architecture.replace("aarch64", "aarch_64"));
  }

  private static boolean usesMusl() throws IOException {
    Path libraries = Path.of("/lib");
    if (Files.notExists(libraries)) {
      return false;
    }
    try (DirectoryStream<Path> loaders = Files.newDirectoryStream(libraries, "ld-musl-*")) {
      return loaders.iterator().hasNext();
    }
  }
}
