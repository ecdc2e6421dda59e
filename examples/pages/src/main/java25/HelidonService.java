// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
import dev.ringlet.RingletSdk;
import io.helidon.webserver.WebServer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The sample of integrations/FRAMEWORKS.md for Helidon, with one request. */
public final class HelidonService {
  private HelidonService() {}

  public static void main(String[] arguments) throws Exception {
    RingletSdk ringlet = RingletSdk.builder().property("otel.service.name", "hello").build();
    Tracer tracer = ringlet.getTracer("hello");
    WebServer server =
        WebServer.builder()
            .routing(
                routing ->
                    routing
                        .addFilter(
                            (chain, request, response) -> {
                              Span span =
                                  tracer
                                      .spanBuilder(request.prologue().method().text())
                                      .setSpanKind(SpanKind.SERVER)
                                      .startSpan();
                              try (Scope scope = span.makeCurrent()) {
                                chain.proceed();
                                long status = response.status().code();
                                span.setAttribute("http.response.status_code", status);
                              } finally {
                                span.end();
                              }
                            })
                        .get("/hello", (request, response) -> response.send("Hello")))
            .build()
            .start();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/hello")).build();
    System.out.println(
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
    server.stop();
    ringlet.close();
  }
}
