// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.server;

import com.google.gson.JsonObject;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.ringlet.export.Signal;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** OTLP/HTTP, protobuf and JSON. */
final class OtlpHttpHandler extends Handler.Abstract {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final Map<String, Signal> PATHS = new HashMap<>();

  static {
    for (Signal signal : Signal.values()) {
      PATHS.put("/v1/" + signal.key(), signal);
    }
    PATHS.put("/v1development/profiles", Signal.PROFILES);
  }

  private final OtlpIntake intake;

  OtlpHttpHandler(OtlpIntake intake) {
    this.intake = intake;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    Signal signal = PATHS.get(Request.getPathInContext(request));
    if (signal == null) {
      return false;
    }
    String type = contentType(request);
    if (!request.getMethod().equals("POST")) {
      response.getHeaders().put(HttpHeader.ALLOW, "POST");
      refuse(response, callback, type, 405, "only POST");
    } else if (!type.equals(PROTOBUF) && !type.equals(JSON)) {
      refuse(response, callback, type, 415, "Content-Type is " + PROTOBUF + " or " + JSON);
    } else {
      receive(signal, type, request, response, callback);
    }
    return true;
  }

  private void receive(
      Signal signal, String type, Request request, Response response, Callback callback)
      throws IOException {
    Message answer;
    try {
      byte[] body =
          RequestBody.decode(
              RequestBody.read(request), request.getHeaders().get(HttpHeader.CONTENT_ENCODING));
      answer =
          type.equals(JSON)
              ? intake.accept(signal, OtlpJson.read(signal, body))
              : intake.accept(signal, ByteBuffer.wrap(body));
    } catch (RequestBody.TooLargeException e) {
      refuse(response, callback, type, 413, e.getMessage());
      return;
    } catch (RequestBody.UnsupportedEncodingException e) {
      refuse(response, callback, type, 415, e.getMessage());
      return;
    } catch (InvalidProtocolBufferException | ZipException | EOFException e) {
      refuse(response, callback, type, 400, "cannot read the body: " + e.getMessage());
      return;
    }
    byte[] bytes =
        type.equals(JSON)
            ? OtlpJson.write(answer).getBytes(StandardCharsets.UTF_8)
            : answer.toByteArray();
    write(response, callback, type, 200, bytes);
  }

  private static String contentType(Request request) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** A {@code google.rpc.Status} with its field 2, message: what OTLP asks for. */
  private static void refuse(
      Response response, Callback callback, String type, int status, String message)
      throws IOException {
    byte[] body;
    if (type.equals(JSON)) {
      JsonObject object = new JsonObject();
      object.addProperty("message", message);
      body = object.toString().getBytes(StandardCharsets.UTF_8);
    } else {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeString(2, message);
      out.flush();
      body = bytes.toByteArray();
    }
    write(response, callback, type, status, body);
  }

  private static void write(
      Response response, Callback callback, String type, int status, byte[] body) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type.equals(JSON) ? JSON : PROTOBUF);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
