package io.retouch.local;

import io.retouch.local.cloud.ClientAccess;
import io.retouch.local.cloud.LocalCloud;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a person what there is and how to use it. */
final class Introduction {
  private final Console console;

  Introduction(Console console) {
    this.console = console;
  }

  void introduce(LocalCloud cloud, PresetFile presets, URI page, URI functionUrl) {
    ClientAccess access = cloud.access();
    console.step("Presets", presets.file().toString());
    for (LocalPreset preset : presets.presets()) {
      console.say(
          "           %s: put pictures into %s".formatted(preset.name(), folder(cloud, preset)));
    }
    console.step("Page", page.toString());
    console.step("URL", functionUrl + ", the HTTP function's; any key is taken");
    console.say(
        "           curl -s %s/v1/images/edits -F image=@photo.jpg -F model=%s"
            .formatted(functionUrl, presets.first().name()));
    console.step(
        "S3",
        "%s, region %s, access key %s, secret %s"
            .formatted(
                access.store(), access.region(), access.accessKeyId(), access.secretAccessKey()));
    commands(cloud, access, presets.first());
    if (cloud.waiting() > 0) {
      console.say(cloud.waiting() + " messages of an earlier run are in the queue and go on now.");
    }
    console.say("");
    console.say("Ctrl-C stops; what is not done then goes on at the next start.");
    console.say("");
  }

  /** Made, so that a picture can be dropped into it. */
  private static Path folder(LocalCloud cloud, LocalPreset preset) {
    String folders = preset.prefix().substring(0, preset.prefix().lastIndexOf('/') + 1);
    Path folder = cloud.file(LocalCloud.UPLOADS, folders);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw RunException.usage("The folder " + folder + " cannot be made: " + e + ".");
    }
  }

  private void commands(LocalCloud cloud, ClientAccess access, LocalPreset preset) {
    console.say("");
    console.say("With the AWS CLI, in another terminal:");
    console.say(
        "  export AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s AWS_DEFAULT_REGION=%s"
            .formatted(access.accessKeyId(), access.secretAccessKey(), access.region()));
    console.say(
        "  export AWS_ENDPOINT_URL_S3=%s AWS_ENDPOINT_URL_SQS=%s"
            .formatted(access.store(), access.queue()));
    console.say("  export AWS_ENDPOINT_URL_LAMBDA=" + cloud.functions());
    console.say("  export AWS_REQUEST_CHECKSUM_CALCULATION=when_required");
    console.say("  aws s3 cp photo.jpg s3://%s/%s".formatted(LocalCloud.UPLOADS, preset.prefix()));
    console.say("  aws s3 ls --recursive s3://" + LocalCloud.EDITED);
    console.say(
        "  aws sqs get-queue-attributes --attribute-names All --queue-url " + access.queueUrl());
    console.say("  aws sqs receive-message --queue-url " + access.deadLetterUrl());
    console.say(
        "  aws lambda invoke --function-name operate --cli-binary-format raw-in-base64-out --payload"
            + " '{\"do\":\"status\",\"preset\":\"%s\",\"key\":\"%sphoto.jpg\"}' /dev/stdout"
                .formatted(preset.name(), preset.prefix()));
  }
}
