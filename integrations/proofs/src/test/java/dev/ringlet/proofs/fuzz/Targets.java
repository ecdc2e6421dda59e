// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The targets by name. */
final class Targets {
  private static final Map<String, String> CLASSES = new LinkedHashMap<>();

  static {
    String here = "dev.ringlet.proofs.fuzz.targets.";
    String exporter = "dev.ringlet.exporter.otlp.internal.";
    CLASSES.put("wire", here + "WireTarget");
    CLASSES.put("properties", here + "PropertiesTarget");
    CLASSES.put("headers", here + "HeadersTarget");
    CLASSES.put("resource", here + "ResourceTarget");
    CLASSES.put("addresses", here + "AddressesTarget");
    CLASSES.put("retry-after", here + "RetryAfterTarget");
    CLASSES.put("partial-success", exporter + "response.PartialSuccessTarget");
    CLASSES.put("json-answers", exporter + "response.JsonAnswersTarget");
    CLASSES.put("http-answers", exporter + "response.HttpAnswersTarget");
    CLASSES.put("grpc-answers", exporter + "response.GrpcAnswersTarget");
    CLASSES.put("spool", exporter + "spool.SpoolTarget");
    CLASSES.put("json", exporter + "json.JsonTarget");
    CLASSES.put("yaml", "dev.ringlet.declarative.YamlTarget");
    CLASSES.put("w3c", here + "PropagationTarget");
    CLASSES.put("rules", here + "RulesTarget");
    CLASSES.put("captured-json", here + "CapturedJsonTarget");
    CLASSES.put("viewer", "dev.ringlet.viewer.internal.server.ViewerTarget");
  }

  private Targets() {}

  static Stream<String> names() {
    return CLASSES.keySet().stream();
  }

  static Class<? extends FuzzTarget> named(String name) throws ClassNotFoundException {
    return Class.forName(CLASSES.get(name)).asSubclass(FuzzTarget.class);
  }
}
