package io.retouch.sdk;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** One request of the SDK's, and its answer. */
final class SdkExchange implements ExecutableHttpRequest {
  private final CloseableHttpClient client;
  private final HttpUriRequestBase request;

  SdkExchange(CloseableHttpClient client, HttpExecuteRequest request, RequestConfig config) {
    this.client = client;
    this.request = translated(request);
    this.request.setConfig(config);
  }

  /** The headers stay as they were signed; only HttpClient knows the one of the body's length. */
  private static HttpUriRequestBase translated(HttpExecuteRequest request) {
    SdkHttpRequest sdk = request.httpRequest();
    HttpUriRequestBase translated = new HttpUriRequestBase(sdk.method().name(), sdk.getUri());
    sdk.forEachHeader(
        (name, values) -> {
          if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
            values.forEach(value -> translated.addHeader(name, value));
          }
        });
    request
        .contentStreamProvider()
        .ifPresent(content -> translated.setEntity(new SdkEntity(content, sdk)));
    return translated;
  }

  @Override
  public HttpExecuteResponse call() throws IOException {
    ClassicHttpResponse answer = client.executeOpen(null, request, null);
    SdkHttpResponse.Builder response =
        SdkHttpResponse.builder().statusCode(answer.getCode()).statusText(answer.getReasonPhrase());
    for (Header header : answer.getHeaders()) {
      response.appendHeader(header.getName(), header.getValue());
    }
    HttpExecuteResponse.Builder whole = HttpExecuteResponse.builder().response(response.build());
    HttpEntity entity = answer.getEntity();
    if (entity == null) {
      answer.close();
    } else {
      InputStream body = entity.getContent();
      whole.responseBody(AbortableInputStream.create(body, this));
    }
    return whole.build();
  }

  @Override
  public void abort() {
    request.abort();
  }
}
