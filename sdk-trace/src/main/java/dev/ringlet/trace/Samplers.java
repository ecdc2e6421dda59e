// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import java.util.Locale;
import java.util.Objects;

/**
 * The samplers of the OpenTelemetry specification, "Tracing SDK", section "Built-in samplers". None
 * of them allocates.
 */
public final class Samplers {
  private Samplers() {}

  /** Samples every span. */
  public static Sampler alwaysOn() {
    return new Fixed("AlwaysOnSampler", SamplingDecision.RECORD_AND_SAMPLE);
  }

  /** Samples no span. */
  public static Sampler alwaysOff() {
    return new Fixed("AlwaysOffSampler", SamplingDecision.DROP);
  }

  /**
   * Samples a share of all traces, chosen by the trace id.
   *
   * @param ratio the share, 0.0 to 1.0
   */
  public static Sampler traceIdRatio(double ratio) {
    if (!(ratio >= 0.0 && ratio <= 1.0)) {
      throw new IllegalArgumentException("ratio must be in range [0.0, 1.0]");
    }
    return new Ratio(ratio);
  }

  /** Decides as the parent did, and by {@code root} for spans without a parent. */
  public static Sampler parentBased(Sampler root) {
    return new ParentBased(root, alwaysOn(), alwaysOff(), alwaysOn(), alwaysOff());
  }

  /**
   * Decides by one of five samplers, depending on the parent.
   *
   * @param root for spans without a parent
   * @param remoteSampled for children of a sampled span elsewhere
   * @param remoteNotSampled for children of a span elsewhere that is not sampled
   * @param localSampled for children of a sampled span in this process
   * @param localNotSampled for children of a span in this process that is not sampled
   */
  public static Sampler parentBased(
      Sampler root,
      Sampler remoteSampled,
      Sampler remoteNotSampled,
      Sampler localSampled,
      Sampler localNotSampled) {
    return new ParentBased(root, remoteSampled, remoteNotSampled, localSampled, localNotSampled);
  }

  /**
   * The sampler named by {@code otel.traces.sampler} and {@code otel.traces.sampler.arg}; {@code
   * parentbased_always_on} when none is.
   *
   * @throws ConfigException if the name is not known or the ratio is not in range
   */
  public static Sampler fromConfig(Config config) {
    String name =
        config.getEnum(
            "otel.traces.sampler",
            "parentbased_always_on",
            "always_on",
            "always_off",
            "traceidratio",
            "parentbased_always_on",
            "parentbased_always_off",
            "parentbased_traceidratio");
    switch (name) {
      case "always_on":
        return alwaysOn();
      case "always_off":
        return alwaysOff();
      case "traceidratio":
        return traceIdRatio(ratio(config));
      case "parentbased_always_off":
        return parentBased(alwaysOff());
      case "parentbased_traceidratio":
        return parentBased(traceIdRatio(ratio(config)));
      default:
        return parentBased(alwaysOn());
    }
  }

  private static double ratio(Config config) {
    return config.getDouble("otel.traces.sampler.arg", 1.0, 0.0, 1.0);
  }

  /** A sampler that needs nothing but the parent and the trace id, and so no request object. */
  abstract static class BuiltIn implements Sampler {
    static final int NO_PARENT = 0;
    static final int REMOTE = 1;
    static final int SAMPLED = 2;
    static final int PARENT = 4;

    /**
     * Decides.
     *
     * @param parent {@link #NO_PARENT}, or {@link #PARENT} with or without the other bits
     */
    abstract SamplingDecision decide(int parent, long traceIdLow);

    @Override
    public final SamplingDecision shouldSample(SamplingRequest request) {
      var parent = request.getParentSpanContext();
      int bits =
          !parent.isValid()
              ? NO_PARENT
              : PARENT | (parent.isRemote() ? REMOTE : 0) | (parent.isSampled() ? SAMPLED : 0);
      return decide(bits, request.getTraceIdLow());
    }

    @Override
    public final String toString() {
      return getDescription();
    }
  }

  private static final class Fixed extends BuiltIn {
    private final String description;
    private final SamplingDecision decision;

    Fixed(String description, SamplingDecision decision) {
      this.description = description;
      this.decision = decision;
    }

    @Override
    SamplingDecision decide(int parent, long traceIdLow) {
      return decision;
    }

    @Override
    public String getDescription() {
      return description;
    }
  }

  private static final class Ratio extends BuiltIn {
    private final double ratio;
    private final long idUpperBound;

    Ratio(double ratio) {
      this.ratio = ratio;
      if (ratio == 0.0) {
        idUpperBound = Long.MIN_VALUE;
      } else if (ratio == 1.0) {
        idUpperBound = Long.MAX_VALUE;
      } else {
        idUpperBound = (long) (ratio * Long.MAX_VALUE);
      }
    }

    @Override
    SamplingDecision decide(int parent, long traceIdLow) {
      // Magnitude of the low half below the bound; the bound of zero is below every magnitude.
      return Math.abs(traceIdLow) < idUpperBound
          ? SamplingDecision.RECORD_AND_SAMPLE
          : SamplingDecision.DROP;
    }

    @Override
    public String getDescription() {
      return String.format(Locale.ROOT, "TraceIdRatioBased{%.6f}", ratio);
    }
  }

  /** Parent-based sampling; free of requests as long as its five samplers are. */
  static final class ParentBased implements Sampler {
    private final Sampler[] byParent = new Sampler[8];

    ParentBased(
        Sampler root,
        Sampler remoteSampled,
        Sampler remoteNotSampled,
        Sampler localSampled,
        Sampler localNotSampled) {
      byParent[BuiltIn.NO_PARENT] = Objects.requireNonNull(root, "root");
      byParent[BuiltIn.PARENT | BuiltIn.REMOTE | BuiltIn.SAMPLED] =
          Objects.requireNonNull(remoteSampled, "remoteSampled");
      byParent[BuiltIn.PARENT | BuiltIn.REMOTE] =
          Objects.requireNonNull(remoteNotSampled, "remoteNotSampled");
      byParent[BuiltIn.PARENT | BuiltIn.SAMPLED] =
          Objects.requireNonNull(localSampled, "localSampled");
      byParent[BuiltIn.PARENT] = Objects.requireNonNull(localNotSampled, "localNotSampled");
    }

    /** The sampler responsible for spans with such a parent. */
    Sampler delegate(int parent) {
      return byParent[parent];
    }

    @Override
    public SamplingDecision shouldSample(SamplingRequest request) {
      var parent = request.getParentSpanContext();
      int bits =
          !parent.isValid()
              ? BuiltIn.NO_PARENT
              : BuiltIn.PARENT
                  | (parent.isRemote() ? BuiltIn.REMOTE : 0)
                  | (parent.isSampled() ? BuiltIn.SAMPLED : 0);
      return byParent[bits].shouldSample(request);
    }

    @Override
    public String getDescription() {
      return "ParentBased{root:"
          + byParent[0].getDescription()
          + ",remoteParentSampled:"
          + byParent[7].getDescription()
          + ",remoteParentNotSampled:"
          + byParent[5].getDescription()
          + ",localParentSampled:"
          + byParent[6].getDescription()
          + ",localParentNotSampled:"
          + byParent[4].getDescription()
          + "}";
    }

    @Override
    public String toString() {
      return getDescription();
    }
  }
}
