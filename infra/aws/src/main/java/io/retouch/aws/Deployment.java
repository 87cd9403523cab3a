package io.retouch.aws;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.ServerlessChecks;
import io.retouch.aws.artifact.FunctionZip;
import io.retouch.aws.artifact.JoinedZip;
import io.retouch.aws.stack.RetouchStack;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Validations;

/** A stage as an app of CDK, with everything on that finds mistakes. */
public final class Deployment {
  private final App app;
  private final RetouchStack stack;

  private Deployment(App app, RetouchStack stack) {
    this.app = app;
    this.stack = stack;
  }

  /**
   * Makes the app; nothing is checked or written before {@link App#synth()}.
   *
   * @param folder where everything goes that is written
   */
  public static Deployment of(Plan plan, Path folder) {
    App app = app(folder);
    Path asset = asset(plan, plan.function(), folder, "-function.zip");
    RetouchStack stack =
        new RetouchStack(app, plan.stage(), plan.config(), plan.function(), plan.sizes(), asset);
    plan.http().ifPresent(zip -> stack.addHttp(zip, asset(plan, zip, folder, "-http.zip")));
    return new Deployment(app, stack);
  }

  private static Path asset(Plan plan, FunctionZip function, Path folder, String end) {
    Path asset = folder.resolveSibling(folder.getFileName() + end);
    JoinedZip.write(function, plan.stage().config(), asset);
    return asset;
  }

  /** An app in which a wrong property ends the synthesis. */
  static App app(Path folder) {
    App app =
        App.Builder.create()
            .outdir(folder.toString())
            .analyticsReporting(false)
            .context(
                Map.of(
                    "@aws-cdk/core:validateAgainstDefaultRules", true,
                    "strictCfnValidateErrors", true,
                    "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy", true,
                    "@aws-cdk/aws-iam:minimizePolicies", false))
            .build();
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
    return app;
  }

  /** Writes the templates. */
  public void synth() {
    app.synth();
  }

  public App app() {
    return app;
  }

  public RetouchStack stack() {
    return stack;
  }
}
