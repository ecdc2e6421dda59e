// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.export.Exporter;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.profiles.internal.Profiler;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Profiles its own process: CPU time, allocations, waits for locks, time off CPU and exceptions. It
 * reads JDK Flight Recorder, without an agent, native code or JVM flags, and sends one {@code
 * ExportProfilesServiceRequest} with all profiles in each period.
 *
 * <p>The start returns at once; the recorder starts on a thread of its own, which takes up to a
 * second. If that fails, a warning is logged and nothing is profiled. Memory for samples is bounded
 * by {@code ringlet.profiles.max.request.bytes}: a request of that size is sent early. Each
 * exporter has room for one request in progress and one that waits; a further request is lost for
 * that exporter, and if no exporter has room for more than a second, samples are dropped. Both are
 * counted.
 *
 * <p>All methods are thread-safe; none throws after the start.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/profiles/">Specification: Profiles</a>
 */
public final class RingletProfiler implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Profiler profiler;

  private RingletProfiler(Profiler profiler) {
    this.profiler = profiler;
  }

  /**
   * Prepares links from samples to spans. The process has one storage of contexts, which can be
   * chosen only before the first context is used; so this must be called before anything else of
   * OpenTelemetry. Does nothing if {@code ringlet.profiles.links} is false.
   *
   * @throws dev.ringlet.config.ConfigException if a setting cannot be used
   */
  public static void prepare(Config config) {
    Profiler.prepare(Objects.requireNonNull(config, "config"));
  }

  /**
   * Starts profiling with the settings {@code ringlet.profiles.*}.
   *
   * @param exporters get payloads of {@link dev.ringlet.export.Signal#PROFILES} and are closed with
   *     the profiler; at least one. Each has a thread and a place for a waiting request of its own,
   *     so that one that is slow or dead delays no other
   * @throws dev.ringlet.config.ConfigException if a setting cannot be used
   */
  public static RingletProfiler start(Config config, Resource resource, Exporter... exporters) {
    return new RingletProfiler(Profiler.start(config, resource, List.of(exporters)));
  }

  /**
   * Sends everything recorded so far. The recorder delivers events once a second, so this takes a
   * second or more.
   *
   * @return whether everything was exported before the timeout
   */
  public boolean flush(Duration timeout) {
    return profiler.flush(Workers.nanos(timeout));
  }

  /** Sends the remaining samples and stops, within ten seconds. A second call has no effect. */
  @Override
  public void close() {
    profiler.close(Workers.nanos(CLOSE_TIMEOUT));
  }
}
