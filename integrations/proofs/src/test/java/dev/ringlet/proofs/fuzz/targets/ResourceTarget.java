// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.proofs.fuzz.FuzzBytes;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Resource attributes and entities of settings. */
public final class ResourceTarget implements FuzzTarget {
  private static final Logger LOG = Logger.getLogger("dev.ringlet.common");

  static {
    LOG.setLevel(Level.OFF); // of malformed entities
  }

  @Override
  public void run(byte[] input) {
    FuzzBytes in = new FuzzBytes(input);
    String key = in.nextBoolean() ? "otel.entities" : "otel.resource.attributes";
    String text = new String(in.rest(), StandardCharsets.UTF_8);
    try {
      Resource resource = Resource.fromConfig(Config.of(Map.of(key, text), Map.of(), Map.of()));
      resource
          .getAttributes()
          .forEach(
              (name, value) -> {
                assertThat(name.getKey()).matches("[ -~]{1,255}");
                assertThat(value).isInstanceOf(String.class);
              });
    } catch (ConfigException e) {
      assertThat(e.getMessage()).startsWith(key + ": expected ");
    }
  }

  @Override
  public List<byte[]> seeds() {
    return FuzzTarget.texts(
        "0a=b%20c,service.name=x",
        ("1service{service.name=shop}[service.version=2]@https://example.org/s;"
            + "host{host.id=%41, host.name = b}"));
  }

  @Override
  public List<String> covered() {
    return List.of("dev.ringlet.common.", "dev.ringlet.internal.text.");
  }

  @Override
  public int maxBytes() {
    return 8192;
  }
}
