// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.SamplingDecision;
import dev.ringlet.trace.SamplingRequest;
import io.opentelemetry.api.trace.TraceState;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the intent of a {@link ComposableSampler}, consistently along a trace: by the random
 * value of the trace ({@code rv} in its trace state, or the last seven bytes of its id), and with
 * the threshold in {@code th}. Follows the OpenTelemetry specification, "Tracing SDK", section
 * "CompositeSampler", and "Probability Sampling in TraceState".
 *
 * <p>A root span whose trace id is not known to be random gets a random value in its trace state.
 *
 * <p>Thread-safe. A decision allocates only where it makes a trace state: if the parent's has other
 * members that differ from trace to trace and its threshold changes, or if the trace gets a random
 * value.
 */
public final class CompositeSampler implements Sampler {
  private static final long RANDOM_MASK = SamplingIntent.MAX_THRESHOLD - 1;

  /** The number of kept changes of the empty state, and of other states; a power of two. */
  private static final int KEPT = 8;

  private static final int KEPT_SHIFT = Long.SIZE - 3;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  /** A change of a trace state. */
  private record Change(TraceState from, long threshold, TraceState to) {}

  private final ComposableSampler delegate;

  /**
   * The last changes, those of the empty state first. Written and read without order, as a change
   * is immutable and any one will do.
   */
  private final @Nullable Change[] changes = new Change[2 * KEPT];

  private CompositeSampler(ComposableSampler delegate) {
    this.delegate = delegate;
  }

  /** A sampler that decides by the intent of another one. */
  public static Sampler of(ComposableSampler delegate) {
    return new CompositeSampler(Objects.requireNonNull(delegate, "delegate"));
  }

  /**
   * Samples a share of all traces by their random value, whatever the parent's decision. Follows
   * the specification, "ProbabilitySampler".
   *
   * @param ratio 0.0 to 1.0
   */
  public static Sampler probability(double ratio) {
    return of(ComposableSampler.probability(ratio));
  }

  @Override
  public SamplingDecision shouldSample(SamplingRequest request) {
    String ot = OtelTraceState.of(request.getTraceState());
    long intent = delegate.getSamplingIntent(request);
    long threshold = SamplingIntent.threshold(intent);
    boolean reliable = SamplingIntent.isAdjustedCountReliable(intent);
    long random = OtelTraceState.randomValue(ot);
    boolean lacksRandom =
        random == OtelTraceState.INVALID && !request.isTraceIdRandom() && !request.hasParent();
    long added = lacksRandom ? newRandom() : OtelTraceState.INVALID;
    if (random == OtelTraceState.INVALID) {
      random = lacksRandom ? added : request.getTraceIdLow() & RANDOM_MASK;
    }
    boolean sampled =
        intent != SamplingIntent.NONE && threshold <= (reliable ? random : newRandom());
    update(request, sampled && reliable ? threshold : OtelTraceState.INVALID, added);
    return sampled ? SamplingDecision.RECORD_AND_SAMPLE : SamplingDecision.DROP;
  }

  private static long newRandom() {
    return ThreadLocalRandom.current().nextLong() & RANDOM_MASK;
  }

  private void update(SamplingRequest request, long threshold, long random) {
    TraceState state = request.getTraceState();
    if (random == OtelTraceState.INVALID
        && OtelTraceState.threshold(OtelTraceState.of(state)) == threshold
        && !OtelTraceState.hasInvalid(state)) {
      return;
    }
    if (random != OtelTraceState.INVALID) {
      request.setTraceState(OtelTraceState.with(state, threshold, random));
      return;
    }
    int place = (int) (threshold * SPREAD >>> KEPT_SHIFT) + (state.isEmpty() ? 0 : KEPT);
    Change known = changes[place];
    if (known == null || known.threshold != threshold || !known.from.equals(state)) {
      known = new Change(state, threshold, OtelTraceState.with(state, threshold, random));
      changes[place] = known;
    }
    request.setTraceState(known.to);
  }

  @Override
  public void close() {
    delegate.close();
  }

  @Override
  public String getDescription() {
    return delegate.getDescription();
  }

  @Override
  public String toString() {
    return getDescription();
  }
}
