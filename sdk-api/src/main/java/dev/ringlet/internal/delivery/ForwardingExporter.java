// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import dev.ringlet.export.Exporter;
import java.time.Duration;

/**
 * An exporter around another one, to which everything but {@link #export} goes straight, closing
 * included. Internal to Ringlet: may change or vanish in any release.
 */
public abstract class ForwardingExporter implements Exporter {
  protected final Exporter delegate;

  /** Wraps {@code delegate}, which is closed with this. */
  protected ForwardingExporter(Exporter delegate) {
    this.delegate = delegate;
  }

  @Override
  public boolean flush(Duration timeout) {
    return delegate.flush(timeout);
  }

  @Override
  public int maxConcurrentExports() {
    return delegate.maxConcurrentExports();
  }

  @Override
  public void close() {
    delegate.close();
  }
}
