// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import static dev.ringlet.viewer.Telemetry.resource;
import static dev.ringlet.viewer.Telemetry.spanId;
import static dev.ringlet.viewer.Telemetry.traceId;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** CPU samples of some stacks. */
final class SampleProfiles {
  private static final List<String> STACKS =
      List.of(
          "java.lang.Thread.run;shop.Server.accept;shop.Checkout.run;shop.Basket.price;java.math.BigDecimal.multiply",
          "java.lang.Thread.run;shop.Server.accept;shop.Checkout.run;shop.Basket.price;java.util.HashMap.get",
          "java.lang.Thread.run;shop.Server.accept;shop.Checkout.run;shop.Stock.find;org.h2.Table.scan;org.h2.Row.read",
          "java.lang.Thread.run;shop.Server.accept;shop.Checkout.run;shop.Stock.find;org.h2.Table.scan;java.util.TreeMap.next",
          "java.lang.Thread.run;shop.Server.accept;shop.Checkout.run;shop.Payment.charge;com.fasterxml.jackson.Writer.write",
          "java.lang.Thread.run;shop.Server.accept;java.io.InputStream.read",
          "java.lang.Thread.run;dev.ringlet.internal.Worker.run;java.util.zip.Deflater.deflate");

  private SampleProfiles() {}

  static ExportProfilesServiceRequest request(long nowNanos, String service, int seed) {
    List<String> strings = new ArrayList<>(List.of("", "samples", "count", "cpu", "nanoseconds"));
    ProfilesDictionary.Builder dictionary =
        ProfilesDictionary.newBuilder()
            .addFunctionTable(Function.getDefaultInstance())
            .addLocationTable(Location.getDefaultInstance())
            .addStackTable(Stack.getDefaultInstance())
            .addLinkTable(Link.getDefaultInstance())
            .addLinkTable(Link.newBuilder().setTraceId(traceId(238)).setSpanId(spanId(23801)))
            .addLinkTable(Link.newBuilder().setTraceId(traceId(238)).setSpanId(spanId(23805)));
    List<String> functions = new ArrayList<>(List.of(""));
    for (String text : STACKS) {
      Stack.Builder stack = Stack.newBuilder();
      String[] frames = text.split(";");
      for (int i = frames.length - 1; i >= 0; i--) {
        if (!functions.contains(frames[i])) {
          strings.add(frames[i]);
          dictionary.addFunctionTable(Function.newBuilder().setNameStrindex(strings.size() - 1));
          dictionary.addLocationTable(
              Location.newBuilder().addLines(Line.newBuilder().setFunctionIndex(functions.size())));
          functions.add(frames[i]);
        }
        stack.addLocationIndices(functions.indexOf(frames[i]));
      }
      dictionary.addStackTable(stack);
    }
    Profile.Builder profile =
        Profile.newBuilder()
            .setTimeUnixNano(nowNanos)
            .setSampleType(ValueType.newBuilder().setTypeStrindex(1).setUnitStrindex(2))
            .setPeriodType(ValueType.newBuilder().setTypeStrindex(3).setUnitStrindex(4))
            .setPeriod(10_000_000);
    Random random = new Random(seed);
    for (int i = 1; i <= STACKS.size(); i++) {
      profile.addSamples(
          Sample.newBuilder()
              .setStackIndex(i)
              .setLinkIndex(i < 3 ? 1 : i < 5 ? 2 : 0)
              .addValues(5 + random.nextInt(40)));
    }
    return ExportProfilesServiceRequest.newBuilder()
        .setDictionary(dictionary.addAllStringTable(strings))
        .addResourceProfiles(
            ResourceProfiles.newBuilder()
                .setResource(resource(service))
                .addScopeProfiles(ScopeProfiles.newBuilder().addProfiles(profile)))
        .build();
  }
}
