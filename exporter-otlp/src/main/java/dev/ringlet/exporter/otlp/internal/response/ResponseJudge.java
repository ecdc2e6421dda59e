// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import dev.ringlet.export.ExportResult;
import dev.ringlet.exporter.otlp.settings.Protocol;

/** Decides what became of a request from the receiver's response to it. Stateless. */
public interface ResponseJudge {
  /** The judge for what is spoken. */
  static ResponseJudge of(Protocol protocol) {
    return protocol == Protocol.GRPC ? new GrpcResponses() : new HttpResponses();
  }

  /**
   * Undoes the framing and encoding of a body, within the limit of the response; called once,
   * before the others.
   */
  void open(ServerResponse response);

  /**
   * Decides from an opened response.
   *
   * @param items how many items the request had; a server cannot reject more
   * @param wallMillis this machine's clock, for {@code Retry-After} dates
   */
  ExportResult judge(ServerResponse response, int items, long wallMillis);

  /** Whether the body of a success is not what OTLP asks for. */
  boolean isOddSuccess(ServerResponse response);

  /** Whether the response may mean that the receiver does not know the encoding of the body. */
  boolean mayRefuseEncoding(ServerResponse response);
}
