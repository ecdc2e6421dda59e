// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.faults;

import static dev.ringlet.exporter.otlp.ScriptedServer.answer;
import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.SignalHealth;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.CapturingExporter;
import io.opentelemetry.api.OpenTelemetry;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends of an SDK: while it waits, from odd threads, many times over. */
@Timeout(600)
class ClosingTest {
  private static final int SPANS = 10;

  private static void start(List<Thread> threads, int count, Runnable task) {
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(task);
      threads.add(thread);
      thread.start();
    }
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void manyCloseWhileARequestIsUnderWay() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.onEveryRequest(ScriptedServer.Connection::stall);
      Application application =
          new Application(
              Map.of(
                  "otel.exporter.otlp.endpoint", server.url(""), "ringlet.close.timeout", "500ms"));
      application.record("open", SPANS);
      List<Thread> threads = new ArrayList<>();
      start(threads, 1, application::flush);
      Await.until("the request has arrived", () -> !server.requests().isEmpty());
      start(threads, 4, application.sdk::close);
      join(threads);
      assertThat(application.balanced().totalDropped()).isEqualTo(SPANS);
      application.sdk.close();
      application.sdk.getTracer("late").spanBuilder("late").startSpan().end();
      application.balanced();
    }
  }

  @Test
  void aWaitBetweenAttemptsIsCutShort() {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.onEveryRequest(answer(503, "Retry-After: 1000\r\n", new byte[0]));
      Application application =
          new Application(
              Map.of(
                  "otel.exporter.otlp.endpoint", server.url(""),
                  "otel.exporter.otlp.timeout", "3000s",
                  "otel.bsp.export.timeout", "3000s",
                  "otel.bsp.schedule.delay", "1ms",
                  "otel.java.exporter.otlp.retry.disabled", "false",
                  "ringlet.close.timeout", "500ms"));
      application.record("open", SPANS);
      assertThat(application.sdk.flush(Duration.ofMillis(100))).isFalse();
      application.close(); // far less than a thousand seconds
      assertThat(application.balanced().totalDropped()).isEqualTo(SPANS);
    }
  }

  @Test
  void whatAFlushDidNotWaitForArrivesLater() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.onRequest(ScriptedServer.Connection::stall);
      try (Application application =
          new Application(
              Map.of(
                  "otel.exporter.otlp.endpoint", server.url(""),
                  "otel.exporter.otlp.timeout", "1s",
                  "otel.java.exporter.otlp.retry.disabled", "false"))) {
        application.record("patient", SPANS);
        assertThat(application.sdk.flush(Duration.ofMillis(10))).isFalse();
        SignalHealth health = application.sdk.health().signal(Signal.TRACES);
        assertThat(health.pending() + health.dropped(DropCause.RETRIES_EXHAUSTED)).isEqualTo(SPANS);
        application.freshOneGetsThrough(
            name ->
                Application.names(server.requests().stream().map(ScriptedServer.Received::body))
                    .contains(name));
        application.balanced();
      }
    }
  }

  @Test
  void closingWithoutWaiting() {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.onEveryRequest(ScriptedServer.Connection::stall);
      Application application =
          new Application(
              Map.of("otel.exporter.otlp.endpoint", server.url(""), "ringlet.close.timeout", "0"));
      application.record("open", SPANS);
      application.close();
      assertThat(application.balanced().totalDropped()).isEqualTo(SPANS);
    }
  }

  @Test
  void timeoutsOfAnyLength() {
    try (ScriptedServer server = ScriptedServer.start();
        Application application =
            new Application(Map.of("otel.exporter.otlp.endpoint", server.url("")))) {
      for (Duration timeout :
          List.of(
              Duration.ofSeconds(Long.MAX_VALUE),
              Duration.ofSeconds(Long.MIN_VALUE),
              Duration.ofNanos(-1),
              Duration.ZERO)) {
        application.record("any", 1);
        application.sdk.flush(timeout);
      }
      assertThat(application.flush()).isTrue();
      assertThat(application.balanced().exported()).isEqualTo(4);
    }
  }

  @Test
  void theExporterClosesTheSdk() {
    AtomicReference<RingletSdk> closing = new AtomicReference<>();
    CapturingExporter exporter =
        new CapturingExporter(
            payload -> {
              closing.get().close();
              return ExportResult.delivered();
            });
    RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.traces.exporter", "none")
            .property("otel.logs.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .property("ringlet.shutdown.hook", "false")
            .property("ringlet.close.timeout", "500ms")
            .addExporter(Signal.TRACES, exporter)
            .build();
    closing.set(sdk);
    for (int i = 0; i < SPANS; i++) {
      sdk.getTracer("test").spanBuilder("span").startSpan().end();
    }
    sdk.flush(LONG);
    sdk.close();
    SignalHealth health = sdk.health().signal(Signal.TRACES);
    assertThat(health.pending()).isZero();
    assertThat(health.exported() + health.totalDropped()).isEqualTo(SPANS);
  }

  /** Calls the SDK from within each export, and keeps what a flush answered. */
  private static final class CallingExporter extends CapturingExporter {
    final AtomicReference<RingletSdk> sdk = new AtomicReference<>();
    final CountDownLatch recorded = new CountDownLatch(1);
    final Set<Boolean> flushes = ConcurrentHashMap.newKeySet();
    private final boolean closes;
    private final int concurrency;

    CallingExporter(boolean closes, int concurrency) {
      this.closes = closes;
      this.concurrency = concurrency;
    }

    @Override
    public ExportResult export(Payload payload) {
      if (closes) {
        awaitRecorded();
        sdk.get().close();
      } else {
        flushes.add(sdk.get().flush(LONG));
      }
      return super.export(payload);
    }

    private void awaitRecorded() {
      try {
        recorded.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public int maxConcurrentExports() {
      return concurrency;
    }
  }

  private static RingletSdk start(CallingExporter... exporters) {
    RingletSdk.Builder builder =
        RingletSdk.builder()
            .property("otel.traces.exporter", "none")
            .property("otel.logs.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .property("otel.bsp.schedule.delay", "1h")
            .property("otel.bsp.max.export.batch.size", "20")
            .property("ringlet.close.timeout", "120s")
            .property("ringlet.shutdown.hook", "false");
    for (CallingExporter exporter : exporters) {
      builder.addExporter(Signal.TRACES, exporter).addExporter(Signal.LOGS, exporter);
    }
    RingletSdk sdk = builder.build();
    for (CallingExporter exporter : exporters) {
      exporter.sdk.set(sdk);
    }
    return sdk;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void exportersFlushTheSdkFromWithinAnExport(int concurrency) {
    CallingExporter one = new CallingExporter(false, concurrency);
    CallingExporter two = new CallingExporter(false, concurrency);
    RingletSdk sdk = start(one, two);
    for (int i = 0; i < 400; i++) {
      sdk.getTracer("test").spanBuilder("span").startSpan().end();
      sdk.getLogsBridge().get("test").logRecordBuilder().setBody("line").emit();
    }
    assertThat(sdk.flush(LONG)).isTrue();
    sdk.close();
    assertThat(one.items()).isEqualTo(800);
    assertThat(two.items()).isEqualTo(800);
    assertThat(one.flushes).containsExactly(false);
    assertThat(two.flushes).containsExactly(false);
    assertThat(sdk.health().signal(Signal.TRACES).totalDropped()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void anExporterClosesTheSdkFromWithinAnExport(int concurrency) {
    CallingExporter exporter = new CallingExporter(true, concurrency);
    RingletSdk sdk = start(exporter);
    for (int i = 0; i < 400; i++) {
      sdk.getTracer("test").spanBuilder("span").startSpan().end();
    }
    exporter.recorded.countDown();
    sdk.close();
    assertThat(exporter.items()).isEqualTo(400);
    assertThat(sdk.health().signal(Signal.TRACES).totalDropped()).isZero();
  }

  /** An application in a container, in a class loader of its own. */
  public static final class Deployed implements Callable<Long> {
    @Override
    public Long call() {
      RingletSdk sdk =
          RingletSdk.builder()
              .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:1")
              .property("ringlet.spool.directory", System.getProperty("faults.spool"))
              .property("otel.java.exporter.otlp.retry.disabled", "true")
              .build();
      Thread.currentThread().setContextClassLoader(Deployed.class.getClassLoader());
      sdk.getTracer("app").spanBuilder("work").startSpan().end();
      sdk.getLogsBridge().get("app").logRecordBuilder().setBody("hello").emit();
      sdk.flush(LONG);
      sdk.close();
      SignalHealth health = sdk.health().signal(Signal.TRACES);
      return health.spooled() + health.totalDropped();
    }
  }

  /** With the JDK's client, for OkHttp's own threads stay for a minute. */
  @Test
  void redeploymentsLeaveNothingBehind(@TempDir Path directory) throws Exception {
    System.setProperty("faults.spool", directory.resolve("spool").toString());
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        loaders.add(deploy());
      }
    } finally {
      Thread.currentThread().setContextClassLoader(context);
      System.clearProperty("faults.spool");
    }
    Await.until(
        "the class loaders are collected", // the client's thread ends with the client
        () -> {
          System.gc();
          return loaders.stream().allMatch(loader -> loader.get() == null);
        });
  }

  private static WeakReference<ClassLoader> deploy() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!path.contains("okhttp")) {
        urls.add(Path.of(path).toUri().toURL());
      }
    }
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader("deployed", urls.toArray(new URL[0]), platform)) {
      assertThat(loader.loadClass(OpenTelemetry.class.getName())).isNotSameAs(OpenTelemetry.class);
      Object application =
          loader.loadClass(Deployed.class.getName()).getDeclaredConstructor().newInstance();
      assertThat(((Callable<?>) application).call()).isEqualTo(1L);
      Thread.currentThread().setContextClassLoader(platform);
      return new WeakReference<>(loader);
    }
  }
}
