// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.create;

import dev.ringlet.config.ConfigException;
import dev.ringlet.declarative.yaml.Node;
import java.util.function.Supplier;

/** Says where in the file a value stands that a part of the SDK refuses. */
final class Places {
  private Places() {}

  static ConfigException wrong(Node node, String message) {
    return new ConfigException(node.place() + ": " + message);
  }

  /** Makes a part; an error gets the place of its node. */
  static <T> T at(Node node, Supplier<T> part) {
    try {
      return part.get();
    } catch (ConfigException | IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith("line ") ? new ConfigException(message) : wrong(node, message);
    }
  }

  /** Runs what sets a part up; an error gets the place of its node. */
  static void run(Node node, Runnable task) {
    at(
        node,
        () -> {
          task.run();
          return true;
        });
  }
}
