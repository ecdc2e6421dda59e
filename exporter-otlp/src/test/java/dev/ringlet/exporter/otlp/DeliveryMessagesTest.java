// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import static dev.ringlet.exporter.otlp.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.Config;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.LogCapture;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people get to read, and what must never be in it. */
class DeliveryMessagesTest {
  private static final String SECRET = "s3cr3t-t0k3n";

  private final ScriptedServer server = ScriptedServer.start();
  private final LogCapture log = new LogCapture("dev.ringlet", "okhttp3");

  @AfterEach
  void close() {
    log.close();
    server.close();
  }

  private static OtlpExporterBuilder builder(String url) {
    return OtlpExporter.builder(Signal.TRACES).setEndpoint(url).setRetryPolicy(RetryPolicy.none());
  }

  private static ExportResult export(Exporter exporter) {
    long deadline = Await.deadline();
    return exporter.export(new Payload(Signal.TRACES, new byte[9], 0, 9, 12, deadline));
  }

  @Test
  void saysOnceThatItWorksAndWhenItWorksAgain() {
    String url = server.url("/v1/traces?key=" + SECRET);
    try (Exporter exporter = builder(url).build()) {
      export(exporter);
      export(exporter);
      String route = "traces -> " + server.url("/v1/traces") + " (http/protobuf)";
      assertThat(log.messages(Level.INFO)).containsExactly(route + " ok, 12 items");

      server.onRequest(answer(500));
      export(exporter);
      export(exporter);
      export(exporter);
      assertThat(log.messages(Level.INFO))
          .containsExactly(route + " ok, 12 items", route + " ok again, 12 items");
      assertThat(log.messages(Level.WARNING))
          .singleElement()
          .asString()
          .startsWith(route + " failed, 12 items: ")
          .endsWith("(HTTP 500)");
    }
  }

  @Test
  void namesTheLikelyCause() {
    for (int status : new int[] {401, 404, 413, 429, 400}) {
      try (Exporter exporter = builder(server.url("/")).build()) {
        server.onRequest(answer(status));
        export(exporter);
      }
    }
    assertThat(log.messages(Level.WARNING)).hasSize(5);
    assertThat(log.messages(Level.WARNING).get(0)).contains("not authorised");
    assertThat(log.messages(Level.WARNING).get(1)).contains("path", "/v1/traces");
    assertThat(log.messages(Level.WARNING).get(2)).contains("too large");
    assertThat(log.messages(Level.WARNING).get(3)).contains("overloaded");
    assertThat(log.messages(Level.WARNING).get(4)).contains("refuses the data");
  }

  @Test
  void saysThatNothingListens() {
    server.refuse();
    try (Exporter exporter = builder(server.url("/v1/traces")).build()) {
      export(exporter);
    }
    assertThat(log.messages(Level.WARNING))
        .singleElement()
        .asString()
        .contains("the address does not accept connections");
  }

  @Test
  void throttlesEachKindOfFailure() {
    try (Exporter exporter = builder(server.url("/v1/traces")).build()) {
      for (int i = 0; i < 50; i++) {
        server.onRequest(answer(i % 2 == 0 ? 500 : 400));
        export(exporter);
      }
    }
    assertThat(log.messages(Level.WARNING)).hasSizeBetween(2, 12);
  }

