package io.retouch.parts;

import io.retouch.parts.endpoint.AnswerFormat;
import io.retouch.parts.endpoint.Endpoint;
import io.retouch.parts.endpoint.ModelverseGenerations;
import io.retouch.parts.endpoint.OpenAiEdits;
import io.retouch.parts.endpoint.Shape;
import io.retouch.parts.endpoint.StepFunEdits;
import io.retouch.parts.endpoint.StepFunGenerations;
import io.retouch.parts.endpoint.StepFunImageToImage;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is open about the APIs, and the endpoints that follow from it. */
final class ApiSettings {
  private static final String EDITS = "/images/edits";
  private static final String GENERATIONS = "/images/generations";

  /** StepFun's documents leave nothing open. */
  private static final Set<Api> OPEN = EnumSet.of(Api.MODELVERSE, Api.OPENAI);

  private final Map<Api, AnswerFormat> answers = new EnumMap<>(Api.class);
  private final Map<Api, Set<String>> moreFields = new EnumMap<>(Api.class);

  ApiSettings() {
    for (Api api : OPEN) {
      moreFields.put(api, new HashSet<>());
    }
    answers.put(Api.MODELVERSE, AnswerFormat.URL);
    answers.put(Api.OPENAI, AnswerFormat.B64_JSON);
  }

  void answers(Api api, AnswerFormat format) {
    checkOpen(api);
    answers.put(api, format);
  }

  void alsoTakes(Api api, Set<String> fields) {
    checkOpen(api);
    more(api).addAll(fields);
  }

  private static void checkOpen(Api api) {
    if (!OPEN.contains(api)) {
      throw new IllegalArgumentException(
          "StepFun's documents leave nothing open for "
              + api
              + "; set it for one of "
              + OPEN
              + ".");
    }
  }

  private AnswerFormat answer(Api api) {
    return answers.getOrDefault(api, AnswerFormat.URL);
  }

  private Set<String> more(Api api) {
    return moreFields.computeIfAbsent(api, none -> new HashSet<>());
  }

  /** By path. */
  Map<String, Endpoint> endpoints() {
    Map<String, Endpoint> endpoints = new HashMap<>();
    endpoints.put(Api.STEPFUN.path() + EDITS, new StepFunEdits());
    endpoints.put(Api.STEPFUN.path() + GENERATIONS, new StepFunGenerations());
    endpoints.put(Api.STEPFUN.path() + "/images/image2image", new StepFunImageToImage());
    endpoints.put(Api.STEPFUN_STEP_PLAN.path() + EDITS, new StepFunEdits());
    endpoints.put(Api.STEPFUN_STEP_PLAN.path() + GENERATIONS, new StepFunGenerations());
    endpoints.put(
        Api.MODELVERSE.path() + GENERATIONS,
        new ModelverseGenerations(answer(Api.MODELVERSE), more(Api.MODELVERSE)));
    endpoints.put(Api.OPENAI.path() + EDITS, new OpenAiEdits(answer(Api.OPENAI), more(Api.OPENAI)));
    return Map.copyOf(endpoints);
  }

  /** In whose manner a path is answered under which there is nothing. */
  static Shape shape(String path) {
    if (path.startsWith(Api.MODELVERSE.path() + "/")) {
      return Shape.MODELVERSE;
    }
    return path.startsWith(Api.OPENAI.path() + "/") ? Shape.OPENAI : Shape.STEPFUN;
  }
}
