package io.retouch.parts.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for {@code 127.0.0.1} (RSA, 2048 bits), made by the JDK's keytool in a folder of
 * its own, which goes when this is closed. Its file is at once the store of what a client trusts.
 */
public final class LocalCertificate implements AutoCloseable {
  private static final String PASSWORD = "local-certificate";

  private final Path folder;

  private LocalCertificate(Path folder) {
    this.folder = folder;
  }

  /** Makes one; takes about a second. */
  public static LocalCertificate create() {
    try {
      LocalCertificate made =
          new LocalCertificate(Files.createTempDirectory("retouch-certificate"));
      made.generate();
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("No certificate could be made.", e);
    }
  }

  private void generate() throws IOException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command = new ArrayList<>(List.of(keytool.toString(), "-genkeypair"));
    command.addAll(List.of("-alias", "local", "-keyalg", "RSA", "-keysize", "2048"));
    command.addAll(List.of("-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1"));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", file().toString()));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IOException("keytool ended with " + process.exitValue() + ".");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private Path file() {
    return folder.resolve("keys.p12");
  }

  /** The options of a JVM or an executable that trusts this certificate and no other. */
  public List<String> trustOptions() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + file(), "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }

  /** For a server that shows the certificate. */
  public SSLContext serverContext() {
    try (InputStream in = Files.newInputStream(file())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException("The certificate cannot be read.", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM cannot use the certificate.", e);
    }
  }

  /** Deletes the files. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file());
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The certificate's files cannot be deleted.", e);
    }
  }
}
