// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ringlet.export.Signal;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Tracer;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many records are kept while the receiver takes none, in processes of their own, for bounds
 * follow their heap.
 */
class QueueSizeTest {
  /** Makes records while the receiver is held, or from a cold start; prints what became of them. */
  static final class Main {
    private Main() {}

    /**
     * Runs.
     *
     * @param args signal, how many records, bytes of each, whether the receiver is held, threads,
     *     and a property with its value or nothing
     */
    public static void main(String[] args) throws Exception {
      Signal signal = Signal.valueOf(args[0]);
      int count = Integer.parseInt(args[1]);
      String text = "x".repeat(Integer.parseInt(args[2]));
      boolean held = Boolean.parseBoolean(args[3]);
      int threads = Integer.parseInt(args[4]);
      CountDownLatch gate = new CountDownLatch(held ? 1 : 0);
      CountDownLatch begun = new CountDownLatch(1);
      HttpServer receiver = receiver(gate, begun);
      RingletSdk.Builder builder =
          RingletSdk.builder()
              .property(
                  "otel.exporter.otlp.endpoint",
                  "http://127.0.0.1:" + receiver.getAddress().getPort())
              .property("otel.exporter.otlp.timeout", "600000")
              .property("otel.bsp.export.timeout", "600000")
              .property("otel.blrp.export.timeout", "600000")
              .property("otel.metrics.exporter", "none");
      if (args.length > 5) {
        builder.property(args[5], args[6]);
      }
      RingletSdk sdk = builder.build();
      if (held) {
        make(sdk, signal, 1, "first");
        sdk.flush(Duration.ofMillis(1));
        begun.await();
      }
      List<Thread> makers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Thread maker = new Thread(() -> make(sdk, signal, count / threads, text));
        makers.add(maker);
        maker.start();
      }
      for (Thread maker : makers) {
        maker.join();
      }
      SignalHealth health = sdk.health().signal(signal);
      System.out.println("dropped=" + health.totalDropped() + " most=" + health.mostQueueBytes());
      gate.countDown();
      boolean flushed = sdk.flush(Duration.ofMinutes(5));
      health = sdk.health().signal(signal);
      System.out.println("flushed=" + flushed + " exported=" + health.exported());
      System.exit(0);
    }

    private static void make(RingletSdk sdk, Signal signal, int count, String text) {
      Tracer tracer = sdk.getTracer("test");
      Logger logger = sdk.getLogsBridge().get("test");
      for (int i = 0; i < count; i++) {
        if (signal == Signal.TRACES) {
          tracer.spanBuilder("work").startSpan().setAttribute("text", text).end();
        } else {
          logger.logRecordBuilder().setBody(text).emit();
        }
      }
    }

    private static HttpServer receiver(CountDownLatch gate, CountDownLatch begun) throws Exception {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(
          Executors.newCachedThreadPool(
              task -> {
                Thread thread = new Thread(task);
                thread.setDaemon(true);
                return thread;
              }));
      server.createContext(
          "/",
          exchange -> {
            try (InputStream body = exchange.getRequestBody()) {
              body.transferTo(OutputStream.nullOutputStream());
            }
            begun.countDown();
            try {
              gate.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
      return server;
    }
  }

  private static String run(String heap, Object... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  @ParameterizedTest
  @CsvSource({
    "TRACES, 512m, 10000, 9000, 1000",
    "TRACES, 512m, 10000, 9000, 4000",
    "LOGS,   512m, 2048,  2000, 4000",
    "LOGS,   32m,  2048,  2000, 2000",
    "TRACES, 32m,  100,   100,  10",
  })
  void theNumberThatIsSetIsKept(Signal signal, String heap, int queue, int count, int bytes)
      throws Exception {
    String key = signal == Signal.TRACES ? "otel.bsp.max.queue.size" : "otel.blrp.max.queue.size";
    assertThat(run(heap, signal, count, bytes, true, 1, key, queue))
        .contains("dropped=0 ")
        .contains("flushed=true exported=" + (count + 1));
  }

  @ParameterizedTest
  @CsvSource({
    "LOGS,   512m, 2000, 4096,   4",
    "LOGS,   512m, 2048, 15360,  1",
    "TRACES, 512m, 2048, 15360,  4",
    "LOGS,   512m, 3,    204800, 3",
    "LOGS,   32m,  3,    204800, 3",
    "LOGS,   32m,  2,    307200, 1",
    "TRACES, 32m,  2048, 300,    2",
  })
  void defaultsKeepABurst(Signal signal, String heap, int count, int bytes, int threads)
      throws Exception {
    assertThat(run(heap, signal, count, bytes, true, threads))
        .contains("dropped=0 ")
        .contains("flushed=true exported=" + (count + 1));
  }

  /** Three seconds of a hundred thousand records each, though the receiver takes none of them. */
  @ParameterizedTest
  @CsvSource({"TRACES, true", "LOGS, true", "TRACES, false", "LOGS, false"})
  void aLargeHeapBridgesAColdStart(Signal signal, boolean held) throws Exception {
    int count = 300_000;
    assertThat(run("2g", signal, count, 100, held, 2))
        .contains("dropped=0 ")
        .contains("flushed=true exported=" + (held ? count + 1 : count));
  }

  @ParameterizedTest
  @CsvSource({"TRACES", "LOGS"})
  void bytesThatAreSetBoundTheMemory(Signal signal) throws Exception {
    String prefix = signal == Signal.TRACES ? "bsp" : "blrp";
    String text =
        run("512m", signal, 20_000, 500, true, 2, "ringlet." + prefix + ".max.queue.bytes", "1m");
    assertThat(text).doesNotContain("dropped=0 ").contains("flushed=true");
    long most = Long.parseLong(text.replaceAll("(?s).*most=(\\d+).*", "$1"));
    assertThat(most).isBetween(900_000L, 1L << 20);
  }
}
