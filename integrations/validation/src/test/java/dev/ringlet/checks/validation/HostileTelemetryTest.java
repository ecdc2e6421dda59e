// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import static dev.ringlet.checks.validation.Telemetry.attribute;
import static dev.ringlet.checks.validation.Telemetry.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.checks.internal.semconv.Registry;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.EnumSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Telemetry that is made to be slow, deep or large. A quadratic way would take many minutes. */
@Timeout(120)
class HostileTelemetryTest {
  private static final int MANY = 100_000;
  private final Telemetry telemetry = new Telemetry();

  private static Span.Builder[] spans(int number, IntUnaryOperator parent) {
    return IntStream.rangeClosed(1, number)
        .mapToObj(id -> span("a", id, parent.applyAsInt(id), 0, 1))
        .toArray(Span.Builder[]::new);
  }

  @Test
  void aCycleOfManySpans() {
    telemetry.spans(spans(MANY, id -> id % MANY + 1));

    assertThat(telemetry.validator.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.found()).endsWith("a circle of 100000 spans"));
  }

  @Test
  void manyCycles() {
    telemetry.spans(spans(MANY, id -> id % 2 == 0 ? id - 1 : id + 1));

    assertThat(telemetry.validator.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo(Rule.SPAN_CYCLE);
              assertThat(finding.occurrences()).isEqualTo(MANY / 2);
            });
  }

  @Test
  void aDeepChain() {
    telemetry.spans(spans(MANY, id -> id - 1));

    assertThat(telemetry.validator.findings()).isEmpty();
  }

  @Test
  void aDeepChainFromItsEnd() {
    telemetry.spans(spans(MANY, id -> id == MANY ? 0 : id + 1));

    assertThat(telemetry.validator.findings()).isEmpty();
  }

  @Test
  void manyOrphans() {
    telemetry.spans(spans(MANY, id -> MANY + id));

    assertThat(telemetry.validator.findings())
        .singleElement()
        .extracting(Finding::occurrences)
        .isEqualTo(100_000L);
  }

  @Test
  void aDeepValue() {
    AnyValue value = AnyValue.newBuilder().setStringValue("Bear" + "er 0123456789abcdef").build();
    for (int i = 0; i < MANY; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    KeyValue deep = KeyValue.newBuilder().setKey("a").setValue(value).build();
    Findings findings = new Findings(EnumSet.allOf(Rule.class), 10, false);

    new AttributeChecks(Registry.load(), findings)
        .checkValue(Place.resource("shop"), "a", deep.getValue());

    assertThat(findings.list()).extracting(Finding::rule).containsExactly(Rule.SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "/1",
        "eyJ",
        "eyJaaaaaaaaa.",
        "a://",
        "a:",
        "@",
        "a@",
        "'",
        "= ",
        "?a=",
        "4111 ",
        "Bearer ",
        "4111-1111-1111-1112 ",
        "-----BEGIN ",
        "gh",
        "SELECT '"
      })
  void longNamesAndValues(String part) {
    String text = part.repeat(1_000_000 / part.length());

    telemetry.spans(span(text, 1, 0, 0, 1).addAttributes(attribute("a", text)));
    telemetry.spans(span("SELECT " + text, 2, 0, 0, 1).addAttributes(attribute(text, 1)));

    assertThat(telemetry.validator.findings()).isNotEmpty();
  }

  @Test
  void theListOfFindingsIsBounded() {
    Telemetry bounded = new Telemetry(TelemetryValidator.builder().setMaxFindings(3).build());
    for (int i = 0; i < 10; i++) {
      bounded.spans(span("a" + i, i + 1, 0, 5, 4).addAttributes(attribute("a", 1)));
    }

    assertThat(bounded.validator.findings()).hasSize(3);
    assertThat(bounded.validator.findingsLeftOut()).isEqualTo(7);
  }

  @Test
  void spansAreBounded() {
    Telemetry bounded = new Telemetry(TelemetryValidator.builder().setMaxSpans(2).build());
    bounded.spans(spans(5, id -> id + 1));

    assertThat(bounded.validator.spansLeftOut()).isEqualTo(3);
    assertThat(bounded.validator.findings()).isEmpty(); // the parent may be left out

    bounded.validator.clear();
    bounded.spans(span("a", 1, 2, 0, 1));
    assertThat(bounded.rules()).containsExactly(Rule.SPAN_WITHOUT_PARENT);
  }

  @Test
  void ignoredRulesFindNothing() {
    Telemetry lenient =
        new Telemetry(TelemetryValidator.builder().ignore(Rule.SPAN_WITHOUT_PARENT).build());
    lenient.spans(span("a", 1, 2, 0, 1));

    assertThat(lenient.rules()).isEmpty();
  }

  @Test
  void namesInFindingsAreCut() {
    String text = "x".repeat(300);
    telemetry.spansOf(text, span(text, 1, 0, 5, 4).addAttributes(attribute(text, "a")));
    telemetry.spansOf(text, span(text + "y", 2, 0, 5, 4));
    telemetry.spans(span("a", 3, 0, 0, 1).addAttributes(attribute(text + " 12345678", "a")));

    assertThat(telemetry.validator.findings())
        .isNotEmpty()
        .allSatisfy(
            finding -> {
              assertThat(finding.service()).hasSizeLessThanOrEqualTo(256);
              assertThat(finding.subject()).hasSizeLessThanOrEqualTo(256);
              assertThat(finding.attribute()).hasSizeLessThanOrEqualTo(256);
              assertThat(finding.found()).hasSizeLessThanOrEqualTo(1_000);
              assertThat(finding.remedy()).hasSizeLessThanOrEqualTo(1_000);
            })
        .filteredOn(finding -> finding.rule() == Rule.SPAN_ENDS_BEFORE_START)
        .singleElement()
        .satisfies(finding -> assertThat(finding.occurrences()).isEqualTo(2));
  }
}
