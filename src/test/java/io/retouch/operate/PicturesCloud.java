package io.retouch.operate;

import java.util.HashMap;
import java.util.Map;

/** The same with two presets that make pictures, one of which can write over an edited one. */
public final class PicturesCloud extends OperateCloud {
  @Override
  public Map<String, String> start() {
    Map<String, String> config = new HashMap<>(super.start());
    String stepfun = "retouch.providers.stepfun.";
    String maker = "retouch.providers.maker.";
    Map<String, String> same = new HashMap<>();
    config.forEach(
        (name, value) -> {
          if (name.startsWith(stepfun)) {
            same.put(maker + name.substring(stepfun.length()), value);
          }
        });
    config.putAll(same);
    config.put(maker + "dialect", "stepfun-generations");
    preset(config, "poster", "poster/{dir}{name}.{ext}");
    preset(config, "flat", "watercolour/{name}.{ext}");
    return config;
  }

  private static void preset(Map<String, String> config, String name, String key) {
    String prefix = "retouch.presets." + name + ".";
    config.put(prefix + "kind", "generate");
    config.put(prefix + "provider", "maker");
    config.put(prefix + "model", "step-image-edit-2");
    config.put(prefix + "prompt", "A travel poster");
    config.put(prefix + "output.bucket", "edited");
    config.put(prefix + "output.key", key);
  }
}
