package io.retouch.aws.config;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key that a preset's results are encrypted with, as S3 takes it and a policy can name it (Amazon
 * S3 API Reference, PutObject, {@code x-amz-server-side-encryption-aws-kms-key-id}; AWS KMS
 * Developer Guide, "Key identifiers").
 *
 * @param form what the text is
 * @param text a key's ARN, a key's id, or {@code alias/NAME}, the last two of the stack's own
 *     account and region
 */
public record KmsKey(Form form, String text) {
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+");
  private static final Pattern ALIAS = Pattern.compile("alias/[A-Za-z0-9/_-]{1,250}");
  private static final Pattern ID = Pattern.compile("(mrk-)?[0-9a-f]{8}[0-9a-f-]{24,28}");

  /** AWS's own keys, whose policies let everybody in the account use them by way of S3. */
  private static final String AWS_OWN = "alias/aws/";

  public KmsKey {
    Objects.requireNonNull(form, "form");
    Objects.requireNonNull(text, "text");
  }

  /** How a key is named. */
  public enum Form {
    ARN,
    ID,
    ALIAS
  }

  /** The key that a text names; nothing if it names none that a policy can name too. */
  public static Optional<KmsKey> parse(String text) {
    if (ARN.matcher(text).matches()) {
      return Optional.of(new KmsKey(Form.ARN, text));
    }
    if (ID.matcher(text).matches()) {
      return Optional.of(new KmsKey(Form.ID, text));
    }
    return ALIAS.matcher(text).matches()
        ? Optional.of(new KmsKey(Form.ALIAS, text))
        : Optional.empty();
  }

  /** Whether nobody needs a permission to use it. */
  boolean isAwsOwn() {
    return form == Form.ALIAS && text.startsWith(AWS_OWN);
  }
}
