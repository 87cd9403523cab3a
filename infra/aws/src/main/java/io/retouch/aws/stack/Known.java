package io.retouch.aws.stack;

import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.constructs.IConstruct;

/** Findings of the rules that are meant to be: each at one place, with its reason. */
final class Known {
  private Known() {}

  /**
   * Acknowledges a finding.
   *
   * @param rule its plain id; with the name of the rules' pack before it, the whole app would be
   *     silent
   */
  static void at(IConstruct place, String rule, String reason) {
    Validations.of(place).acknowledge(Acknowledgment.builder().id(rule).reason(reason).build());
  }
}
