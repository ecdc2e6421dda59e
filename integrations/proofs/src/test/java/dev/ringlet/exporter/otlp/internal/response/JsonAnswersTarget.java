// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Responses in JSON: what is strict JSON is read as protobuf's own reader does. */
public final class JsonAnswersTarget implements FuzzTarget {
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Jackson reads a wide character in an escape as the digit that its lowest byte is. */
  private static final Pattern WIDE_ESCAPE = Pattern.compile("\\\\u[0-9a-fA-F]{0,3}[^\\x00-\\x7f]");

  /** What both readers take for the same member. */
  private static final Set<String> NAMES =
      Set.of(
          "partialSuccess",
          "partial_success",
          "rejectedLogRecords",
          "rejected_log_records",
          "errorMessage",
          "error_message");

  @Override
  public void run(byte[] input) throws IOException {
    byte[] behind = Arrays.copyOf(input, input.length + 2);
    PartialSuccess actual = JsonResponseReader.readPartial(behind, input.length);
    PartialSuccessTarget.assertLine(JsonResponseReader.readStatusMessage(behind, input.length));
    if (actual != null) {
      PartialSuccessTarget.assertLine(actual.message());
    }
    JsonNode tree;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(input)).toString();
      if (WIDE_ESCAPE.matcher(text).find()) {
        return;
      }
      tree = STRICT.readTree(text);
    } catch (JsonProcessingException | CharacterCodingException noJson) {
      return;
    }
    if (!tree.isObject()) {
      return;
    }
    assertThat(actual).isNotNull();
    ExportLogsServiceResponse.Builder expected = ExportLogsServiceResponse.newBuilder();
    try {
      JsonFormat.parser()
          .ignoringUnknownFields()
          .merge(new String(input, StandardCharsets.UTF_8), expected);
    } catch (InvalidProtocolBufferException notOfThisForm) {
      return;
    }
    if (areComparable(tree)) {
      assertThat(actual.rejectedItems())
          .isEqualTo(expected.getPartialSuccess().getRejectedLogRecords());
      assertThat(actual.message())
          .isEqualTo(ResponseText.clean(expected.getPartialSuccess().getErrorMessage()));
    }
  }

  /** Whether no name is one that ours takes for a known one, and no number is a fraction. */
  private static boolean areComparable(JsonNode tree) {
    for (Iterator<String> names = tree.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      String plain = name.replace("_", "").toLowerCase(Locale.ROOT);
      boolean looksKnown =
          plain.equals("partialsuccess")
              || plain.startsWith("rejected")
              || plain.equals("errormessage");
      JsonNode value = tree.get(name);
      boolean fraction = value.isNumber() && !value.isIntegralNumber();
      boolean longText = value.isTextual() && value.asText().length() > 500;
      boolean quotedFraction = value.isTextual() && value.asText().matches(".*[.eE].*");
      boolean numberLike = plain.startsWith("rejected") && (fraction || quotedFraction);
      boolean escapes = value.isTextual() && value.asText().chars().anyMatch(c -> c < ' ');
      if (looksKnown && (!NAMES.contains(name) || numberLike || longText || escapes)
          || value.isObject() && looksKnown && !areComparable(value)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<byte[]> seeds() {
    return FuzzTarget.texts(
        "{\"partialSuccess\":{\"rejectedLogRecords\":\"3\",\"errorMessage\":\"too \\u00e9 old\"}}",
        "{\"partial_success\" : {\"rejected_log_records\":4}, \"x\":[1,{\"a\":null}]}",
        "{\"\":\"\\u\u06410e9\"}",
        "{\"code\":3,\"message\":\"bad\",\"details\":[]}");
  }

  @Override
  public List<String> covered() {
    return List.of(JsonResponseReader.class.getName(), ResponseText.class.getName());
  }
}
