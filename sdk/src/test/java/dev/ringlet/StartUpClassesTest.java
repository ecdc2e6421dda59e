// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.FreshProcess;
import io.opentelemetry.api.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a start to the first ended span, with default settings, does not load. */
class StartUpClassesTest {
  private static final String MARK = "[mark]";

  /** The process that starts. */
  static final class Start {
    public static void main(String[] arguments) {
      Tracer tracer =
          RingletSdk.builder()
              .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:1")
              .property("ringlet.shutdown.hook", "false")
              .build()
              .getTracer("start");
      System.out.println(MARK);
      tracer.spanBuilder("first").startSpan().end();
      Runtime.getRuntime().halt(0);
    }
  }

  private static Set<String> loaded(String... options) {
    List<String> all = new ArrayList<>(List.of("-Xlog:class+load:stdout:none"));
    all.addAll(List.of(options));
    String log = FreshProcess.output(all, Start.class);
    return log.substring(0, log.indexOf(MARK))
        .lines()
        .map(line -> line.replaceFirst(" source:.*", ""))
        .filter(name -> name.startsWith("dev.ringlet."))
        .collect(Collectors.toSet());
  }

  @Test
  void noClassOfASignalWithoutExporterIsLoaded() {
    assertThat(loaded("-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none"))
        .contains("dev.ringlet.trace.RingletTracer")
        .doesNotContain(
            "dev.ringlet.metrics.RingletMeterProvider",
            "dev.ringlet.metrics.RingletMeter",
            "dev.ringlet.logs.RingletLoggerProvider")
        .noneMatch(name -> name.startsWith("dev.ringlet.metrics.series."));
  }

  @Test
  void noClassOfWhatIsNotSetIsLoaded() {
    assertThat(loaded())
        .contains("dev.ringlet.RingletSdk", "dev.ringlet.exporter.otlp.internal.http.HttpSender")
        .doesNotContain(
            "dev.ringlet.Components",
            "dev.ringlet.ComponentProvider",
            "dev.ringlet.logs.WarmUp",
            "dev.ringlet.logs.LogRecordEncoder",
            "dev.ringlet.logs.RingletLogger",
            "dev.ringlet.exporter.otlp.internal.spool.Spool",
            "dev.ringlet.exporter.otlp.internal.tls.ClientTls",
            "dev.ringlet.exporter.otlp.internal.http.OkHttpTransport",
            "dev.ringlet.exporter.otlp.internal.http.JdkHttpTransport",
            "dev.ringlet.exporter.otlp.internal.http.OkHttpGrpcExchange",
            "dev.ringlet.exporter.otlp.internal.response.GrpcResponses")
        .noneMatch(name -> name.startsWith("dev.ringlet.exporter.console."))
        .noneMatch(name -> name.startsWith("dev.ringlet.exporter.file."))
        .noneMatch(name -> name.startsWith("dev.ringlet.exporter.otlp.internal.json."))
        .noneMatch(name -> name.startsWith("dev.ringlet.profiles."));
  }
}
