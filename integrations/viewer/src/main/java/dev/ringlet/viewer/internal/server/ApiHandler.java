// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.server;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import dev.ringlet.viewer.internal.query.Api;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** The data of the page as JSON, under {@code /api/}. */
final class ApiHandler extends Handler.Abstract {
  private static final String PREFIX = "/api/";
  private static final int GZIP_BYTES = 4096;
  private static final Gson GSON =
      new GsonBuilder()
          .registerTypeAdapter(double.class, new FiniteDouble())
          .registerTypeAdapter(Double.class, new FiniteDouble())
          .disableHtmlEscaping()
          .create();

  private final Api api;

  ApiHandler(Api api) {
    this.api = api;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(PREFIX)) {
      return false;
    }
    String name = path.substring(PREFIX.length());
    Object answer = null;
    int status = 200;
    if (name.equals("clear")) {
      status = request.getMethod().equals("POST") ? 200 : 405;
      if (status == 200) {
        api.clear();
      }
    } else if (request.getMethod().equals("GET")) {
      answer = api.answer(name, text(request));
      status = answer == null ? 404 : 200;
    } else {
      status = 405;
    }
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
    String accepted = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
    write(response, callback, answer, accepted != null && accepted.contains("gzip"));
    return true;
  }

  private static UnaryOperator<String> text(Request request) {
    Fields fields = Request.extractQueryParameters(request);
    return name -> {
      String value = fields.getValue(name);
      return value == null ? "" : value;
    };
  }

  private static void write(
      Response response, Callback callback, @Nullable Object answer, boolean gzip)
      throws IOException {
    byte[] json = json(answer).getBytes(StandardCharsets.UTF_8);
    if (gzip && json.length > GZIP_BYTES) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
        out.write(json);
      }
      response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
      json = bytes.toByteArray();
    }
    response.write(true, ByteBuffer.wrap(json), callback);
  }

  static String json(@Nullable Object value) {
    return GSON.toJson(value);
  }

  /** JSON has no other numbers. */
  private static final class FiniteDouble extends TypeAdapter<Double> {
    @Override
    public void write(JsonWriter out, @Nullable Double value) throws IOException {
      if (value == null || !Double.isFinite(value)) {
        out.nullValue();
      } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
        out.value(value.longValue());
      } else {
        out.value(value);
      }
    }

    @Override
    public Double read(JsonReader in) throws IOException {
      return in.nextDouble();
    }
  }
}
