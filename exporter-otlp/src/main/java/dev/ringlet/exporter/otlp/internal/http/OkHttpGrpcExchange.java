// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.exporter.otlp.internal.response.GrpcResponses;
import dev.ringlet.exporter.otlp.internal.response.ServerResponse;
import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSink;

/**
 * An exchange of {@link OkHttpTransport} for gRPC over HTTP/2: one unary call. Request and response
 * are one message each, with a prefix of five bytes; the status follows in the trailers.
 */
final class OkHttpGrpcExchange extends OkHttpExchange {
  private static final int PREFIX_BYTES = 5;

  private long timeoutMillis;
  private long lastTimeoutMillis;

  OkHttpGrpcExchange(OkHttpTransport transport, int maxResponseBytes) {
    super(transport, maxResponseBytes);
  }

  @Override
  void execute() throws IOException {
    timeoutMillis = GrpcTimeout.roundedMillis(timeoutNanos);
    try {
      super.execute();
    } catch (IOException failed) {
      if (connecting && transport.otherProtocol) {
        throw new ProtocolException("the server does not support HTTP/2");
      }
      throw failed;
    }
  }

  @Override
  boolean isLikeLast() {
    return timeoutMillis == lastTimeoutMillis && super.isLikeLast();
  }

  @Override
  void addHeaders(Request.Builder builder) {
    lastTimeoutMillis = timeoutMillis;
    builder.header("te", "trailers");
    builder.header("grpc-timeout", GrpcTimeout.format(timeoutMillis));
    if (encoding != null) {
      builder.header("grpc-encoding", encoding);
    }
  }

  @Override
  int prefixBytes() {
    return PREFIX_BYTES;
  }

  @Override
  void writePrefix(BufferedSink sink) throws IOException {
    sink.writeByte(encoding == null ? 0 : 1);
    sink.writeInt(bodyLength);
  }

  /**
   * Reads the response. One that breaks off before its gRPC status throws: the call has no outcome.
   */
  @Override
  void readAnswer(Call call, Response head) throws IOException {
    if (!GrpcResponses.isGrpc(head.header("Content-Type", ""))) {
      super.readAnswer(call, head);
      readStatus(head.headers());
      return;
    }
    readHead(head, "grpc-encoding");
    Headers end = head.headers();
    boolean headOnly = end.get("grpc-status") != null;
    try {
      readBody(call, head.body());
      if (!headOnly && response.body() != ServerResponse.Body.TOO_LARGE) {
        end = head.trailers();
      }
    } catch (IOException cut) {
      if (!headOnly) {
        connecting = true; // a response began, so the connection was not stale
        throw cut;
      }
      response.body(ServerResponse.Body.BROKEN);
    }
    readStatus(end);
  }

  private void readStatus(Headers end) {
    response.grpcStatus(
        end.get("grpc-status"), end.get("grpc-message"), end.get("grpc-status-details-bin"));
  }
}
