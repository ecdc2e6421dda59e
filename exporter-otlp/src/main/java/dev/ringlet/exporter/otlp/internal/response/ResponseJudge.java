// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import dev.ringlet.export.ExportResult;
import dev.ringlet.exporter.otlp.settings.Protocol;

/** Maps the response of a receiver to the result of an export. Stateless. */
public interface ResponseJudge {
  /** Returns the judge of a protocol. */
  static ResponseJudge of(Protocol protocol) {
    return protocol == Protocol.GRPC ? new GrpcResponses() : new HttpResponses();
  }

  /**
   * Removes framing and compression from a body, within the size limit of the response. Called
   * once, before the other methods.
   */
  void open(ServerResponse response);

  /**
   * Returns the result for an opened response.
   *
   * @param items the number of items in the request, the upper bound of rejected ones
   * @param wallMillis the local wall clock, for dates in {@code Retry-After}
   */
  ExportResult judge(ServerResponse response, int items, long wallMillis);

  /** Whether the body of a successful response is not an OTLP message. */
  boolean isOddSuccess(ServerResponse response);

  /** Whether the response may mean that the receiver does not support the compression. */
  boolean mayRefuseEncoding(ServerResponse response);
}
