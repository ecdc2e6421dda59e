// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.testing.OtlpCapture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EveryNodeTest {
  /** Those that Ringlet refuses or has no use for; README.md says why. */
  private static final Set<String> ELSEWHERE =
      Set.of("producers", "opencensus", "event_to_span_event_bridge/development");

  private static final Pattern TYPE = Pattern.compile("(?m)^(\\w+) (\\S+)(.*)$");
  private static final Pattern KEY = Pattern.compile("(?m)^ {2}([^ !]+)!? ");

  @TempDir Path folder;

  private static String resource(String name) {
    try (InputStream in = EveryNodeTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theFileHasEachKeyOfTheSchemaButThoseOfOtherTests() {
    String schema = resource("schema/schema.txt");
    String file = resource("every-node.yaml");
    Set<String> missing = new TreeSet<>();
    String[] types = schema.split("(?m)^(?=\\w)");
    for (String type : types) {
      Matcher name = TYPE.matcher(type);
      if (!name.find() || belongsElsewhere(name.group(1))) {
        continue;
      }
      for (Matcher key = KEY.matcher(type); key.find(); ) {
        if (!file.contains(key.group(1) + ":") && !ELSEWHERE.contains(key.group(1))) {
          missing.add(name.group(1) + "." + key.group(1));
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** Instrumentation reads its part itself; other samplers have tests of their own. */
  private static boolean belongsElsewhere(String type) {
    return type.contains("Instrumentation")
        || type.contains("Semconv")
        || type.contains("Sanitization")
        || type.startsWith("Composable")
        || type.contains("SamplerRule")
        || type.equals("JaegerRemoteSampler")
        || type.equals("ProbabilitySampler")
        || type.equals("Sampler");
  }

  @Test
  void theFileStartsAnSdkAndEachExporterOfTheReceiverGetsRecords() throws Exception {
    try (OtlpCapture capture = OtlpCapture.start()) {
      String text =
          resource("every-node.yaml")
              .replace("${sys:receiver}", capture.endpoint())
              .replace("${sys:folder}", folder.toUri().toString());
      Path file = Files.writeString(folder.resolve("otel.yaml"), text);
      RingletSdk sdk =
          RingletSdk.builder()
              .property("otel.config.file", file.toString())
              .property("ringlet.close.timeout", "20s")
              .build();
      Workload.run(sdk);
      sdk.close();
      assertThat(capture.traces()).isNotEmpty();
      assertThat(capture.metrics()).isNotEmpty();
      assertThat(capture.requests(dev.ringlet.testing.OtlpSignal.LOGS)).isNotEmpty();
      assertThat(folder.resolve("spans.jsonl")).isNotEmptyFile();
      assertThat(folder.resolve("metrics.jsonl")).isNotEmptyFile();
      assertThat(folder.resolve("logs.jsonl")).isNotEmptyFile();
      assertThat(sdk.getPropagators().getTextMapPropagator().fields())
          .contains("traceparent", "baggage", "b3", "X-B3-TraceId", "marker");
      assertThat(MarkerProviders.seen).contains("from the file [1, 2]");
    }
  }
}
