// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.export.Payload;
import dev.ringlet.internal.bytes.ProtoReader;

/**
 * Turns one request after the other into text. Every line is complete and holds no control
 * character; the attributes of a resource are named when they are not those of the request before.
 * Internal to Ringlet: may change or vanish in any release.
 *
 * <p>Keeps nothing of a request but the text of its last resource. Not thread-safe.
 */
public final class ConsolePage {
  private String lastResource = "";

  /** Makes one that has named no resource yet. */
  public ConsolePage() {}

  /**
   * Writes a request as text.
   *
   * @throws IllegalArgumentException if the bytes are no message
   */
  public String write(Payload payload, Glyphs glyphs) {
    Page page = new Page(glyphs, lastResource);
    ProtoReader request = reader(payload);
    switch (payload.signal()) {
      case TRACES:
        TracePages.write(request, page);
        break;
      case LOGS:
        LogPages.write(request, page);
        break;
      case METRICS:
        MetricPages.write(request, page);
        break;
      case PROFILES:
        ProfilePages.write(request, reader(payload), page);
        break;
      default:
        throw new IllegalArgumentException("an unknown signal");
    }
    lastResource = page.lastResource();
    return page.toString();
  }

  private static ProtoReader reader(Payload payload) {
    return new ProtoReader(payload.bytes(), payload.offset(), payload.length());
  }
}
