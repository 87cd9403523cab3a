package io.retouch.edit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The schema of manifests, as it lies in the repository. */
final class ManifestSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode TEXT = read();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(TEXT);

  private ManifestSchema() {}

  /** The schema itself. */
  static JsonNode text() {
    return TEXT;
  }

  /** A manifest that was written, once it is valid. */
  static JsonNode valid(byte[] manifest) {
    try {
      JsonNode read = JSON.readTree(manifest);
      assertThat(problems(read)).isEmpty();
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> problems(JsonNode manifest) {
    return SCHEMA.validate(manifest).stream().map(Error::toString).toList();
  }

  private static JsonNode read() {
    try (InputStream in = Manifest.class.getResourceAsStream("manifest.schema.json")) {
      return JSON.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
