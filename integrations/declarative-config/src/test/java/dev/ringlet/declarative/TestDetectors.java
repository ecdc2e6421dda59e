// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative;

import dev.ringlet.ComponentProvider;
import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.export.Signal;
import java.util.Map;
import java.util.Set;

/** Detectors of fixed attributes, and one that only a file can name. */
public final class TestDetectors implements ComponentProvider {
  /** For the service loader. */
  public TestDetectors() {}

  @Override
  public Resource detectResource(String name, Config config) {
    return Set.of("host", "os", "process", "container").contains(name)
        ? Resource.builder().put(name + ".name", "a").put(name + ".command_args", "b").build()
        : null;
  }

  @Override
  public <T> T createDeclared(
      Class<T> type, Signal signal, String name, Map<String, Object> properties) {
    return type == Resource.class && name.equals("shop")
        ? type.cast(
            Resource.builder().put("shop.floor", (long) (int) properties.get("floor")).build())
        : null;
  }
}
