// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.profiles.v1development.Function;
import io.opentelemetry.proto.profiles.v1development.Line;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.profiles.v1development.Stack;
import io.opentelemetry.proto.profiles.v1development.ValueType;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlamePageTest {
  private static final ByteString SPAN_ID =
      ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

  private static final StackSample COMPUTE =
      new StackSample("cpu", "nanoseconds", "price", List.of("a.Main.run", "a.Main.sum"), 30);

  @Test
  void readsStacksRootFirstWithThePeriodAsTheirWeightAndTheSpanByName() {
    List<StackSample> samples = ProfileReader.read(List.of(request()), List.of(spans()));

    assertThat(samples)
        .containsExactly(
            new StackSample(
                "cpu", "nanoseconds", "price", List.of("a.Main.run", "a.Main.sum"), 20_000_000),
            new StackSample(
                "cpu", "nanoseconds", StackSample.NO_SPAN, List.of("a.Main.run"), 10_000_000));
  }

  @Test
  void samplesOfOneStackInOneSpanAreOneSampleOnThePage() throws IOException {
    String page = FlamePage.of("Title", "Sub", List.of("a."), List.of(COMPUTE, COMPUTE));

    assertThat(page)
        .contains("\"samples\":[[0,60,[0,1]]]")
        .contains("\"frames\":[\"a.Main.run\",\"a.Main.sum\"]")
        .contains("\"spans\":[\"price\"]")
        .contains("\"name\":\"CPU\"");
  }

  @Test
  void namesCannotEndTheScriptTheyStandIn() throws IOException {
    String hostile = "</script><b>\"\\\u2028";
    String page =
        FlamePage.of(
            hostile,
            "",
            List.of(),
            List.of(new StackSample("cpu", "count", hostile, List.of(), 1)));

    assertThat(page)
        .doesNotContain("</script><b>")
        .contains("\\u003c/script>\\u003cb>\\u0022\\u005c\\u2028");
  }

  @Test
  void thePageFetchesNothing() throws IOException {
    String page = FlamePage.of("Title", "", List.of(), List.of(COMPUTE));

    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "src=", "@import", "fetch(");
  }

  @Test
  void printsTheDearestMethodFirstAndWhereItRan() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StackSample cheap = new StackSample("cpu", "nanoseconds", "other", List.of("a.Main.run"), 10);

    ProfilePrinter.print(List.of(cheap, COMPUTE), new PrintStream(out));

    assertThat(out.toString().lines())
        .containsSubsequence(
            "CPU  40 ns",
            "   75.0 %       30 ns  a.Main.sum",
            "                 30 ns  in price",
            "   25.0 %       10 ns  a.Main.run");
  }

  private static ResourceSpans spans() {
    Span span = Span.newBuilder().setSpanId(SPAN_ID).setName("price").build();
    return ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder().addSpans(span)).build();
  }

  private static ExportProfilesServiceRequest request() {
    ProfilesDictionary dictionary =
        ProfilesDictionary.newBuilder()
            .addAllStringTable(
                List.of("", "samples", "count", "cpu", "nanoseconds", "a.Main.run", "a.Main.sum"))
            .addFunctionTable(Function.getDefaultInstance())
            .addFunctionTable(Function.newBuilder().setNameStrindex(5))
            .addFunctionTable(Function.newBuilder().setNameStrindex(6))
            .addLocationTable(Location.getDefaultInstance())
            .addLocationTable(Location.newBuilder().addLines(Line.newBuilder().setFunctionIndex(1)))
            .addLocationTable(Location.newBuilder().addLines(Line.newBuilder().setFunctionIndex(2)))
            .addStackTable(Stack.getDefaultInstance())
            .addStackTable(Stack.newBuilder().addLocationIndices(2).addLocationIndices(1))
            .addStackTable(Stack.newBuilder().addLocationIndices(1))
            .addLinkTable(Link.getDefaultInstance())
            .addLinkTable(Link.newBuilder().setSpanId(SPAN_ID))
            .build();
    Profile profile =
        Profile.newBuilder()
            .setSampleType(ValueType.newBuilder().setTypeStrindex(1).setUnitStrindex(2))
            .setPeriodType(ValueType.newBuilder().setTypeStrindex(3).setUnitStrindex(4))
            .setPeriod(10_000_000)
            .addSamples(
                Sample.newBuilder()
                    .setStackIndex(1)
                    .setLinkIndex(1)
                    .addTimestampsUnixNano(7)
                    .addTimestampsUnixNano(8))
            .addSamples(Sample.newBuilder().setStackIndex(2).addValues(1))
            .build();
    return ExportProfilesServiceRequest.newBuilder()
        .setDictionary(dictionary)
        .addResourceProfiles(
            ResourceProfiles.newBuilder()
                .addScopeProfiles(ScopeProfiles.newBuilder().addProfiles(profile)))
        .build();
  }
}
