// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.config.EscapingScheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain | TEXT",
        "text/plain;version=0.0.4 | TEXT",
        "text/plain;version=1.0.0;escaping=allow-utf-8 | UTF8_TEXT",
        "text/plain;version=9;q=1,application/openmetrics-text;q=0.1 | OPEN_METRICS",
        "application/openmetrics-text | OPEN_METRICS",
        "application/openmetrics-text; version=1.0.0; charset=utf-8 | OPEN_METRICS",
        "application/openmetrics-text;version=2.0.0 | TEXT",
        "application/openmetrics-text;version=\"0.0.1\" | OPEN_METRICS",
        "APPLICATION/OpenMetrics-Text;Version=1.0.0;Q=0.5,text/plain;q=0.4 | OPEN_METRICS",
        "application/openmetrics-text;q=0,text/plain;q=0.1 | TEXT",
        "application/vnd.google.protobuf | TEXT",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily | PROTOBUF",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text | TEXT",
        "application/vnd.google.protobuf;proto=other;encoding=delimited | TEXT",
        "text/html,application/xhtml+xml,*/*;q=0.8 | TEXT",
        "application/json | TEXT",
        ";;;,=,q=1;q= | TEXT",
      })
  void theRangeWithTheHighestWeightIsServed(String accept, Format format) {
    assertThat(Negotiation.of(List.of(accept)).format()).isEqualTo(format);
  }

  @Test
  void aScraperWithoutAHeaderGetsText() {
    Negotiation negotiation = Negotiation.of(null);

    assertThat(negotiation.format()).isEqualTo(Format.TEXT);
    assertThat(negotiation.scheme()).isEqualTo(EscapingScheme.UNDERSCORE_ESCAPING);
    assertThat(negotiation.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
  }

  /** What Prometheus 2.42 sends with native histograms, and Prometheus 3 without. */
  @Test
  void prometheusGetsWhatItLikesBest() {
    String two =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
            + "application/openmetrics-text;version=1.0.0;q=0.8,"
            + "application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
    String three =
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
            + "application/openmetrics-text;version=0.0.1;q=0.4,"
            + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1";

    assertThat(Negotiation.of(List.of(two)).format()).isEqualTo(Format.PROTOBUF);
    assertThat(Negotiation.of(List.of(three.split(","))).contentType())
        .isEqualTo(
            "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8");
  }

  @ParameterizedTest
  @CsvSource({
    "allow-utf-8, ALLOW_UTF8",
    "underscores, UNDERSCORE_ESCAPING",
    "dots, DOTS_ESCAPING",
    "values, VALUE_ENCODING_ESCAPING",
    "unknown, UNDERSCORE_ESCAPING",
  })
  void theSchemeIsThatOfTheRange(String name, String scheme) {
    Negotiation negotiation =
        Negotiation.of(List.of("text/html;escaping=dots", "text/plain;escaping=" + name));

    assertThat(negotiation.scheme()).isEqualTo(EscapingScheme.valueOf(scheme));
  }
}
