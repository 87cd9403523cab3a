package io.retouch.parts;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * A DynamoDB server in this process: DynamoDB Local. Signatures are not checked. Whoever uses this
 * class declares {@code com.amazonaws:DynamoDBLocal}, which is large and so optional here.
 */
public final class LocalTable implements AutoCloseable {
  private static final String REGION = "us-east-1";

  /** DynamoDB Local takes letters and digits only. */
  private static final String ACCESS_KEY_ID = "local";

  private static final String SECRET_ACCESS_KEY = "local-secret";

  /**
   * Held on to, because the JDK forgets the level of a logger that nobody holds. DynamoDB Local
   * warns, over a page, of every condition that fails.
   */
  private static final List<Logger> SERVER_LOGS =
      List.of(
          Logger.getLogger("com.amazonaws.services.dynamodbv2.local"),
          Logger.getLogger("com.almworks.sqlite4java"),
          Logger.getLogger("org.eclipse.jetty"));

  private final LocalDynamoDBServerHandler handler;
  private final Server server;
  private final URI endpoint;
  private final DynamoDbClient client;

  /** Its own server would listen on every address, and wants two more services' clients. */
  private LocalTable(@Nullable Path folder, int port) {
    SERVER_LOGS.stream()
        .filter(log -> log.getLevel() == null)
        .forEach(log -> log.setLevel(Level.SEVERE));
    NativeSqlite.provide();
    String path = folder == null ? null : folder.toAbsolutePath().toString();
    this.handler =
        new LocalDynamoDBServerHandler(
            new LocalDynamoDBRequestHandler(0, folder == null, path, true, false), null);
    this.server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    server.setHandler(new ContextHandler(handler));
    try {
      server.start();
    } catch (Exception e) {
      handler.close();
      throw new IllegalStateException(
          "The local table cannot listen on port " + port + "; choose another.", e);
    }
    this.endpoint = URI.create("http://127.0.0.1:" + server.getURI().getPort());
    this.client =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(ACCESS_KEY_ID, SECRET_ACCESS_KEY)))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  /** Started on any free port; everything is gone at the end. */
  public static LocalTable inMemory() {
    return new LocalTable(null, 0);
  }

  /**
   * Started over files in the folder, which survive the process.
   *
   * @param folder created if it is missing
   * @param port 0 for any free one
   * @throws IllegalStateException if the port is taken
   */
  public static LocalTable inFolder(Path folder, int port) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The table's folder " + folder + " cannot be created.", e);
    }
    return new LocalTable(folder, port);
  }

  /** Where the server listens, for example {@code http://127.0.0.1:41234}. */
  public URI endpoint() {
    return endpoint;
  }

  /** The region to sign for. */
  public String region() {
    return REGION;
  }

  /** Any access key id of letters and digits will do. */
  public String accessKeyId() {
    return ACCESS_KEY_ID;
  }

  /** Any secret will do; this one is for clients that want one. */
  public String secretAccessKey() {
    return SECRET_ACCESS_KEY;
  }

  /**
   * Makes the table, on demand, unless it is there.
   *
   * @param partitionKey the name of its one key attribute, a string
   */
  public void createTable(String name, String partitionKey) {
    try {
      client.createTable(
          r ->
              r.tableName(name)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      AttributeDefinition.builder()
                          .attributeName(partitionKey)
                          .attributeType(ScalarAttributeType.S)
                          .build())
                  .keySchema(
                      KeySchemaElement.builder()
                          .attributeName(partitionKey)
                          .keyType(KeyType.HASH)
                          .build()));
    } catch (ResourceInUseException e) {
      return;
    }
  }

  /** Stops the server. */
  @Override
  public void close() {
    client.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The local table could not be stopped.", e);
    } finally {
      handler.close();
    }
  }
}
