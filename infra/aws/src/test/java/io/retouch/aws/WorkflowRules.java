package io.retouch.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The house's own rules of a workflow, which linters do not know; what is wrong is a sentence. */
final class WorkflowRules {
  private static final Pattern USES = Pattern.compile("^\\s*(?:- )?uses: *(\\S+)(.*)$");
  private static final Pattern PINNED =
      Pattern.compile("[A-Za-z0-9-]+(/[A-Za-z0-9_.-]+)+@[0-9a-f]{40}");
  private static final Pattern VERSION = Pattern.compile(" # v[0-9]+\\.[0-9]+\\.[0-9]+");
  private static final int MOST_MINUTES = 60;

  private final Path file;
  private final JsonNode workflow;
  private final List<String> problems = new ArrayList<>();

  private WorkflowRules(Path file) throws IOException {
    this.file = file;
    this.workflow = new YAMLMapper().readTree(file.toFile());
  }

  static List<String> problems(Path file) throws IOException {
    return new WorkflowRules(file).check();
  }

  private List<String> check() throws IOException {
    if (!workflow.path("permissions").isObject() || !workflow.path("permissions").isEmpty()) {
      problems.add("the workflow allows something to all jobs; write permissions: {}.");
    }
    if (workflow.path("on").has("pull_request_target")) {
      problems.add("pull_request_target gives other people's code our permissions.");
    }
    for (String line : Files.readAllLines(file)) {
      Matcher uses = USES.matcher(line);
      if (uses.find()) {
        checkPin(uses.group(1), uses.group(2));
      }
    }
    workflow.path("jobs").properties().forEach(job -> checkJob(job.getKey(), job.getValue()));
    return problems;
  }

  private void checkPin(String action, String comment) {
    if (action.startsWith("./")) {
      return;
    }
    if (!PINNED.matcher(action).matches()) {
      problems.add(action + " is not pinned to a commit of 40 digits.");
    } else if (!VERSION.matcher(comment).matches()) {
      problems.add(action + " does not say its version, as in # v1.2.3.");
    }
  }

  private void checkJob(String name, JsonNode job) {
    if (!job.path("permissions").isObject()) {
      problems.add("the job " + name + " does not say its permissions.");
    }
    job.path("permissions").properties().stream()
        .filter(one -> one.getValue().asText().equals("write"))
        .filter(one -> !maySet(one.getKey(), job))
        .forEach(one -> problems.add("the job %s may write %s.".formatted(name, one.getKey())));
    JsonNode concurrency = job.path("concurrency");
    if (!concurrency.hasNonNull("group") || !concurrency.has("cancel-in-progress")) {
      problems.add("the job " + name + " has no concurrency group that says what it cancels.");
    }
    if (job.has("uses")) {
      checkCall(name, job);
      return;
    }
    int minutes = job.path("timeout-minutes").asInt(0);
    if (minutes < 1 || minutes > MOST_MINUTES) {
      problems.add("the job " + name + " has no time-out of 1 to 60 minutes.");
    }
    job.path("steps").forEach(step -> checkStep(name, step));
  }

  /** Tokens for AWS go to jobs that an environment guards; a release alone writes to GitHub. */
  private boolean maySet(String permission, JsonNode job) {
    boolean release = workflow.path("name").asText().equals("release");
    if (permission.equals("id-token")) {
      return release || job.has("environment") || job.path("with").has("environment");
    }
    return release && (permission.equals("contents") || permission.equals("attestations"));
  }

  private void checkStep(String job, JsonNode step) {
    if (step.path("run").asText().contains("${{")) {
      problems.add("a step of " + job + " writes an expression into a script; use env.");
    }
    if (step.path("uses").asText().startsWith("actions/checkout@")
        && !step.at("/with/persist-credentials").asText().equals("false")) {
      problems.add("a step of " + job + " keeps the token in the checkout.");
    }
    if (step.at("/with/aws-access-key-id").isTextual() || step.toString().contains("secrets.AWS")) {
      problems.add("a step of " + job + " uses a lasting key for AWS.");
    }
  }

  private void checkCall(String name, JsonNode job) {
    String called = job.path("uses").asText();
    Path target = file.resolveSibling(called.replaceFirst("^\\./\\.github/workflows/", ""));
    if (!called.startsWith("./") || !Files.exists(target)) {
      problems.add("the job " + name + " calls " + called + ", which is not here.");
      return;
    }
    try {
      JsonNode inputs = new YAMLMapper().readTree(target.toFile()).at("/on/workflow_call/inputs");
      List<String> given = new ArrayList<>();
      List<String> wanted = new ArrayList<>();
      job.path("with").fieldNames().forEachRemaining(given::add);
      inputs.fieldNames().forEachRemaining(wanted::add);
      if (!given.equals(wanted)) {
        problems.add(
            "the job %s gives %s, and %s takes %s.".formatted(name, given, called, wanted));
      }
    } catch (IOException e) {
      problems.add(called + " cannot be read.");
    }
  }
}
