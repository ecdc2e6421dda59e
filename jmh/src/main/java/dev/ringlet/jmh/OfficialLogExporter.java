// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Counts log records of the official SDK, and either discards them at once or encodes them first.
 */
final class OfficialLogExporter implements LogRecordExporter {
  private final LongAdder exported = new LongAdder();
  private final LogRecordExporter encoder;

  private OfficialLogExporter(LogRecordExporter encoder) {
    this.encoder = encoder;
  }

  /** Discards the records. */
  static OfficialLogExporter dropping() {
    return new OfficialLogExporter(LogRecordExporter.noop());
  }

  /** Encodes with the official OTLP exporter and discards the bytes. */
  static OfficialLogExporter encoding() {
    return new OfficialLogExporter(
        OtlpHttpLogRecordExporter.builder()
            .setMemoryMode(MemoryMode.REUSABLE_DATA)
            .setComponentLoader(new Nowhere())
            .build());
  }

  long exported() {
    return exported.sum();
  }

  @Override
  public CompletableResultCode export(Collection<LogRecordData> records) {
    int size = records.size();
    CompletableResultCode result = encoder.export(records);
    return result.whenComplete(() -> exported.add(result.isSuccess() ? size : 0));
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return encoder.shutdown();
  }

  private static final class Nowhere implements ComponentLoader, HttpSender {
    @Override
    public <T> Iterable<T> load(Class<T> type) {
      HttpSenderProvider provider = config -> this;
      return type.isInstance(provider) ? List.of(type.cast(provider)) : List.of();
    }

    @Override
    public void send(
        MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
      try {
        message.writeMessage(OutputStream.nullOutputStream());
        onResponse.accept(new Ok());
      } catch (IOException e) {
        onError.accept(e);
      }
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private static final class Ok implements HttpResponse {
    @Override
    public int getStatusCode() {
      return 200;
    }

    @Override
    public String getStatusMessage() {
      return "OK";
    }

    @Override
    public byte[] getResponseBody() {
      return new byte[0];
    }
  }
}
