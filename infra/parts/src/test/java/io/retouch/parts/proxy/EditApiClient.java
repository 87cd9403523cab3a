package io.retouch.parts.proxy;

import io.retouch.parts.LocalEditApi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.imageio.ImageIO;

/** Calls {@code images/edits} as the curl example of {@code stepfun-images-edits.md} does. */
final class EditApiClient {
  private static final String BOUNDARY = "------------------------d74496d66958873e";

  /** As it comes: it offers HTTP/2 with every request. */
  private final HttpClient client = HttpClient.newHttpClient();

  private final URI target;
  private final String key;
  private final byte[] body;

  EditApiClient(URI baseUrl, LocalEditApi api) throws IOException {
    target = URI.create(baseUrl + "/images/edits");
    key = api.apiKey();
    body = body();
  }

  private static byte[] body() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (String[] field : new String[][] {{"model", "step-image-edit-2"}, {"prompt", "a cat"}}) {
      write(body, "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", field);
    }
    write(
        body,
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n",
        "image",
        "cat.png");
    ImageIO.write(new BufferedImage(32, 24, BufferedImage.TYPE_INT_RGB), "png", body);
    write(body, "\r\n--%s--\r\n");
    return body.toByteArray();
  }

  private static void write(ByteArrayOutputStream body, String format, String... values) {
    Object[] all = new Object[values.length + 1];
    all[0] = BOUNDARY;
    System.arraycopy(values, 0, all, 1, values.length);
    body.writeBytes(format.formatted(all).getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> edit() throws IOException, InterruptedException {
    return edit(Duration.ofMinutes(2));
  }

  HttpResponse<String> edit(Duration limit) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(limit)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .header("Authorization", "Bearer " + key)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
