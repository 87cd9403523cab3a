package io.retouch.parts.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTest {
  private static final String SIGNED =
      "Authorization: AWS4-HMAC-SHA256 Credential=local/20261101/us-east-1/s3/aws4_request\r\n";

  private static String name(String line, String fields, String form) throws Exception {
    String head = line + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + fields + "\r\n";
    MessageHead parsed = MessageHead.of(head.getBytes(StandardCharsets.ISO_8859_1));
    return Operations.name(new Request(parsed, form));
  }

  @ParameterizedTest
  @CsvSource({
    "GET /,ListBuckets",
    "HEAD /in,HeadBucket",
    "PUT /in,CreateBucket",
    "DELETE /in,DeleteBucket",
    "GET /in?list-type=2&prefix=a%2F,ListObjectsV2",
    "GET /in/?list-type=2,ListObjectsV2",
    "GET /in?prefix=a,ListObjects",
    "GET /in?location,GetBucketLocation",
    "GET /in?uploads,ListMultipartUploads",
    "POST /in?delete,DeleteObjects",
    "GET /in/a/b.jpg,GetObject",
    "GET /in/a.jpg?x-id=GetObject,GetObject",
    "HEAD /in/a.jpg,HeadObject",
    "PUT /in/a.jpg,PutObject",
    "DELETE /in/a.jpg,DeleteObject",
    "GET /in/a.jpg?tagging,GetObjectTagging",
    "PUT /in/a.jpg?tagging,PutObjectTagging",
    "GET /in/a.jpg?acl=,GetObjectAcl",
    "POST /in/a.jpg?uploads,CreateMultipartUpload",
    "PUT /in/a.jpg?partNumber=1&uploadId=u,UploadPart",
    "POST /in/a.jpg?uploadId=u,CompleteMultipartUpload",
    "DELETE /in/a.jpg?uploadId=u,AbortMultipartUpload",
    "GET /in/a.jpg?uploadId=u,ListParts"
  })
  void namesSignedRequestsAsS3Does(String line, String operation) throws Exception {
    assertThat(name(line, SIGNED, "")).isEqualTo(operation);
  }

  @Test
  void tellsCopiesFromPuts() throws Exception {
    String copies = SIGNED + "x-amz-copy-source: /in/b.jpg\r\n";

    assertThat(name("PUT /in/a.jpg", copies, "")).isEqualTo("CopyObject");
    assertThat(name("PUT /in/a.jpg?partNumber=1&uploadId=u", copies, ""))
        .isEqualTo("UploadPartCopy");
  }

  @Test
  void knowsSignedLinks() throws Exception {
    assertThat(name("GET /in/a.jpg?X-Amz-Signature=00", "", "")).isEqualTo("GetObject");
    assertThat(name("GET /in/a.jpg?AWSAccessKeyId=local", "", "")).isEqualTo("GetObject");
  }

  @ParameterizedTest
  @CsvSource({
    "DynamoDB_20120810.PutItem,PutItem",
    "DynamoDB_20120810.UpdateItem,UpdateItem",
    "DynamoDB_20120810.TransactWriteItems,TransactWriteItems",
    "AmazonSQS.ReceiveMessage,ReceiveMessage"
  })
  void namesTheTargetOfTablesAndQueues(String target, String operation) throws Exception {
    String fields = "X-Amz-Target: " + target + "\r\nContent-Type: application/x-amz-json-1.0\r\n";

    assertThat(name("POST /", SIGNED + fields, "")).isEqualTo(operation);
  }

  @Test
  void namesTheActionOfTheQueryProtocol() throws Exception {
    assertThat(name("POST /000000000000/jobs", SIGNED, "Action=SendMessage&Version=2012-11-05"))
        .isEqualTo("SendMessage");
    assertThat(name("POST /", "", "Version=2012-11-05&Action=CreateQueue"))
        .isEqualTo("CreateQueue");
    assertThat(name("GET /?Action=ListQueues", SIGNED, "")).isEqualTo("ListQueues");
  }

  @ParameterizedTest
  @CsvSource({
    "POST /v1/images/edits,images/edits",
    "POST /step_plan/v1/images/edits,images/edits",
    "GET /v1/tasks/status?task_id=1,tasks/status",
    "GET /results/1.png,results",
    "POST /faults,faults",
    "GET /v1,v1",
    "GET /,/"
  })
  void namesOthersAfterTheirPath(String line, String operation) throws Exception {
    assertThat(name(line, "Authorization: Bearer key\r\n", "")).isEqualTo(operation);
  }

  @Test
  void takesAnUnsignedRequestForNoS3() throws Exception {
    assertThat(name("GET /in/a.jpg", "", "")).isEqualTo("in");
  }
}
