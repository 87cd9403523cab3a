package io.retouch.parts.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.retouch.parts.endpoint.ImageSource.Inline;
import io.retouch.parts.endpoint.Received.SentFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON request. Types are taken literally: a number in a string is no number, 8.0
 * is no integer, {@code null} is no value, and no field may come twice.
 */
final class JsonFields {
  /** A picture of 25 MiB in Base64 and the rest; only guards this process. */
  static final int MAX_BYTES = 40 * 1024 * 1024;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(MAX_BYTES).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final ObjectNode fields;
  private final String picture;
  private final Consumer<Received> arrived;

  private JsonFields(ObjectNode fields, String picture, Consumer<Received> arrived) {
    this.fields = fields;
    this.picture = picture;
    this.arrived = arrived;
  }

  /**
   * @param picture the field that may hold a picture; empty if there is none
   */
  static JsonFields read(HttpExchange exchange, String picture, Consumer<Received> arrived)
      throws IOException, Refusal {
    Bounded body = new Bounded(exchange.getRequestBody());
    try {
      if (MAPPER.readTree(body) instanceof ObjectNode object) {
        JsonFields read = new JsonFields(object, picture, arrived);
        arrived.accept(read.received());
        return read;
      }
      throw notAnObject();
    } catch (TooLarge e) {
      throw new Refusal(413, "request_too_large", "The request is larger than 40 MB.");
    } catch (JsonProcessingException e) {
      throw notAnObject();
    }
  }

  private static Refusal notAnObject() {
    return Refusal.parameter("The body must be one JSON object in which no field comes twice.");
  }

  private Received received() {
    Map<String, String> texts = new LinkedHashMap<>();
    fields
        .properties()
        .forEach(
            field -> {
              String text = field.getValue().asText();
              if (!field.getKey().equals(picture) || !DataUrl.is(text)) {
                texts.put(
                    field.getKey(),
                    field.getValue().isValueNode() ? text : field.getValue().toString());
              }
            });
    return new Received(texts, Optional.empty());
  }

  void onlyKnow(Set<String> names) throws Refusal {
    for (Iterator<String> sent = fields.fieldNames(); sent.hasNext(); ) {
      String name = sent.next();
      if (!names.contains(name)) {
        throw Refusal.parameter("The field " + name + " is not known.");
      }
    }
  }

  String model(List<String> known) throws Refusal {
    String model = requiredText("model");
    if (!known.contains(model)) {
      throw Refusal.noModel(model);
    }
    return model;
  }

  String requiredText(String name) throws Refusal {
    String text = text(name).orElse("");
    if (text.isEmpty()) {
      throw Refusal.parameter(name + " is required.");
    }
    return text;
  }

  String prompt(int most) throws Refusal {
    String prompt = requiredText("prompt");
    Refusal.ifLonger("prompt", prompt, most);
    return prompt;
  }

  Optional<String> text(String name) throws Refusal {
    JsonNode value = fields.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw Refusal.parameter(name + " must be a string.");
    }
    return Optional.of(value.textValue());
  }

  OptionalLong integer(String name, long least, long most) throws Refusal {
    JsonNode value = fields.get(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    boolean fits = value.isIntegralNumber() && value.canConvertToLong();
    if (!fits || value.longValue() < least || value.longValue() > most) {
      throw Refusal.range(name, "an integer", least, most);
    }
    return OptionalLong.of(value.longValue());
  }

  void decimal(String name, int least, int most) throws Refusal {
    JsonNode value = fields.get(name);
    if (value != null && !isWithin(value, least, most)) {
      throw Refusal.range(name, "a number", least, most);
    }
  }

  /** A number above 0 and up to 1. */
  void requiredShare(String name) throws Refusal {
    JsonNode value = fields.get(name);
    if (value == null) {
      throw Refusal.parameter(name + " is required.");
    }
    if (!isWithin(value, 0, 1) || value.decimalValue().signum() == 0) {
      throw Refusal.parameter(name + " must be a number above 0 and at most 1.");
    }
  }

  private static boolean isWithin(@Nullable JsonNode value, int least, int most) {
    return value != null
        && value.isNumber()
        && value.decimalValue().compareTo(BigDecimal.valueOf(least)) >= 0
        && value.decimalValue().compareTo(BigDecimal.valueOf(most)) <= 0;
  }

  void flag(String name) throws Refusal {
    JsonNode value = fields.get(name);
    if (value != null && !value.isBoolean()) {
      throw Refusal.parameter(name + " must be true or false.");
    }
  }

  /** One of the documented sizes, else the usual one. */
  String size(List<String> sizes, String usual) throws Refusal {
    String size = text("size").orElse(usual);
    if (!sizes.contains(size)) {
      throw Refusal.parameter("size must be one of " + String.join(", ", sizes) + ".");
    }
    return size;
  }

  AnswerFormat answerFormat(AnswerFormat usual) throws Refusal {
    Optional<String> format = text("response_format");
    return format.isEmpty() ? usual : Refusal.answerFormat(format.get(), usual);
  }

  /** The picture, decoded from Base64 or as a link. */
  ImageSource picture() throws Refusal {
    ImageSource source = DataUrl.read(picture, requiredText(picture));
    if (source instanceof Inline inline) {
      arrived.accept(received().with(SentFile.of("", inline.declared(), inline.bytes())));
    }
    return source;
  }

  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Bounded extends FilterInputStream {
    private long left = MAX_BYTES;

    Bounded(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      int read = in.read(bytes, from, count);
      left -= Math.max(0, read);
      if (left < 0) {
        throw new TooLarge();
      }
      return read;
    }

    @Override
    public void close() {
      // The mapper closes what it has read; the rest must still be read before the answer.
    }
  }
}
