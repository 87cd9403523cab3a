package io.retouch.parts.endpoint;

import com.sun.net.httpserver.HttpExchange;
import io.retouch.parts.endpoint.MultipartForm.Part;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code images/edits} as servers in the manner of OpenAI's have it: {@code FACTS.md}, "OpenAI
 * compatibility". Any model is taken. Numbers that no document gives are those of OpenAI's public
 * reference of 2025 for its GPT image models: prompts of 32000 characters, 16 pictures of less than
 * 50 MB, masks as PNG, 10 results. Results are PNG and come at once: other output formats and
 * streams are refused.
 */
public final class OpenAiEdits implements Endpoint {
  private static final int MAX_CHARACTERS = 32_000;
  private static final int MAX_IMAGES = 16;
  private static final PictureLimits LIMITS =
      PictureLimits.anyPicture("image", 50L * 1024 * 1024 - 1);
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{1,3})x([1-9]\\d{1,3})");
  private static final Set<String> PICTURES = Set.of("image", "image[]", "mask");
  private static final Set<String> FIELDS =
      Set.of(
          "image",
          "image[]",
          "mask",
          "prompt",
          "model",
          "n",
          "size",
          "quality",
          "background",
          "input_fidelity",
          "response_format",
          "output_format",
          "output_compression",
          "stream",
          "user");

  private final AnswerFormat usual;
  private final Set<String> known;

  /**
   * @param usual how it answers unless the request says otherwise
   * @param more fields of its own that it takes, whatever they hold
   */
  public OpenAiEdits(AnswerFormat usual, Set<String> more) {
    this.usual = usual;
    known = new HashSet<>(FIELDS);
    known.addAll(more);
  }

  @Override
  public String mediaType() {
    return MultipartForm.MEDIA_TYPE;
  }

  @Override
  public Shape shape() {
    return Shape.OPENAI;
  }

  @Override
  public ImageRequest read(HttpExchange exchange, Consumer<Received> arrived)
      throws IOException, Refusal {
    MultipartForm form = MultipartForm.read(exchange);
    arrived.accept(form.received(PICTURES));
    FormFields fields = FormFields.of(form, known, PICTURES);
    String prompt = fields.requiredText("prompt");
    fields.limitCharacters("prompt", MAX_CHARACTERS);
    if (fields.text("model").filter(String::isEmpty).isPresent()) {
      throw Refusal.parameter("model must not be empty.");
    }
    OptionalLong count = fields.integer("n", 1, 10);
    Optional<Size> size = size(fields);
    fields.oneOf("quality", "auto", "standard", "low", "medium", "high");
    fields.oneOf("background", "auto", "transparent", "opaque");
    fields.oneOf("input_fidelity", "low", "high");
    fields.integer("output_compression", 0, 100);
    fields.oneOf("output_format", "png");
    fields.oneOf("stream", "false");
    AnswerFormat format = fields.answerFormat(usual);
    checkMask(form.named("mask"));
    ImageSource image = new ImageSource.Inline(image(form), "");
    ImageRequest request =
        ImageRequest.edit(prompt, image, LIMITS, OptionalLong.empty(), format)
            .withCount((int) count.orElse(1));
    return size.map(request::withSize).orElse(request);
  }

  /** Width x height; none for {@code auto}, which is the picture's own here. */
  private static Optional<Size> size(FormFields fields) throws Refusal {
    String text = fields.text("size").orElse("auto");
    if (text.equals("auto")) {
      return Optional.empty();
    }
    Matcher matcher = SIZE.matcher(text);
    if (matcher.matches()) {
      Size size = new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
      if (Math.max(size.width(), size.height()) <= PictureLimits.LARGEST_SIDE) {
        return Optional.of(size);
      }
    }
    throw Refusal.parameter("size must be auto or WIDTHxHEIGHT, from 10 to 4096 pixels a side.");
  }

  private static void checkMask(List<Part> masks) throws Refusal {
    if (masks.size() > 1 || masks.stream().anyMatch(mask -> !mask.isFile())) {
      throw Refusal.parameter("mask must be one file.");
    }
    if (masks.stream().anyMatch(mask -> !isPng(mask.bytes()))) {
      throw Refusal.parameter("mask must be a PNG.");
    }
  }

  private static boolean isPng(byte[] bytes) {
    return bytes.length > 3
        && (bytes[0] & 0xFF) == 0x89
        && bytes[1] == 'P'
        && bytes[2] == 'N'
        && bytes[3] == 'G';
  }

  /** The first of them is edited. */
  private static byte[] image(MultipartForm form) throws Refusal {
    List<Part> single = form.named("image");
    List<Part> several = form.named("image[]");
    if (single.size() > 1 || (!single.isEmpty() && !several.isEmpty())) {
      throw Refusal.parameter("image may be sent only once; use image[] for several.");
    }
    if (several.size() > MAX_IMAGES) {
      throw Refusal.parameter("image[] may be sent at most " + MAX_IMAGES + " times.");
    }
    List<Part> images = Stream.concat(single.stream(), several.stream()).toList();
    if (images.isEmpty()) {
      throw Refusal.parameter("image is required.");
    }
    if (!images.stream().allMatch(Part::isFile)) {
      throw Refusal.parameter("image must be a file.");
    }
    return images.get(0).bytes();
  }
}
