// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing.differential;

import dev.ringlet.common.Clock;
import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.batch.BatchPolicy;
import dev.ringlet.internal.batch.BatchWorker;
import dev.ringlet.internal.engine.Pipeline;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.RequestFrame;
import dev.ringlet.internal.request.ScopeTable;
import dev.ringlet.internal.time.AnchoredClock;
import dev.ringlet.testing.OtlpCapture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The pipeline of one signal, configured by properties, which sends to an {@link OtlpCapture}. */
public final class CapturedPipeline {
  private static final long SECOND = 1_000_000_000L;

  private CapturedPipeline() {}

  /**
   * Creates a pipeline that sends to {@code otel.exporter.otlp.endpoint}.
   *
   * @param prefix of the properties of the signal's batch processor, such as {@code bsp}
   */
  public static Pipeline of(Config config, Resource resource, Signal signal, String prefix) {
    AnchoredClock clock = new AnchoredClock(Clock.system());
    RecordPool pool = new RecordPool(256, BatchPolicy.defaultStripes());
    ScopeTable scopes = new ScopeTable(pool);
    RequestFrame frame = new RequestFrame(pool, resource, scopes);
    BatchPolicy policy = BatchPolicy.fromConfig(config, signal, prefix, 5 * SECOND);
    URI target =
        URI.create(config.getString("otel.exporter.otlp.endpoint") + "/v1/" + signal.key());
    return new Pipeline(
        clock,
        pool,
        new BatchWorker(policy, frame, scopes, new PostingExporter(target), clock::resync));
  }

  private static final class PostingExporter implements Exporter {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI target;

    PostingExporter(URI target) {
      this.target = target;
    }

    @Override
    public ExportResult export(Payload payload) {
      HttpRequest request =
          HttpRequest.newBuilder(target)
              .header("content-type", "application/x-protobuf")
              .POST(
                  HttpRequest.BodyPublishers.ofByteArray(
                      payload.bytes(), payload.offset(), payload.length()))
              .build();
      try {
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        return status == 200
            ? ExportResult.delivered()
            : ExportResult.permanent(FailureCause.REJECTED, "status " + status);
      } catch (IOException | InterruptedException e) {
        return ExportResult.permanent(FailureCause.INTERNAL, e.toString());
      }
    }

    @Override
    public void close() {}
  }
}
