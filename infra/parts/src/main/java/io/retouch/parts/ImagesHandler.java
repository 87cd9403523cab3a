package io.retouch.parts;

import com.sun.net.httpserver.HttpExchange;
import io.retouch.parts.Answers.ConnectionDropped;
import io.retouch.parts.CallLog.Entry;
import io.retouch.parts.Fault.Kind;
import io.retouch.parts.endpoint.Endpoint;
import io.retouch.parts.endpoint.ImageRequest;
import io.retouch.parts.endpoint.ImageSource;
import io.retouch.parts.endpoint.ImageSource.Inline;
import io.retouch.parts.endpoint.ImageSource.Link;
import io.retouch.parts.endpoint.PictureLimits;
import io.retouch.parts.endpoint.Refusal;
import io.retouch.parts.endpoint.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Serves one call of an endpoint: the rules, then the planned fault, then the work. */
final class ImagesHandler {
  /** A picture of 4096x4096 takes some 200 MB while it is edited. */
  private static final int PICTURES_SIDE_BY_SIDE = 2;

  private static final byte[] GARBAGE = "{\"created\": 17525658".getBytes(StandardCharsets.UTF_8);

  private final String apiKey;
  private final FaultPlan plan;
  private final CallLog log;
  private final EditAnswer answers;
  private final CountDownLatch closing;
  private final Semaphore workbench = new Semaphore(PICTURES_SIDE_BY_SIDE, true);

  ImagesHandler(
      String apiKey, FaultPlan plan, CallLog log, EditAnswer answers, CountDownLatch closing) {
    this.apiKey = apiKey;
    this.plan = plan;
    this.log = log;
    this.answers = answers;
    this.closing = closing;
  }

  void handle(HttpExchange exchange, Endpoint endpoint) throws IOException {
    Fault fault = plan.next();
    Serving serving = new Serving(exchange, endpoint, log.arrived(exchange), fault);
    try {
      ImageRequest request = request(serving);
      Optional<BufferedImage> picture = decoded(request);
      if (closing.await(fault.latency().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ConnectionDropped();
      }
      if (!failedBeforeWork(serving)) {
        work(serving, request, picture);
      }
    } catch (Refusal refusal) {
      serving.refuse(refusal);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionDropped();
    }
  }

  private ImageRequest request(Serving serving) throws IOException, Refusal {
    HttpExchange exchange = serving.exchange();
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      throw new Refusal(405, "method_not_allowed", "Use POST.");
    }
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (!("Bearer " + apiKey).equals(authorization)) {
      throw new Refusal(401, "invalid_api_key", "The API key is missing or wrong.");
    }
    Endpoint endpoint = serving.endpoint();
    if (!endpoint.takes(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      throw new Refusal(415, "unsupported_media_type", "Send " + endpoint.mediaType() + ".");
    }
    return endpoint.read(exchange, serving.entry()::read);
  }

  private Optional<BufferedImage> decoded(ImageRequest request)
      throws InterruptedException, Refusal {
    if (request.source().isEmpty()) {
      return Optional.empty();
    }
    ImageSource source = request.source().get();
    PictureLimits limits = request.limits();
    byte[] bytes =
        source instanceof Link link
            ? LinkedPicture.fetch(link.uri(), limits)
            : ((Inline) source).bytes();
    String declared = source instanceof Inline inline ? inline.declared() : "";
    workbench.acquire();
    try {
      return Optional.of(PictureReader.read(bytes, declared, limits));
    } finally {
      workbench.release();
    }
  }

  private boolean failedBeforeWork(Serving serving) throws IOException, InterruptedException {
    Fault fault = serving.fault();
    switch (fault.kind()) {
      case ENVELOPE -> {
        fault.headers().forEach(serving.exchange().getResponseHeaders()::set);
        serving.refuse(Answers.planned(fault.status()));
      }
      case BARE -> serving.send(fault.status(), "text/html", Answers.page(fault.status()));
      case ANSWER -> serving.sendPlanned();
      case DROP_BEFORE -> throw new ConnectionDropped();
      case HANG -> {
        closing.await();
        throw new ConnectionDropped();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void work(Serving serving, ImageRequest request, Optional<BufferedImage> picture)
      throws IOException, InterruptedException {
    byte[] png = made(request, picture);
    Fault fault = serving.fault();
    serving.entry().made(request.count());
    if (fault.kind() == Kind.DROP_AFTER) {
      throw new ConnectionDropped();
    }
    Shape shape = serving.endpoint().shape();
    String id = Answers.requestId(serving.exchange(), shape);
    byte[] body =
        fault.kind() == Kind.GARBAGE ? GARBAGE : answers.body(id, shape, request, fault, png);
    if (fault.kind() == Kind.TRUNCATED) {
      serving.entry().answered(200);
      Answers.sendHalf(serving.exchange(), body);
    }
    serving.send(200, Answers.JSON, body);
  }

  private byte[] made(ImageRequest request, Optional<BufferedImage> picture)
      throws IOException, InterruptedException {
    workbench.acquire();
    try {
      if (picture.isEmpty()) {
        return PictureEdit.make(request.size().orElseThrow(), request.prompt());
      }
      return request.size().isPresent()
          ? PictureEdit.edit(picture.get(), request.size().get(), request.prompt())
          : PictureEdit.edit(picture.get(), request.prompt());
    } finally {
      workbench.release();
    }
  }

  /** One call, and how it is answered. */
  private record Serving(HttpExchange exchange, Endpoint endpoint, Entry entry, Fault fault) {
    void refuse(Refusal refusal) throws IOException {
      byte[] error = Answers.error(exchange, endpoint.shape(), refusal);
      send(endpoint.shape().status(refusal.status()), Answers.JSON, error);
    }

    void send(int status, String contentType, byte[] body) throws IOException {
      // A server that closes before it has read everything resets the connection, answer and all.
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      entry.answered(status);
      Answers.send(exchange, status, contentType, body);
    }

    void sendPlanned() throws IOException {
      if (fault.status() < 300) {
        entry.made(1);
      }
      entry.answered(fault.status());
      exchange.getResponseHeaders().set("Content-Type", Answers.JSON);
      fault.headers().forEach(exchange.getResponseHeaders()::set);
      Answers.sendBody(exchange, fault.status(), fault.body().getBytes(StandardCharsets.UTF_8));
    }
  }
}
