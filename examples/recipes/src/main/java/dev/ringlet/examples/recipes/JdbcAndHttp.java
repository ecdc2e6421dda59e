// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.recipes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ringlet.RingletSdk;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetry;
import io.opentelemetry.instrumentation.okhttp.v3_0.OkHttpTelemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A server that looks things up in a database, and a client that asks it: four spans of one trace.
 * The libraries of OpenTelemetry trace JDBC and OkHttp; the server of the JDK has none, so its span
 * is written by hand.
 */
public final class JdbcAndHttp {
  private final OpenTelemetry openTelemetry;
  private final Tracer tracer;
  private final DataSource source;

  private JdbcAndHttp(OpenTelemetry openTelemetry) throws SQLException {
    this.openTelemetry = openTelemetry;
    tracer = openTelemetry.getTracer("recipes.stock");
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:stock;DB_CLOSE_DELAY=-1");
    try (Connection connection = h2.getConnection()) {
      connection
          .createStatement()
          .execute("CREATE TABLE IF NOT EXISTS stock (item VARCHAR, n INT)");
      connection.createStatement().execute("INSERT INTO stock VALUES ('book', 3)");
    }
    source = JdbcTelemetry.create(openTelemetry).wrap(h2);
  }

  public static void main(String[] arguments) throws Exception {
    try (RingletSdk ringlet = RingletSdk.install()) {
      System.out.println(run(ringlet));
    }
  }

  /** Asks once, and returns the answer. */
  static String run(OpenTelemetry openTelemetry) throws IOException, SQLException {
    JdbcAndHttp service = new JdbcAndHttp(openTelemetry);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/stock", service::serve);
    server.start();
    OkHttpClient client = new OkHttpClient();
    Call.Factory calls = OkHttpTelemetry.create(openTelemetry).createCallFactory(client);
    String url = "http://localhost:" + server.getAddress().getPort() + "/stock?book";
    try (Response response = calls.newCall(new Request.Builder().url(url).build()).execute()) {
      return response.body().string();
    } finally {
      server.stop(0);
      client.dispatcher().executorService().shutdown();
    }
  }

  @SuppressWarnings("try") // the scope is only to be closed
  private void serve(HttpExchange exchange) throws IOException {
    Context parent =
        openTelemetry
            .getPropagators()
            .getTextMapPropagator()
            .extract(Context.root(), exchange.getRequestHeaders(), RequestHeaders.GETTER);
    Span span =
        tracer
            .spanBuilder("GET /stock")
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", "GET")
            .setAttribute("http.route", "/stock")
            .setAttribute("url.path", exchange.getRequestURI().getPath())
            .setAttribute("url.scheme", "http")
            .startSpan();
    byte[] body = {};
    int status = 200;
    try (Scope scope = span.makeCurrent()) {
      body = stock(exchange.getRequestURI().getQuery()).getBytes(StandardCharsets.UTF_8);
    } catch (SQLException e) {
      span.recordException(e);
      span.setStatus(StatusCode.ERROR);
      status = 500;
    }
    span.setAttribute("http.response.status_code", status);
    span.end(); // before the client has the response, or it would outlast the client's span
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private String stock(String item) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT n FROM stock WHERE item = ?")) {
      select.setString(1, item);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? item + ": " + rows.getInt(1) : "no " + item;
      }
    }
  }
}
