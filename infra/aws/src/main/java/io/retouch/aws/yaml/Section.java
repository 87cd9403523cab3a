package io.retouch.aws.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A mapping in a YAML file. What is missing is empty; what is wrong becomes a problem, and is empty
 * too.
 */
public final class Section {
  private final String file;
  private final String path;
  private final JsonNode node;
  private final Problems problems;
  private final UnaryOperator<String> texts;
  private final Set<String> asked = new LinkedHashSet<>();

  private Section(
      String file, String path, JsonNode node, Problems problems, UnaryOperator<String> texts) {
    this.file = file;
    this.path = path;
    this.node = node;
    this.problems = problems;
    this.texts = texts;
  }

  /** The whole of a file, with its texts as they are. */
  public static Section read(Path file, Problems problems) {
    return read(file, problems, UnaryOperator.identity());
  }

  /**
   * The whole of a file.
   *
   * @param texts what becomes of every text that is asked for
   */
  public static Section read(Path file, Problems problems, UnaryOperator<String> texts) {
    String name = String.valueOf(file.getFileName());
    return new Section(name, "", tree(file, name, problems), problems, texts);
  }

  private static JsonNode tree(Path file, String name, Problems problems) {
    YAMLMapper mapper =
        new YAMLMapper(
            YAMLFactory.builder().disable(YAMLParser.Feature.EMPTY_STRING_AS_NULL).build());
    try {
      JsonNode tree = mapper.readTree(Files.readString(file));
      if (tree.isObject() || tree.isMissingNode() || tree.isNull()) {
        return tree;
      }
      problems.add(name + " holds no settings; write names and values, as in memory: 512.");
    } catch (JsonProcessingException e) {
      problems.add(
          "%s, line %d, is no YAML; mend it."
              .formatted(name, e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
    } catch (IOException e) {
      problems.add("%s cannot be read; put it at %s.".formatted(name, file));
    }
    return MissingNode.getInstance();
  }

  /** How a value of this section is called in a sentence. */
  public String named(String name) {
    return file + ": " + path + name;
  }

  /** Adds a sentence about a value of this section. */
  public void problem(String name, String sentence) {
    problems.add(named(name) + " " + sentence);
  }

  /** A text, or a number or a flag as it is written. */
  public Optional<String> text(String name) {
    JsonNode value = value(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (value.isContainerNode()) {
      problem(name, "is no text; write one value.");
      return Optional.empty();
    }
    return Optional.of(texts.apply(value.asText())).filter(text -> !text.isEmpty());
  }

  /** A text that has to look like this. */
  public Optional<String> text(String name, String pattern, String sentence) {
    Optional<String> text = text(name);
    if (text.isPresent() && !text.get().matches(pattern)) {
      problem(name, sentence);
      return Optional.empty();
    }
    return text;
  }

  /** A whole number within its bounds. */
  public Optional<Integer> integer(String name, int least, int most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.get().matches("-?[0-9]{1,9}")) {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return Optional.of(number);
      }
    }
    problem(name, "is %s; write a whole number from %d to %d.".formatted(text.get(), least, most));
    return Optional.empty();
  }

  /** One of a few words. */
  public <T> Optional<T> choice(String name, Map<String, T> words) {
    Optional<String> text = text(name);
    if (text.isPresent() && !words.containsKey(text.get())) {
      problem(
          name,
          "is %s; write %s."
              .formatted(text.get(), String.join(" or ", new TreeSet<>(words.keySet()))));
      return Optional.empty();
    }
    return text.map(words::get);
  }

  /** A section in this one; empty where there is none. */
  public Section section(String name) {
    JsonNode value = value(name);
    if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
      problem(name, "is one value; write names and values below it.");
      value = MissingNode.getInstance();
    }
    return new Section(file, path + name + ".", value, problems, texts);
  }

  /** The sections in this one, by their names. */
  public Map<String, Section> sections() {
    Map<String, Section> sections = new LinkedHashMap<>();
    names().forEach(name -> sections.put(name, section(name)));
    return sections;
  }

  /** The names in this section, in their order. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Complains of names that nobody has asked for. */
  public void refuseOthers() {
    for (String name : names()) {
      if (!asked.contains(name)) {
        problem(
            name, "is no setting; remove it, or write one of " + String.join(", ", asked) + ".");
      }
    }
  }

  /** All texts of this section and of those in it, lists included, as they are written. */
  public List<String> allTexts() {
    List<String> all = new ArrayList<>();
    collect(node, all);
    return all;
  }

  private static void collect(JsonNode node, List<String> all) {
    if (node.isContainerNode()) {
      node.forEach(child -> collect(child, all));
    } else if (node.isTextual()) {
      all.add(node.asText());
    }
  }

  private JsonNode value(String name) {
    asked.add(name);
    return node.path(name);
  }
}
