// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.console;

import java.nio.charset.Charset;

/**
 * The characters that draw, for streams that can write box drawings and for those that cannot.
 * Internal to Ringlet: may change or vanish in any release.
 */
public enum Glyphs {
  /** Box drawings, blocks and arrows. */
  UNICODE("├─ ", "└─ ", "│  ", "█", "▁▂▃▄▅▆▇█", "·", "…", " · ", "• ", "→ ", "✗ ", "✓ ", "µs"),
  /** Nothing beyond US-ASCII. */
  ASCII("|- ", "`- ", "|  ", "#", ".:-=+*%#", "_", "...", " - ", "* ", "-> ", "x ", "v ", "us");

  final String branch;
  final String lastBranch;
  final String trunk;
  final String bar;
  final String heights;
  final String noHeight;
  final String ellipsis;
  final String dot;
  final String event;
  final String link;
  final String failed;
  final String ok;
  final String micros;

  Glyphs(
      String branch,
      String lastBranch,
      String trunk,
      String bar,
      String heights,
      String noHeight,
      String ellipsis,
      String dot,
      String event,
      String link,
      String failed,
      String ok,
      String micros) {
    this.branch = branch;
    this.lastBranch = lastBranch;
    this.trunk = trunk;
    this.bar = bar;
    this.heights = heights;
    this.noHeight = noHeight;
    this.ellipsis = ellipsis;
    this.dot = dot;
    this.event = event;
    this.link = link;
    this.failed = failed;
    this.ok = ok;
    this.micros = micros;
  }

  /** Those that {@code charset} can write. */
  public static Glyphs of(Charset charset) {
    if (!charset.canEncode()) {
      return ASCII;
    }
    Glyphs all = UNICODE;
    String every =
        all.branch
            + all.lastBranch
            + all.trunk
            + all.bar
            + all.heights
            + all.ellipsis
            + all.dot
            + all.event
            + all.link
            + all.failed
            + all.ok
            + all.micros;
    return charset.newEncoder().canEncode(every) ? UNICODE : ASCII;
  }
}
