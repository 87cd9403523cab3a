package io.retouch.ledger;

import io.retouch.edit.Place;
import io.retouch.edit.RequestMemory;
import io.retouch.parts.LocalTable;
import io.retouch.preset.Provider;
import io.retouch.preset.Settings.Spending;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A real table with a clock that stands still, and a client that can lose answers. */
final class TestTable implements AutoCloseable {
  private static final String NAME = "edits";

  private final LocalTable server = LocalTable.inMemory();
  private final DynamoDbClient client;
  private final Forgetful forgetful;
  private final StandingClock clock = new StandingClock();
  private LocalDate day = LocalDate.parse("2027-01-01");

  TestTable() {
    server.createTable(NAME, LedgerTable.KEY);
    client =
        DynamoDbClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(server.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey())))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    forgetful = new Forgetful(client);
  }

  DynamoLedger ledger(Spending spending) {
    LedgerTable table = new LedgerTable(forgetful.proxy(), NAME);
    return new DynamoLedger(table, new Budget(table, spending, clock), clock);
  }

  /** Another process's ledger: nothing happens to its writes, and its clock may be another. */
  DynamoLedger rival(Duration ahead) {
    LedgerTable table = new LedgerTable(client, NAME);
    Clock rivals = Clock.offset(clock, ahead);
    return new DynamoLedger(table, new Budget(table, Spending.unbounded(), rivals), rivals);
  }

  DynamoRecords records() {
    return new DynamoRecords(new LedgerTable(forgetful.proxy(), NAME));
  }

  RequestMemory requests() {
    return new DynamoRequests(new LedgerTable(forgetful.proxy(), NAME), clock);
  }

  void pass(Duration time) {
    clock.set(clock.instant().plus(time));
  }

  static Provider provider() {
    return new Provider(
        "stepfun",
        "openai-edits",
        URI.create("https://api.stepfun.com/v1"),
        Optional.empty(),
        3,
        Duration.ofSeconds(15),
        5,
        100,
        Set.of(),
        false,
        Provider.MISCONFIGURED_WORDS,
        Optional.of(new Provider.Price("CNY", new BigDecimal("0.02"))));
  }

  StandingClock clock() {
    return clock;
  }

  Forgetful client() {
    return forgetful;
  }

  /** Goes on to a day of which nothing was spent yet. */
  String anotherDay() {
    day = day.plusDays(2);
    clock.set(day.atStartOfDay().toInstant(ZoneOffset.UTC));
    return day.toString();
  }

  void stopSpending() {
    client.putItem(
        r -> r.tableName(NAME).item(Map.of(LedgerTable.KEY, AttributeValue.fromS(Budget.STOP))));
  }

  void allowSpending() {
    client.deleteItem(
        r -> r.tableName(NAME).key(Map.of(LedgerTable.KEY, AttributeValue.fromS(Budget.STOP))));
  }

  Row row(Place place) {
    return Row.of(item(DynamoLedger.key(place)));
  }

  long images(String ofDay) {
    return number(ofDay, "images");
  }

  long spent(String ofDay) {
    return number(ofDay, "spent");
  }

  private long number(String ofDay, String name) {
    return Long.parseLong(Objects.requireNonNull(item(Budget.key(ofDay)).get(name), name).n());
  }

  private Map<String, AttributeValue> item(String key) {
    return client
        .getItem(
            r ->
                r.tableName(NAME)
                    .key(Map.of(LedgerTable.KEY, AttributeValue.fromS(key)))
                    .consistentRead(true))
        .item();
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }

  /** Makes every write, tells of none of them while it is told to, and lets others come first. */
  static final class Forgetful implements InvocationHandler {
    private final DynamoDbClient client;
    private final AtomicReference<@Nullable Runnable> first = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> then = new AtomicReference<>();
    private boolean losing;
    private int lost;

    Forgetful(DynamoDbClient client) {
      this.client = client;
    }

    void loseAnswers() {
      losing = true;
    }

    /** Lets this happen right before the next write, after all that its writer has read. */
    void beforeNextWrite(Runnable what) {
      first.set(what);
    }

    /** Lets this happen right after the next write, before its writer knows of it. */
    void afterNextWrite(Runnable what) {
      then.set(what);
    }

    void forget() {
      losing = false;
      lost = 0;
      first.set(null);
      then.set(null);
    }

    int lost() {
      return lost;
    }

    DynamoDbClient proxy() {
      return (DynamoDbClient)
          Proxy.newProxyInstance(
              DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, this);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      boolean writes = Set.of("updateItem", "transactWriteItems").contains(method.getName());
      if (writes) {
        run(first);
      }
      Object answer;
      try {
        answer = method.invoke(client, arguments);
      } catch (InvocationTargetException e) {
        throw Objects.requireNonNull(e.getCause());
      }
      if (writes) {
        run(then);
      }
      if (losing && writes) {
        lost++;
        throw SdkClientException.create("the answer was lost");
      }
      return answer;
    }

    private static void run(AtomicReference<@Nullable Runnable> once) {
      Runnable what = once.getAndSet(null);
      if (what != null) {
        what.run();
      }
    }
  }

  /** A clock that is set by hand. */
  static final class StandingClock extends Clock {
    private volatile Instant now = Instant.EPOCH;

    void set(Instant instant) {
      now = instant;
    }

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
