// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.create;

import dev.ringlet.declarative.official.ClassPath;
import dev.ringlet.declarative.yaml.Node;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.Samplers;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes samplers. */
final class SamplerFactory {
  private static final List<String> KNOWN =
      List.of("always_on", "always_off", "trace_id_ratio_based", "parent_based");
  private static final Set<String> OF_SAMPLERS =
      Set.of("composite/development", "jaeger_remote/development", "probability/development");
  private static final String NEEDED = "dev.ringlet.samplers.CompositeSampler";

  private final Plugins plugins;
  private final String serviceName;

  /**
   * Creates a factory.
   *
   * @param serviceName of the resource, which a remote sampler asks for
   */
  SamplerFactory(Plugins plugins, String serviceName) {
    this.plugins = plugins;
    this.serviceName = serviceName;
  }

  Sampler create(Node choice) {
    Node node = choice.chosen();
    if (OF_SAMPLERS.contains(choice.choice()) && ClassPath.hasAll(NEEDED)) {
      return Places.at(node, () -> ofSamplers(choice));
    }
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

  private Sampler ofSamplers(Node choice) {
    Node node = choice.chosen();
    return switch (choice.choice()) {
      case "composite/development" -> CompositeFactory.composite(node);
      case "probability/development" -> CompositeFactory.probability(node);
      default ->
          CompositeFactory.jaegerRemote(
              node, create(node.required("initial_sampler")), serviceName);
    };
  }

  private Sampler part(@Nullable Node choice, Sampler otherwise) {
    return choice == null ? otherwise : create(choice);
  }
}
