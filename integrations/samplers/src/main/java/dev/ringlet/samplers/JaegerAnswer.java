// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a Jaeger server, {@code SamplingStrategyResponse} in JSON. What protobuf omits has
 * its default: a number is 0, a text is empty. Unknown members are skipped.
 */
final class JaegerAnswer {
  private static final JsonFactory JSON = new JsonFactory();

  /** Whether the type says that traces are limited; the other type is the default. */
  boolean isRateLimiting;

  /** The share of traces; null if there is none. */
  @Nullable Double ratio;

  /** Traces per second; null if there is no limit. */
  @Nullable Double tracesPerSecond;

  /** The share of traces of operations that have none of their own. */
  double otherRatio;

  /** The share of traces by operation. */
  final Map<String, Double> ratios = new HashMap<>();

  private JaegerAnswer() {}

  /** Whether another answer, or none, says the same. */
  boolean isSame(@Nullable JaegerAnswer other) {
    return other != null
        && isRateLimiting == other.isRateLimiting
        && Objects.equals(ratio, other.ratio)
        && Objects.equals(tracesPerSecond, other.tracesPerSecond)
        && otherRatio == other.otherRatio
        && ratios.equals(other.ratios);
  }

  /** Reads the value of a member, at whose first token the parser is. */
  private interface Member {
    void read(String name) throws IOException;
  }

  /**
   * Reads an answer.
   *
   * @throws IOException if it is no JSON
   * @throws IllegalArgumentException if it is no such answer
   */
  static JaegerAnswer parse(byte[] json) throws IOException {
    JaegerAnswer answer = new JaegerAnswer();
    try (JsonParser in = JSON.createParser(json)) {
      in.nextToken();
      answer.readAll(in);
      if (in.nextToken() != null) {
        throw new IllegalArgumentException("more than one object");
      }
    }
    return answer;
  }

  private void readAll(JsonParser in) throws IOException {
    object(
        in,
        name -> {
          switch (name) {
            case "strategyType" -> isRateLimiting = isRateLimiting(in);
            case "probabilisticSampling" -> ratio = only(in, "samplingRate");
            case "rateLimitingSampling" -> tracesPerSecond = only(in, "maxTracesPerSecond");
            case "operationSampling" -> readOperations(in);
            default -> in.skipChildren();
          }
        });
  }

  /** The type is a name, or a number in older versions. */
  private static boolean isRateLimiting(JsonParser in) throws IOException {
    in.skipChildren();
    return in.currentToken() == JsonToken.VALUE_NUMBER_INT
        ? in.getText().equals("1")
        : "RATE_LIMITING".equals(in.getValueAsString());
  }

  private void readOperations(JsonParser in) throws IOException {
    object(
        in,
        name -> {
          switch (name) {
            case "defaultSamplingProbability" -> otherRatio = number(in);
            case "perOperationStrategies" -> {
              if (in.currentToken() != JsonToken.VALUE_NULL) {
                require(in, JsonToken.START_ARRAY);
                while (in.nextToken() != JsonToken.END_ARRAY) {
                  readOperation(in);
                }
              }
            }
            default -> in.skipChildren();
          }
        });
  }

  private void readOperation(JsonParser in) throws IOException {
    String[] operation = {""};
    Double[] own = {null};
    object(
        in,
        name -> {
          switch (name) {
            case "operation" -> {
              require(in, JsonToken.VALUE_STRING);
              operation[0] = in.getText();
            }
            case "probabilisticSampling" -> own[0] = only(in, "samplingRate");
            default -> in.skipChildren();
          }
        });
    ratios.put(operation[0], own[0] == null ? 0.0 : own[0]);
  }

  /** The number that an object consists of; null if there is no object. */
  private static @Nullable Double only(JsonParser in, String member) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    double[] found = {0};
    object(
        in,
        name -> {
          if (name.equals(member)) {
            found[0] = number(in);
          } else {
            in.skipChildren();
          }
        });
    return found[0];
  }

  private static void object(JsonParser in, Member member) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    require(in, JsonToken.START_OBJECT);
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      member.read(name);
    }
  }

  /** A number, which protobuf's JSON allows to be in quotes. */
  private static double number(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getDoubleValue();
      case VALUE_STRING -> parse(in.currentName(), in.getText());
      case VALUE_NULL -> 0;
      default -> throw new IllegalArgumentException(in.currentName() + " is no number");
    };
  }

  /** Messages are logged, so they do not show what a server says. */
  private static double parse(String name, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is no number");
    }
  }

  private static void require(JsonParser in, JsonToken expected) throws IOException {
    if (in.currentToken() != expected) {
      throw new IllegalArgumentException(
          "expected " + expected + " but got " + in.currentToken() + " in the answer");
    }
  }
}
