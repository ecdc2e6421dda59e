// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.MetricTags.Exemplar;
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
      switch (in.tag()) {
        case Exemplar.AS_DOUBLE -> value = QuantityText.number(in.doubleNumber());
        case Exemplar.SPAN_ID -> span = Hex.id(in.bytes());
        case Exemplar.TRACE_ID -> trace = Hex.id(in.bytes());
        case Exemplar.AS_INT -> value = Long.toString(in.number());
        case Exemplar.FILTERED_ATTRIBUTES -> words.add(Attribute.read(in.message(), glyphs).word());
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
