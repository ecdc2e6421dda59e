// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.ComponentProvider;
import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.internal.rules.Rule;
import dev.ringlet.internal.rules.RuleParser;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.Samplers;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Provides the samplers of this artifact for {@code otel.traces.sampler}. Found by {@link
 * java.util.ServiceLoader}.
 */
public final class SamplersComponentProvider implements ComponentProvider {
  private static final String ARG = "otel.traces.sampler.arg";
  private static final String RULES = "ringlet.sampler.rules";
  private static final String ROUTES = "ringlet.sampler.routes";
  private static final String PARENT_BASED = "parentbased_";

  /** Creates the provider, for {@link java.util.ServiceLoader}. */
  public SamplersComponentProvider() {}

  @Override
  public @Nullable Sampler createSampler(String name, Config config) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("parentbased_probability")
        || lower.equals("parentbased_consistent_probability")) {
      return CompositeSampler.of(
          ComposableSampler.parentThreshold(ComposableSampler.probability(ratio(config))));
    }
    if (lower.startsWith(PARENT_BASED)) {
      Sampler root = root(lower.substring(PARENT_BASED.length()), config);
      return root == null ? null : Samplers.parentBased(root);
    }
    return root(lower, config);
  }

  /** Adds an {@link AdaptiveSpanProcessor} for the name {@code adaptive}. */
  @Override
  public boolean customize(String name, RingletSdk.Builder builder, Config config) {
    boolean known = name.equalsIgnoreCase("adaptive");
    if (known) {
      builder.addSpanProcessor(AdaptiveSpanProcessor.fromConfig(config));
    }
    return known;
  }

  private static @Nullable Sampler root(String name, Config config) {
    return switch (name) {
      case "probability" -> CompositeSampler.probability(ratio(config));
      case "rate_limiting" -> rateLimiting(config);
      case "rule_based" -> ruleBased(config);
      case "jaeger_remote" -> JaegerRemoteSampler.fromConfig(config);
      default -> null;
    };
  }

  private static double ratio(Config config) {
    return config.getDouble(ARG, 1.0, 0.0, 1.0);
  }

  private static Sampler rateLimiting(Config config) {
    if (!config.isSet(ARG)) {
      throw new ConfigException(ARG + ": expected the spans per second of rate_limiting");
    }
    RateLimitingSampler.Builder sampler =
        RateLimitingSampler.builder(config.getDouble(ARG, 0, 0, 1e9));
    for (Map.Entry<String, String> route : config.getMap(ROUTES).entrySet()) {
      sampler.addRoute(route.getKey(), rate(ROUTES, route.getValue()));
    }
    return sampler.build();
  }

  private static double rate(String key, String text) {
    try {
      double rate = Double.parseDouble(text);
      if (rate >= 0 && rate <= 1e9) {
        return rate;
      }
    } catch (NumberFormatException e) {
      // The next line says it.
    }
    throw ConfigException.of(key, "spans per second, 0 or more", text);
  }

  private static Sampler ruleBased(Config config) {
    String text = config.getString(RULES);
    if (text == null) {
      throw new ConfigException(RULES + ": expected the rules of the sampler rule_based");
    }
    RuleBasedSampler.Builder sampler = RuleBasedSampler.builder(Samplers.alwaysOff());
    for (Rule rule : RuleParser.parse(RULES, text, RequestSubject.VOCABULARY)) {
      sampler.add(new RulePredicate(rule), sampler(rule));
    }
    return sampler.build();
  }

  private static Sampler sampler(Rule rule) {
    ConfigException error =
        RuleParser.error(RULES, rule.position(), "on, off, a ratio or a number with /s");
    if (!rule.arguments().isEmpty()) {
      throw error;
    }
    String action = rule.action();
    try {
      if (action.endsWith("/s")) {
        String number = action.substring(0, action.length() - 2);
        return RateLimitingSampler.of(Double.parseDouble(number));
      }
      return switch (action) {
        case "on" -> Samplers.alwaysOn();
        case "off" -> Samplers.alwaysOff();
        default -> Samplers.traceIdRatio(Double.parseDouble(action));
      };
    } catch (IllegalArgumentException e) {
      throw error;
    }
  }
}
