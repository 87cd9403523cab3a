package io.retouch.aws.stack;

import io.retouch.aws.artifact.FunctionZip;
import io.retouch.aws.config.ApplicationConfig;
import io.retouch.aws.stage.Stage;
import java.nio.file.Path;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.constructs.Construct;

/** A stage of Retouch: everything that an upload meets on its way to the edited picture. */
public final class RetouchStack extends Stack {
  private final Stage stage;
  private final ApplicationConfig config;
  private final Data data;
  private final Uploads uploads;
  private final Watch watch;

  /**
   * Makes the stack.
   *
   * @param asset the zip that is deployed: the function and its configuration
   */
  public RetouchStack(
      Construct scope,
      Stage stage,
      ApplicationConfig config,
      FunctionZip function,
      Sizes sizes,
      Path asset) {
    super(
        scope,
        "retouch-" + stage.name(),
        StackProps.builder()
            .description("Retouch, stage " + stage.name() + ": edits pictures that are uploaded.")
            .build());
    this.stage = stage;
    this.config = config;
    this.data = new Data(this, stage);
    this.uploads = new Uploads(this, stage, config, data);
    Functions functions =
        new Functions(
            this, new Functions.Parts(stage, config, function, sizes, asset), data, uploads);
    this.watch = new Watch(this, stage, uploads, functions);
    new Outputs(this, stage, config, data, uploads, functions, watch).add();
    Tags.of(this).add("retouch:stage", stage.name());
  }

  /**
   * Adds the function that edits on request, for a stage that has one.
   *
   * @param asset the zip that is deployed: the function and its configuration
   */
  public void addHttp(FunctionZip function, Path asset) {
    HttpFunction http =
        new HttpFunction(
            this, new HttpFunction.Parts(stage, config, function, asset), data, uploads);
    new HttpUrl(http, stage.http().orElseThrow(), http.function());
    watch.addHttp(http.function());
  }
}
