// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.clients.ClientRun.Sdk;
import dev.ringlet.testing.OtlpCapture;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Instrumentation libraries make the same telemetry on Ringlet as on the official SDK. */
class ClientsTest {
  /** Of the threads that there happen to be. */
  private static final Pattern STATE = Pattern.compile("jvm\\.thread\\.state='\\w+'");

  /** A client, and how many spans, series and log records it makes at least. */
  static List<Arguments> clients() {
    return List.of(
        Arguments.of(JdbcClient.class, 5, 1, 0),
        Arguments.of(LogbackClient.class, 1, 0, 7),
        Arguments.of(Log4jClient.class, 1, 0, 8),
        Arguments.of(MicrometerClient.class, 0, 15, 0),
        Arguments.of(RuntimeClient.class, 0, 20, 0),
        Arguments.of(OkHttpCalls.class, 5, 2, 0),
        Arguments.of(GrpcClient.class, 9, 2, 0),
        Arguments.of(GrpcClient.OfGrpc.class, 1, 8, 0),
        Arguments.of(KafkaClient.class, 5, 0, 0),
        Arguments.of(KotlinClient.class, 5, 0, 0),
        Arguments.of(OpenTracingClient.class, 3, 0, 0),
        Arguments.of(PropagatorsClient.B3.class, 2, 0, 0),
        Arguments.of(PropagatorsClient.B3Multi.class, 2, 0, 0),
        Arguments.of(PropagatorsClient.Jaeger.class, 2, 0, 0),
        Arguments.of(PropagatorsClient.OtTrace.class, 2, 0, 0),
        Arguments.of(PropagatorsClient.All.class, 2, 0, 0),
        Arguments.of(PropagatorsClient.None.class, 2, 0, 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void telemetryIsTheSame(Class<? extends Client> client, int spans, int series, int logs)
      throws Exception {
    List<String> official = lines(client, Sdk.OFFICIAL, Map.of());

    assertThat(count(official, "span ")).isGreaterThanOrEqualTo(spans);
    assertThat(count(official, "metric ")).isGreaterThanOrEqualTo(series);
    assertThat(count(official, "log ")).isGreaterThanOrEqualTo(logs);
    assertThat(lines(client, Sdk.RINGLET, Map.of())).isEqualTo(official);
  }

  /** The comparison finds a difference where there is one. */
  @Test
  void aLimitOnOneSideIsFound() throws Exception {
    Map<String, String> cut = Map.of("otel.attribute.value.length.limit", "3");

    assertThat(lines(JdbcClient.class, Sdk.RINGLET, cut))
        .isNotEqualTo(lines(JdbcClient.class, Sdk.OFFICIAL, Map.of()))
        .isEqualTo(lines(JdbcClient.class, Sdk.OFFICIAL, cut));
  }

  @Test
  void anotherTemporalityOnOneSideIsFound() throws Exception {
    Map<String, String> delta =
        Map.of("otel.exporter.otlp.metrics.temporality.preference", "delta");
    Set<String> cumulative = new TreeSet<>(lines(MicrometerClient.class, Sdk.OFFICIAL, Map.of()));

    Set<String> ringlet = new TreeSet<>(lines(MicrometerClient.class, Sdk.RINGLET, delta));
    assertThat(ringlet).isNotEqualTo(cumulative);
  }

  private static long count(List<String> lines, String kind) {
    return lines.stream().filter(line -> line.strip().contains(kind)).count();
  }

  private static List<String> lines(
      Class<? extends Client> client, Sdk sdk, Map<String, String> settings) throws Exception {
    try (OtlpCapture capture = OtlpCapture.start()) {
      ClientRun.isolated(client, sdk, capture.endpoint(), settings);
      if (client != RuntimeClient.class) {
        return Canonical.of(capture, metric -> false);
      }
      return Canonical.of(capture, metric -> true).stream()
          .map(line -> STATE.matcher(line).replaceAll("any state"))
          .distinct()
          .toList();
    }
  }
}
