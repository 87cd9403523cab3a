package io.retouch.aws.stack;

import io.retouch.aws.stage.Http;
import io.retouch.aws.stage.Http.Access;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.amazon.awscdk.services.lambda.CfnUrl;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/**
 * The URL of the HTTP function, and who may call it. A call needs two permissions (AWS Lambda
 * Developer Guide, "Control access to Lambda function URLs"): {@code lambda:InvokeFunctionUrl}, and
 * {@code lambda:InvokeFunction} by way of the URL.
 */
final class HttpUrl extends Construct {
  private static final String INVOKE_URL = "lambda:InvokeFunctionUrl";
  private static final String INVOKE = "lambda:InvokeFunction";

  private final Function function;

  HttpUrl(Construct scope, Http settings, Function function) {
    super(scope, "Url");
    this.function = function;
    String authType = settings.access() == Access.PUBLIC ? "NONE" : "AWS_IAM";
    CfnUrl url =
        CfnUrl.Builder.create(this, "Url")
            .targetFunctionArn(function.getFunctionArn())
            .authType(authType)
            .invokeMode("BUFFERED")
            .build();
    output("HttpUrl", url.getAttrFunctionUrl());
    output("HttpFunction", function.getFunctionName());
    if (settings.access() == Access.PUBLIC) {
      permission("AnybodyByUrl", INVOKE_URL).functionUrlAuthType(authType).build();
      permission("AnybodyInvokes", INVOKE).invokedViaFunctionUrl(true).build();
    } else {
      output("HttpCallerPolicy", callers(authType).getManagedPolicyArn());
    }
    settings.tokensParameter().ifPresent(name -> output("HttpTokensParameter", name));
  }

  private CfnPermission.Builder permission(String id, String action) {
    return CfnPermission.Builder.create(this, id)
        .functionName(function.getFunctionArn())
        .action(action)
        .principal("*");
  }

  /** To be attached to whoever may call; nobody has it from here. */
  private ManagedPolicy callers(String authType) {
    return ManagedPolicy.Builder.create(this, "Callers")
        .description("May call the function URL of Retouch.")
        .statements(
            List.of(
                statement(
                    "ByUrl",
                    INVOKE_URL,
                    Map.of("StringEquals", Map.of("lambda:FunctionUrlAuthType", authType))),
                statement(
                    "ByUrlAlone",
                    INVOKE,
                    Map.of("Bool", Map.of("lambda:InvokedViaFunctionUrl", "true")))))
        .build();
  }

  private PolicyStatement statement(String sid, String action, Map<String, Object> conditions) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .actions(List.of(action))
        .resources(List.of(function.getFunctionArn()))
        .conditions(conditions)
        .build();
  }

  private void output(String name, String value) {
    CfnOutput.Builder.create(Stack.of(this), name).value(value).build();
  }
}
