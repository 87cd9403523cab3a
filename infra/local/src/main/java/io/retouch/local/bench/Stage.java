package io.retouch.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retouch.local.cloud.UploadEvent;
import io.retouch.parts.LocalStore;
import io.retouch.parts.StoredBlob;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A scene, set up on the servers: the pictures that are to be edited, and what the edit API answers
 * to them. One at a time.
 */
final class Stage implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:uploads";

  private final BenchServers servers;
  private final Scene scene;
  private final byte[] result;
  private final byte[] event;

  Stage(BenchServers servers, Scene scene, NoisePictures pictures) {
    this.servers = servers;
    this.scene = scene;
    this.result = pictures.png(scene.size().result());
    byte[] source = pictures.jpeg(scene.size().source());
    servers.editApi().answer(source, result, scene.delay());
    servers.editApi().linkBy(scene.network().encrypted() ? "https" : "http");
    for (String name : names()) {
      servers.store().put(BenchServers.UPLOADS, name + ".jpg", source, "image/jpeg", Map.of());
    }
    this.event = event(source.length);
  }

  Scene scene() {
    return scene;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    while (names.size() < scene.batch()) {
      names.add(scene.format().parameter() + "/picture-" + names.size());
    }
    return names;
  }

  /** As the queue's messages hand it to the function: one a picture. */
  byte[] event() {
    return event.clone();
  }

  private byte[] event(long bytes) {
    LocalStore store = servers.store();
    ObjectNode root = JSON.createObjectNode();
    ArrayNode records = root.putArray("Records");
    for (String name : names()) {
      String key = name + ".jpg";
      String eTag = store.get(BenchServers.UPLOADS, key).map(StoredBlob::eTag).orElse("");
      Instant now = Instant.now();
      UploadEvent uploaded =
          new UploadEvent(store.region(), BenchServers.UPLOADS, key, bytes, eTag, now);
      ObjectNode message = records.addObject();
      message.put("messageId", "message-" + records.size());
      message.put("receiptHandle", "handle-" + records.size());
      message.put("body", uploaded.notification().toString());
      ObjectNode attributes = message.putObject("attributes");
      attributes.put("ApproximateReceiveCount", "1");
      attributes.put("SentTimestamp", Long.toString(now.toEpochMilli()));
      attributes.put("ApproximateFirstReceiveTimestamp", Long.toString(now.toEpochMilli()));
      message.putObject("messageAttributes");
      message.put("eventSource", "aws:sqs").put("eventSourceARN", QUEUE);
      message.put("awsRegion", store.region());
    }
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Makes everything as it was before the first edit. */
  void reset() {
    deleteResults();
    if (scene.ledger()) {
      servers.forgetEdits();
    }
  }

  private void deleteResults() {
    names().forEach(name -> servers.store().delete(BenchServers.EDITED, name + ".png"));
  }

  /**
   * Compares every result with what the edit API has made.
   *
   * @throws BenchException if one is missing, or differs in a byte
   */
  void check(String contestant) {
    for (String name : names()) {
      Optional<StoredBlob> stored = servers.store().get(BenchServers.EDITED, name + ".png");
      if (stored.isEmpty()) {
        throw new BenchException(
            "%s has left no result of %s, so nothing is compared.".formatted(contestant, name));
      }
      if (!Arrays.equals(stored.get().bytes(), result)) {
        throw new BenchException(
            "The result of %s by %s is not what the edit API made, so nothing is compared."
                .formatted(name, contestant));
      }
      if (!stored.get().contentType().equals("image/png")) {
        throw new BenchException(
            "%s calls its result of %s %s instead of image/png, so nothing is compared."
                .formatted(contestant, name, stored.get().contentType()));
      }
    }
  }

  @Override
  public void close() {
    deleteResults();
    names().forEach(name -> servers.store().delete(BenchServers.UPLOADS, name + ".jpg"));
  }
}
