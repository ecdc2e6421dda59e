// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.common.Resource;
import dev.ringlet.metrics.Aggregation;
import dev.ringlet.metrics.InstrumentType;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_36_2.Metrics.Histogram;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_36_2.Metrics.Metric;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_36_2.Metrics.MetricFamily;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same instruments and measurements on both SDKs give the same answers to scrapers. */
class OfficialComparisonTest {
  private static final Attributes RESOURCE =
      Attributes.builder()
          .put("service.name", "shop")
          .put("service.tags", "a", "b")
          .put("a.b", 1)
          .put("a_b", 2)
          .build();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void scrapersGetTheSame(long seed) {
    boolean exponential = seed % 2 == 0;
    try (Both both = Both.start(exponential)) {
      record(both.ringlet.getMeterProvider(), new Random(seed));
      record(both.official, new Random(seed));

      assertThat(lines(both.ringletPort(), Scrapes.TEXT))
          .isNotEmpty()
          .isEqualTo(lines(both.officialPort, Scrapes.TEXT));
      assertThat(lines(both.ringletPort(), Scrapes.OPEN_METRICS))
          .endsWith("# EOF")
          .isEqualTo(lines(both.officialPort, Scrapes.OPEN_METRICS));
      assertThat(messages(both.ringletPort())).isEqualTo(messages(both.officialPort));
    }
  }

  private static List<String> lines(int port, String accept) {
    return Scrapes.text(port, accept).lines().toList();
  }

  private static List<String> messages(int port) {
    return Scrapes.families(port).stream().map(OfficialComparisonTest::message).toList();
  }

  /**
   * Without the times of the start, and without what differs: the unit, which the official exporter
   * leaves out of messages; the threshold of zero, for which it has none; and empty buckets, which
   * it writes.
   */
  private static String message(MetricFamily family) {
    MetricFamily.Builder without = family.toBuilder().clearUnit();
    StringBuilder buckets = new StringBuilder();
    for (Metric.Builder metric : without.getMetricBuilderList()) {
      if (metric.hasCounter()) {
        metric.getCounterBuilder().clearCreatedTimestamp();
      }
      if (metric.hasHistogram()) {
        Histogram.Builder histogram = metric.getHistogramBuilder();
        buckets.append(NativeBuckets.positive(histogram.build()));
        buckets.append(NativeBuckets.negative(histogram.build()));
        histogram
            .clearCreatedTimestamp()
            .clearZeroThreshold()
            .clearPositiveSpan()
            .clearPositiveDelta();
      }
    }
    return without.build() + "buckets: " + buckets;
  }

  private static void record(MeterProvider provider, Random random) {
    String[] units = {
      "", "1", "s", "ms", "By", "{request}", "By/s", "1/s", "m/s", "%", "Cel", "foo"
    };
    String[] stems = {
      "http.server", "jvm-memory", "cache:hits", "x..y", "Größe", "a_total", "b_info"
    };
    for (int i = 0; i < 12; i++) {
      Meter meter =
          provider
              .meterBuilder("scope" + random.nextInt(3))
              .setInstrumentationVersion("1." + random.nextInt(2))
              .setSchemaUrl("https://example.org/" + random.nextInt(2))
              .build();
      String unit = units[random.nextInt(units.length)];
      String name = stems[random.nextInt(stems.length)].replace("ö", "o").replace("ß", "s") + i;
      int points = 1 + random.nextInt(4);
      switch (random.nextInt(6)) {
        case 0 -> {
          var counter =
              meter.counterBuilder(name).setUnit(unit).setDescription("Help \"me\"\\n").build();
          for (int j = 0; j < points; j++) {
            counter.add(random.nextInt(1000), attributes(random));
          }
        }
        case 1 -> {
          var counter = meter.counterBuilder(name).ofDoubles().setUnit(unit).build();
          for (int j = 0; j < points; j++) {
            counter.add(random.nextDouble() * 1e9, attributes(random));
          }
        }
        case 2 -> {
          var counter = meter.upDownCounterBuilder(name).setUnit(unit).build();
          for (int j = 0; j < points; j++) {
            counter.add(random.nextInt(1000) - 500, attributes(random));
          }
        }
        case 3 -> {
          var gauge = meter.gaugeBuilder(name).setUnit(unit).build();
          for (int j = 0; j < points; j++) {
            gauge.set(random.nextGaussian(), attributes(random));
          }
        }
        case 4 -> {
          long value = random.nextInt(100);
          meter
              .gaugeBuilder(name)
              .ofLongs()
              .setUnit(unit)
              .buildWithCallback(o -> o.record(value, Attributes.empty()));
        }
        default -> {
          var histogram = meter.histogramBuilder(name).setUnit(unit).build();
          for (int j = 0; j < 20 * points; j++) {
            histogram.record(Math.exp(random.nextGaussian() * 4), attributes(random));
          }
          histogram.record(0);
        }
      }
    }
  }

