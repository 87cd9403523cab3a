package io.retouch.local.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The zip that is deployed to Lambda.
 *
 * @param zip the file
 * @param kind decided by what the zip holds
 * @param handler what the JVM runtime calls, {@code class::method}; native functions ignore it
 * @param runtimeClient the folder with the jars of AWS's Java runtime interface client, used for
 *     the JVM kind only
 */
public record FunctionArtifact(Path zip, Kind kind, String handler, Path runtimeClient) {

  /** The entry point of every Quarkus Funqy function on Lambda's JVM runtimes. */
  public static final String FUNQY_HANDLER =
      "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest";

  /** The entry point of every Quarkus function behind a function URL. */
  public static final String HTTP_HANDLER =
      "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";

  private static final String BOOTSTRAP = "bootstrap";
  private static final String RUNTIME_CLIENT_MAIN =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  public FunctionArtifact {
    Objects.requireNonNull(zip, "zip");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(handler, "handler");
    Objects.requireNonNull(runtimeClient, "runtimeClient");
  }

  /** How the artifact is run. */
  public enum Kind {
    /** The zip holds an executable named {@code bootstrap}. */
    NATIVE,
    /** The zip holds classes and jars. */
    JVM
  }

  /**
   * Looks into the zip.
   *
   * @throws IOException if the file is missing or no zip
   */
  public static FunctionArtifact open(Path zip, String handler, Path runtimeClient)
      throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Kind kind = file.getEntry(BOOTSTRAP) == null ? Kind.JVM : Kind.NATIVE;
      return new FunctionArtifact(zip, kind, handler, runtimeClient);
    }
  }

  /** Unpacks the zip; the folder then is what Lambda calls the task root. */
  void unpack(Path task) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        unpack(file, entries.nextElement(), task);
      }
    }
    Path bootstrap = task.resolve(BOOTSTRAP);
    if (Files.exists(bootstrap) && !bootstrap.toFile().setExecutable(true)) {
      throw new IOException("Cannot make " + bootstrap + " executable.");
    }
  }

  private static void unpack(ZipFile file, ZipEntry entry, Path task) throws IOException {
    Path target = task.resolve(entry.getName()).normalize();
    if (!target.startsWith(task)) {
      throw new ZipException("The entry " + entry.getName() + " points out of the zip.");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    try (InputStream content = file.getInputStream(entry)) {
      // Quarkus puts a class that it has transformed behind the original, under the same name.
      Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * The command that serves the unpacked artifact. The folder for temporary files is an offer:
   * Quarkus functions go back to {@code /tmp} at their start, as Lambda has no other.
   */
  List<String> command(Path task, Path temporary, int heapMegabytes) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(kind == Kind.NATIVE ? task.resolve(BOOTSTRAP).toString() : java());
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-Djava.io.tmpdir=" + temporary);
    if (kind == Kind.JVM) {
      RuntimeClientLibrary.option(runtimeClient, temporary).ifPresent(command::add);
      String classPath = String.join(":", task + "", task + "/lib/*", runtimeClient + "/*");
      command.addAll(List.of("-cp", classPath, RUNTIME_CLIENT_MAIN, handler));
    }
    return command;
  }

  /**
   * The command as Lambda has it: an executable gets no options but those that are asked for, so
   * that its heap is what it was built with. A JVM needs its own all the same.
   */
  List<String> bareCommand(Path task, Path temporary, int heapMegabytes, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (kind == Kind.NATIVE) {
      command.add(task.resolve(BOOTSTRAP).toString());
    } else {
      command.addAll(command(task, temporary, heapMegabytes));
    }
    command.addAll(1, options);
    return command;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
