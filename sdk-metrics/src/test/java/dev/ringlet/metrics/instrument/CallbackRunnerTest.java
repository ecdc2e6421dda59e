// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.metrics.instrument.CallbackRunner.Job;
import dev.ringlet.metrics.series.Instrument;
import dev.ringlet.metrics.series.InstrumentKind;
import dev.ringlet.metrics.series.MeterEngine;
import dev.ringlet.metrics.series.ObservedStorage;
import dev.ringlet.metrics.series.SynchronousStorage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job that is abandoned between two of its steps. */
class CallbackRunnerTest {
  private final List<String> ran = new ArrayList<>();
  private final Observer observer =
      new Observer(
          new NoMeter(),
          new Instrument("shared", "", "", InstrumentKind.OBSERVABLE_COUNTER, true, null, null));

  /** A meter of which these tests need nothing. */
  private static final class NoMeter implements InstrumentRegistry {
    @Override
    public MeterEngine engine() {
      throw new AssertionError("a callback threw, or an observation was dropped");
    }

    @Override
    public boolean isEnabled() {
      return true;
    }

    @Override
    public SynchronousStorage[] storages(Instrument instrument) {
      return new SynchronousStorage[0];
    }

    @Override
    public ObservedStorage[][] observedStorages(Instrument instrument) {
      return new ObservedStorage[1][0];
    }

    @Override
    public void register(Callback callback) {}

    @Override
    public void unregister(Callback callback) {}
  }

  private Callback callback(String name, Runnable work) {
    Runnable noted =
        () -> {
          ran.add(name);
          work.run();
          observer.record(1); // within the callback, or the engine is asked
        };
    return new Callback(observer.registry(), List.of(observer), noted, noted);
  }

  private static Job job(Callback... callbacks) {
    return new Job(List.of(callbacks), 0, 0, null);
  }

  @Test
  void aCallbackThatIsAbandonedBeforeItBeginsDoesNotRun() {
    Callback late = callback("late", () -> {});
    Job abandoned = job(late, callback("never", () -> {}));
    assertThat(abandoned.abandon()).isZero();
    Callback next = callback("next", abandoned::run);
    job(next).run();
    assertThat(ran).containsExactly("next"); // which kept its observer to the end
    job(late).run();
    assertThat(ran).containsExactly("next", "late");
  }

  @Test
  void aCallbackThatIsAbandonedTakesNoObserverFromTheNextOneWhenItEnds() {
    Job[] jobs = new Job[2];
    Callback slow =
        callback(
            "slow",
            () -> {
              assertThat(jobs[0].abandon()).isZero();
              observer.begin(jobs[1]);
            });
    jobs[0] = job(slow, callback("never", () -> {}));
    jobs[1] = job();
    jobs[0].run();
    assertThat(ran).containsExactly("slow");
    observer.record(1);
  }
}
