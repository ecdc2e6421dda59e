// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.OtlpExporter;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.exporter.otlp.settings.Protocol;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures one request of 512 spans from the exporter to a receiver on the loopback interface,
 * including the response. Ringlet's exporter gets bytes, because Ringlet encodes spans when they
 * end. The official exporter gets objects and encodes them during the measurement, with the memory
 * mode {@code REUSABLE_DATA}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class SendBenchmark {
  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** The SDK of the exporter. */
  @Param({"ringlet", "official"})
  public String sdk;

  /** The transport protocol. */
  @Param({"http/protobuf", "grpc"})
  public String protocol;

  /** Compression; the official exporter has no zstd. */
  @Param({"none", "gzip", "zstd"})
  public String compression;

  private Process sink;
  private Sender sender;

  /** Sends the batch once. */
  private interface Sender extends AutoCloseable {
    boolean send();

    @Override
    void close();
  }

  /** Starts the receiver and creates the exporter. */
  @Setup
  public void start() throws IOException {
    if (sdk.equals("official") && compression.equals("zstd")) {
      throw new IllegalArgumentException("the official exporter has no zstd");
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    sink =
        new ProcessBuilder(java, "-cp", classPath, DeliverySink.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String port = new BufferedReader(new InputStreamReader(sink.getInputStream())).readLine();
    String url = "http://127.0.0.1:" + port;
    sender = sdk.equals("ringlet") ? ringlet(url) : official(url);
  }

  /** Stops both. */
  @TearDown
  public void stop() {
    sender.close();
    sink.destroy();
  }

  private boolean isGrpc() {
    return protocol.equals("grpc");
  }

  private Sender ringlet(String url) {
    byte[] request = Batch.ofRinglet();
    System.out.printf("%n# ringlet: %d bytes%n", request.length);
    Exporter exporter =
        OtlpExporter.builder(Signal.TRACES)
            .setProtocol(isGrpc() ? Protocol.GRPC : Protocol.HTTP_PROTOBUF)
            .setEndpoint(isGrpc() ? url : url + "/v1/traces")
            .setCompression(Compression.valueOf(compression.toUpperCase(Locale.ROOT)))
            .build();
    return new Sender() {
      @Override
      public boolean send() {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        Payload payload =
            new Payload(Signal.TRACES, request, 0, request.length, Batch.SPANS, deadline);
        return exporter.export(payload) == ExportResult.delivered();
      }

      @Override
      public void close() {
        exporter.close();
      }
    };
  }

  private Sender official(String url) {
    List<SpanData> spans = Batch.ofOfficial();
    SpanExporter exporter =
        isGrpc()
            ? OtlpGrpcSpanExporter.builder()
                .setEndpoint(url)
                .setCompression(compression)
                .setMemoryMode(MemoryMode.REUSABLE_DATA)
                .build()
            : OtlpHttpSpanExporter.builder()
                .setEndpoint(url + "/v1/traces")
                .setCompression(compression)
                .setMemoryMode(MemoryMode.REUSABLE_DATA)
                .build();
    return new Sender() {
      @Override
      public boolean send() {
        return exporter.export(spans).join(60, TimeUnit.SECONDS).isSuccess();
      }

      @Override
      public void close() {
        exporter.shutdown().join(10, TimeUnit.SECONDS);
      }
    };
  }

  /** Sends one request and waits for its response. */
  @Benchmark
  public void send() {
    if (!sender.send()) {
      throw new IllegalStateException("not delivered");
    }
  }
}
