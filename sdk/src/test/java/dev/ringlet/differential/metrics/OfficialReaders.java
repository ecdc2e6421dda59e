// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.differential.metrics;

import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import java.util.concurrent.TimeUnit;

/** Flushes periodic readers of the official SDK. */
public final class OfficialReaders {
  private OfficialReaders() {}

  /** Flushes, and fails if that fails. */
  public static void flush(SdkMeterProvider provider) {
    if (!provider.forceFlush().join(60, TimeUnit.SECONDS).isSuccess()) {
      throw new AssertionError("the official SDK could not flush");
    }
  }
}
