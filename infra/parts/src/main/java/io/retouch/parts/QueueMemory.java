package io.retouch.parts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the queues, beside ElasticMQ's own memory. With a folder every change is written
 * before it returns and so outlives a killed process (not a power cut: nothing is forced to disk).
 */
final class QueueMemory implements AutoCloseable {
  private static final String FILE = "queues.mv";

  /** Queue names consist of letters, digits, hyphens and underscores. */
  private static final char SEPARATOR = '/';

  private final JsonMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final MVStore store;
  private final MVMap<String, String> queues;
  private final MVMap<String, String> messages;

  private QueueMemory(MVStore store) {
    this.store = store;
    this.queues = store.openMap("queues");
    this.messages = store.openMap("messages");
  }

  /**
   * Opens what an earlier process left.
   *
   * @param folder created if it is missing; null keeps nothing
   * @throws IllegalStateException if another process uses the folder
   */
  static QueueMemory open(@Nullable Path folder) {
    if (folder == null) {
      return new QueueMemory(MVStore.open(null));
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The queues' folder " + folder + " cannot be created.", e);
    }
    String file = folder.resolve(FILE).toAbsolutePath().toString();
    try {
      return new QueueMemory(new MVStore.Builder().fileName(file).open());
    } catch (MVStoreException e) {
      throw new IllegalStateException(
          "The queues' file "
              + file
              + " cannot be opened; end the other process that uses it, or choose another folder.",
          e);
    }
  }

  /** Dead-letter queues before those that name them. */
  List<KeptQueue> queues() {
    List<KeptQueue> left = new ArrayList<>();
    queues.values().forEach(text -> left.add(read(text, KeptQueue.class)));
    left.sort(Comparator.comparing(KeptQueue::name));
    List<KeptQueue> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      KeptQueue next =
          left.stream()
              .filter(
                  q -> left.stream().noneMatch(other -> other.name().equals(q.deadLetterQueue())))
              .findFirst()
              .orElse(left.get(0));
      left.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  /** Oldest first. */
  List<KeptMessage> messages(String queue) {
    List<KeptMessage> found = new ArrayList<>();
    for (String key : keys(queue)) {
      String text = messages.get(key);
      if (text != null) {
        found.add(read(text, KeptMessage.class));
      }
    }
    found.sort(Comparator.comparingLong(KeptMessage::created));
    return List.copyOf(found);
  }

  void put(KeptQueue queue) {
    queues.put(queue.name(), write(queue));
    store.commit();
  }

  void removeQueue(String queue) {
    queues.remove(queue);
    keys(queue).forEach(messages::remove);
    store.commit();
  }

  void removeMessages(String queue) {
    keys(queue).forEach(messages::remove);
    store.commit();
  }

  void put(String queue, KeptMessage message) {
    messages.put(key(queue, message.id()), write(message));
    store.commit();
  }

  void remove(String queue, String messageId) {
    messages.remove(key(queue, messageId));
    store.commit();
  }

  @Override
  public void close() {
    store.close();
  }

  private List<String> keys(String queue) {
    String prefix = queue + SEPARATOR;
    List<String> keys = new ArrayList<>();
    Iterator<String> from = messages.keyIterator(prefix);
    while (from.hasNext()) {
      String key = from.next();
      if (!key.startsWith(prefix)) {
        break;
      }
      keys.add(key);
    }
    return keys;
  }

  private static String key(String queue, String messageId) {
    return queue + SEPARATOR + messageId;
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A message cannot be kept.", e);
    }
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(
          "The queues' data are not readable; remove the file " + FILE + " to start afresh.", e);
    }
  }
}
