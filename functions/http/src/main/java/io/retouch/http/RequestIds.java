package io.retouch.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Puts a request id on every answer, those included that no resource gives. */
@ApplicationScoped
class RequestIds {
  static final String HEADER = "x-request-id";

  private final Incoming incoming;

  @Inject
  RequestIds(Incoming incoming) {
    this.incoming = incoming;
  }

  @ServerResponseFilter
  void add(ContainerRequestContext request, ContainerResponseContext response) {
    response.getHeaders().putSingle(HEADER, incoming.requestId());
  }

  static void onEveryAnswer(@Observes Filters filters) {
    filters.register(
        exchange -> {
          exchange.addHeadersEndHandler(
              end -> {
                if (!exchange.response().headers().contains(HEADER)) {
                  exchange.response().putHeader(HEADER, UUID.randomUUID().toString());
                }
              });
          exchange.next();
        },
        100);
  }
}
