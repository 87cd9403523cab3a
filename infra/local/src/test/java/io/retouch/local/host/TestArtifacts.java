package io.retouch.local.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zips as the build of a function makes them, around the functions of these tests. */
public final class TestArtifacts {
  static final Path RUNTIME_CLIENT = Path.of("target/ric").toAbsolutePath();

  private TestArtifacts() {}

  /** A zip whose {@code bootstrap} starts {@link TestFunction}. */
  static FunctionArtifact executable(Path folder) throws IOException {
    return executable(folder, TestFunction.class);
  }

  /** A zip whose {@code bootstrap} starts that class's main method, with these tests' classes. */
  public static FunctionArtifact executable(Path folder, Class<?> main) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String bootstrap =
        "#!/bin/sh\nexec '%s' -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \"$@\" -cp '%s' %s\n"
            .formatted(java, classes(), main.getName());
    Path zip = zip(folder, Map.of("bootstrap", bootstrap.getBytes(StandardCharsets.UTF_8)));
    return FunctionArtifact.open(zip, FunctionArtifact.FUNQY_HANDLER, RUNTIME_CLIENT);
  }

  /** A zip that holds the class of a {@link TestHandler}, for AWS's runtime interface client. */
  static FunctionArtifact classes(Path folder) throws IOException {
    String entry = TestHandler.class.getName().replace('.', '/') + ".class";
    try (InputStream content = TestHandler.class.getResourceAsStream("TestHandler.class")) {
      Path zip = zip(folder, Map.of(entry, Objects.requireNonNull(content).readAllBytes()));
      String handler = TestHandler.class.getName() + "::handleRequest";
      return FunctionArtifact.open(zip, handler, RUNTIME_CLIENT);
    }
  }

  static Path zip(Path folder, Map<String, byte[]> entries) {
    Path zip = folder.resolve("function.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream content = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        content.putNextEntry(new ZipEntry(entry.getKey()));
        content.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zip;
  }

  private static Path classes() {
    try {
      return Path.of(
          TestFunction.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
