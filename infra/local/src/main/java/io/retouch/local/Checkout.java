package io.retouch.local;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The files of this repository that a run uses.
 *
 * @param root the repository's folder
 */
record Checkout(Path root) {
  Checkout {
    Objects.requireNonNull(root, "root");
  }

  /** The artifact that is deployed to Lambda. */
  Path artifact() {
    return root.resolve("functions/upload/target/function.zip");
  }

  /** The artifact behind the function URL. */
  Path httpArtifact() {
    return root.resolve("functions/http/target/function.zip");
  }

  /** The jars of AWS's Java runtime interface client. */
  Path runtimeClient() {
    return root.resolve("infra/local/target/ric");
  }

  /** The presets that a person edits. */
  Path presets() {
    return root.resolve("infra/local/config/application.yaml");
  }

  /** Where the buckets' folders lie unless the caller says otherwise. */
  Path data() {
    return root.resolve(".retouch");
  }
}
