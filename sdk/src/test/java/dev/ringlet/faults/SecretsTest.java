// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.faults;

import static dev.ringlet.exporter.otlp.ScriptedServer.answer;
import static dev.ringlet.exporter.otlp.ScriptedServer.protobuf;
import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.exporter.otlp.ScriptedHttp2;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.ScriptedServer.Script;
import dev.ringlet.testing.LogListener;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gives the SDK a secret wherever one may be, lets receivers and proxies repeat them wherever they
 * can, and looks for them in everything that anybody reads: logs of all levels, the output of the
 * process, exceptions, text forms, stored files and the telemetry itself.
 */
@Timeout(600)
class SecretsTest {
  private static final String HEADER = "h3aderT0ken";
  private static final String SECOND = "s3condT0ken";
  private static final String PASSWORD = "pr0xy/Passw0rd";
  private static final String QUERY = "qu3ry+T0ken";
  private static final String VALUE = "s3tt1ngV4lue";
  private static final List<String> SECRETS =
      List.of(
          HEADER,
          SECOND,
          PASSWORD,
          "pr0xy%2FPassw0rd",
          QUERY,
          "qu3ry%2BT0ken",
          VALUE,
          Base64.getEncoder()
              .encodeToString(("user:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));

  /** Everything at once, as a malicious or careless receiver may repeat it. */
  private static final String ECHO = String.join(" ", SECRETS.subList(0, 6)) + " " + SECRETS.get(7);

  @TempDir Path directory;

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Level levelBefore = root.getLevel();
  private final PrintStream errBefore = System.err;
  private final PrintStream outBefore = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Handler everything =
      new LogListener(
          record -> {
            String logger = String.valueOf(record.getLoggerName());
            if (!logger.startsWith("jdk.")) { // the JDK's client tells at FINE what it gets
              seen.add(new SimpleFormatter().format(record));
            }
          });

  @BeforeEach
  void listen() {
    root.addHandler(everything);
    root.setLevel(Level.ALL);
    PrintStream print = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setErr(print);
    System.setOut(print);
  }

  @AfterEach
  void stopListening() {
    System.setErr(errBefore);
    System.setOut(outBefore);
    root.removeHandler(everything);
    root.setLevel(levelBefore);
  }

  /** What an application does, in any class loader; the answer is all that it could see. */
  public static final class Use implements Function<Map<String, String>, List<String>> {
    @Override
    public List<String> apply(Map<String, String> properties) {
      List<String> texts = new ArrayList<>();
      RingletSdk.Builder builder = RingletSdk.builder();
      properties.forEach(builder::property);
      texts.add(builder.toString());
      try (RingletSdk sdk = builder.build()) {
        sdk.getTracer("app").spanBuilder("work").startSpan().end();
        sdk.getLogsBridge().get("app").logRecordBuilder().setBody("work").emit();
        sdk.getMeter("app").counterBuilder("work").build().add(1);
        sdk.flush(LONG);
        texts.add(sdk.toString());
        texts.add(sdk.health().toString());
        texts.add(sdk.getTracerProvider().toString());
        texts.add(sdk.getMeterProvider().toString());
        texts.add(sdk.getLogsBridge().toString());
        texts.add(sdk.getPropagators().toString());
      } catch (RuntimeException refused) {
        StringWriter text = new StringWriter();
        refused.printStackTrace(new PrintWriter(text));
        texts.add(text.toString());
      }
      return texts;
    }
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    properties.put("otel.exporter.otlp.headers", "x-api-key=" + HEADER + ",x-b=Bearer%20" + HEADER);
    properties.put("otel.exporter.otlp.timeout", "30s");
    properties.put("otel.java.exporter.otlp.retry.disabled", "true");
    properties.put("ringlet.shutdown.hook", "false");
    properties.put("ringlet.close.timeout", "5s");
    properties.put("ringlet.spool.directory", directory.resolve("spool").toString());
    return properties;
  }

  private void assertNothingShows() throws IOException {
    seen.add(printed.toString(StandardCharsets.UTF_8));
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        seen.add(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    for (String secret : SECRETS) {
      assertThat(seen.stream().filter(text -> text.contains(secret))).as(secret).isEmpty();
    }
  }

  private static byte[] message(String text) { // google.rpc.Status has the same field
    return ExportTracePartialSuccess.newBuilder()
        .setRejectedSpans(1)
        .setErrorMessage(text)
        .build()
        .toByteArray();
  }

  private static Script raw(String answer) {
    return connection -> {
      connection.send(answer);
      connection.close();
    };
  }

  /** All the places of an answer that a client could repeat. */
  private static List<Script> echoes() {
    String ok = "HTTP/1.1 200 OK\r\n";
    List<Script> echoes = new ArrayList<>();
    for (int status : new int[] {400, 401, 404, 407, 413, 500, 502, 503}) {
      echoes.add(protobuf(status, message(ECHO)));
    }
    echoes.add(
        protobuf(
            200,
            ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(
                    ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(1)
                        .setErrorMessage(ECHO))
                .build()
                .toByteArray()));
    for (String header :
        new String[] {"Content-Type", "Content-Encoding", "Retry-After", "Date", "Location"}) {
      echoes.add(answer(503, header + ": " + ECHO + "\r\n", ECHO.getBytes(StandardCharsets.UTF_8)));
    }
    echoes.add(answer(302, "Location: http://h/" + ECHO + "\r\n", new byte[0]));
    echoes.add(raw(ok + "Content-Length: " + ECHO + "\r\n\r\n"));
    echoes.add(raw(ok + "Transfer-Encoding: chunked\r\n\r\n" + ECHO + "\r\n\r\n"));
    echoes.add(raw(ok + ECHO + "\r\n\r\n"));
    echoes.add(raw("HTTP/1.1 " + ECHO + "\r\n\r\n"));
    echoes.add(raw(ECHO + "\r\n\r\n"));
    echoes.add(ScriptedServer.Connection::reset);
    return echoes;
  }

  /** The receiver is behind a proxy that is the same server, so it sees all. */
  private void useWithEachEcho(Function<Map<String, String>, List<String>> use) throws Exception {
    for (Script echo : echoes()) {
      try (ScriptedServer server = ScriptedServer.start()) {
        server.onEveryRequest(echo);
        Map<String, String> properties = properties();
        for (String signal : new String[] {"traces", "logs", "metrics"}) {
          properties.put(
              "otel.exporter.otlp." + signal + ".endpoint",
              "http://collector.example/v1/" + signal + "?token=qu3ry%2BT0ken");
        }
        properties.put("ringlet.exporter.otlp.endpoints.1.headers", "x-second=" + SECOND);
        properties.put(
            "ringlet.exporter.otlp.proxy",
            "http://user:pr0xy%2FPassw0rd@127.0.0.1:" + server.port());
        seen.addAll(use.apply(properties));
        assertThat(server.requests()).hasSizeGreaterThan(2);
        for (ScriptedServer.Received request : server.requests()) {
          seen.add(new String(request.body(), StandardCharsets.ISO_8859_1));
          assertThat(request.headers())
              .containsEntry("proxy-authorization", "Basic " + SECRETS.get(7));
          assertThat(request.headers())
              .containsEntry("x-b", "Bearer " + HEADER)
              .containsEntry("x-second", SECOND);
          assertThat(request.line()).contains("qu3ry%2BT0ken");
        }
      }
    }
    assertThat(seen).anyMatch(text -> text.contains("***")); // it was repeated, and blotted out
    assertNothingShows();
  }

  @Test
  void overOkHttp() throws Exception {
    useWithEachEcho(new Use());
  }

  @Test
  void overTheJdksClient() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!path.contains("okhttp")) {
        urls.add(Path.of(path).toUri().toURL());
      }
    }
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]), platform)) {
      @SuppressWarnings("unchecked")
      Function<Map<String, String>, List<String>> use =
          (Function<Map<String, String>, List<String>>)
              loader.loadClass(Use.class.getName()).getDeclaredConstructor().newInstance();
      useWithEachEcho(use);
    }
  }

  @Test
  void overGrpc() throws Exception {
    for (int code = 0; code <= 16; code++) {
      try (ScriptedHttp2 server = new ScriptedHttp2()) {
        byte[] partial = message(ECHO);
        byte[] response = new byte[partial.length + 3];
        response[0] = 0x0A;
        response[1] = (byte) (partial.length & 0x7F | 0x80);
        response[2] = (byte) (partial.length >> 7);
        System.arraycopy(partial, 0, response, 3, partial.length);
        server.onEveryRequest(
            ScriptedHttp2.grpc(
                ScriptedHttp2.frame(response),
                "grpc-status",
                code == 16 ? ECHO : "" + code,
                "grpc-message",
                ECHO.replace("%", "%25"),
                "grpc-status-details-bin",
                ECHO));
        Map<String, String> properties = properties();
        properties.put("otel.exporter.otlp.protocol", "grpc");
        properties.put("otel.exporter.otlp.endpoint", server.url(""));
        properties.put(
            "otel.exporter.otlp.headers",
            "x-a="
                + HEADER
                + ",x-b="
                + SECOND
                + ",x-c="
                + PASSWORD
                + ",x-d="
                + QUERY
                + ",x-e=qu3ry%252BT0ken,x-f=pr0xy%252FPassw0rd,x-g="
                + SECRETS.get(7));
        seen.addAll(new Use().apply(properties));
        assertThat(server.requests()).isNotEmpty();
        for (ScriptedHttp2.Received request : server.requests()) {
          seen.add(new String(request.body(), StandardCharsets.ISO_8859_1));
          assertThat(request.headers()).containsEntry("x-a", HEADER);
        }
      }
    }
    assertThat(seen).anyMatch(text -> text.contains("***"));
    assertNothingShows();
  }

  @Test
  void noSettingIsRepeated() throws Exception {
    String names =
        "otel.exporter.otlp.endpoint protocol headers timeout compression certificate client.key"
            + " client.certificate metrics.temporality.preference"
            + " metrics.default.histogram.aggregation;"
            + "otel.traces.exporter;otel.logs.exporter;otel.metrics.exporter;otel.traces.sampler;"
            + "otel.traces.sampler.arg;otel.propagators;otel.sdk.disabled;"
            + "otel.bsp.schedule.delay max.queue.size max.export.batch.size export.timeout;"
            + "otel.blrp.schedule.delay max.queue.size max.export.batch.size export.timeout;"
            + "otel.metric.export.interval;otel.metric.export.timeout;"
            + "otel.metrics.exemplar.filter;otel.span.attribute.count.limit;"
            + "otel.span.event.count.limit;otel.attribute.value.length.limit;"
            + "otel.java.metrics.cardinality.limit;otel.java.exporter.otlp.retry.disabled;"
            + "ringlet.exporter.otlp.connect.timeout max.request.bytes max.response.bytes"
            + " max.concurrent.exports endpoints proxy no.proxy endpoints.1.headers;"
            + "ringlet.spool.max.bytes max.age policy sync.interval strict replay.any.endpoint"
            + " drain.max.bytes.per.second;"
            + "ringlet.close.timeout;ringlet.shutdown.hook;ringlet.bsp.max.queue.bytes;"
            + "ringlet.traces.processor;ringlet.profiles.enabled";
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    int refused = 0;
    for (String group : names.split(";")) {
      String prefix = group.replaceFirst("(otlp|bsp|blrp|spool)\\.[a-z.]+ .*", "$1.");
      String[] keys = group.split(" ");
      for (String key : keys) {
        String whole = keys.length == 1 || key.startsWith(prefix) ? key : prefix + key;
        for (String value :
            new String[] {
              VALUE,
              "a=" + VALUE + "\u00e9",
              "http://" + VALUE + "@127.0.0.1",
              "https://127.0.0.1:1/?" + VALUE
            }) {
          Map<String, String> properties = properties();
          properties.put("otel.exporter.otlp.endpoint", "http://127.0.0.1:1");
          properties.put("otel.traces.sampler", "traceidratio");
          properties.put("otel.exporter.otlp.timeout", "100ms");
          properties.put("ringlet.close.timeout", "100ms");
          if (!whole.startsWith("ringlet.spool.")) {
            properties.remove("ringlet.spool.directory"); // takes time
          }
          properties.put(whole, value);
          for (String text : new Use().apply(properties)) {
            seen.add(text);
            if (text.contains("Exception")) {
              assertThat(text).as(whole).contains("ConfigException").contains(whole);
              refused++;
            }
          }
        }
      }
    }
    assertThat(refused).isGreaterThan(100);
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("ringlet-") && !before.contains(thread)) {
        thread.join(60_000); // what did not start leaves nothing behind
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
    assertNothingShows();
  }
}
