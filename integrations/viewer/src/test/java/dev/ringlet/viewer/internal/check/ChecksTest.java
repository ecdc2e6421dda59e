// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.check;

import static dev.ringlet.viewer.Telemetry.attribute;
import static dev.ringlet.viewer.Telemetry.request;
import static dev.ringlet.viewer.Telemetry.resource;
import static dev.ringlet.viewer.Telemetry.span;
import static dev.ringlet.viewer.Telemetry.traceId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.ringlet.anomalies.Anomaly;
import dev.ringlet.checks.validation.Finding;
import dev.ringlet.checks.validation.Rule;
import dev.ringlet.viewer.Telemetry;
import dev.ringlet.viewer.internal.store.Limits;
import dev.ringlet.viewer.internal.store.StoredSpan;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private long now = 1_000_000;
  private long wallClock = 1_000_000;
  private final TelemetryStore store =
      new TelemetryStore(new Limits(64 << 20, 10_000), () -> wallClock, () -> now);
  private final Checks checks = new Checks(store, () -> now);

  @AfterEach
  void close() {
    checks.close();
  }

  private void after(long millis) {
    now += millis;
    checks.run();
  }

  @Test
  void aTraceIsCheckedOnceNothingMoreComes() {
    store.add(request("shop", span(1, 0, 0, 10).setName("GET /users/4711")));
    after(4_000);
    store.add(request("shop", span(2, 1, 1, 9)));
    after(4_000);
    assertThat(checks.findings().list()).isEmpty();

    after(1_000);

    assertThat(checks.findings().list())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo(Rule.NAME_HAS_ID);
              assertThat(finding.remedy()).contains("GET /users/{id}");
              assertThat(finding.service()).isEqualTo("shop");
              assertThat(finding.traceId()).isEqualTo("00000000000000070000000000000001");
              assertThat(finding.spanId()).isEqualTo("0000000000000001");
            });
    after(60_000);
    assertThat(checks.findings().list().get(0).occurrences()).isEqualTo(1);
  }

  @Test
  void theExampleIsTheLastOne() {
    for (int trace = 1; trace <= 3; trace++) {
      store.add(
          request("shop", span(1, 0, 0, 10).setTraceId(traceId(trace)).setName("get 12345678")));
      after(6_000);
    }

    Finding finding = checks.findings().list().get(0);
    assertThat(finding.occurrences()).isEqualTo(3);
    assertThat(finding.traceId()).endsWith("3");
  }

  @Test
  void aParentMayComeHalfAMinuteLater() {
    store.add(request("shop", span(2, 1, 1, 9)));
    after(20_000);
    store.add(request("shop", span(1, 0, 0, 20_000)));
    after(60_000);

    assertThat(checks.findings().list()).isEmpty();
  }

  @Test
  void aParentThatNeverComesIsAFinding() {
    store.add(request("shop", span(2, 1, 1, 9)));
    after(6_000);
    assertThat(checks.findings().list()).isEmpty();
    after(30_000);

    assertThat(checks.findings().list())
        .extracting(Finding::rule)
        .containsExactly(Rule.SPAN_WITHOUT_PARENT);
  }

  @Test
  void aParentOfAnotherProcessIsNotMissed() {
    store.add(request("shop", span(2, 1, 1, 9).setKind(Span.SpanKind.SPAN_KIND_SERVER)));
    after(60_000);

    assertThat(checks.findings().list()).isEmpty();
  }

  @Test
  void logRecordsAreCheckedWhenTheyCome() {
    checks.add(
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .setResource(resource("shop"))
                    .addScopeLogs(
                        ScopeLogs.newBuilder()
                            .addLogRecords(
                                LogRecord.newBuilder()
                                    .setTraceId(traceId(1))
                                    .setBody(
                                        AnyValue.newBuilder()
                                            .setStringValue(
                                                "key -----BEGIN RSA PRIVATE KEY-----")))))
            .build());

    assertThat(checks.findings().list()).extracting(Finding::rule).containsExactly(Rule.SECRET);
    assertThat(checks.findings().list().get(0).toString()).doesNotContain("BEGIN RSA");
  }

  @Test
  void findingsAreBounded() {
    for (int i = 0; i < 600; i++) {
      store.add(request("service " + i, span(1, 0, 10, 0).setTraceId(traceId(i + 1))));
    }
    after(6_000);

    assertThat(checks.findings().list()).hasSize(500);
    assertThat(checks.findings().leftOut()).isEqualTo(100);
  }

  /** A request of a shop that asks a stock; in nanoseconds of the test's epoch. */
  private static ExportTraceServiceRequest order(long number, long millis, boolean fails) {
    long start = number * 100;
    Span.Builder root =
        span(1, 0, start, start + millis)
            .setTraceId(traceId(number + 1))
            .setName("GET /item")
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .addAttributes(attribute("shelf", millis > 100 ? "far" : "near"));
    Span.Builder stock =
        span(3, 2, start + 2, start + millis - 2)
            .setTraceId(traceId(number + 1))
            .setName("GET /stock")
            .setKind(Span.SpanKind.SPAN_KIND_SERVER);
    if (fails) {
      root.setStatus(Telemetry.failed("no"))
          .addEvents(
              Span.Event.newBuilder()
                  .setName("exception")
                  .addAttributes(attribute("exception.type", "java.io.EOFException")));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(resource("shop"))
                .addScopeSpans(
                    ScopeSpans.newBuilder()
                        .addSpans(root)
                        .addSpans(
                            span(2, 1, start + 1, start + millis - 1)
                                .setTraceId(traceId(number + 1))
                                .setName("ask stock")
                                .setKind(Span.SpanKind.SPAN_KIND_CLIENT))))
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(resource("stock"))
                .addScopeSpans(ScopeSpans.newBuilder().addSpans(stock)))
        .build();
  }

  private void orders(int from, int to, long millis) {
    for (int i = from; i < to; i++) {
      store.add(order(i, millis, false));
      if (i % 500 == 0) {
        after(6_000);
      }
    }
    after(6_000);
  }

  @Test
  void aRouteThatBecomesSlowIsAnAnomaly() {
    orders(0, 2_000, 20);
    assertThat(checks.anomalies().list()).isEmpty();
    orders(2_000, 2_300, 400);

    assertThat(checks.anomalies().list()).hasSize(2);
    FoundAnomalies.Found shop =
        checks.anomalies().list().stream()
            .filter(each -> each.service().equals("shop"))
            .findFirst()
            .orElseThrow();
    assertThat(shop.route()).isEqualTo("SERVER GET /item");
    assertThat(shop.isOpen()).isTrue();
    assertThat(shop.anomaly().kind()).isEqualTo(Anomaly.Kind.LATENCY);
    assertThat(shop.anomaly().slowestChild()).isEqualTo("ask stock > GET /stock");
    assertThat(shop.anomaly().differences())
        .extracting(Anomaly.Difference::key, Anomaly.Difference::value)
        .contains(org.assertj.core.groups.Tuple.tuple("shelf", "far"));
    assertThat(
            store
                .traces()
                .find(dev.ringlet.viewer.internal.store.TraceId.of(shop.anomaly().traceId())))
        .isNotNull();

    long version = checks.anomalies().version();
    checks.clear();
    assertThat(checks.anomalies().list()).isEmpty();
    assertThat(checks.anomalies().count()).isZero();
    assertThat(checks.anomalies().version()).as("the page loads the list").isGreaterThan(version);
  }

  @Test
  void aNewTypeOfExceptionIsAnAnomaly() {
    orders(0, 2_000, 20);
    store.add(order(2_000, 20, true));
    after(6_000);

    assertThat(checks.anomalies().list())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.service()).isEqualTo("shop");
              assertThat(found.anomaly().exceptionType()).isEqualTo("java.io.EOFException");
            });
  }

  @Test
  void spansThatComeTwiceOrLaterAreObservedOnce() {
    for (int i = 0; i < 600; i++) {
      store.add(order(i, 20, false));
      store.add(order(i, 20, false));
      after(6_000);
      store.add(order(i, 20, false));
      after(6_000);
    }
    store.add(order(600, 20, true));
    after(6_000);

    assertThat(checks.anomalies().list()).as("a new type counts after 1,000 spans").isEmpty();
  }

  @Test
  void aStepOfTheClockDoesNotMatter() {
    wallClock += 3_600_000;
    store.add(request("shop", span(1, 0, 0, 10).setName("GET /users/4711")));
    wallClock -= 3_600_000;
    after(6_000);

    assertThat(checks.findings().list()).hasSize(1);
  }

  @Test
  void aTraceThatLeavesWhileItWaitsForAParentIsCounted() {
    TelemetryStore small = new TelemetryStore(new Limits(64 << 20, 3), () -> now, () -> now);
    try (Checks few = new Checks(small, () -> now)) {
      small.add(request("shop", span(2, 1, 1, 9)));
      now += 6_000;
      few.run();
      for (int trace = 2; trace <= 4; trace++) {
        small.add(request("shop", span(1, 0, 0, 1).setTraceId(traceId(trace))));
        now += 6_000;
        few.run();
      }
      now += 30_000;
      few.run();

      assertThat(few.findings().list()).isEmpty();
      assertThat(small.traces().counts().unchecked()).isEqualTo(1);

      small.add(request("shop", span(1, 0, 0, 1).setTraceId(traceId(5))));
      assertThat(small.traces().counts().evicted()).isEqualTo(2);
      assertThat(small.traces().counts().unchecked()).as("the others were checked").isEqualTo(1);
    }
  }

  @Test
  void aTraceThatWaitedAndWasCheckedIsNotCounted() {
    TelemetryStore small = new TelemetryStore(new Limits(64 << 20, 1), () -> now, () -> now);
    try (Checks few = new Checks(small, () -> now)) {
      small.add(request("shop", span(2, 1, 1, 9)));
      now += 6_000;
      few.run();
      now += 30_000;
      few.run();
      small.add(request("shop", span(1, 0, 0, 1).setTraceId(traceId(2))));

      assertThat(small.traces().counts().evicted()).isEqualTo(1);
      assertThat(small.traces().counts().unchecked()).isZero();
    }
  }

  @Test
  void aRunThatTakesTooLongLeavesTheRestToTheNext() {
    try (Checks slow = new Checks(store, () -> now, 0)) {
      for (int trace = 1; trace <= 3; trace++) {
        store.add(
            request("shop", span(1, 0, 0, 10).setTraceId(traceId(trace)).setName("get 12345678")));
      }
      now += 6_000;
      for (int run = 1; run <= 3; run++) {
        slow.run();
        assertThat(slow.findings().list().get(0).occurrences()).isEqualTo(run);
      }
    }
  }

  @Test
  void resourcesOfLogRecordsAndMetricsAreForgotten() {
    Resource unnamed = Resource.getDefaultInstance();
    checks.add(logsOf(unnamed));
    for (int i = 0; i < 60; i++) {
      checks.add(logsOf(large(i)));
    }
    checks.add(logsOf(unnamed));
    assertThat(timesWithoutName()).as("it was forgotten").isEqualTo(2);

    for (int i = 0; i < 60; i++) {
      checks.add(metricsOf(large(i)));
    }
    checks.add(metricsOf(unnamed));
    assertThat(timesWithoutName()).isEqualTo(3);
  }

  private long timesWithoutName() {
    return checks.findings().list().stream()
        .filter(each -> each.rule() == Rule.SERVICE_NAME_MISSING)
        .mapToLong(Finding::occurrences)
        .sum();
  }

  private static Resource large(int number) {
    return resource("shop").toBuilder()
        .addAttributes(attribute("text", "x".repeat(100_000) + number))
        .build();
  }

  private static ExportLogsServiceRequest logsOf(Resource resource) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(ResourceLogs.newBuilder().setResource(resource))
        .build();
  }

  private static ExportMetricsServiceRequest metricsOf(Resource resource) {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(ResourceMetrics.newBuilder().setResource(resource))
        .build();
  }

  @Test
  void whatFailsInACheckDoesNotReachTheSender() {
    AnyValue deep = AnyValue.getDefaultInstance();
    for (int i = 0; i < 200_000; i++) {
      deep = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(deep)).build();
    }
    Resource resource =
        Resource.newBuilder()
            .addAttributes(KeyValue.newBuilder().setKey("deep").setValue(deep))
            .build();
    assertThatThrownBy(resource::hashCode).isInstanceOf(StackOverflowError.class);

    assertThatCode(() -> checks.add(logsOf(resource))).doesNotThrowAnyException();
    assertThatCode(() -> checks.add(metricsOf(resource))).doesNotThrowAnyException();

    checks.add(logsOf(Resource.getDefaultInstance()));
    assertThat(timesWithoutName()).isEqualTo(1);
  }

  @Test
  void longAttributesAndNamesAreNotKept() {
    String text = "x".repeat(5_000);
    store.add(
        request(
            "shop",
            span(1, 0, 0, 10)
                .setName(text)
                .setStatus(Telemetry.failed("no"))
                .addAttributes(attribute("error.type", text))
                .addAttributes(attribute(text, "a"))
                .addAttributes(attribute("near", "a")),
            span(2, 1, 1, 9).setName(text)));
    List<StoredSpan> spans = store.traces().newestFirst().get(0).spans();

    LocalRoots.Root root = LocalRoots.of(spans, 0).get(0);

    assertThat(root.observed().attributes().asMap())
        .containsOnly(entry(AttributeKey.stringKey("near"), "a"));
    assertThat(root.observed().exceptionType()).hasSize(400);
    assertThat(root.observed().slowestChild()).hasSize(400);
    assertThat(LocalRoots.route(root.span())).hasSizeLessThan(500);
  }
}
