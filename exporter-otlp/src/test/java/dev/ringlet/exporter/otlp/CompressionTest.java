// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.LogCapture;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compressed, and what becomes of a receiver that does not know zstd. */
@Timeout(180)
class CompressionTest {
  private final byte[] body = "some text that repeats ".repeat(200).getBytes();

  private static OtlpExporterBuilder builder(String url) {
    return OtlpExporter.builder(Signal.TRACES)
        .setEndpoint(url)
        .setRetryPolicy(RetryPolicy.none())
        .setCompression(Compression.ZSTD);
  }

  private static ExportResult export(Exporter exporter, byte[] body, int length) {
    long deadline = Await.deadline();
    return exporter.export(new Payload(Signal.TRACES, body, 0, length, 12, deadline));
  }

  @Test
  void smallBodiesStayAsTheyAre() {
    try (ScriptedServer server = ScriptedServer.start();
        Exporter exporter = builder(server.url("/")).build()) {
      assertThat(export(exporter, body, 1023)).isSameAs(ExportResult.delivered());
      assertThat(export(exporter, body, 1024)).isSameAs(ExportResult.delivered());
      assertThat(server.requests().get(0).headers()).doesNotContainKey("content-encoding");
      assertThat(server.requests().get(0).body()).hasSize(1023);
      assertThat(server.requests().get(1).headers()).containsEntry("content-encoding", "zstd");
      assertThat(Zstd.decompress(server.requests().get(1).body(), 1024))
          .isEqualTo(Arrays.copyOf(body, 1024));
    }
  }

  private static void assertGzip(ScriptedServer.Received request, byte[] body) throws Exception {
    assertThat(request.headers()).containsEntry("content-encoding", "gzip");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(request.body())).readAllBytes())
        .isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 415})
  void aReceiverThatRefusesZstdGetsTheSameBatchWithGzip(int status) throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        LogCapture log = new LogCapture("dev.ringlet");
        Exporter exporter = builder(server.url("/")).build()) {
      server.onRequest(ScriptedServer.answer(status));
      assertThat(export(exporter, body, body.length)).isSameAs(ExportResult.delivered());
      assertThat(export(exporter, body, body.length)).isSameAs(ExportResult.delivered());
      assertThat(server.requests()).hasSize(3);
      assertThat(server.requests().get(0).headers()).containsEntry("content-encoding", "zstd");
      assertGzip(server.requests().get(1), body);
      assertGzip(server.requests().get(2), body);
      assertThat(log.messages(Level.WARNING)).filteredOn(line -> line.contains("zstd")).hasSize(1);
    }
  }

  @Test
  void whatIsRefusedWithGzipTooDoesNotBlameZstd() {
    try (ScriptedServer server = ScriptedServer.start();
        LogCapture log = new LogCapture("dev.ringlet");
        Exporter exporter = builder(server.url("/")).build()) {
      server.onRequest(ScriptedServer.answer(400), ScriptedServer.answer(400));
      ExportResult refused = export(exporter, body, body.length);
      assertThat(refused.kind()).isEqualTo(ExportResult.Kind.PERMANENT);
      assertThat(refused.cause()).isEqualTo(FailureCause.BAD_DATA);
      assertThat(export(exporter, body, body.length)).isSameAs(ExportResult.delivered());
      assertThat(server.requests().get(2).headers()).containsEntry("content-encoding", "zstd");
      assertThat(log.messages(Level.WARNING)).noneMatch(line -> line.contains("zstd"));
    }
  }

  @Test
  void grpcCompressesTheMessageOnly() {
    try (ScriptedHttp2 server = new ScriptedHttp2();
        Exporter exporter = builder(server.url("/")).setProtocol(Protocol.GRPC).build()) {
      server.onRequest(ScriptedHttp2.grpc(new byte[0], "grpc-status", "12"));
      assertThat(export(exporter, body, body.length)).isSameAs(ExportResult.delivered());
      ScriptedHttp2.Received first = server.requests().get(0);
      assertThat(first.headers())
          .containsEntry("grpc-encoding", "zstd")
          .doesNotContainKey("content-encoding");
      assertThat(first.prefix()[0]).isEqualTo((byte) 1);
      assertThat(Zstd.decompress(first.body(), body.length)).isEqualTo(body);
      assertThat(server.requests().get(1).headers()).containsEntry("grpc-encoding", "gzip");
    }
  }
}
