package io.retouch.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.edit.ObjectStore;
import io.retouch.preset.KeyPaths;
import io.retouch.preset.Preset;
import io.retouch.preset.Settings;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Links for files that are too large for a request; their upload is announced like any other. */
@Path("/v1/uploads")
@Produces(MediaType.APPLICATION_JSON)
public class UploadsResource {
  /** How long a link waits for its file. */
  static final Duration VALIDITY = Duration.ofMinutes(15);

  private static final Set<String> FIELDS = Set.of("preset", "filename", "content_type", "size");
  private static final int LONGEST_NAME = 200;
  private static final Pattern TYPE = Pattern.compile("image/[a-z0-9.+-]{1,60}");
  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,11}");

  private final Callers callers;
  private final Incoming incoming;
  private final Offers offers;
  private final ObjectStore store;
  private final Settings settings;

  @Inject
  UploadsResource(
      Callers callers, Incoming incoming, Offers offers, ObjectStore store, Settings settings) {
    this.callers = callers;
    this.incoming = incoming;
    this.offers = offers;
    this.store = store;
    this.settings = settings;
  }

  /** A link to put one file of this size and type, in a folder of its own. */
  @POST
  @Operation(summary = "Get a link to upload a file that the preset will edit")
  public ObjectNode link() {
    Caller caller = callers.of(incoming);
    JsonNode body = JsonReader.object(incoming, FIELDS);
    Preset preset = offers.preset(caller, "preset", JsonReader.required(body, "preset")).preset();
    String type = JsonReader.required(body, "content_type");
    if (!TYPE.matcher(type).matches()) {
      throw ApiException.of(
          ErrorCode.INVALID_FIELD, "content_type", "Write a picture's type, as in image/png.");
    }
    long size = size(JsonReader.required(body, "size"));
    String key = key(preset, JsonReader.required(body, "filename"));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("id", EditRef.ofObject(preset.name(), key).text());
    answer.put("key", key);
    answer.put("method", "PUT");
    answer.put(
        "url",
        EditRequests.available(
            () -> store.presignPut(preset.match().bucket(), key, type, size, VALIDITY).toString()));
    answer.putObject("headers").put("content-type", type);
    answer.put("expires_in", VALIDITY.toSeconds());
    return answer;
  }

  private long size(String text) {
    long most = settings.limits().sourceBytes();
    if (!SIZE.matcher(text).matches() || Long.parseLong(text) > most) {
      throw ApiException.of(
          ErrorCode.INVALID_FIELD,
          "size",
          "Write the file's size in bytes, 1 to %d.".formatted(most));
    }
    return Long.parseLong(text);
  }

  /** A folder of its own, so that nobody's file replaces another's. */
  private String key(Preset preset, String name) {
    if (preset.generates()) {
      throw ApiException.of(ErrorCode.INVALID_FIELD, "preset", "The preset edits no pictures.");
    }
    boolean plain =
        name.codePoints().noneMatch(c -> Character.isISOControl(c) || c == '/' || c == '\\')
            && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    if (!plain || KeyPaths.leadsElsewhere(name)) {
      throw ApiException.of(
          ErrorCode.INVALID_FIELD,
          "filename",
          "Write a file's name of at most %d bytes, without slashes.".formatted(LONGEST_NAME));
    }
    String key = preset.match().prefix() + UUID.randomUUID() + "/" + name;
    if (settings.presetFor(preset.match().bucket(), key).filter(preset::equals).isEmpty()) {
      throw ApiException.of(
          ErrorCode.INVALID_FIELD,
          "filename",
          "The preset edits files that end in %s."
              .formatted(String.join(", ", preset.match().suffixes())));
    }
    offers.requireSource(preset, Optional.empty(), key);
    return key;
  }
}
