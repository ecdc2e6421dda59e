// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.server;

import static dev.ringlet.viewer.Telemetry.attribute;
import static dev.ringlet.viewer.Telemetry.request;
import static dev.ringlet.viewer.Telemetry.resource;
import static dev.ringlet.viewer.Telemetry.span;
import static dev.ringlet.viewer.Telemetry.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ringlet.viewer.internal.check.Checks;
import dev.ringlet.viewer.internal.query.Api;
import dev.ringlet.viewer.internal.store.Limits;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page and senders get as answers, without a browser. */
class AnswersTest {
  private static final MediaType GRPC = MediaType.get("application/grpc");
  private static final String TRACES =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

  private final TelemetryStore store = new TelemetryStore(new Limits(64 << 20, 1_000));
  private final Checks checks = new Checks(store, () -> Long.MAX_VALUE / 2);
  private final ViewerServer server =
      new ViewerServer(new Api(store, checks), new OtlpIntake(store, checks), "localhost", 0, null);
  private final OkHttpClient client = new OkHttpClient();

  @AfterEach
  void stop() {
    server.close();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private Request.Builder to(String path) {
    return new Request.Builder().url("http://localhost:" + server.port() + path);
  }

  private String get(String path) throws IOException {
    try (Response response = client.newCall(to(path).build()).execute()) {
      assertThat(response.code()).isEqualTo(200);
      return response.body().string();
    }
  }

  private JsonObject json(String path) throws IOException {
    return JsonParser.parseString(get(path)).getAsJsonObject();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/clear, 405",
    "POST, /api/state, 405",
    "GET, /api/other, 404",
    "GET, /api/, 404",
    "POST, /, 404",
    "GET, /v1/traces, 405"
  })
  void otherRequestsAreRefused(String method, String path, int status) throws IOException {
    RequestBody body = method.equals("POST") ? RequestBody.create(new byte[0]) : null;
    try (Response response = client.newCall(to(path).method(method, body).build()).execute()) {
      assertThat(response.code()).isEqualTo(status);
    }
  }

  @Test
  void clearForgetsEverything() throws IOException {
    store.add(request("shop", span(1, 0, 0, 10).setName("GET /users/4711")));
    checks.run();
    assertThat(json("/api/state").get("traceCount").getAsInt()).isEqualTo(1);
    assertThat(json("/api/findings").getAsJsonArray("rows")).hasSize(1);

    try (Response response =
        client.newCall(to("/api/clear").post(RequestBody.create(new byte[0])).build()).execute()) {
      assertThat(response.code()).isEqualTo(200);
    }

    assertThat(json("/api/state").get("traceCount").getAsInt()).isZero();
    assertThat(json("/api/findings").getAsJsonArray("rows")).isEmpty();
  }

  @Test
  void aFindingNamesItsTrace() throws IOException {
    store.add(request("shop", span(1, 0, 0, 10).setName("GET /users/4711")));
    checks.run();

    JsonObject finding = json("/api/findings").getAsJsonArray("rows").get(0).getAsJsonObject();
    assertThat(finding.get("rule").getAsString()).isEqualTo("name-has-id");
    assertThat(finding.get("severity").getAsString()).isEqualTo("warning");
    assertThat(finding.get("kept").getAsBoolean()).isTrue();
    assertThat(finding.get("occurrences").getAsInt()).isEqualTo(1);
    JsonObject state = json("/api/state");
    assertThat(state.get("warnings").getAsInt()).isEqualTo(1);
    assertThat(state.get("errors").getAsInt()).isZero();
  }

  @Test
  void numbersThatAreNoneAreAsIfMissing() throws IOException {
    store.add(request("shop", span(1, 0, 0, 10)));

    assertThat(get("/api/traces?min=x&max=&limit=many&offset=-5"))
        .isEqualTo(get("/api/traces"))
        .contains("\"matching\":1");
    assertThat(get("/api/traces?limit=-1")).contains("\"matching\":1").contains("\"rows\":[]");
  }

  @Test
  void whatIsNotThereIsNull() throws IOException {
    String none = "0".repeat(31) + "9";
    for (String path :
        List.of("/api/trace?id=" + none, "/api/trace?id=x", "/api/span?trace=" + none + "&id=1")) {
      try (Response response = client.newCall(to(path).build()).execute()) {
        assertThat(response.code()).as(path).isEqualTo(404);
      }
    }
    assertThat(json("/api/metric?name=other").getAsJsonArray("lines")).isEmpty();
    assertThat(get("/api/flame?type=cpu")).contains("\"value\":[0]").contains("\"other\":[]");
    assertThat(get("/api/flame?type=cpu&compare=true")).contains("\"other\":[0]");
    assertThat(json("/api/profiles").getAsJsonArray("kinds")).isEmpty();
    assertThat(json("/api/anomalies").getAsJsonArray("rows")).isEmpty();
    assertThat(json("/api/map").getAsJsonArray("nodes")).isEmpty();
  }

