// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.server;

import com.google.protobuf.Message;
import dev.ringlet.export.Signal;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The four unary methods of OTLP/gRPC: a message of the protocol is five bytes, flag and length,
 * and the request; the status is a trailer.
 */
final class GrpcHandler extends Handler.Abstract {
  private static final int PREFIX_BYTES = 5;
  private static final int OK = 0;
  private static final int INVALID_ARGUMENT = 3;
  private static final int RESOURCE_EXHAUSTED = 8;
  private static final int UNIMPLEMENTED = 12;

  private static final Map<String, Signal> METHODS =
      Map.of(
          "/opentelemetry.proto.collector.trace.v1.TraceService/Export", Signal.TRACES,
          "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", Signal.METRICS,
          "/opentelemetry.proto.collector.logs.v1.LogsService/Export", Signal.LOGS,
          "/opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export",
              Signal.PROFILES);

  private final OtlpIntake intake;

  GrpcHandler(OtlpIntake intake) {
    this.intake = intake;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type == null || !type.startsWith("application/grpc")) {
      return false;
    }
    Signal signal = METHODS.get(Request.getPathInContext(request));
    try {
      if (signal == null) {
        RequestBody.read(request);
        answer(response, callback, UNIMPLEMENTED, "no such method", null);
        return true;
      }
      ByteBuffer message = message(RequestBody.read(request), request);
      answer(response, callback, OK, "", intake.accept(signal, message));
    } catch (RequestBody.TooLargeException e) {
      answer(response, callback, RESOURCE_EXHAUSTED, e.getMessage(), null);
    } catch (RequestBody.UnsupportedEncodingException e) {
      answer(response, callback, UNIMPLEMENTED, e.getMessage(), null);
    } catch (IOException e) {
      answer(
          response, callback, INVALID_ARGUMENT, "cannot read the request: " + e.getMessage(), null);
    }
    return true;
  }

  private static ByteBuffer message(byte[] body, Request request) throws IOException {
    ByteBuffer frame = ByteBuffer.wrap(body);
    if (frame.remaining() < PREFIX_BYTES) {
      throw new IOException("no message");
    }
    boolean compressed = frame.get() == 1;
    int length = frame.getInt();
    if (length != frame.remaining()) {
      throw new IOException("a message of " + frame.remaining() + " bytes says " + length);
    }
    if (!compressed) {
      return frame;
    }
    byte[] content = new byte[length];
    frame.get(content);
    return ByteBuffer.wrap(RequestBody.decode(content, request.getHeaders().get("grpc-encoding")));
  }

  private static void answer(
      Response response, Callback callback, int status, String text, @Nullable Message message) {
    HttpFields.Mutable trailers = HttpFields.build().put("grpc-status", Integer.toString(status));
    if (!text.isEmpty()) {
      String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
      trailers.put("grpc-message", encoded);
    }
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/grpc");
    response.setTrailersSupplier(() -> trailers);
    byte[] body = message == null ? new byte[0] : message.toByteArray();
    ByteBuffer frame = ByteBuffer.allocate(message == null ? 0 : PREFIX_BYTES + body.length);
    if (message != null) {
      frame.put((byte) 0).putInt(body.length).put(body).flip();
    }
    response.write(true, frame, callback);
  }
}
