// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.profiles;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;

/** Takes requests and does nothing with them. */
final class DiscardingExporter implements Exporter {
  @Override
  public ExportResult export(Payload payload) {
    return ExportResult.delivered();
  }

  @Override
  public void close() {}
}
