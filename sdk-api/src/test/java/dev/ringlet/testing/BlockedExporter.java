// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.internal.threads.Workers;
import java.util.concurrent.CountDownLatch;

/** An exporter whose exports hang until it is opened, and then keep their requests. */
public final class BlockedExporter extends CapturingExporter {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  /** Waits without regard to interrupts, which are preserved. */
  @Override
  public ExportResult export(Payload payload) {
    begun.countDown();
    Workers.await(open, () -> Long.MAX_VALUE);
    return super.export(payload);
  }

  /** Waits until an export has begun. */
  public void awaitBegun() {
    Await.until("an export has begun", () -> begun.getCount() == 0);
  }

  /** Lets the exports return, those to come too. */
  public void open() {
    open.countDown();
  }
}
