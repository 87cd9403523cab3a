package io.retouch.edit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.edit.EditOutcome.Edited;
import io.retouch.edit.EditOutcome.Parked;
import io.retouch.edit.EditOutcome.Rejected;
import io.retouch.edit.EditOutcome.Skipped;
import io.retouch.edit.EditOutcome.Waiting;
import io.retouch.preset.Settings;
import io.retouch.preset.Settings.LogFormat;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Writes one line an outcome, to its own log category: a JSON object, or a sentence where somebody
 * reads along. Holds no prompt, no key and no image data. In a Lambda function the object carries
 * {@linkplain OutcomeMetrics metrics} too.
 */
@ApplicationScoped
class OutcomeLog {
  /** The category whose lines are whole messages without a prefix. */
  static final String CATEGORY = "io.retouch.outcome";

  /** The environment variable in which Lambda tells a function its name. */
  private static final String FUNCTION_NAME = "AWS_LAMBDA_FUNCTION_NAME";

  private static final Logger LOG = Logger.getLogger(CATEGORY);

  private final LogFormat format;
  private final Optional<String> function;

  @Inject
  OutcomeLog(Settings settings, SmallRyeConfig properties) {
    this(settings, properties.getOptionalValue(FUNCTION_NAME, String.class));
  }

  /**
   * Makes a log.
   *
   * @param function the Lambda function that this runs in; without one, lines carry no metrics
   */
  OutcomeLog(Settings settings, Optional<String> function) {
    this.format = settings.logFormat();
    this.function = function;
  }

  void write(EditTrail trail, EditOutcome outcome) {
    LOG.log(level(outcome), line(trail, outcome));
  }

  String line(EditTrail trail, EditOutcome outcome) {
    ObjectNode fields = fields(trail, outcome);
    if (format == LogFormat.TEXT) {
      return sentence(fields);
    }
    function.ifPresent(name -> OutcomeMetrics.add(fields, trail, outcome, name));
    return fields.toString();
  }

  private static Logger.Level level(EditOutcome outcome) {
    boolean fine = outcome instanceof Edited || outcome instanceof Skipped;
    return fine ? Logger.Level.INFO : Logger.Level.WARN;
  }

  static ObjectNode fields(EditTrail trail, EditOutcome outcome) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.put("event", "edit");
    fields.put("outcome", outcome.name());
    trail.preset().ifPresent(preset -> fields.put("preset", preset));
    trail.provider().ifPresent(provider -> fields.put("provider", provider));
    if (!trail.job().bucket().isEmpty()) {
      fields.put("bucket", trail.job().bucket());
    }
    fields.put("key", trail.job().key());
    describe(outcome, fields);
    if (!trail.notes().isEmpty()) {
      fields.put("note", String.join("; ", trail.notes()));
    }
    fields.put("attempts", trail.attempts());
    timings(trail, fields);
    return fields;
  }

  /** How long each step took, and all of them until now. */
  static void timings(EditTrail trail, ObjectNode fields) {
    trail
        .millis()
        .forEach((step, millis) -> fields.put(step.name().toLowerCase(Locale.ROOT) + "Ms", millis));
    fields.put("totalMs", trail.totalMillis());
  }

  private static void describe(EditOutcome outcome, ObjectNode fields) {
    if (outcome instanceof Edited edited) {
      fields.put("outputBucket", edited.bucket()).put("outputKey", edited.key());
    } else if (outcome instanceof Skipped skipped) {
      fields.put("reason", skipped.reason());
    } else if (outcome instanceof Rejected rejected) {
      describe(fields, rejected.code(), rejected.reason(), rejected.report());
    } else if (outcome instanceof Parked parked) {
      describe(fields, parked.code(), parked.reason(), parked.report());
    } else if (outcome instanceof Waiting waiting) {
      describe(fields, waiting.code(), waiting.reason(), Optional.empty());
      fields.put("until", waiting.until().toString());
    }
  }

  private static void describe(
      ObjectNode fields, String code, String reason, Optional<String> report) {
    fields.put("code", code).put("reason", reason);
    report.ifPresent(key -> fields.put("report", key));
  }

  private static String sentence(ObjectNode fields) {
    StringBuilder line = new StringBuilder(fields.path("outcome").asText());
    line.append(' ');
    if (fields.has("bucket")) {
      line.append(fields.path("bucket").asText()).append('/');
    }
    line.append(fields.path("key").asText());
    if (fields.has("outputKey")) {
      line.append(" -> ").append(fields.path("outputBucket").asText());
      line.append('/').append(fields.path("outputKey").asText());
    }
    if (fields.has("reason")) {
      line.append(": ").append(fields.path("reason").asText());
    }
    if (fields.has("note")) {
      line.append(" (").append(fields.path("note").asText()).append(')');
    }
    fields
        .properties()
        .forEach(
            field -> {
              if (field.getKey().endsWith("Ms") || "attempts".equals(field.getKey())) {
                line.append(", ").append(field.getKey()).append(' ').append(field.getValue());
              }
            });
    return line.toString();
  }
}
