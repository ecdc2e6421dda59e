// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.DeliveryReport;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.CapturingExporter;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests over the limit, taken apart and compared by the official classes. */
class RouteSplitTest {
  private final Deque<ExportResult> results = new ArrayDeque<>();
  private final DeliveryCounters counters = new DeliveryCounters();

  private final CapturingExporter delegate =
      new CapturingExporter(
          payload -> results.isEmpty() ? ExportResult.delivered() : results.remove());

  private Route route(Signal signal, int maxRequestBytes) {
    Endpoint endpoint = Endpoint.parse("http://collector:4318/");
    return new Route(
        signal,
        List.of(new Destination(signal, endpoint, Protocol.HTTP_PROTOBUF, delegate)),
        RetryPolicy.none(),
        60_000_000_000L,
        maxRequestBytes,
        null);
  }

  private DeliveryReport export(Route route, Signal signal, byte[] body, int items) {
    byte[] padded = new byte[body.length + 9];
    System.arraycopy(body, 0, padded, 4, body.length);
    DeliveryReport report =
        route.deliver(new Payload(signal, padded, 4, body.length, items, Await.deadline()));
    assertThat(report.items()).isEqualTo(items);
    counters.count(report);
    return report;
  }

  private static Span span(int number, int bytes) {
    return Span.newBuilder()
        .setName("span " + number)
        .setTraceId(ByteString.copyFrom(new byte[bytes]))
        .build();
  }

