package io.retouch.aws;

import io.retouch.aws.config.ApplicationConfig;
import io.retouch.aws.config.ApplicationConfigFile;
import io.retouch.aws.stack.DeliveryStack;
import io.retouch.aws.stage.Stage;
import io.retouch.aws.stage.StageFile;
import io.retouch.aws.yaml.InvalidStageException;
import io.retouch.aws.yaml.Problems;
import java.nio.file.Path;
import software.amazon.awscdk.App;

/** Who may deliver to a stage, as an app of CDK of its own: it is deployed once, by a person. */
public final class Delivery {
  private final App app;
  private final DeliveryStack stack;

  private Delivery(App app, DeliveryStack stack) {
    this.app = app;
    this.stack = stack;
  }

  /**
   * Makes the app; the stage's function need not be built.
   *
   * @param folder where everything goes that is written
   * @throws InvalidStageException if anything is wrong, or the stage names nobody on GitHub
   */
  public static Delivery of(Path stageFile, Path folder) {
    Problems problems = new Problems();
    Stage stage = StageFile.read(stageFile, problems);
    ApplicationConfig config = ApplicationConfigFile.read(stage, problems);
    if (stage.github().isEmpty()) {
      problems.add(
          "%s.yaml names no github.repository, which may deliver; write one as in owner/name."
              .formatted(stage.name()));
    }
    problems.throwIfAny();
    App app = Deployment.app(folder);
    return new Delivery(app, new DeliveryStack(app, stage, stage.github().orElseThrow(), config));
  }

  /** Writes the template. */
  public void synth() {
    app.synth();
  }

  public App app() {
    return app;
  }

  public DeliveryStack stack() {
    return stack;
  }
}
