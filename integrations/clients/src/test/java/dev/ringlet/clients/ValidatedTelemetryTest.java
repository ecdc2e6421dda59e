// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.checks.TelemetryReceiver;
import dev.ringlet.checks.validation.Finding;
import dev.ringlet.checks.validation.Rule;
import dev.ringlet.checks.validation.Severity;
import dev.ringlet.clients.ClientRun.Sdk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the validator says about telemetry that is not made for it. Each finding of a library is
 * real: these versions follow earlier conventions, or the client does what the rule is about.
 */
class ValidatedTelemetryTest {
  static List<Arguments> clients() {
    return List.of(
        // It records an exception that it handles.
        Arguments.of(JdbcClient.class, Set.of(Rule.EXCEPTION_WITHOUT_STATUS + " ")),
        Arguments.of(
            LogbackClient.class,
            Set.of(
                Rule.ATTRIBUTE_DEPRECATED + " code.filepath",
                Rule.ATTRIBUTE_DEPRECATED + " code.function",
                Rule.ATTRIBUTE_DEPRECATED + " code.lineno",
                Rule.ATTRIBUTE_DEPRECATED + " code.namespace")),
        Arguments.of(Log4jClient.class, Set.of()),
        // It gives units in words.
        Arguments.of(MicrometerClient.class, Set.of(Rule.METRIC_UNIT + " ")),
        Arguments.of(RuntimeClient.class, Set.of()),
        Arguments.of(OkHttpCalls.class, Set.of(Rule.EXCEPTION_WITHOUT_STATUS + " ")),
        Arguments.of(
            GrpcClient.class,
            Set.of(
                Rule.ATTRIBUTE_DEPRECATED + " message.id",
                Rule.ATTRIBUTE_DEPRECATED + " message.type",
                Rule.ATTRIBUTE_DEPRECATED + " rpc.grpc.status_code",
                Rule.ATTRIBUTE_DEPRECATED + " rpc.service",
                Rule.ATTRIBUTE_DEPRECATED + " rpc.system",
                Rule.METRIC_DEPRECATED + " ")),
        Arguments.of(GrpcClient.OfGrpc.class, Set.of()),
        Arguments.of(
            KafkaClient.class,
            Set.of(
                Rule.ATTRIBUTE_DEPRECATED + " messaging.kafka.consumer.group",
                Rule.ATTRIBUTE_DEPRECATED + " messaging.kafka.message.offset",
                Rule.ATTRIBUTE_DEPRECATED + " messaging.operation")),
        Arguments.of(KotlinClient.class, Set.of()),
        Arguments.of(OpenTracingClient.class, Set.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void instrumentationLibraries(Class<? extends Client> client, Set<String> expected)
      throws Exception {
    try (TelemetryReceiver receiver = TelemetryReceiver.start()) {
      ClientRun.isolated(client, Sdk.RINGLET, receiver.endpoint(), Map.of());

      Set<String> found = new TreeSet<>();
      for (Finding finding : receiver.findings()) {
        if (finding.severity() != Severity.INFO) {
          found.add(finding.rule() + " " + finding.attribute());
        }
      }
      assertThat(found).isEqualTo(expected);
    }
  }

  /** The first minute of the README: no finding, of any severity. */
  @Test
  void theShopOfTheExamples() throws Exception {
    try (TelemetryReceiver receiver = TelemetryReceiver.start()) {
      Process shop =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "-Dlogback.configurationFile=logback.xml", // and not that of these tests
                  "-Dotel.exporter.otlp.endpoint=" + receiver.endpoint(),
                  "dev.ringlet.examples.FirstMinute")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(shop.waitFor()).isZero();

      assertThat(receiver.getSpans()).hasSize(27);
      assertThat(receiver.getMetrics()).hasSize(4);
      assertThat(receiver.getLogRecords()).hasSize(5);
      assertThat(receiver.findings()).isEmpty();
    }
  }
}
