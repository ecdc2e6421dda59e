// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An exporter that receives the {@link Delivery} that it becomes part of, so that the API of public
 * classes does not contain their delivery.
 *
 * <p>Not thread-safe until it is attached.
 */
public final class TrackedExporter implements Exporter {
  private final Exporter exporter;
  private @Nullable Delivery delivery;

  public TrackedExporter(Exporter exporter) {
    this.exporter = Objects.requireNonNull(exporter, "exporter");
  }

  /** The exporter that the delivery calls. */
  public Exporter exporter() {
    return exporter;
  }

  /** Called by what delivers to the exporter. */
  public void attach(Delivery delivery) {
    this.delivery = delivery;
  }

  /** The delivery that the exporter belongs to. */
  public Delivery delivery() {
    return Objects.requireNonNull(delivery, "delivery");
  }

  @Override
  public ExportResult export(Payload payload) {
    return exporter.export(payload);
  }

  @Override
  public boolean flush(Duration timeout) {
    return exporter.flush(timeout);
  }

  @Override
  public int maxConcurrentExports() {
    return exporter.maxConcurrentExports();
  }

  @Override
  public void disconnect() {
    exporter.disconnect();
  }

  @Override
  public void close() {
    exporter.close();
  }
}
