// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * An exporter that keeps a copy of each request and then answers as the test says, with success
 * unless it says otherwise. Thread-safe.
 */
public class CapturingExporter implements Exporter {
  private final List<Payload> payloads = new CopyOnWriteArrayList<>();
  private volatile Answer answer;
  private volatile boolean closed;

  /** Creates an exporter that delivers everything. */
  public CapturingExporter() {
    this(payload -> ExportResult.delivered());
  }

  /** Creates an exporter that answers what the function returns or throws. */
  public CapturingExporter(Answer answer) {
    this.answer = answer;
  }

  /** Changes the answer to later requests. */
  public final void answers(Answer answer) {
    this.answer = answer;
  }

  @Override
  public ExportResult export(Payload payload) {
    payloads.add(payload.copy());
    return answer.to(payload);
  }

  @Override
  public void close() {
    closed = true;
  }

  public final boolean isClosed() {
    return closed;
  }

  /** Copies of the requests so far, in the order in which they came. */
  public final List<Payload> payloads() {
    return payloads;
  }

  /** The number of items in the requests so far, whatever the answers. */
  public final long items() {
    return payloads.stream().mapToLong(Payload::items).sum();
  }

  /** The requests so far, decoded. */
  public final <T> Stream<T> requests(Parser<T> parser) {
    return payloads.stream().map(payload -> decoded(payload.bytes(), parser));
  }

  private static <T> T decoded(byte[] body, Parser<T> parser) {
    try {
      return parser.parse(body);
    } catch (Exception e) {
      throw new AssertionError("no such request", e);
    }
  }

  /** Answers a request, of which the bytes are valid only until it returns. */
  @FunctionalInterface
  public interface Answer {
    /** Returns the outcome of an export. */
    ExportResult to(Payload payload);
  }

  /** A method such as {@code ExportTraceServiceRequest::parseFrom}. */
  @FunctionalInterface
  public interface Parser<T> {
    /** Decodes a request. */
    T parse(byte[] body) throws Exception;
  }
}
