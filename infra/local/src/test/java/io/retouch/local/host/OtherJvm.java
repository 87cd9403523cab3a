package io.retouch.local.host;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A JVM of its own that starts a function, says which process that is, and waits for its end. */
public final class OtherJvm {

  private OtherJvm() {}

  public static void main(String[] arguments) throws Exception {
    try (FunctionPool pool =
        FunctionPool.open(
            "function",
            TestArtifacts.executable(Path.of(arguments[0])),
            Optional.empty(),
            Map.of(),
            HostLimits.of(Duration.ofSeconds(30)),
            1,
            true,
            PoolListener.NONE)) {
      pool.invoke("\"event\"".getBytes(StandardCharsets.UTF_8));
      System.out.println(pool.processIds().get(0));
      Thread.sleep(600_000);
    }
  }
}
