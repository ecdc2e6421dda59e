// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.profiles;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.internal.delivery.BuiltInExporter;

/** Accepts requests and discards them. */
final class DiscardingExporter implements BuiltInExporter {
  @Override
  public ExportResult export(Payload payload) {
    return ExportResult.delivered();
  }

  @Override
  public void close() {}
}
