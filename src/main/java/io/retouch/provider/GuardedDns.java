package io.retouch.provider;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * The resolver of one connection: what it lets through is what the connection is made to, so that
 * no second look-up can bring another address. A host that has one address which is not public is
 * refused as a whole, unless private networks are allowed.
 *
 * @param limit how long a look-up may take; the system's own has no limit that one could set
 */
record GuardedDns(HostResolver resolver, boolean privateNetwork, Duration limit)
    implements DnsResolver {

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = lookUp(host);
    if (addresses.length == 0) {
      throw new UnknownHostException(host);
    }
    for (InetAddress address : addresses) {
      if (!privateNetwork && !PublicAddresses.contains(address)) {
        throw new PrivateAddressException(host);
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    FutureTask<InetAddress[]> task = new FutureTask<>(() -> resolver.resolve(host));
    Thread thread = new Thread(task, "retouch-dns");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unknown(host, e.getCause() instanceof UnknownHostException cause ? cause : e);
    } catch (TimeoutException e) {
      throw unknown(host, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(host, e);
    }
  }

  private static UnknownHostException unknown(String host, Exception cause) {
    UnknownHostException exception = new UnknownHostException(host);
    exception.initCause(cause);
    return exception;
  }
}
