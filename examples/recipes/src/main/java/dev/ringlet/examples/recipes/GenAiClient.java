// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.recipes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ringlet.RingletSdk;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/**
 * A client of a language model with the span and the two metrics of the semantic conventions for
 * generative AI. Prompt and answer are not recorded: they may hold what nobody should read. Takes
 * any server with the chat API of OpenAI; its address is the first argument.
 */
public final class GenAiClient {
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
  static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
  static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
  static final AttributeKey<String> RESPONSE_MODEL =
      AttributeKey.stringKey("gen_ai.response.model");
  static final AttributeKey<String> RESPONSE_ID = AttributeKey.stringKey("gen_ai.response.id");
  static final AttributeKey<List<String>> FINISH_REASONS =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
  static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
  static final AttributeKey<Long> OUTPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.output_tokens");
  static final AttributeKey<String> TOKEN_TYPE = AttributeKey.stringKey("gen_ai.token.type");
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final URI server;
  private final Tracer tracer;
  private final DoubleHistogram durationSeconds;
  private final LongHistogram tokens;

  GenAiClient(OpenTelemetry openTelemetry, String server) {
    this.server = URI.create(server);
    tracer = openTelemetry.getTracer("recipes.genai");
    Meter meter = openTelemetry.getMeter("recipes.genai");
    durationSeconds =
        meter
            .histogramBuilder("gen_ai.client.operation.duration")
            .setUnit("s")
            .setExplicitBucketBoundariesAdvice(
                List.of(
                    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96,
                    81.92))
            .build();
    tokens =
        meter
            .histogramBuilder("gen_ai.client.token.usage")
            .ofLongs()
            .setUnit("{token}")
            .setExplicitBucketBoundariesAdvice(
                List.of(1L, 4L, 16L, 64L, 256L, 1024L, 4096L, 16384L, 65536L, 262144L, 1048576L))
            .build();
  }

  public static void main(String[] arguments) throws Exception {
    try (RingletSdk ringlet = RingletSdk.install()) {
      System.out.println(new GenAiClient(ringlet, arguments[0]).ask("gpt-4o-mini", "Hello"));
    }
  }

  /** Asks a model one question. */
  String ask(String model, String question) throws IOException, InterruptedException {
    Attributes common =
        Attributes.of(
            OPERATION,
            "chat",
            PROVIDER,
            "openai",
            REQUEST_MODEL,
            model,
            ADDRESS,
            server.getHost(),
            PORT,
            (long) server.getPort());
    Span span =
        tracer
            .spanBuilder("chat " + model)
            .setSpanKind(SpanKind.CLIENT)
            .setAllAttributes(common)
            .startSpan();
    long startNanos = System.nanoTime();
    Attributes measured = common;
    try {
      JsonNode answer = post(model, question);
      measured = common.toBuilder().put(RESPONSE_MODEL, answer.path("model").asText(model)).build();
      span.setAttribute(RESPONSE_MODEL, answer.path("model").asText(model));
      span.setAttribute(RESPONSE_ID, answer.path("id").asText());
      JsonNode choice = answer.path("choices").path(0);
      span.setAttribute(FINISH_REASONS, List.of(choice.path("finish_reason").asText()));
      count(span, INPUT_TOKENS, "input", answer.at("/usage/prompt_tokens").asLong(), measured);
      count(
          span, OUTPUT_TOKENS, "output", answer.at("/usage/completion_tokens").asLong(), measured);
      return choice.at("/message/content").asText();
    } catch (IOException | InterruptedException e) {
      String type = e.getClass().getName();
      measured = common.toBuilder().put(ERROR_TYPE, type).build();
      span.setAttribute(ERROR_TYPE, type);
      span.setStatus(StatusCode.ERROR, e.getMessage());
      throw e;
    } finally {
      durationSeconds.record((System.nanoTime() - startNanos) / 1e9, measured);
      span.end();
    }
  }

  private void count(
      Span span, AttributeKey<Long> key, String type, long number, Attributes measured) {
    span.setAttribute(key, number);
    tokens.record(number, measured.toBuilder().put(TOKEN_TYPE, type).build());
  }

  private JsonNode post(String model, String question) throws IOException, InterruptedException {
    Map<String, Object> body =
        Map.of("model", model, "messages", List.of(Map.of("role", "user", "content", question)));
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/v1/chat/completions"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("the model's server answered " + response.statusCode());
    }
    return json.readTree(response.body());
  }
}
