package io.retouch.parts.proxy;

/**
 * One request that reached a {@link FaultProxy}.
 *
 * @param n its number among all calls of the proxy, from 1, in the order in which they were seen
 * @param operation named as {@link FaultProxy} says
 * @param path as it was sent, percent-encoded, without its query
 * @param status what was sent to the client; 0 before that, and where nothing was
 * @param forwarded whether the server behind received the whole request, or has answered it
 * @param fault what struck it; {@link ProxyFault#none()} if nothing did
 */
public record ProxiedCall(
    long n,
    String operation,
    String method,
    String path,
    int status,
    boolean forwarded,
    ProxyFault fault) {}
