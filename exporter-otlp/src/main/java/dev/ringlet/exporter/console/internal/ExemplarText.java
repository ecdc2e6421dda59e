// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.ProtoReader;
import java.util.ArrayList;
import java.util.List;

/** Writes an exemplar on one line. */
final class ExemplarText {
  private ExemplarText() {}

  static String of(ProtoReader in, Glyphs glyphs) {
    List<String> words = new ArrayList<>();
    String value = "";
    String trace = "";
    String span = "";
    while (in.next()) {
      switch (in.field()) {
        case 3 -> value = Quantities.number(in.number64());
        case 4 -> span = Hex.id(in.bytes());
        case 5 -> trace = Hex.id(in.bytes());
        case 6 -> value = Long.toString(in.number());
        case 7 -> words.add(Attribute.read(in.message(), glyphs).word());
        default -> {}
      }
    }
    String ids = Hex.ids(trace, span);
    if (!ids.isEmpty()) {
      words.add(ids);
    }
    words.add(0, "exemplar " + value);
    return String.join("  ", words);
  }
}
