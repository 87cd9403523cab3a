package io.retouch.aws.stack;

import io.retouch.aws.config.KmsKey;
import io.retouch.aws.config.KmsKey.Form;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.ssm.CfnParameter;
import software.constructs.Construct;

/**
 * The permission to use keys by way of S3, and in no other way. Policies do not know aliases as
 * resources: there it is every key of the account that has the alias (AWS KMS Developer Guide,
 * "Using aliases to control access to KMS keys").
 *
 * @param statements none where there are no keys
 * @param wildcard the resource that holds one, as the findings of cdk-nag write it
 */
record KeyUse(List<PolicyStatement> statements, Optional<String> wildcard) {
  static final String REASON =
      "A key that has one of the configured aliases, which is a condition.";

  KeyUse {
    statements = List.copyOf(statements);
  }

  /**
   * Of these keys.
   *
   * @param id begins the name of what has to be made for it
   */
  static KeyUse of(Construct scope, String id, List<String> actions, Collection<KmsKey> keys) {
    List<PolicyStatement> statements = new ArrayList<>();
    List<String> named =
        keys.stream()
            .filter(key -> key.form() != Form.ALIAS)
            .map(key -> key.form() == Form.ARN ? key.text() : arn(scope, key.text()))
            .sorted()
            .toList();
    if (!named.isEmpty()) {
      statements.add(
          statement("ResultKeys", actions, named)
              .conditions(Map.of("StringEquals", throughS3(scope)))
              .build());
    }
    List<String> aliases =
        keys.stream().filter(key -> key.form() == Form.ALIAS).map(KmsKey::text).sorted().toList();
    if (aliases.isEmpty()) {
      return new KeyUse(statements, Optional.empty());
    }
    // Findings about literal ARNs hold colons, which their acknowledgments may not.
    CfnParameter all =
        CfnParameter.Builder.create(scope, id + "KeysArn")
            .type("String")
            .description("The beginning of the ARN of every key in the account.")
            .value(arn(scope, ""))
            .build();
    statements.add(
        statement("ResultAliases", actions, List.of(all.getAttrValue() + "*"))
            .conditions(
                Map.of(
                    "StringEquals",
                    throughS3(scope),
                    "ForAnyValue:StringEquals",
                    Map.of("kms:ResourceAliases", aliases)))
            .build());
    return new KeyUse(
        statements, Optional.of("<" + Stack.of(scope).getLogicalId(all) + ".Value>*"));
  }

  private static PolicyStatement.Builder statement(
      String sid, List<String> actions, List<String> resources) {
    return PolicyStatement.Builder.create().sid(sid).actions(actions).resources(resources);
  }

  private static Map<String, String> throughS3(Construct scope) {
    Stack stack = Stack.of(scope);
    return Map.of("kms:ViaService", "s3.%s.%s".formatted(stack.getRegion(), stack.getUrlSuffix()));
  }

  private static String arn(Construct scope, String id) {
    return Stack.of(scope)
        .formatArn(ArnComponents.builder().service("kms").resource("key").resourceName(id).build());
  }
}