  private static ExportTraceServiceRequest request(Random random, int maxSpanBytes) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    int number = 0;
    for (int r = 1 + random.nextInt(3); r > 0; r--) {
      ResourceSpans.Builder resource =
          ResourceSpans.newBuilder()
              .setSchemaUrl("resource schema " + r)
              .setResource(Resource.newBuilder().setDroppedAttributesCount(r));
      for (int s = random.nextInt(4); s > 0; s--) {
        ScopeSpans.Builder scope =
            ScopeSpans.newBuilder()
                .setSchemaUrl("scope schema " + s)
                .setScope(InstrumentationScope.newBuilder().setName("scope " + r + "." + s));
        for (int i = random.nextInt(20); i > 0; i--) {
          scope.addSpans(span(number++, random.nextInt(maxSpanBytes)));
        }
        resource.addScopeSpans(scope);
      }
      request.addResourceSpans(resource);
    }
    return request.build();
  }

  /** Each span with all that stands around it. */
  private static List<String> flat(ExportTraceServiceRequest request) {
    List<String> flat = new ArrayList<>();
    for (ResourceSpans resource : request.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          flat.add(
              resource.toBuilder().clearScopeSpans().build()
                  + "|"
                  + scope.toBuilder().clearSpans().build()
                  + "|"
                  + span);
        }
      }
    }
    return flat;
  }

  @Test
  void movesWholeRecordsWithTheirResourceAndScope() throws InvalidProtocolBufferException {
    Random random = new Random(11);
    int parts = 0;
    for (int run = 0; run < 300; run++) {
      ExportTraceServiceRequest request = request(random, 200);
      int limit = 400 + random.nextInt(3000);
      delegate.payloads().clear();
      List<String> spans = flat(request);
      if (spans.isEmpty()) {
        continue; // nothing to lose
      }
      export(route(Signal.TRACES, limit), Signal.TRACES, request.toByteArray(), spans.size());
      List<String> arrived = new ArrayList<>();
      for (Payload part : delegate.payloads()) {
        assertThat(part.length()).isLessThanOrEqualTo(limit);
        arrived.addAll(flat(ExportTraceServiceRequest.parseFrom(part.bytes())));
      }
      assertThat(arrived).as("run %s", run).isEqualTo(spans);
      parts += delegate.payloads().size();
    }
    assertThat(parts).isGreaterThan(600);
    assertThat(counters.dropped()).isZero();
  }

  @Test
  void aRecordThatIsTooLargeAloneIsLostAlone() throws InvalidProtocolBufferException {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < 10; i++) {
      scope.addSpans(span(i, i == 3 || i == 9 ? 2000 : 50));
    }
    byte[] body =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
            .build()
            .toByteArray();
    DeliveryReport report = export(route(Signal.TRACES, 1000), Signal.TRACES, body, 10);
    assertThat(report.failure()).isEqualTo(FailureCause.TOO_LARGE);
    assertThat(counters.dropped(DropCause.TOO_LARGE)).isEqualTo(2);
    assertThat(counters.exported()).isEqualTo(8);
    assertThat(counters.dropped()).isEqualTo(2);
    List<String> names = new ArrayList<>();
    for (Payload part : delegate.payloads()) {
      for (Span span :
          ExportTraceServiceRequest.parseFrom(part.bytes())
              .getResourceSpans(0)
              .getScopeSpans(0)
              .getSpansList()) {
        names.add(span.getName());
      }
    }
    assertThat(names).hasSize(8).doesNotContain("span 3", "span 9");
  }

  @Test
  void countsEachPartByItsOwnFate() {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < 5; i++) {
      scope.addSpans(span(i, 300));
    }
    byte[] body =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
            .build()
            .toByteArray();
    results.add(ExportResult.delivered());
    results.add(ExportResult.stored());
    results.add(ExportResult.permanent(FailureCause.BAD_DATA, ""));
    results.add(ExportResult.partial(1, ""));
    results.add(ExportResult.retry(FailureCause.TIMEOUT, -1, ""));
    DeliveryReport report = export(route(Signal.TRACES, 400), Signal.TRACES, body, 5);
    assertThat(report.isSuccess()).isFalse();
    assertThat(counters.exported()).isEqualTo(1);
    assertThat(counters.spooled()).isEqualTo(1);
    assertThat(counters.dropped(DropCause.REFUSED)).isEqualTo(1);
    assertThat(counters.dropped(DropCause.REJECTED)).isEqualTo(1);
    assertThat(counters.dropped(DropCause.RETRIES_EXHAUSTED)).isEqualTo(1);
    assertThat(counters.dropped()).isEqualTo(3);
  }

  @Test
  void countsThePointsOfMetrics() {
    ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
    for (int m = 0; m < 4; m++) {
      Gauge.Builder gauge = Gauge.newBuilder();
      for (int p = 0; p < (m == 2 ? 100 : 5); p++) {
        gauge.addDataPoints(NumberDataPoint.newBuilder().setAsDouble(p));
      }
      scope.addMetrics(Metric.newBuilder().setName("metric " + m).setGauge(gauge));
    }
    byte[] body =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(ResourceMetrics.newBuilder().addScopeMetrics(scope))
            .build()
            .toByteArray();
    export(route(Signal.METRICS, 300), Signal.METRICS, body, 115);
    assertThat(counters.dropped(DropCause.TOO_LARGE)).isEqualTo(100);
    assertThat(counters.exported()).isEqualTo(15);
  }

  @Test
  void whatIsNoRequestIsTooLarge() {
    DeliveryReport report = export(route(Signal.LOGS, 10), Signal.LOGS, new byte[20], 7);
    assertThat(report.failure()).isEqualTo(FailureCause.TOO_LARGE);
    assertThat(counters.dropped(DropCause.TOO_LARGE)).isEqualTo(7);
    assertThat(delegate.payloads()).isEmpty();
  }

  @Test
  void halvesLaterRequestsWhenOneWasTooLargeForTheReceiver() {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < 40; i++) {
      scope.addSpans(span(i, 10_000));
    }
    byte[] body =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
            .build()
            .toByteArray();
    Route exporter = route(Signal.TRACES, 1 << 20);
    results.add(ExportResult.permanent(FailureCause.TOO_LARGE, "413"));
    export(exporter, Signal.TRACES, body, 40);
    assertThat(delegate.payloads()).hasSize(1); // not sent again
    export(exporter, Signal.TRACES, body, 40);
    assertThat(delegate.payloads()).hasSize(4);
    assertThat(counters.dropped(DropCause.TOO_LARGE)).isEqualTo(40);
    assertThat(counters.exported()).isEqualTo(40);
  }

  /** That is the limit of many proxies, so only one large request is lost there. */
  @Test
  void aLargeRequestThatIsTooLargeReducesLaterOnesToOneMebibyte() {
    Route exporter = route(Signal.TRACES, 64 << 20);
    assertThat(exporter.largestRequestBytes()).isEqualTo(64 << 20);
    byte[] body = new byte[4 << 20];
    results.add(ExportResult.permanent(FailureCause.TOO_LARGE, "413"));
    export(exporter, Signal.TRACES, body, 40);
    assertThat(exporter.largestRequestBytes()).isEqualTo(1 << 20);
  }

  private static int sizeIn(ScopeSpans.Builder scope, Span span) {
    return scope.clone().addSpans(span).build().getSerializedSize()
        - scope.build().getSerializedSize();
  }

  /**
   * How many spans the first part has: two small ones come first, and a larger one that fits into
   * no part with another one.
   */
  private int itemsOfTheFirstPart(int limit, ResourceSpans... resources) {
    ScopeSpans.Builder last = ScopeSpans.newBuilder().addSpans(span(9, 400));
    byte[] body =
        ExportTraceServiceRequest.newBuilder()
            .addAllResourceSpans(List.of(resources))
            .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(last))
            .build()
            .toByteArray();
    delegate.payloads().clear();
    DeliveryReport report = export(route(Signal.TRACES, limit), Signal.TRACES, body, 3);
    assertThat(report.delivered()).isEqualTo(3);
    assertThat(report.isSuccess()).isTrue();
    assertThat(delegate.payloads()).allMatch(part -> part.length() <= limit);
    return delegate.payloads().get(0).items();
  }

  /** A level costs its other fields and six bytes at most: a tag and a length. */
  @Test
  void aPartIsFilledUpToTheLimit() {
    Span one = span(1, 200);
    Span two = span(2, 200);
    ScopeSpans.Builder scope = ScopeSpans.newBuilder().setSchemaUrl("the schema of a scope");
    ResourceSpans.Builder resource = ResourceSpans.newBuilder().setSchemaUrl("of a resource");
    int span = sizeIn(scope, one);
    int scopeHead = 6 + scope.build().getSerializedSize();
    int resourceHead = 6 + resource.build().getSerializedSize();
    ScopeSpans.Builder scopeOfOne = scope.clone().addSpans(one);
    ScopeSpans.Builder scopeOfTwo = scope.clone().addSpans(two);

    int limit = 2 * span + scopeHead + resourceHead;
    ResourceSpans together =
        resource.clone().addScopeSpans(scopeOfOne.clone().addSpans(two)).build();
    assertThat(itemsOfTheFirstPart(limit, together)).isEqualTo(2);
    assertThat(itemsOfTheFirstPart(limit - 1, together)).isEqualTo(1);

    limit += scopeHead;
    ResourceSpans twoScopes =
        resource.clone().addScopeSpans(scopeOfOne).addScopeSpans(scopeOfTwo).build();
    assertThat(itemsOfTheFirstPart(limit, twoScopes)).isEqualTo(2);
    assertThat(itemsOfTheFirstPart(limit - 1, twoScopes)).isEqualTo(1);

    limit += resourceHead;
    ResourceSpans[] twoResources = {
      resource.clone().addScopeSpans(scopeOfOne).build(),
      resource.clone().addScopeSpans(scopeOfTwo).build()
    };
    assertThat(itemsOfTheFirstPart(limit, twoResources)).isEqualTo(2);
    assertThat(itemsOfTheFirstPart(limit - 1, twoResources)).isEqualTo(1);
  }

  @Test
  void aRecordIsTooLargeFromOneByteOverTheLimit() {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    Span large = span(1, 500);
    byte[] body =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .addScopeSpans(scope.clone().addSpans(large).addSpans(span(2, 100))))
            .build()
            .toByteArray();
    int limit = sizeIn(scope, large) + 12;
    assertThat(export(route(Signal.TRACES, limit), Signal.TRACES, body, 2).delivered())
        .isEqualTo(2);
    DeliveryReport report = export(route(Signal.TRACES, limit - 1), Signal.TRACES, body, 2);
    assertThat(report.delivered()).isEqualTo(1);
    assertThat(report.dropped(DropCause.TOO_LARGE)).isEqualTo(1);
  }

  @Test
  void aRequestOfTheLimitIsNotTakenApart() {
    byte[] body =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .addScopeSpans(ScopeSpans.newBuilder().addSpans(span(1, 100))))
            .build()
            .toByteArray();
    assertThat(export(route(Signal.TRACES, body.length), Signal.TRACES, body, 1).delivered())
        .isEqualTo(1);
    assertThat(delegate.payloads().get(0).bytes()).isEqualTo(body);
    DeliveryReport report = export(route(Signal.TRACES, body.length - 1), Signal.TRACES, body, 1);
    assertThat(report.dropped(DropCause.TOO_LARGE)).isEqualTo(1);
  }

  @Test
  void countsThePointsOfEachKindOfMetric() {
    NumberDataPoint number = NumberDataPoint.newBuilder().setAsDouble(1).build();
    HistogramDataPoint histogram = HistogramDataPoint.newBuilder().setSum(1).build();
    List<Metric> metrics =
        List.of(
            Metric.newBuilder().setSum(Sum.newBuilder().addDataPoints(number)).build(),
            Metric.newBuilder()
                .setHistogram(
                    Histogram.newBuilder().addDataPoints(histogram).addDataPoints(histogram))
                .build(),
            Metric.newBuilder()
                .setExponentialHistogram(
                    ExponentialHistogram.newBuilder()
                        .addDataPoints(ExponentialHistogramDataPoint.newBuilder().setSum(1)))
                .build(),
            Metric.newBuilder()
                .setSummary(
                    Summary.newBuilder()
                        .addDataPoints(SummaryDataPoint.newBuilder().setSum(1))
                        .addDataPoints(SummaryDataPoint.newBuilder().setSum(1))
                        .addDataPoints(SummaryDataPoint.newBuilder().setSum(1)))
                .build());
    ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
    for (Metric metric : metrics) {
      scope.addMetrics(metric.toBuilder().setName("m".repeat(200)).setUnit("s"));
    }
    byte[] body =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(ResourceMetrics.newBuilder().addScopeMetrics(scope))
            .build()
            .toByteArray();
    export(route(Signal.METRICS, 300), Signal.METRICS, body, 7);
    assertThat(delegate.payloads()).extracting(Payload::items).containsExactly(1, 2, 1, 3);
  }

  @Test
  void eachPartOfProfilesHasTheDictionary() throws InvalidProtocolBufferException {
    ProfilesDictionary dictionary =
        ProfilesDictionary.newBuilder().addStringTable("").addStringTable("x".repeat(100)).build();
    ScopeProfiles.Builder scope = ScopeProfiles.newBuilder();
    for (int samples = 1; samples <= 3; samples++) {
      Profile.Builder profile = Profile.newBuilder();
      for (int i = 0; i < samples; i++) {
        profile.addSamples(Sample.newBuilder().addValues(7).addTimestampsUnixNano(1L << 60));
      }
      scope.addProfiles(profile.setOriginalPayloadFormat("f".repeat(150)));
    }
    byte[] body =
        ExportProfilesServiceRequest.newBuilder()
            .addResourceProfiles(ResourceProfiles.newBuilder().addScopeProfiles(scope))
            .setDictionary(dictionary)
            .build()
            .toByteArray();
    export(route(Signal.PROFILES, 400), Signal.PROFILES, body, 6);
    assertThat(delegate.payloads()).extracting(Payload::items).containsExactly(1, 2, 3);
    for (Payload part : delegate.payloads()) {
      assertThat(ExportProfilesServiceRequest.parseFrom(part.bytes()).getDictionary())
          .isEqualTo(dictionary);
    }
  }

  /** Requests below the limit are not read, so that any bytes are good enough here. */
  @Test
  void theLimitIsHalfOfWhatIsRefusedButNotBelowTheLeast() {
    int least = Route.LEAST_REQUEST_BYTES;
    Route route = route(Signal.TRACES, 1 << 20);
    results.add(ExportResult.permanent(FailureCause.TOO_LARGE, "413"));
    export(route, Signal.TRACES, new byte[2 * least - 1], 1);
    export(route, Signal.TRACES, new byte[2 * least - 1], 1);
    assertThat(delegate.payloads()).hasSize(2); // half would be too little

    results.add(ExportResult.permanent(FailureCause.TOO_LARGE, "413"));
    export(route, Signal.TRACES, new byte[2 * least], 1);
    delegate.payloads().clear();
    export(route, Signal.TRACES, new byte[least + 1], 1);
    assertThat(delegate.payloads()).isEmpty();
    export(route, Signal.TRACES, new byte[least], 1);
    assertThat(delegate.payloads()).hasSize(1);
  }

  private static byte[] spans(int count, int largeOnes) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < count; i++) {
      scope.addSpans(span(i, i < largeOnes ? 600 : 300));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build()
        .toByteArray();
  }

  /** The number that its sender counted is right, also where it is less than the records. */
  @Test
  void allPartsTogetherHaveTheItemsOfTheRequest() {
    DeliveryReport report = export(route(Signal.TRACES, 400), Signal.TRACES, spans(10, 2), 5);
    assertThat(report.dropped(DropCause.TOO_LARGE)).isEqualTo(2);
    assertThat(report.delivered()).isEqualTo(3);
  }

  @Test
  void theResultOfSeveralPartsIsTheFirstFailure() {
    ExportResult refused = ExportResult.permanent(FailureCause.BAD_DATA, "");
    results.add(ExportResult.delivered());
    results.add(refused);
    results.add(ExportResult.retry(FailureCause.TIMEOUT, -1, ""));
    byte[] body = spans(4, 0);
    Payload payload = new Payload(Signal.TRACES, body, 0, body.length, 4, Await.deadline());
    Route route = route(Signal.TRACES, 400);
    assertThat(route.export(payload)).isSameAs(refused);
    assertThat(delegate.payloads()).hasSize(4);
    results.add(ExportResult.partial(1, ""));
    results.add(ExportResult.stored());
    assertThat(route.export(payload)).isSameAs(ExportResult.delivered());
  }

  @Test
  void theDictionaryCountsTowardsTheLimit() {
    byte[] body =
        ExportProfilesServiceRequest.newBuilder()
            .addResourceProfiles(
                ResourceProfiles.newBuilder()
                    .addScopeProfiles(
                        ScopeProfiles.newBuilder()
                            .addProfiles(
                                Profile.newBuilder()
                                    .addSamples(Sample.newBuilder())
                                    .setOriginalPayloadFormat("f".repeat(330)))))
            .setDictionary(ProfilesDictionary.newBuilder().addStringTable("x".repeat(100)))
            .build()
            .toByteArray();
    DeliveryReport report = export(route(Signal.PROFILES, 400), Signal.PROFILES, body, 1);
    assertThat(report.dropped(DropCause.TOO_LARGE)).isEqualTo(1);
    assertThat(delegate.payloads()).isEmpty();
  }
}