  @Test
  void longAnswersAreCompressedForThoseThatAskForIt() throws IOException {
    for (int i = 0; i < 100; i++) {
      store.add(request("shop", span(1, 0, 0, 10).setTraceId(traceId(i + 1))));
    }
    Request asked = to("/api/traces").header("Accept-Encoding", "gzip").build();
    String plain;
    try (Response response =
        client.newCall(to("/api/traces").header("Accept-Encoding", "identity").build()).execute()) {
      assertThat(response.header("Content-Encoding")).isNull();
      plain = response.body().string();
    }

    try (Response response = client.newCall(asked).execute()) {
      assertThat(response.header("Content-Encoding")).isEqualTo("gzip");
      byte[] body = response.body().bytes();
      assertThat(body.length).isLessThan(plain.length());
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain);
      }
    }
  }

  private void sum(String name, AggregationTemporality temporality, int... values) {
    Sum.Builder sum = Sum.newBuilder().setAggregationTemporality(temporality).setIsMonotonic(true);
    for (int i = 0; i < values.length; i++) {
      sum.addDataPoints(
          NumberDataPoint.newBuilder()
              .setStartTimeUnixNano(1)
              .setTimeUnixNano(i + 2)
              .setAsInt(values[i])
              .addAttributes(attribute("error.type", "queue_full"))
              .addAttributes(attribute("otel.component.name", "batch/0")));
    }
    store.add(
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder()
                    .setResource(resource("shop"))
                    .addScopeMetrics(
                        ScopeMetrics.newBuilder()
                            .addMetrics(Metric.newBuilder().setName(name).setSum(sum))))
            .build());
  }

  @Test
  void lossesThatAnSdkCountsAreShown() throws IOException {
    sum(
        "otel.sdk.processor.span.processed",
        AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE,
        3,
        5);
    sum(
        "otel.sdk.exporter.span.exported",
        AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA,
        3,
        5);
    sum("orders", AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE, 9);

    JsonObject health = json("/api/health");
    assertThat(health.getAsJsonArray("readings").toString())
        .isEqualTo(
            "[{\"service\":\"shop\",\"component\":\"batch/0\","
                + "\"metric\":\"otel.sdk.exporter.span.exported\",\"cause\":\"queue_full\",\"value\":8},"
                + "{\"service\":\"shop\",\"component\":\"batch/0\","
                + "\"metric\":\"otel.sdk.processor.span.processed\",\"cause\":\"queue_full\",\"value\":5}]");
    assertThat(health.getAsJsonArray("senders").get(0).getAsJsonObject().get("items").toString())
        .isEqualTo("{\"logs\":0,\"metrics\":5,\"profiles\":0,\"traces\":0}");
    assertThat(health.getAsJsonArray("kept")).hasSize(4);
  }

  private static byte[] frame(int flag, int length, byte... message) {
    return ByteBuffer.allocate(5 + message.length)
        .put((byte) flag)
        .putInt(length)
        .put(message)
        .array();
  }

  /** The status and the message of a call. */
  private String call(String path, byte[] body, String encoding) throws IOException {
    OkHttpClient http2 =
        client.newBuilder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build();
    Request.Builder call = to(path).post(RequestBody.create(body, GRPC));
    if (!encoding.isEmpty()) {
      call.header("grpc-encoding", encoding);
    }
    try (Response response = http2.newCall(call.build()).execute()) {
      assertThat(response.code()).isEqualTo(200);
      assertThat(response.body().bytes()).isEmpty();
      return response.trailers().get("grpc-status") + " " + response.trailers().get("grpc-message");
    }
  }

  @Test
  void callsThatCannotBeTakenHaveTheirStatus() throws IOException {
    assertThat(call("/some.Service/Method", frame(0, 0), "")).isEqualTo("12 no%20such%20method");
    assertThat(call(TRACES, new byte[3], ""))
        .isEqualTo("3 cannot%20read%20the%20request%3A%20no%20message");
    assertThat(call(TRACES, frame(0, 9, (byte) 1), ""))
        .isEqualTo("3 cannot%20read%20the%20request%3A%20a%20message%20of%201%20bytes%20says%209");
    assertThat(call(TRACES, frame(0, 3, (byte) 1, (byte) 2, (byte) 3), "")).startsWith("3 ");
    assertThat(call(TRACES, frame(1, 1, (byte) 1), "br")).startsWith("12 unknown%20encoding%20br");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain"})
  void aRefusalOfProtobufIsAStatusInProtobuf(String type) throws IOException {
    MediaType media = type.isEmpty() ? null : MediaType.get(type);
    try (Response response =
        client
            .newCall(to("/v1/traces").post(RequestBody.create(new byte[1], media)).build())
            .execute()) {
      assertThat(response.code()).isEqualTo(415);
      assertThat(response.header("Content-Type")).isEqualTo("application/x-protobuf");
      assertThat(response.body().string())
          .endsWith("Content-Type is application/x-protobuf or application/json");
    }
  }
}
