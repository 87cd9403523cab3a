package io.retouch.provider;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Which addresses are out in the public Internet: those that the IANA registries of special-purpose
 * addresses (IPv4 and IPv6, RFC 6890 and its updates) do not set aside.
 */
final class PublicAddresses {
  private PublicAddresses() {}

  /** Whether the address is public unicast. IPv6 addresses that carry an IPv4 address are not. */
  static boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address ? publicV4(bytes) : publicV6(bytes);
  }

  private static boolean publicV4(byte[] bytes) {
    int a = bytes[0] & 0xff;
    int b = bytes[1] & 0xff;
    int c = bytes[2] & 0xff;
    boolean thisNetworkOrPrivate = a == 0 || a == 10 || (a == 172 && (b & 0xf0) == 16);
    boolean loopbackOrLinkLocal = a == 127 || (a == 169 && b == 254);
    boolean carrierGradeNat = a == 100 && (b & 0xc0) == 64;
    boolean benchmarking = a == 198 && (b & 0xfe) == 18;
    boolean multicastOrReserved = a >= 224;
    return !(thisNetworkOrPrivate
        || loopbackOrLinkLocal
        || carrierGradeNat
        || benchmarking
        || multicastOrReserved
        || special192(a, b, c)
        || documentation(a, b, c));
  }

  private static boolean special192(int a, int b, int c) {
    return a == 192 && (b == 168 || (b == 0 && c == 0) || (b == 88 && c == 99));
  }

  private static boolean documentation(int a, int b, int c) {
    return (a == 192 && b == 0 && c == 2)
        || (a == 198 && b == 51 && c == 100)
        || (a == 203 && b == 0 && c == 113);
  }

  /**
   * Global unicast is 2000::/3; all of the rest is loopback, local, multicast, mapped, reserved.
   */
  private static boolean publicV6(byte[] bytes) {
    int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    int second = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    boolean global = (first & 0xe000) == 0x2000;
    boolean protocolsAndTeredo = first == 0x2001 && second < 0x0200;
    boolean documentation =
        (first == 0x2001 && second == 0x0db8) || (first == 0x3fff && second < 0x1000);
    boolean sixToFour = first == 0x2002;
    return global && !protocolsAndTeredo && !documentation && !sixToFour;
  }
}