  @Test
  void logsRejectedItems() {
    byte[] body =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportTracePartialSuccess.newBuilder().setRejectedSpans(4).setErrorMessage("old"))
            .build()
            .toByteArray();
    server.onRequest(ScriptedServer.protobuf(200, body));
    try (Exporter exporter = builder(server.url("/v1/traces")).build()) {
      assertThat(export(exporter).rejectedItems()).isEqualTo(4);
    }
    assertThat(log.messages(Level.WARNING))
        .singleElement()
        .asString()
        .contains("rejected 4 items", "old");
  }

  @Test
  void asksTheSupplierEachTimeUnderSuppression() {
    AtomicInteger calls = new AtomicInteger();
    AtomicReference<Boolean> suppressed = new AtomicReference<>();
    OtlpExporterBuilder builder =
        builder(server.url("/v1/traces"))
            .addHeader("Authorization", "constant")
            .setHeaders(
                () -> {
                  suppressed.set(Suppression.isActive(Context.current()));
                  return Map.of("authorization", "token " + calls.incrementAndGet());
                });
    try (Exporter exporter = builder.build()) {
      export(exporter);
      export(exporter);
    }
    assertThat(server.requests())
        .extracting(request -> request.headers().get("authorization"))
        .containsExactly("token 1", "token 2");
    assertThat(suppressed).hasValue(true);
    assertThat(Suppression.isActive(Context.current())).isFalse();
  }

  @Test
  void survivesASupplierThatFails() {
    AtomicInteger calls = new AtomicInteger();
    OtlpExporterBuilder builder =
        builder(server.url("/v1/traces"))
            .setHeaders(
                () -> {
                  return switch (calls.getAndIncrement()) {
                    case 0 -> throw new IllegalStateException(SECRET);
                    case 1 -> throw new StackOverflowError(SECRET);
                    case 2 -> null;
                    case 3 -> Map.of("x-key", SECRET + "\n.");
                    default -> Map.of();
                  };
                });
    try (Exporter exporter = builder.build()) {
      for (int i = 0; i < 4; i++) {
        ExportResult result = export(exporter);
        assertThat(result.kind()).isEqualTo(ExportResult.Kind.RETRY);
        assertThat(result.cause()).isEqualTo(FailureCause.NOT_AUTHORIZED);
        assertThat(result.toString()).doesNotContain(SECRET);
      }
      assertThat(server.requests()).isEmpty();
      assertThat(export(exporter)).isSameAs(ExportResult.delivered());
    }
    assertThat(log.text()).contains("IllegalStateException").doesNotContain(SECRET);
  }

  @Test
  void neverLogsASecret() {
    StringWriter texts = new StringWriter();
    byte[] echo =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(1)
                    .setErrorMessage("Bearer " + SECRET + " and q" + SECRET + " and v" + SECRET))
            .build()
            .toByteArray();
    byte[] status =
        ExportTracePartialSuccess.newBuilder()
            .setRejectedSpans(1)
            .setErrorMessage("who is " + SECRET + "?")
            .build()
            .toByteArray();
    OtlpExporterBuilder builder =
        builder(server.url("/v1/traces?q=q" + SECRET))
            .addHeader("Authorization", "Bearer " + SECRET)
            .setHeaders(() -> Map.of("x-vary", "v" + SECRET));
    try (Exporter exporter = builder.build()) {
      texts.append(exporter.toString());
      server.onRequest(
          ScriptedServer.protobuf(200, echo),
          ScriptedServer.protobuf(400, status),
          ScriptedServer.protobuf(503, status),
          answer(302, "Location: /" + SECRET + "\r\n", new byte[0]),
          answer(400, "Content-Type: text/plain\r\n", SECRET.getBytes(StandardCharsets.UTF_8)),
          connection -> {
            connection.send(SECRET + "\r\n");
            connection.close();
          },
          ScriptedServer.Connection::reset);
      for (int i = 0; i < 7; i++) {
        texts.append(export(exporter).toString());
      }
      assertThat(server.requests().get(0).headers()).containsEntry("x-vary", "v" + SECRET);
      server.close();
      texts.append(export(exporter).toString());
    }
    for (String key : new String[] {"headers", "endpoint", "traces.endpoint", "timeout"}) {
      Map<String, String> settings =
          Map.of("otel.exporter.otlp." + key, "http://u:" + SECRET + "@h=\n" + SECRET);
      PrintWriter out = new PrintWriter(texts, true);
      assertThatThrownBy(
              () ->
                  OtlpExporters.fromConfig(Signal.TRACES, Config.of(settings, Map.of(), Map.of())))
          .satisfies(thrown -> thrown.printStackTrace(out));
    }
    assertThat(log.text()).contains("WARNING").doesNotContain(SECRET);
    assertThat(texts.toString()).contains("ConfigException").doesNotContain(SECRET);
  }
}
