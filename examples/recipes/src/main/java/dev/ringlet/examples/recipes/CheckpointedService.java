// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.recipes;

import dev.ringlet.RingletSdk;
import java.time.Duration;
import org.crac.CheckpointException;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.crac.RestoreException;

/**
 * A service that is frozen after its start and goes on in copies, on a JVM with CRaC. Elsewhere the
 * classes of {@code org.crac} do nothing, and {@code main} says so.
 */
public final class CheckpointedService implements Resource {
  private final RingletSdk ringlet;

  /** The context of CRaC has a weak reference only, so the service must keep this object. */
  CheckpointedService(RingletSdk ringlet) {
    this.ringlet = ringlet;
    Core.getGlobalContext().register(this);
  }

  public static void main(String[] arguments) throws CheckpointException, RestoreException {
    try (RingletSdk ringlet = RingletSdk.install()) {
      CheckpointedService service = new CheckpointedService(ringlet);
      service.work("before");
      try {
        Core.checkpointRestore();
      } catch (UnsupportedOperationException e) {
        System.out.println("no CRaC in this JVM");
      }
      service.work("after");
    }
  }

  void work(String name) {
    ringlet.getTracer("recipes.checkpoint").spanBuilder(name).startSpan().end();
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    ringlet.disconnect(Duration.ofSeconds(10));
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    ringlet.reconnect();
  }
}
