// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtlpCaptureTest {
  private static final ExportTraceServiceRequest TRACES =
      ExportTraceServiceRequest.newBuilder()
          .addResourceSpans(ResourceSpans.newBuilder().setSchemaUrl("a"))
          .build();
  private static final ExportLogsServiceRequest LOGS =
      ExportLogsServiceRequest.newBuilder()
          .addResourceLogs(ResourceLogs.newBuilder().setSchemaUrl("b"))
          .build();

  private final OtlpCapture capture = OtlpCapture.start();

  @AfterEach
  void close() {
    capture.close();
  }

  @Test
  void keepsRequestsBySignalInOrder() throws Exception {
    assertThat(post("/v1/traces", TRACES.toByteArray())).isEqualTo(200);
    assertThat(post("/v1/logs", LOGS.toByteArray())).isEqualTo(200);
    assertThat(post("/v1/traces", new byte[0])).isEqualTo(200);

    assertThat(capture.traces())
        .containsExactly(TRACES, ExportTraceServiceRequest.getDefaultInstance());
    assertThat(capture.logs()).containsExactly(LOGS);
    assertThat(capture.metrics()).isEmpty();
    assertThat(capture.requests(OtlpSignal.LOGS).get(0).bodyBytes())
        .isEqualTo(LOGS.getSerializedSize());

    capture.clear();
    assertThat(capture.traces()).isEmpty();
  }

  @Test
  void decompressesGzip() throws Exception {
    byte[] gzipped = gzip(TRACES.toByteArray());
    assertThat(post("/v1/traces", gzipped, "Content-Encoding", "gzip")).isEqualTo(200);

    assertThat(capture.traces()).containsExactly(TRACES);
    OtlpRequest request = capture.requests(OtlpSignal.TRACES).get(0);
    assertThat(request.header("content-encoding")).contains("gzip");
    assertThat(request.wireBytes()).isEqualTo(gzipped.length);
  }

  @Test
  void remembersWhatItCouldNotDecode() throws Exception {
    assertThat(post("/v1/traces", new byte[] {1, 2, 3})).isEqualTo(400);

    assertThatThrownBy(capture::traces).hasMessage("a request could not be decoded");
    assertThatThrownBy(capture::clear).hasMessage("a request could not be decoded");
  }

  @Test
  void refusesStringsThatAreNotUtf8() throws Exception {
    byte[] body = TRACES.toByteArray();
    body[body.length - 1] = (byte) 0xff;
    assertThat(post("/v1/traces", body)).isEqualTo(400);
  }

  @Test
  void refusesUnknownPaths() throws Exception {
    assertThat(post("/v1/nothing", TRACES.toByteArray())).isEqualTo(400);
  }

  private int post(String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(capture.endpoint() + path))
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
