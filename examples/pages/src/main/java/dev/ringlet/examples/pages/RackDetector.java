// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.pages;

import dev.ringlet.ComponentProvider;
import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;

/** The sample of integrations/resources/README.md. */
public final class RackDetector implements ComponentProvider {
  @Override
  public Resource detectResource(String name, Config config) {
    return name.equals("rack")
        ? Resource.builder().put("rack", System.getenv("RACK")).build()
        : null;
  }
}
