// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.export.Payload;
import dev.ringlet.internal.bytes.ProtoReader;

/**
 * Converts requests to text. Every line is complete and has no control characters. The attributes
 * of a resource are written when they differ from those of the previous request.
 *
 * <p>Keeps only the text of the last resource. Not thread-safe.
 */
public final class ConsolePage {
  private String lastResource = "";

  /** Creates a page that has written no resource yet. */
  public ConsolePage() {}

  /**
   * Writes a request as text.
   *
   * @throws IllegalArgumentException if the bytes are not a valid message
   */
  public String write(Payload payload, Glyphs glyphs, Ink ink) {
    Page page = new Page(glyphs, ink, lastResource);
    ProtoReader request = reader(payload);
    switch (payload.signal()) {
      case TRACES -> TracePages.write(request, page);
      case LOGS -> LogPages.write(request, page);
      case METRICS -> MetricPages.write(request, page);
      case PROFILES -> ProfilePages.write(request, reader(payload), page);
      default -> throw new IllegalArgumentException("an unknown signal");
    }
    lastResource = page.lastResource();
    return page.toString();
  }

  private static ProtoReader reader(Payload payload) {
    return new ProtoReader(payload.bytes(), payload.offset(), payload.length());
  }
}
