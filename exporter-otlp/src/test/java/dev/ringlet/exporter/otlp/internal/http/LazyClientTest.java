// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.LogCapture;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time at which the HTTP client is created. */
@Timeout(180)
class LazyClientTest {
  private final ScriptedServer server = ScriptedServer.start();
  private final TransportSettings settings =
      new TransportSettings(Endpoint.parse(server.url("/v1/traces")), Map.of(), 0, 2, 1000);
  private final AtomicInteger made = new AtomicInteger();
  private boolean broken;
  private final HttpSender sender =
      new HttpSender(settings, this::make, null, Compression.NONE, 1000);

  private HttpTransport make() {
    made.incrementAndGet();
    if (broken) {
      throw new NoClassDefFoundError("missing");
    }
    return new OkHttpTransport(settings);
  }

  @AfterEach
  void close() {
    sender.close();
    server.close();
  }

  private ExportResult export() {
    long deadline = Await.deadline();
    return sender.export(new Payload(Signal.TRACES, new byte[9], 0, 9, 1, deadline));
  }

  @Test
  void firstRequestCreatesTheClient() {
    assertThat(sender.maxConcurrentExports()).isEqualTo(2);
    assertThat(made).hasValue(0);
    assertThat(export()).isSameAs(ExportResult.delivered());
    assertThat(export()).isSameAs(ExportResult.delivered());
    assertThat(made).hasValue(1);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void noClientAfterClose() {
    sender.close();
    assertThat(export().cause()).isEqualTo(FailureCause.CLOSED);
    assertThat(made).hasValue(0);
  }

  @Test
  void nextRequestRetriesAfterAFailedCreation() {
    broken = true;
    assertThat(export().cause()).isEqualTo(FailureCause.INTERNAL);
    broken = false;
    assertThat(export()).isSameAs(ExportResult.delivered());
  }

  @Test
  void prepareCreatesTheClientOnce() {
    sender.prepare();
    sender.prepare();
    assertThat(made).hasValue(1);
    assertThat(export()).isSameAs(ExportResult.delivered());
    assertThat(made).hasValue(1);
  }

  @Test
  void prepareDoesNotThrow() {
    broken = true;
    sender.prepare();
    sender.close();
    sender.prepare();
    assertThat(made).hasValue(1);
  }

  /** The JVM does not retry the initialisation of a class that ran out of memory or stack. */
  @Test
  void unusableClientIsReplacedPermanently() {
    broken = true;
    HttpTransports transports =
        new HttpTransports(this::make, () -> new JdkHttpTransport(settings));
    try (LogCapture log = new LogCapture("dev.ringlet");
        HttpSender falling = new HttpSender(settings, transports, null, Compression.NONE, 1000)) {
      for (int i = 0; i < 3; i++) {
        long deadline = Await.deadline();
        Payload payload = new Payload(Signal.TRACES, new byte[9], 0, 9, 1, deadline);
        assertThat(falling.export(payload)).isSameAs(ExportResult.delivered());
      }
      assertThat(made).hasValue(1);
      assertThat(server.requests()).hasSize(3);
      assertThat(log.messages(Level.WARNING))
          .singleElement(STRING)
          .contains("OkHttp cannot be used")
          .contains("missing");
    }
  }
}
