// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** An exporter that keeps the requests that it gets. */
public class CapturingExporter implements Exporter {
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();

  @Override
  public ExportResult export(Payload payload) {
    int from = payload.offset();
    bodies.add(Arrays.copyOfRange(payload.bytes(), from, from + payload.length()));
    return ExportResult.delivered();
  }

  @Override
  public void close() {}

  /** The requests so far, decoded. */
  public final <T> Stream<T> requests(Parser<T> parser) {
    return bodies.stream().map(body -> decoded(body, parser));
  }

  private static <T> T decoded(byte[] body, Parser<T> parser) {
    try {
      return parser.parse(body);
    } catch (Exception e) {
      throw new AssertionError("no such request", e);
    }
  }

  /** A method such as {@code ExportTraceServiceRequest::parseFrom}. */
  public interface Parser<T> {
    /** Decodes a request. */
    T parse(byte[] body) throws Exception;
  }
}
