package io.retouch.parts.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retouch.parts.LocalQueue;
import io.retouch.parts.LocalTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The local queue and the local table behind the proxy, called by the AWS SDK. */
class FaultProxyAwsTest {

  private static StaticCredentialsProvider credentials(String id, String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
  }

  @Test
  void sendsAMessageTwiceWhoseAnswerIsLost() {
    try (LocalQueue queue = LocalQueue.builder().start();
        FaultProxy proxy = FaultProxy.before(queue.endpoint());
        SqsClient client =
            SqsClient.builder()
                .endpointOverride(proxy.endpoint())
                .region(Region.of(queue.region()))
                .credentialsProvider(credentials(queue.accessKeyId(), queue.secretAccessKey()))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
      queue.createQueue("uploads", Duration.ofSeconds(30));
      proxy.rule(FaultRule.parse("SendMessage#1=answer-lost"));
      String url = queue.url("uploads").toString();

      client.sendMessage(r -> r.queueUrl(url).messageBody("a"));

      assertThat(client.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages())
          .isNotEmpty();
      assertThat(queue.bodies("uploads")).containsExactly("a", "a");
      assertThat(proxy.calls())
          .extracting(ProxiedCall::operation)
          .containsExactly("SendMessage", "SendMessage", "ReceiveMessage");
    }
  }

  @Test
  void failsTheConditionOfARowThatWasPutThoughTheAnswerWasLost() {
    try (LocalTable table = LocalTable.inMemory();
        FaultProxy proxy = FaultProxy.before(table.endpoint());
        DynamoDbClient client =
            DynamoDbClient.builder()
                .endpointOverride(proxy.endpoint())
                .region(Region.of(table.region()))
                .credentialsProvider(credentials(table.accessKeyId(), table.secretAccessKey()))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
      table.createTable("ledger", "place");
      proxy.rule(FaultRule.parse("PutItem#1=answer-lost"));
      Map<String, AttributeValue> row = Map.of("place", AttributeValue.fromS("out/a"));

      assertThatThrownBy(
              () ->
                  client.putItem(
                      r ->
                          r.tableName("ledger")
                              .item(row)
                              .conditionExpression("attribute_not_exists(place)")))
          .isInstanceOf(ConditionalCheckFailedException.class);

      assertThat(client.getItem(r -> r.tableName("ledger").key(row)).item()).isEqualTo(row);
      assertThat(proxy.calls())
          .extracting(ProxiedCall::operation)
          .isEqualTo(List.of("PutItem", "PutItem", "GetItem"));
      assertThat(proxy.calls()).extracting(ProxiedCall::status).containsExactly(0, 400, 200);
    }
  }
}
