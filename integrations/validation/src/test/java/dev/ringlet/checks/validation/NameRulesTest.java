// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import static dev.ringlet.checks.validation.Telemetry.attribute;
import static dev.ringlet.checks.validation.Telemetry.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {
  private final Telemetry telemetry = new Telemetry();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "GET /users/42 | GET /users/{id}",
        "GET /users/42/orders/7 | GET /users/{id}/orders/{id}",
        "order 47110815 | order {id}",
        "lock 123e4567-e89b-12d3-a456-426614174000 | lock {id}",
        "trace 4bf92f3577b34da6a3ce929d0e0e4736 | trace {id}",
        "commit 9fceb02d | commit {id}",
        "upload 01ARZ3NDEKTSV4RRFFQ69G5FAV | upload {id}",
        "mail ada@example.com | mail {email}",
        "GET https://example.com/a | GET {url}",
        "GET /search?q=rings | GET /search",
        "SELECT * FROM user WHERE name = 'ada' | SELECT * FROM user WHERE name = ?",
        "select name from item where id = 4711 | select name from item where id =?",
        "java.lang.Object@1a2b3c4d | java.lang.Object@{id}"
      })
  void aValueInTheNameOfASpan(String name, String template) {
    telemetry.spans(span(name, 1, 0, 0, 1));

    assertThat(telemetry.validator.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo(Rule.NAME_HAS_ID);
              assertThat(finding.remedy()).contains('"' + template + '"');
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /users/{id}",
        "GET /v2/users/:id",
        "GET /api/v1/orders",
        "HTTP 404",
        "step 12",
        "SELECT shop.item",
        "SELECT * FROM item WHERE id = ?",
        "INSERT INTO item VALUES (?, ?)",
        "com.example.Md5Base64EncoderX2.encodeUtf16ToBase64Version1024",
        "face2face",
        "deadbeef",
        "oauth2 token",
        "sha256WithRsaEncryption",
        "orders process",
        "{cart}/{item}",
        "who?",
        "x86_64",
        "report 2026",
        "s3.GetObject",
        "ec2 port 8080"
      })
  void aNameWithoutOne(String name) {
    telemetry.spans(span(name, 1, 0, 0, 1));

    assertThat(telemetry.validator.findings()).isEmpty();
  }

  @Test
  void namesOfOneShapeAreOneFinding() {
    for (int i = 0; i < 100; i++) {
      telemetry.spans(span("GET /users/" + i, i + 1, 0, 0, 1));
    }

    assertThat(telemetry.validator.findings())
        .singleElement()
        .extracting(Finding::occurrences)
        .isEqualTo(100L);
  }

  @Test
  void aValueInAKey() {
    telemetry.spans(span("order", 1, 0, 0, 1).addAttributes(attribute("price.of.4711081", 3)));

    assertThat(telemetry.rules()).containsExactly(Rule.NAME_HAS_ID);
  }

  @Test
  void aValueInTheNameOfAnEvent() {
    telemetry.log(LogRecord.newBuilder().setEventName("order.4711081"));

    assertThat(telemetry.rules()).containsExactly(Rule.NAME_HAS_ID);
  }

  @Test
  void aValueInTheNameOfAMetric() {
    telemetry.metrics(Telemetry.counter("requests.of.4711081", "1", 3));

    assertThat(telemetry.rules()).containsExactly(Rule.NAME_HAS_ID);
  }

  @Test
  void nameOfTheService() {
    telemetry.spansOf("", span("a", 1, 0, 0, 1));
    telemetry.spansOf("unknown_service:java", span("b", 2, 0, 0, 1));

    assertThat(telemetry.rules())
        .containsExactly(Rule.SERVICE_NAME_MISSING, Rule.SERVICE_NAME_MISSING);
  }
}
