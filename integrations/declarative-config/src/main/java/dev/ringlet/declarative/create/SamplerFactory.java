// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.create;

import dev.ringlet.declarative.yaml.Node;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.Samplers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes samplers. */
final class SamplerFactory {
  private static final List<String> KNOWN =
      List.of("always_on", "always_off", "trace_id_ratio_based", "parent_based");

  private final Plugins plugins;

  SamplerFactory(Plugins plugins) {
    this.plugins = plugins;
  }

  Sampler create(Node choice) {
    Node node = choice.chosen();
    return switch (choice.choice()) {
      case "always_on" -> Samplers.alwaysOn();
      case "always_off" -> Samplers.alwaysOff();
      case "trace_id_ratio_based" -> Samplers.traceIdRatio(node.number("ratio", 1.0));
      case "parent_based" ->
          Samplers.parentBased(
              part(node.get("root"), Samplers.alwaysOn()),
              part(node.get("remote_parent_sampled"), Samplers.alwaysOn()),
              part(node.get("remote_parent_not_sampled"), Samplers.alwaysOff()),
              part(node.get("local_parent_sampled"), Samplers.alwaysOn()),
              part(node.get("local_parent_not_sampled"), Samplers.alwaysOff()));
      default -> plugins.create(Sampler.class, null, choice, KNOWN);
    };
  }

  private Sampler part(@Nullable Node choice, Sampler otherwise) {
    return choice == null ? otherwise : create(choice);
  }
}
