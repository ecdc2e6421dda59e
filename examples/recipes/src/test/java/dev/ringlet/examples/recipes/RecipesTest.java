// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.recipes;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.ringlet.RingletSdk;
import dev.ringlet.checks.data.CapturedLogRecord;
import dev.ringlet.checks.data.CapturedSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each recipe, and what arrives of it. */
class RecipesTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final Kitchen kitchen = new Kitchen();

  @AfterEach
  void close() {
    kitchen.close();
  }

  @Test
  void jdbcAndHttpAreOneTrace() throws Exception {
    kitchen.run(Map.of(), ringlet -> assertThat(JdbcAndHttp.run(ringlet)).isEqualTo("book: 3"));
    CapturedSpan client = kitchen.span("GET");
    CapturedSpan server = kitchen.span("GET /stock");
    CapturedSpan select = kitchen.span("SELECT stock");
    assertThat(server.getParentSpanId()).isEqualTo(client.getSpanId());
    assertThat(select.getParentSpanId()).isEqualTo(server.getSpanId());
    assertThat(select.getTraceId()).isEqualTo(client.getTraceId());
    assertThat(kitchen.metric("http.client.request.duration").getUnit()).isEqualTo("s");
  }

  @Test
  void kafkaCarriesTheTraceWithTheRecord() throws Exception {
    kitchen.run(
        Map.of(),
        ringlet -> {
          KafkaOrders orders = new KafkaOrders(ringlet);
          MockProducer<String, String> producer =
              new MockProducer<>(true, null, new StringSerializer(), new StringSerializer());
          orders.send(producer, "4711");
          MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
          TopicPartition partition = new TopicPartition("orders", 0);
          consumer.assign(List.of(partition));
          consumer.updateBeginningOffsets(Map.of(partition, 0L));
          ConsumerRecord<String, String> record =
              new ConsumerRecord<>("orders", 0, 0, "4711", producer.history().get(0).value());
          for (Header header : producer.history().get(0).headers()) {
            record.headers().add(header);
          }
          consumer.addRecord(record);
          assertThat(orders.receive(consumer)).isEqualTo(1);
        });
    CapturedSpan publish = kitchen.span("send orders");
    CapturedSpan process = kitchen.span("process orders");
    assertThat(publish.getParentSpanId()).isEqualTo(kitchen.span("take order").getSpanId());
    assertThat(process.getParentSpanId()).isEqualTo(publish.getSpanId());
    assertThat(process.getAttributes().get(stringKey("shop.order.id"))).isEqualTo("4711");
  }

  @Test
  void deviceFailsOverAndKeepsWhatCannotBeSent() throws Exception {
    Path spool = directory.resolve("spool");
    String nowhere;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nowhere = "http://127.0.0.1:" + closed.getLocalPort();
    }
    RingletSdk.Builder away = RingletSdk.builder();
    EdgeDevice.settings(spool, nowhere).forEach(away::property);
    try (RingletSdk ringlet = away.build()) {
      EdgeDevice.run(ringlet);
      assertThat(ringlet.flush(TIMEOUT)).as("on disk").isTrue();
      assertThat(ringlet.health().toString()).contains("spooled");
    }
    assertThat(kitchen.receiver.getSpans()).isEmpty();

    RingletSdk.Builder back = RingletSdk.builder();
    EdgeDevice.settings(spool, nowhere, kitchen.receiver.endpoint()).forEach(back::property);
    back.property("ringlet.spool.replay.any.endpoint", "true");
    try (RingletSdk ringlet = back.build()) {
      EdgeDevice.run(ringlet);
      assertThat(ringlet.flush(TIMEOUT)).isTrue();
      // What was stored before the restart, and what is new.
      kitchen.receiver.await(() -> assertThat(kitchen.receiver.getSpans()).hasSize(2));
    }
    assertThat(kitchen.receiver.getSpans())
        .extracting(CapturedSpan::getName)
        .containsOnly("open valve");
    assertThat(kitchen.metric("pump.strokes").toProto().getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
  }

  @Test
  void languageModelIsMeasuredByTheConventions() throws Exception {
    HttpServer model =
        server(
            "{\"id\":\"r1\",\"model\":\"gpt-4o-mini-2024\",\"choices\":[{\"finish_reason\":\"stop\","
                + "\"message\":{\"content\":\"Hi\"}}],"
                + "\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":2}}",
            new ConcurrentHashMap<>());
    kitchen.run(
        Map.of(),
        ringlet -> {
          GenAiClient client = new GenAiClient(ringlet, url(model));
          assertThat(client.ask("gpt-4o-mini", "Hello")).isEqualTo("Hi");
          model.stop(0);
          try {
            client.ask("gpt-4o-mini", "Hello?");
          } catch (IOException expected) {
            assertThat(expected).isInstanceOf(ConnectException.class);
          }
        });
    CapturedSpan chat = kitchen.span("chat gpt-4o-mini");
    assertThat(chat.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(chat.getAttributes().get(longKey("gen_ai.usage.input_tokens"))).isEqualTo(8);
    assertThat(chat.getAttributes().get(stringKey("gen_ai.response.model")))
        .isEqualTo("gpt-4o-mini-2024");
    assertThat(chat.getAttributes().asMap().keySet())
        .extracting(AttributeKey::getKey)
        .filteredOn(key -> key.startsWith("gen_ai."))
        .isSubsetOf(SemanticConventions.names("GenAiIncubatingAttributes"));
    assertThat(kitchen.receiver.getSpans()).hasSize(2);
    assertThat(kitchen.metric("gen_ai.client.token.usage").getPoints()).hasSize(2);
    assertThat(kitchen.metric("gen_ai.client.operation.duration").getPoints())
        .as("one for success, one for the error")
        .hasSize(2);
  }

  @Test
  void meshContinuesTheTraceOfB3() throws Exception {
    Map<String, String> headers = new ConcurrentHashMap<>();
    HttpServer next = server("", headers);
    kitchen.run(
        Map.of("otel.propagators", B3Mesh.PROPAGATORS),
        ringlet -> {
          HttpServer mesh = B3Mesh.start(ringlet, url(next));
          HttpRequest request =
              HttpRequest.newBuilder(URI.create(url(mesh)))
                  .header("X-B3-TraceId", "0af7651916cd43dd8448eb211c80319c")
                  .header("X-B3-SpanId", "b7ad6b7169203331")
                  .header("X-B3-Sampled", "1")
                  .build();
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
          mesh.stop(0);
        });
    next.stop(0);
    CapturedSpan span = kitchen.span("GET /");
    assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(headers)
        .containsEntry("X-b3-traceid", "0af7651916cd43dd8448eb211c80319c")
        .containsEntry("X-b3-spanid", span.getSpanId())
        .hasEntrySatisfying("Traceparent", value -> assertThat(value).contains(span.getSpanId()));
  }

  @Test
  void linesOfLog4jHaveTheirSpan() throws Exception {
    kitchen.run(Map.of(), Log4jService::run);
    CapturedSpan order = kitchen.span("order");
    assertThat(kitchen.receiver.getLogRecords())
        .extracting(CapturedLogRecord::getBody)
        .contains("starting", "only 2 left", "order accepted");
    CapturedLogRecord accepted = kitchen.line("order accepted");
    assertThat(accepted.getSpanId()).isEqualTo(order.getSpanId());
    assertThat(accepted.getAttributes().toString()).contains("log4j.map_message.shop.items");
  }

  @Test
  void prometheusScrapes() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    kitchen.run(
        ScrapedService.settings(port),
        ringlet -> {
          ScrapedService.run(ringlet);
          String text =
              HttpClient.newHttpClient()
                  .send(
                      HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics"))
                          .build(),
                      HttpResponse.BodyHandlers.ofString())
                  .body();
          assertThat(text)
              .contains("http_server_request_duration_seconds_count{http_route=\"/checkout\"")
              .contains("target_info{");
        });
    assertThat(kitchen.receiver.getMetrics()).as("nothing is pushed").isEmpty();
  }

  @Test
  void checkpointedServiceSendsBeforeAndAfter() throws Exception {
    kitchen.run(
        Map.of(),
        ringlet -> {
          CheckpointedService service = new CheckpointedService(ringlet);
          service.work("before");
          service.beforeCheckpoint(null);
          assertThat(kitchen.receiver.getSpans()).hasSize(1);
          service.afterRestore(null);
          service.work("after");
        });
    assertThat(kitchen.receiver.getSpans())
        .extracting(CapturedSpan::getName)
        .containsExactly("before", "after");
  }

  @Test
  void virtualThreadsKeepTheirParent() throws Exception {
    Path java = jdk25();
    assumeTrue(java != null, "structured concurrency needs JDK 25: set JAVA25_HOME");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Dotel.service.name=recipe",
                "-Dotel.exporter.otlp.endpoint=" + kitchen.receiver.endpoint(),
                "--enable-preview",
                "--source",
                "25",
                "-cp",
                System.getProperty("java.class.path"),
                "src/main/java25/VirtualThreads.java")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("price;stock;item 999;");
    assertThat(kitchen.receiver.getSpans()).hasSize(1004);
    CapturedSpan structured = kitchen.span("structured");
    assertThat(kitchen.span("price").getParentSpanId()).isEqualTo(structured.getSpanId());
    assertThat(kitchen.span("item 999").getParentSpanId())
        .isEqualTo(kitchen.span("executor").getSpanId());
  }

  private static Path jdk25() {
    String home =
        Runtime.version().feature() >= 25
            ? System.getProperty("java.home")
            : System.getenv("JAVA25_HOME");
    Path java = home == null ? null : Path.of(home, "bin", "java");
    return java != null && Files.isExecutable(java) ? java : null;
  }

  private static HttpServer server(String answer, Map<String, String> headers) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String url(HttpServer server) {
    return "http://localhost:" + server.getAddress().getPort();
  }
}
