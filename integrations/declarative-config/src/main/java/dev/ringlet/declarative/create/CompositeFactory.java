// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.create;

import dev.ringlet.declarative.yaml.Node;
import dev.ringlet.samplers.ComposableSampler;
import dev.ringlet.samplers.CompositeSampler;
import dev.ringlet.samplers.JaegerRemoteSampler;
import dev.ringlet.samplers.SamplingPredicate;
import dev.ringlet.samplers.SamplingPredicates;
import dev.ringlet.trace.Sampler;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes the samplers of {@code ringlet-samplers}; loaded only if that artifact is on the class
 * path.
 */
final class CompositeFactory {
  private CompositeFactory() {}

  static Sampler probability(Node node) {
    return CompositeSampler.probability(node.number("ratio", 1.0));
  }

  static Sampler composite(Node choice) {
    return CompositeSampler.of(composable(choice));
  }

  static Sampler jaegerRemote(Node node, Sampler initial, String serviceName) {
    JaegerRemoteSampler.Builder sampler =
        JaegerRemoteSampler.builder()
            .setEndpoint(node.required("endpoint").text())
            .setInitialSampler(initial)
            .setServiceName(serviceName);
    Integer interval = node.integer("interval");
    if (interval != null) {
      sampler.setPollingInterval(Duration.ofMillis(interval));
    }
    return sampler.build();
  }

  private static ComposableSampler composable(Node choice) {
    Node node = choice.chosen();
    return switch (choice.choice()) {
      case "always_on" -> ComposableSampler.alwaysOn();
      case "always_off" -> ComposableSampler.alwaysOff();
      case "probability" -> ComposableSampler.probability(node.number("ratio", 1.0));
      case "parent_threshold" ->
          ComposableSampler.parentThreshold(composable(node.required("root")));
      case "rule_based" -> ruleBased(node);
      default ->
          throw Places.wrong(
              node,
              "there is no such sampler; possible are always_on, always_off, probability,"
                  + " parent_threshold, rule_based");
    };
  }

  private static ComposableSampler ruleBased(Node node) {
    ComposableSampler.RuleBasedBuilder rules = ComposableSampler.ruleBasedBuilder();
    for (Node rule : node.items("rules")) {
      rules.add(predicate(rule), composable(rule.required("sampler")));
    }
    return rules.build();
  }

  private static SamplingPredicate predicate(Node rule) {
    List<SamplingPredicate> all = new ArrayList<>();
    Node values = rule.get("attribute_values");
    if (values != null) {
      String key = values.required("key").text();
      all.add(SamplingPredicates.attributeValues(key, values.texts("values")));
    }
    Node patterns = rule.get("attribute_patterns");
    if (patterns != null) {
      String key = patterns.required("key").text();
      all.add(
          SamplingPredicates.attributePatterns(
              key, patterns.texts("included"), patterns.texts("excluded")));
    }
    if (rule.get("span_kinds") != null) {
      all.add(SamplingPredicates.kind(constants(SpanKind.class, rule.texts("span_kinds"))));
    }
    if (rule.get("parent") != null) {
      all.add(
          SamplingPredicates.parent(
              constants(SamplingPredicates.Parent.class, rule.texts("parent"))));
    }
    return all.isEmpty() ? SamplingPredicates.any() : SamplingPredicates.all(all);
  }

  private static <E extends Enum<E>> Set<E> constants(Class<E> type, List<String> names) {
    Set<E> constants = EnumSet.noneOf(type);
    names.forEach(name -> constants.add(Enum.valueOf(type, name.toUpperCase(Locale.ROOT))));
    return constants;
  }
}
