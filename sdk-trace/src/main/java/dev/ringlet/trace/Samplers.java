// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The samplers of the OpenTelemetry specification, "Tracing SDK", section "Built-in samplers". None
 * of them allocates.
 */
public final class Samplers {
  /** The setting that names the sampler. */
  public static final String KEY = "otel.traces.sampler";

  /** The name of the sampler where {@link #KEY} is not set. */
  public static final String DEFAULT = "parentbased_always_on";

  private static final int NO_PARENT = 0;
  static final int REMOTE = 1;
  static final int SAMPLED = 2;
  static final int PARENT = 4;

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
   * Samples a share of all traces by trace id: a trace is sampled if the magnitude of the last
   * eight bytes, as a signed number, is below {@code ratio * 2^63}. 1.0 samples all traces, 0.0
   * none.
   *
   * @param ratio the share, 0.0 to 1.0
   */
  public static Sampler traceIdRatio(double ratio) {
    if (!(ratio >= 0.0 && ratio <= 1.0)) {
      throw new IllegalArgumentException("ratio must be in range [0.0, 1.0]");
    }
    return new Ratio(ratio);
  }

  /**
   * Decides as {@code root} does, but records the spans that it drops, for processors; they are not
   * exported. Follows the specification, "AlwaysRecord".
   *
   * @param root gives the decision to change
   */
  public static Sampler alwaysRecord(Sampler root) {
    return new AlwaysRecord(Objects.requireNonNull(root, "root"));
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
    String name = config.getString(KEY, DEFAULT);
    Sampler sampler = named(name, config);
    if (sampler == null) {
      throw ConfigException.of(KEY, "one of " + String.join(", ", names()), name);
    }
    return sampler;
  }

  /** The names of {@link #named}. */
  public static List<String> names() {
    return List.of(
        "always_on",
        "always_off",
        "traceidratio",
        DEFAULT,
        "parentbased_always_off",
        "parentbased_traceidratio");
  }

  /**
   * The sampler that {@code otel.traces.sampler} means by a name, in any case, or null.
   *
   * @throws ConfigException if {@code otel.traces.sampler.arg} is not in range
   */
  public static @Nullable Sampler named(String name, Config config) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "always_on" -> alwaysOn();
      case "always_off" -> alwaysOff();
      case "traceidratio" -> traceIdRatio(ratio(config));
      case DEFAULT -> parentBased(alwaysOn());
      case "parentbased_always_off" -> parentBased(alwaysOff());
      case "parentbased_traceidratio" -> parentBased(traceIdRatio(ratio(config)));
      default -> null;
    };
  }

  private static double ratio(Config config) {
    return config.getDouble("otel.traces.sampler.arg", 1.0, 0.0, 1.0);
  }

  /**
   * Closes several samplers, each once, and ignores nulls. Throws the first exception after all are
   * closed.
   */
  private static void closeAll(@Nullable Sampler[] samplers) {
    RuntimeException first = null;
    Set<Sampler> all = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Sampler one : samplers) {
      try {
        if (one != null && all.add(one)) {
          one.close();
        }
      } catch (RuntimeException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** The properties of a parent that a parent-based sampler needs, as a number below 8. */
  static int parentBits(long parentSpanId, int word) {
    return parentBits(parentSpanId != 0, SpanWord.isParentRemote(word), SpanWord.isSampled(word));
  }

  private static int parentBits(boolean parent, boolean remote, boolean sampled) {
    return parent ? PARENT | (remote ? REMOTE : 0) | (sampled ? SAMPLED : 0) : NO_PARENT;
  }

  /** A sampler that needs only the trace id, and no request object. */
  abstract static class BuiltIn implements Sampler {
    abstract SamplingDecision decide(long traceIdLow);

    @Override
    public final SamplingDecision shouldSample(SamplingRequest request) {
      return decide(request.getTraceIdLow());
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
    SamplingDecision decide(long traceIdLow) {
      return decision;
    }

    @Override
    public String getDescription() {
      return description;
    }
  }

  private static final class Ratio extends BuiltIn {
    private final double ratio;

    /** Unsigned: the magnitude of a trace id's lower half is 2^63 at most. */
    private final long idUpperBound;

    Ratio(double ratio) {
      this.ratio = ratio;
      idUpperBound = ratio == 1.0 ? Long.MIN_VALUE + 1 : (long) (ratio * Long.MAX_VALUE);
    }

    @Override
    SamplingDecision decide(long traceIdLow) {
      return Long.compareUnsigned(Math.abs(traceIdLow), idUpperBound) < 0
          ? SamplingDecision.RECORD_AND_SAMPLE
          : SamplingDecision.DROP;
    }

    @Override
    public String getDescription() {
      return String.format(Locale.ROOT, "TraceIdRatioBased{%.6f}", ratio);
    }
  }

  /** Makes {@code RECORD_ONLY} of {@code DROP}. */
  record AlwaysRecord(Sampler root) implements Sampler {
    @Override
    public SamplingDecision shouldSample(SamplingRequest request) {
      SamplingDecision decision = root.shouldSample(request);
      return decision == SamplingDecision.RECORD_AND_SAMPLE
          ? decision
          : SamplingDecision.RECORD_ONLY;
    }

    @Override
    public void close() {
      root.close();
    }

    @Override
    public String getDescription() {
      return "AlwaysRecordSampler{" + root.getDescription() + "}";
    }

    @Override
    public String toString() {
      return getDescription();
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
      byParent[NO_PARENT] = Objects.requireNonNull(root, "root");
      byParent[PARENT | REMOTE | SAMPLED] = Objects.requireNonNull(remoteSampled, "remoteSampled");
      byParent[PARENT | REMOTE] = Objects.requireNonNull(remoteNotSampled, "remoteNotSampled");
      byParent[PARENT | SAMPLED] = Objects.requireNonNull(localSampled, "localSampled");
      byParent[PARENT] = Objects.requireNonNull(localNotSampled, "localNotSampled");
    }

    /** The sampler responsible for spans with such a parent. */
    Sampler delegate(int parentBits) {
      return byParent[parentBits];
    }

    @Override
    public SamplingDecision shouldSample(SamplingRequest request) {
      return delegate(
              parentBits(request.hasParent(), request.isParentRemote(), request.isParentSampled()))
          .shouldSample(request);
    }

    /** Closes each of the samplers once, also if one of them throws. */
    @Override
    public void close() {
      closeAll(byParent);
    }

    @Override
    public String getDescription() {
      return "ParentBased{root:"
          + byParent[NO_PARENT].getDescription()
          + ",remoteParentSampled:"
          + byParent[PARENT | REMOTE | SAMPLED].getDescription()
          + ",remoteParentNotSampled:"
          + byParent[PARENT | REMOTE].getDescription()
          + ",localParentSampled:"
          + byParent[PARENT | SAMPLED].getDescription()
          + ",localParentNotSampled:"
          + byParent[PARENT].getDescription()
          + "}";
    }

    @Override
    public String toString() {
      return getDescription();
    }
  }
}
