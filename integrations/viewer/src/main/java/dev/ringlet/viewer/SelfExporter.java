// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts what an SDK exports into a viewer of the same process, which the last exporter closes. */
final class SelfExporter implements Exporter {
  private final Viewer viewer;
  private final AtomicInteger open;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private SelfExporter(Viewer viewer, AtomicInteger open) {
    this.viewer = viewer;
    this.open = open;
    open.incrementAndGet();
  }

  static SelfExporter first(Viewer viewer) {
    return new SelfExporter(viewer, new AtomicInteger());
  }

  /** Another for the same viewer. */
  SelfExporter next() {
    return new SelfExporter(viewer, open);
  }

  /** Another that the viewer does not wait for: an SDK without a profiler never closes it. */
  SelfExporter optional() {
    return new SelfExporter(viewer, new AtomicInteger(1));
  }

  @Override
  public ExportResult export(Payload payload) {
    if (isClosed.get()) {
      return ExportResult.permanent(FailureCause.CLOSED, "the viewer is closed");
    }
    viewer.accept(payload);
    return ExportResult.delivered();
  }

  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true) && open.decrementAndGet() == 0) {
      viewer.close();
    }
  }

  @Override
  public String toString() {
    return "viewer";
  }
}
