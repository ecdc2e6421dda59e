// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import java.nio.charset.Charset;

/** The drawing characters for charsets with and without box drawings. */
public enum Glyphs {
  /** Box drawings, blocks and arrows. */
  UNICODE,
  /** Nothing beyond US-ASCII. */
  ASCII;

  private final StringBuilder all = new StringBuilder(); // first, for pick() adds to it

  final String branch = pick("├─ ", "|- ");
  final String lastBranch = pick("└─ ", "`- ");
  final String trunk = pick("│  ", "|  ");
  final String own = pick("█", "#");
  final String inChild = pick("░", "-");
  final String heights = pick("▁▂▃▄▅▆▇█", ".:-=+*%#");
  final String noHeight = pick("·", "_");
  final String ellipsis = pick("…", "...");
  final String dot = pick(" · ", " - ");
  final String event = pick("• ", "* ");
  final String link = pick("→ ", "-> ");
  final String failed = pick("✗ ", "x ");
  final String ok = pick("✓ ", "v ");
  final String micros = pick("µs", "us");

  private String pick(String unicode, String ascii) {
    String picked = ordinal() == 0 ? unicode : ascii;
    all.append(picked);
    return picked;
  }

  /** The characters that {@code charset} can encode. */
  public static Glyphs of(Charset charset) {
    return charset.canEncode() && charset.newEncoder().canEncode(UNICODE.all) ? UNICODE : ASCII;
  }
}
