// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import static dev.ringlet.viewer.Telemetry.request;
import static dev.ringlet.viewer.Telemetry.resource;
import static dev.ringlet.viewer.Telemetry.span;
import static dev.ringlet.viewer.Telemetry.spanId;
import static dev.ringlet.viewer.Telemetry.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.viewer.internal.store.Limits;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import dev.ringlet.viewer.internal.store.TraceId;
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
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FlameQueriesTest {
  private final AtomicLong millis = new AtomicLong(1_000);
  private final TelemetryStore store =
      new TelemetryStore(new Limits(64 << 20, 100), millis::get, millis::get);
  private final FlameQueries queries = new FlameQueries(store);

  /** Two stacks: run &gt; sum, twice, in span 5; run, once, outside of spans. */
  private static ExportProfilesServiceRequest profiles() {
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
            .addLinkTable(Link.newBuilder().setTraceId(traceId(1)).setSpanId(spanId(5)))
            .build();
    Profile profile =
        Profile.newBuilder()
            .setSampleType(ValueType.newBuilder().setTypeStrindex(1).setUnitStrindex(2))
            .setPeriodType(ValueType.newBuilder().setTypeStrindex(3).setUnitStrindex(4))
            .setPeriod(10)
            .addSamples(
                Sample.newBuilder()
                    .setStackIndex(1)
                    .setLinkIndex(1)
                    .addTimestampsUnixNano(7)
                    .addTimestampsUnixNano(8))
            .addSamples(Sample.newBuilder().setStackIndex(2).addValues(1))
            .addSamples(Sample.newBuilder().setStackIndex(99).setLinkIndex(99).addValues(1))
            .build();
    return ExportProfilesServiceRequest.newBuilder()
        .setDictionary(dictionary)
        .addResourceProfiles(
            ResourceProfiles.newBuilder()
                .setResource(resource("shop"))
                .addScopeProfiles(ScopeProfiles.newBuilder().addProfiles(profile)))
        .build();
  }

  private static FlameQueries.Selection cpu(String spanName, long from, long to) {
    return new FlameQueries.Selection("cpu", "", spanName, TraceId.NONE, 0, from, to);
  }

  @Test
  void stacksAddUpToATreeBySpan() {
    store.add(request("shop", span(5, 0, 0, 10).setName("price")));
    store.add(profiles());

    FlameQueries.Flame flame = queries.flame(cpu("", 0, Long.MAX_VALUE));

    assertThat(flame.frames()).containsExactly("a.Main.run", "a.Main.sum");
    assertThat(flame.frame()).containsExactly(-1, 0, 1);
    assertThat(flame.parent()).containsExactly(-1, 0, 1);
    assertThat(flame.value()).containsExactly(40, 30, 20);
    assertThat(flame.self()).containsExactly(10, 10, 20);
    assertThat(flame.spans())
        .containsExactlyInAnyOrder(
            new FlameQueries.SpanShare("price", 20),
            new FlameQueries.SpanShare("outside of spans", 20));
    assertThat(queries.flame(cpu("price", 0, Long.MAX_VALUE)).value()).containsExactly(20, 20, 20);
    assertThat(queries.kinds().kinds())
        .containsExactly(new FlameQueries.Kind("cpu", "nanoseconds", "shop", 40, 3));
  }

  @Test
  void twoTimesAreCompared() {
    store.add(profiles());
    millis.set(2_000);
    store.add(profiles());
    store.add(profiles());

    FlameQueries.Flame flame = queries.difference(cpu("", 0, 1_500), cpu("", 1_500, 3_000));

    assertThat(flame.value()).containsExactly(40, 30, 20);
    assertThat(flame.other()).containsExactly(80, 60, 40);
  }
}
