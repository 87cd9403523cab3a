package io.retouch.preset;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The template of a result's key. Placeholders: {@code {preset}}, {@code {dir}} (the source key
 * after the preset's prefix up to its last slash, may be empty), {@code {name}} (the source's file
 * name without its last extension), {@code {ext}} (the result's true format), {@code {date}} (UTC
 * day of the source's Last-Modified, as in 2026-11-20; not where there is no source) and {@code
 * {id}} (the edit).
 *
 * <p>A template without {@code {dir}} and {@code {id}} gives sources of one name in several folders
 * the same key. {@code photo.jpg} and {@code photo.png} have one place in any case.
 */
public final class KeyTemplate {
  /**
   * The longest key in UTF-8 bytes (Amazon S3 User Guide, "Naming Amazon S3 objects"). A key that
   * is made from a long source key can exceed it.
   */
  public static final int MAX_KEY_BYTES = 1024;

  private static final String DIR = "{dir}";
  private static final String NAME = "{name}";
  private static final String EXT = "{ext}";
  private static final String DATE = "{date}";
  private static final String ID = "{id}";
  private static final String PRESET = "{preset}";
  private static final Set<String> PLACEHOLDERS = Set.of(PRESET, DIR, NAME, EXT, DATE, ID);
  private static final Pattern PARTS = Pattern.compile("\\{[^{}]*}|[^{}]+|[{}]");

  private final String template;

  /** Literal texts, which hold no braces, and placeholders, which do. */
  private final List<String> parts;

  private KeyTemplate(String template, List<String> parts) {
    this.template = template;
    this.parts = List.copyOf(parts);
  }

  /**
   * Parses a template.
   *
   * @throws IllegalArgumentException with a sentence if the template is not one, or if all results
   *     would have the same key
   */
  public static KeyTemplate parse(String template) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = PARTS.matcher(template);
    while (matcher.find()) {
      checkPart(matcher.group());
      parts.add(matcher.group());
    }
    checkDistinct(parts);
    checkPath(parts);
    return new KeyTemplate(template, parts);
  }

  /** The same template with {@code {preset}} standing for this name, as fixed as any other text. */
  public KeyTemplate forPreset(String name) {
    List<String> bound = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (String part : parts) {
      if (part.equals(PRESET) || !PLACEHOLDERS.contains(part)) {
        literal.append(part.equals(PRESET) ? name : part);
        continue;
      }
      if (literal.length() > 0) {
        bound.add(literal.toString());
        literal.setLength(0);
      }
      bound.add(part);
    }
    if (literal.length() > 0) {
      bound.add(literal.toString());
    }
    return new KeyTemplate(template, bound);
  }

  /** What every key of this template begins with: the text before the first placeholder, or "". */
  public String literalPrefix() {
    return PLACEHOLDERS.contains(parts.get(0)) ? "" : parts.get(0);
  }

  /**
   * The key of a result; it may exceed {@link #MAX_KEY_BYTES}.
   *
   * @param extension of the result's true format, without a dot
   */
  public String resolve(Values values, String extension) {
    Map<String, String> replacements =
        Map.of(
            PRESET, values.preset(),
            DIR, values.dir(),
            NAME, values.name(),
            EXT, extension,
            DATE, values.date().toString(),
            ID, values.id());
    return parts.stream()
        .map(part -> replacements.getOrDefault(part, part))
        .collect(Collectors.joining());
  }

  /** The key of a result whose format is not known yet, {@code {ext}} left as it is. */
  public String resolveWithOpenExt(Values values) {
    return resolve(values, EXT);
  }

  /** Whether results of different sources have different keys in any case. */
  boolean holdsId() {
    return parts.contains(ID);
  }

  /** Whether the day of an upload is part of every key. */
  boolean holdsDate() {
    return parts.contains(DATE);
  }

  /**
   * Whether a result could have a key with this ending, a dot and a few letters that are no
   * picture's.
   */
  boolean mayEndWith(String ending) {
    String last = parts.get(parts.size() - 1);
    if (PLACEHOLDERS.contains(last)) {
      return last.equals(NAME);
    }
    return last.endsWith(ending) || ending.endsWith(last);
  }

  private static void checkPart(String part) {
    if (part.equals("{") || part.equals("}")) {
      throw new IllegalArgumentException(
          "has a brace that belongs to no placeholder; remove it or complete the placeholder.");
    }
    if (part.startsWith("{") && !PLACEHOLDERS.contains(part)) {
      throw new IllegalArgumentException(
          "%s is not a placeholder; the placeholders are %s."
              .formatted(part, String.join(", ", new TreeSet<>(PLACEHOLDERS))));
    }
  }

  private static void checkDistinct(List<String> parts) {
    if (!parts.contains(NAME) && !parts.contains(ID)) {
      throw new IllegalArgumentException(
          "gives all results the same key; add {name} or {id}, as in {preset}/{dir}{name}.{ext}.");
    }
  }

  private static void checkPath(List<String> parts) {
    // {dir} is empty or ends with a slash; anything else stands for text within a segment.
    String path =
        parts.stream()
            .map(part -> part.equals(DIR) ? "x/" : PLACEHOLDERS.contains(part) ? "x" : part)
            .collect(Collectors.joining());
    if (String.join("", parts).contains(DIR + "/")) {
      throw new IllegalArgumentException(
          "has a slash after {dir}, which ends with one itself; remove it.");
    }
    KeyPaths.check(path);
    if (path.endsWith("/")) {
      throw new IllegalArgumentException("ends with a slash; end with a file name.");
    }
    KeyPaths.checkLength(
        parts.stream().filter(part -> !PLACEHOLDERS.contains(part)).collect(Collectors.joining()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyTemplate that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  /** The template as it is written. */
  @Override
  public String toString() {
    return template;
  }

  /**
   * What one source puts into the key of its result.
   *
   * @param preset the preset's name
   * @param dir the source key after the preset's prefix, up to and including its last slash; may be
   *     empty
   * @param name the source's file name without its last extension; a leading dot begins no
   *     extension
   * @param date the UTC day of the source's Last-Modified
   * @param id the edit
   */
  public record Values(String preset, String dir, String name, LocalDate date, String id) {
    public Values {
      Objects.requireNonNull(preset, "preset");
      Objects.requireNonNull(dir, "dir");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(date, "date");
      Objects.requireNonNull(id, "id");
    }

    /**
     * The values of a source that the preset matches.
     *
     * @throws IllegalArgumentException if the key does not begin with the match's prefix
     */
    public static Values of(String preset, Match match, String key, LocalDate date, String id) {
      if (!key.startsWith(match.prefix())) {
        throw new IllegalArgumentException(
            "The key %s does not begin with %s.".formatted(key, match.prefix()));
      }
      String inside = key.substring(match.prefix().length());
      String dir = inside.substring(0, inside.lastIndexOf('/') + 1);
      String file = key.substring(key.lastIndexOf('/') + 1);
      int dot = file.lastIndexOf('.');
      return new Values(preset, dir, dot > 0 ? file.substring(0, dot) : file, date, id);
    }
  }
}
