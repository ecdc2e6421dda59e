// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.GrpcServers.Answer;
import dev.ringlet.exporter.otlp.GrpcServers.Received;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.LogCapture;
import io.grpc.Metadata;
import io.grpc.Status;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OTLP/gRPC judged by gRPC's own server. */
@Timeout(180)
class OtlpGrpcTest {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final GrpcServers server = GrpcServers.start();

  @AfterEach
  void close() {
    server.close();
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private OtlpExporterBuilder builder(Signal signal) {
    return OtlpExporter.builder(signal)
        .setProtocol(Protocol.GRPC)
        .setEndpoint(server.url())
        .setRetryPolicy(RetryPolicy.none());
  }

  private static Payload payload(Signal signal, byte[] body) {
    long deadline = Await.deadline();
    return new Payload(signal, body, 0, body.length, 12, deadline);
  }

  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"NONE", "GZIP"})
  void deliversEveryByte(Compression compression) throws Exception {
    ExportTraceServiceRequest request = OtlpExporterTest.request(20_000);
    try (Exporter exporter = builder(Signal.TRACES).setCompression(compression).build()) {
      for (int i = 0; i < 3; i++) {
        assertThat(exporter.export(OtlpExporterTest.payload(request, 20_000)))
            .isSameAs(ExportResult.delivered());
      }
    }
    assertThat(server.calls()).hasSize(3);
    for (Received call : server.calls()) {
      assertThat(ExportTraceServiceRequest.parseFrom(call.message())).isEqualTo(request);
      assertThat(call.headers().get(key("grpc-encoding")))
          .isEqualTo(compression == Compression.NONE ? null : "gzip");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TRACES, opentelemetry.proto.collector.trace.v1.TraceService/Export",
    "METRICS, opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
    "LOGS, opentelemetry.proto.collector.logs.v1.LogsService/Export",
    "PROFILES, opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export"
  })
  void callsTheServiceOfTheSignal(Signal signal, String method) {
    OtlpExporterBuilder builder = builder(signal).addHeader("X-Api-Key", "k3y");
    try (Exporter exporter = builder.setTimeout(Duration.ofSeconds(7)).build()) {
      assertThat(exporter.export(payload(signal, new byte[500])))
          .isSameAs(ExportResult.delivered());
    }
    Received call = server.calls().get(0);
    assertThat(call.method()).isEqualTo(method);
    assertThat(call.message()).isEqualTo(new byte[500]);
    assertThat(call.millisLeft()).isBetween(1L, 7000L);
    assertThat(call.headers().get(key("x-api-key"))).isEqualTo("k3y");
    assertThat(call.headers().get(key("user-agent")))
        .contains("Ringlet/", "OTel-OTLP-Exporter-Java/");
  }

  @Test
  void asksTheSupplierOfHeadersEachTime() {
    int[] number = {0};
    OtlpExporterBuilder builder =
        builder(Signal.LOGS).setHeaders(() -> Map.of("token", "t" + number[0]++));
    try (Exporter exporter = builder.build()) {
      exporter.export(payload(Signal.LOGS, new byte[5]));
      exporter.export(payload(Signal.LOGS, new byte[5]));
    }
    assertThat(server.calls())
        .extracting(call -> call.headers().get(key("token")))
        .containsExactly("t0", "t1");
  }

  private ExportResult answerTo(Answer answer) {
    server.onCall(answer);
    try (Exporter exporter = builder(Signal.TRACES).build()) {
      ExportResult result = exporter.export(payload(Signal.TRACES, new byte[500]));
      assertThat(server.calls()).hasSize(1); // sent once
      ExportResult next = exporter.export(payload(Signal.TRACES, new byte[500]));
      if (next.message().startsWith("not sent")) { // the breaker opened
        assertThat(result.isSuccess()).isFalse();
        assertThat(server.calls()).hasSize(1);
      } else {
        assertThat(next).isSameAs(ExportResult.delivered());
      }
      return result;
    }
  }

  @Test
  void countsAPartialSuccess() {
    ExportTraceServiceResponse response =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(5)
                    .setErrorMessage("five are too old"))
            .build();
    ExportResult result = answerTo(Answer.ok(response.toByteArray()));
    assertThat(result.kind()).isEqualTo(ExportResult.Kind.PARTIAL);
    assertThat(result.rejectedItems()).isEqualTo(5);
    assertThat(result.message()).isEqualTo("five are too old");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {
        "CANCELLED",
        "DEADLINE_EXCEEDED",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNAVAILABLE",
        "DATA_LOSS"
      })
  void mayRepeat(Status.Code code) {
    ExportResult result = answerTo(Answer.failed(code.toStatus().withDescription("größer: 5%\n")));
    assertThat(result.kind()).isEqualTo(ExportResult.Kind.RETRY);
    assertThat(result.retryAfterNanos()).isNegative();
    assertThat(result.message()).isEqualTo("gRPC " + code + ": größer: 5%");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "OK",
        "CANCELLED",
        "DEADLINE_EXCEEDED",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNAVAILABLE",
        "DATA_LOSS"
      })
  void mustNotRepeat(Status.Code code) {
    ExportResult result = answerTo(Answer.failed(code.toStatus()));
    assertThat(result.kind()).isEqualTo(ExportResult.Kind.PERMANENT);
    assertThat(result.message()).isEqualTo("gRPC " + code);
  }

  /** A Status with a RetryInfo of {@code seconds} behind a detail of another type. */
  private static byte[] details(int seconds) {
    byte[] other = "type.googleapis.com/google.rpc.DebugInfo".getBytes();
    byte[] type = "type.googleapis.com/google.rpc.RetryInfo".getBytes();
    byte[] value = {10, 2, 8, (byte) seconds};
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x08); // code
    out.write(14);
    out.write(0x1A); // details
    out.write(2 + other.length);
    out.write(0x0A);
    out.write(other.length);
    out.writeBytes(other);
    out.write(0x1A);
    out.write(4 + type.length + value.length);
    out.write(0x0A);
    out.write(type.length);
    out.writeBytes(type);
    out.write(0x12);
    out.write(value.length);
    out.writeBytes(value);
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void waitsAsLongAsTheServerAsks(boolean inHeaders) {
    Metadata trailers = new Metadata();
    trailers.put(DETAILS, details(3));
    for (Status status : new Status[] {Status.UNAVAILABLE, Status.RESOURCE_EXHAUSTED}) {
      server.calls().clear();
      ExportResult result = answerTo(new Answer(status, trailers, inHeaders ? null : new byte[0]));
      assertThat(result.kind()).isEqualTo(ExportResult.Kind.RETRY);
      assertThat(result.cause()).isEqualTo(FailureCause.THROTTLED);
      assertThat(result.retryAfterNanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
    }
  }

  @Test
  void distinguishesATooLargeMessageFromTooManyRequests() {
    try (GrpcServers small = GrpcServers.start(builder -> builder.maxInboundMessageSize(1000));
        Exporter exporter = builder(Signal.TRACES).setEndpoint(small.url()).build()) {
      ExportResult result = exporter.export(payload(Signal.TRACES, new byte[5000]));
      assertThat(result.kind()).isEqualTo(ExportResult.Kind.PERMANENT);
      assertThat(result.cause()).as(result.toString()).isEqualTo(FailureCause.TOO_LARGE);
      assertThat(exporter.export(payload(Signal.TRACES, new byte[500])))
          .isSameAs(ExportResult.delivered());
    }
  }

  private static Config config(String... pairs) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return Config.of(settings, Map.of(), Map.of());
  }

  @Test
  void theProtocolIsChosenByKeyOrByPort() {
    String endpoint = "otel.exporter.otlp.endpoint";
    String protocol = "otel.exporter.otlp.protocol";
    assertThat(describe()).contains("http/protobuf http://localhost:4318/v1/logs");
    assertThat(describe(protocol, "grpc")).contains("grpc http://localhost:4317/}");
    assertThat(describe(endpoint, "http://h:4317")).contains("grpc http://h:4317/}");
    assertThat(describe(endpoint, "https://h")).contains("http/protobuf https://h/v1/logs");
    assertThat(describe(endpoint, "http://h:4318", protocol, "grpc"))
        .contains("grpc http://h:4318/}");
    assertThat(describe(endpoint, "http://h:4317", protocol, "http/protobuf"))
        .contains("http/protobuf http://h:4317/v1/logs");
    assertThat(describe(protocol, "grpc", "otel.exporter.otlp.logs.protocol", "http/protobuf"))
        .contains("http/protobuf http://localhost:4318/v1/logs");
    assertThat(describe(endpoint, "http://h", "otel.exporter.otlp.logs.endpoint", "http://l:4317"))
        .contains("grpc http://l:4317/}");
  }

  private static String describe(String... pairs) {
    try (Exporter exporter = OtlpExporters.fromConfig(Signal.LOGS, config(pairs))) {
      return exporter.toString();
    }
  }

  @Test
  void leavesAPathOutAndSaysSo() {
    try (LogCapture log = new LogCapture("dev.ringlet")) {
      assertThat(
              describe(
                  "otel.exporter.otlp.endpoint",
                  server.url() + "/v1/logs?s3cret",
                  "otel.exporter.otlp.protocol",
                  "grpc"))
          .contains(server.url() + "/}");
      assertThat(log.messages(Level.WARNING))
          .singleElement()
          .asString()
          .contains("otel.exporter.otlp.endpoint")
          .doesNotContain("s3cret");
    }
  }

  @Test
  void refusesAnUnknownProtocol() {
    assertThatThrownBy(() -> describe("otel.exporter.otlp.protocol", "s3cret"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("otel.exporter.otlp.protocol")
        .hasMessageNotContaining("s3cret");
  }
}
