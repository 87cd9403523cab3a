package io.retouch.parts;

import com.sun.net.httpserver.HttpExchange;
import io.retouch.parts.Answers.ConnectionDropped;
import io.retouch.parts.CallLog.Entry;
import io.retouch.parts.Fault.Kind;
import io.retouch.parts.LocalEditApi.Call;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Serves one call of {@code images/edits}: the rules, then the planned fault, then the work. */
final class EditsHandler {
  /** A picture of 4096x4096 takes some 200 MB while it is edited. */
  private static final int PICTURES_SIDE_BY_SIDE = 2;

  private static final byte[] GARBAGE = "{\"created\": 17525658".getBytes(StandardCharsets.UTF_8);

  private final String apiKey;
  private final FaultPlan plan;
  private final CallLog log;
  private final EditAnswer answers;
  private final CountDownLatch closing;
  private final Semaphore workbench = new Semaphore(PICTURES_SIDE_BY_SIDE, true);

  EditsHandler(
      String apiKey, FaultPlan plan, CallLog log, EditAnswer answers, CountDownLatch closing) {
    this.apiKey = apiKey;
    this.plan = plan;
    this.log = log;
    this.answers = answers;
    this.closing = closing;
  }

  void handle(HttpExchange exchange) throws IOException {
    Fault fault = plan.next();
    Entry entry = log.arrived(Call.arrived(exchange));
    try {
      EditRequest request = request(exchange, entry);
      BufferedImage picture = decoded(request);
      if (closing.await(fault.latency().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ConnectionDropped();
      }
      if (!failedBeforeWork(exchange, fault, entry)) {
        work(exchange, fault, entry, request, picture);
      }
    } catch (Refusal refusal) {
      byte[] envelope = Answers.envelope(refusal.type(), refusal.sentence());
      send(exchange, entry, refusal.status(), Answers.JSON, envelope);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionDropped();
    }
  }

  private EditRequest request(HttpExchange exchange, Entry entry) throws IOException, Refusal {
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      throw new Refusal(405, "method_not_allowed", "Use POST.");
    }
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (!("Bearer " + apiKey).equals(authorization)) {
      throw new Refusal(401, "invalid_api_key", "The API key is missing or wrong.");
    }
    if (!MultipartForm.isMultipart(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      throw new Refusal(415, "unsupported_media_type", "Send multipart/form-data.");
    }
    MultipartForm form = MultipartForm.read(exchange);
    entry.read(form);
    return StepFunEditsRules.check(form);
  }

  private BufferedImage decoded(EditRequest request) throws InterruptedException, Refusal {
    workbench.acquire();
    try {
      return PictureReader.read(request.image());
    } finally {
      workbench.release();
    }
  }

  private boolean failedBeforeWork(HttpExchange exchange, Fault fault, Entry entry)
      throws IOException, InterruptedException {
    switch (fault.kind()) {
      case ENVELOPE -> {
        fault.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] envelope = Answers.plannedEnvelope(fault.status());
        send(exchange, entry, fault.status(), Answers.JSON, envelope);
      }
      case BARE -> send(exchange, entry, fault.status(), "text/html", Answers.page(fault.status()));
      case ANSWER -> sendPlanned(exchange, fault, entry);
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

  private void sendPlanned(HttpExchange exchange, Fault fault, Entry entry) throws IOException {
    if (fault.status() < 300) {
      entry.paid();
    }
    entry.answered(fault.status());
    exchange.getResponseHeaders().set("Content-Type", Answers.JSON);
    fault.headers().forEach(exchange.getResponseHeaders()::set);
    Answers.sendBody(exchange, fault.status(), fault.body().getBytes(StandardCharsets.UTF_8));
  }

  private void work(
      HttpExchange exchange, Fault fault, Entry entry, EditRequest request, BufferedImage picture)
      throws IOException, InterruptedException {
    byte[] png = edited(picture, request.prompt());
    entry.paid();
    if (fault.kind() == Kind.DROP_AFTER) {
      throw new ConnectionDropped();
    }
    byte[] body = fault.kind() == Kind.GARBAGE ? GARBAGE : answers.body(request, fault, png);
    if (fault.kind() == Kind.TRUNCATED) {
      entry.answered(200);
      Answers.sendHalf(exchange, body);
    }
    send(exchange, entry, 200, Answers.JSON, body);
  }

  private byte[] edited(BufferedImage picture, String prompt)
      throws IOException, InterruptedException {
    workbench.acquire();
    try {
      return PictureEdit.edit(picture, prompt);
    } finally {
      workbench.release();
    }
  }

  private static void send(
      HttpExchange exchange, Entry entry, int status, String contentType, byte[] body)
      throws IOException {
    // A server that closes before it has read everything resets the connection, answer and all.
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    entry.answered(status);
    Answers.send(exchange, status, contentType, body);
  }
}
