// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.common.Clock;
import dev.ringlet.internal.rules.Glob;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.SamplingDecision;
import dev.ringlet.trace.SamplingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Limits the number of sampled spans per second, in total and by route. As the root of a
 * parent-based sampler it limits traces.
 *
 * <p>A route is the attribute {@code http.route} if the span's builder has it, else the span's
 * name. A span needs a permit of the first route whose pattern matches, and one of the total. At
 * most the spans of one second (at least one) are sampled at once.
 *
 * <p>Thread-safe; a decision allocates nothing.
 */
public final class RateLimitingSampler implements Sampler {
  private static final String ROUTE = "http.route";

  private record Route(Glob pattern, double perSecond, RateLimiter limiter) {
    @Override
    public String toString() {
      return pattern + "=" + number(perSecond);
    }
  }

  private final double perSecond;
  private final RateLimiter all;
  private final Route[] routes;

  private RateLimitingSampler(Builder builder) {
    perSecond = builder.perSecond;
    all = new RateLimiter(perSecond, builder.clock);
    routes =
        builder.routes.stream()
            .map(
                limit ->
                    new Route(
                        Glob.of(limit.pattern),
                        limit.perSecond,
                        new RateLimiter(limit.perSecond, builder.clock)))
            .toArray(Route[]::new);
  }

  /**
   * Samples so many spans a second.
   *
   * @param spansPerSecond 0 or more; 0.1 is one span in ten seconds
   */
  public static Sampler of(double spansPerSecond) {
    return builder(spansPerSecond).build();
  }

  /**
   * Returns a builder.
   *
   * @param spansPerSecond of all routes, 0 or more
   */
  public static Builder builder(double spansPerSecond) {
    return new Builder(rate(spansPerSecond));
  }

  private static double rate(double perSecond) {
    if (!(perSecond >= 0 && perSecond <= 1e9)) {
      throw new IllegalArgumentException("spansPerSecond must be in range [0, 1e9]");
    }
    return perSecond;
  }

  @Override
  public SamplingDecision shouldSample(SamplingRequest request) {
    if (routes.length != 0) {
      CharSequence text = request.getAttributeText(ROUTE);
      CharSequence route = text == null ? request.getName() : text;
      for (Route one : routes) {
        if (one.pattern.matches(route)) {
          if (!one.limiter.tryAcquire()) {
            return SamplingDecision.DROP;
          }
          break;
        }
      }
    }
    return all.tryAcquire() ? SamplingDecision.RECORD_AND_SAMPLE : SamplingDecision.DROP;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  @Override
  public String getDescription() {
    return "RateLimitingSampler{"
        + number(perSecond)
        + (routes.length == 0 ? "" : ", routes=" + List.of(routes))
        + "}";
  }

  @Override
  public String toString() {
    return getDescription();
  }

  /** Configures the sampler. Not thread-safe. */
  public static final class Builder {
    private record Limit(String pattern, double perSecond) {}

    private final double perSecond;
    private final List<Limit> routes = new ArrayList<>();
    private Clock clock = Clock.system();

    private Builder(double perSecond) {
      this.perSecond = perSecond;
    }

    /**
     * Adds a limit for routes, after the existing ones.
     *
     * @param pattern of the route, with {@code *} for any characters and {@code ?} for one
     * @param spansPerSecond of all spans whose route matches
     */
    public Builder addRoute(String pattern, double spansPerSecond) {
      routes.add(new Limit(Objects.requireNonNull(pattern, "pattern"), rate(spansPerSecond)));
      return this;
    }

    /** Sets the clock, of which only {@code nanoTime} is read. */
    public Builder setClock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Creates the sampler. */
    public Sampler build() {
      return new RateLimitingSampler(this);
    }
  }
}
