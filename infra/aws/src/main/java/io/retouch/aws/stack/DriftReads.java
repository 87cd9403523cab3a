package io.retouch.aws.stack;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What CloudFormation reads to find drift, by service: the read handlers' permissions of the types
 * that the stack has (CloudFormation registry, {@code handlers.read.permissions}). No contents.
 */
final class DriftReads {
  static final Map<String, List<String>> ACTIONS =
      new TreeMap<>(
          Map.of(
              "s3",
              List.of(
                  "s3:GetAccelerateConfiguration",
                  "s3:GetAnalyticsConfiguration",
                  "s3:GetBucketCORS",
                  "s3:GetBucketLocation",
                  "s3:GetBucketLogging",
                  "s3:GetBucketNotification",
                  "s3:GetBucketObjectLockConfiguration",
                  "s3:GetBucketOwnershipControls",
                  "s3:GetBucketPolicy",
                  "s3:GetBucketPublicAccessBlock",
                  "s3:GetBucketTagging",
                  "s3:GetBucketVersioning",
                  "s3:GetBucketWebsite",
                  "s3:GetEncryptionConfiguration",
                  "s3:GetIntelligentTieringConfiguration",
                  "s3:GetInventoryConfiguration",
                  "s3:GetLifecycleConfiguration",
                  "s3:GetMetricsConfiguration",
                  "s3:GetReplicationConfiguration"),
              "dynamodb",
              List.of(
                  "dynamodb:DescribeContinuousBackups",
                  "dynamodb:DescribeContributorInsights",
                  "dynamodb:DescribeKinesisStreamingDestination",
                  "dynamodb:DescribeTable",
                  "dynamodb:DescribeTimeToLive",
                  "dynamodb:GetResourcePolicy",
                  "dynamodb:ListTagsOfResource"),
              "sqs",
              List.of("sqs:GetQueueAttributes", "sqs:ListQueueTags"),
              "lambda",
              List.of(
                  "lambda:GetFunction",
                  "lambda:GetFunctionCodeSigningConfig",
                  "lambda:GetFunctionEventInvokeConfig",
                  "lambda:GetFunctionRecursionConfig",
                  "lambda:GetFunctionUrlConfig",
                  "lambda:GetPolicy",
                  "lambda:GetRuntimeManagementConfig",
                  "lambda:ListTags"),
              "iam",
              List.of(
                  "iam:GetRole",
                  "iam:GetRolePolicy",
                  "iam:ListAttachedRolePolicies",
                  "iam:ListRolePolicies"),
              "policies",
              List.of("iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListEntitiesForPolicy"),
              "logs",
              List.of("logs:ListTagsForResource"),
              "cloudwatch",
              List.of("cloudwatch:DescribeAlarms", "cloudwatch:ListTagsForResource"),
              "sns",
              List.of(
                  "sns:GetDataProtectionPolicy",
                  "sns:GetTopicAttributes",
                  "sns:ListSubscriptionsByTopic",
                  "sns:ListTagsForResource"),
              "events",
              List.of(
                  "events:DescribeRule",
                  "events:ListTagsForResource",
                  "events:ListTargetsByRule")));

  private DriftReads() {}
}