  private static Attributes attributes(Random random) {
    AttributesBuilder attributes = Attributes.builder();
    attributes.put("http.method", random.nextBoolean() ? "GET" : "PO\"ST");
    if (random.nextInt(3) == 0) {
      attributes.put("9lives", random.nextInt(2));
    }
    if (random.nextInt(3) == 0) {
      attributes.put("a.b", random.nextBoolean()).put("a_b", 1.5);
    }
    if (random.nextInt(3) == 0) {
      attributes.put(AttributeKey.stringArrayKey("list"), List.of("x\ty", "\u00e9"));
    }
    return attributes.build();
  }

  /** One of each, listening. */
  private record Both(
      RingletSdk ringlet, PrometheusHttpServer server, SdkMeterProvider official, int officialPort)
      implements AutoCloseable {
    static Both start(boolean exponential) {
      PrometheusHttpServer.Builder builder = PrometheusHttpServer.builder().setPort(0);
      var officialBuilder =
          io.opentelemetry.exporter.prometheus.PrometheusHttpServer.builder().setPort(0);
      if (exponential) {
        builder.setDefaultAggregation(
            type ->
                type == InstrumentType.HISTOGRAM
                    ? Aggregation.base2ExponentialBucketHistogram()
                    : Aggregation.defaultAggregation());
        officialBuilder.setDefaultAggregationSelector(
            DefaultAggregationSelector.getDefault()
                .with(
                    io.opentelemetry.sdk.metrics.InstrumentType.HISTOGRAM,
                    io.opentelemetry.sdk.metrics.Aggregation.base2ExponentialBucketHistogram()));
      }
      PrometheusHttpServer server = builder.build();
      RingletSdk ringlet =
          RingletSdk.builder()
              .property("otel.traces.exporter", "none")
              .property("otel.metrics.exporter", "none")
              .property("otel.logs.exporter", "none")
              .property(
                  "otel.resource.disabled.keys",
                  "telemetry.sdk.name,telemetry.sdk.version,telemetry.sdk.language,service.instance.id")
              .setResource(Resource.create(RESOURCE))
              .addMetricReader(server.metricReader())
              .build();
      var officialServer = officialBuilder.build();
      SdkMeterProvider official =
          SdkMeterProvider.builder()
              .setResource(io.opentelemetry.sdk.resources.Resource.create(RESOURCE))
              .registerMetricReader(officialServer)
              .build();
      return new Both(ringlet, server, official, port(officialServer.toString(), officialServer));
    }

    private static int port(String text, Object server) {
      try {
        var address = server.getClass().getDeclaredMethod("getAddress");
        address.setAccessible(true);
        return ((java.net.InetSocketAddress) address.invoke(server)).getPort();
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(text, e);
      }
    }

    int ringletPort() {
      return server.address().getPort();
    }

    @Override
    public void close() {
      ringlet.close();
      official.close();
    }
  }
}
