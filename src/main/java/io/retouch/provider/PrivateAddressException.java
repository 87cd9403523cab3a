package io.retouch.provider;

import java.net.UnknownHostException;

/** A host has an address to which no connection may be made. */
final class PrivateAddressException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  PrivateAddressException(String host) {
    super("The host " + host + " has an address that is not public.");
  }
}
