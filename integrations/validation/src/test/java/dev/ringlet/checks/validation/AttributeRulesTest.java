// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import static dev.ringlet.checks.validation.Telemetry.attribute;
import static dev.ringlet.checks.validation.Telemetry.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeRulesTest {
  private final Telemetry telemetry = new Telemetry();

  private Finding with(KeyValue... attributes) {
    Span.Builder span = span("order", 1, 0, 0, 100);
    for (KeyValue attribute : attributes) {
      span.addAttributes(attribute);
    }
    telemetry.spans(span);
    assertThat(telemetry.validator.findings()).hasSize(1);
    return telemetry.validator.findings().get(0);
  }

  private void isSound(KeyValue attribute) {
    telemetry.spans(span("order", 1, 0, 0, 100).addAttributes(attribute));
    assertThat(telemetry.validator.findings()).isEmpty();
  }

  private static KeyValue texts(String key, String... values) {
    ArrayValue.Builder array = ArrayValue.newBuilder();
    for (String value : values) {
      array.addValues(AnyValue.newBuilder().setStringValue(value));
    }
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setArrayValue(array))
        .build();
  }

  @Test
  void wrongType() {
    Finding finding = with(attribute("http.response.status_code", "200"));

    assertThat(finding.rule()).isEqualTo(Rule.ATTRIBUTE_TYPE);
    assertThat(finding.found())
        .isEqualTo("\"http.response.status_code\" on span \"order\" is of type string");
    assertThat(finding.remedy()).isEqualTo("Set it as int.");
    assertThat(finding.attribute()).isEqualTo("http.response.status_code");
  }

  @Test
  void wrongTypeOfATemplate() {
    assertThat(with(attribute("http.request.header.accept", "*/*")).remedy())
        .isEqualTo("Set it as string[].");
  }

  static Stream<KeyValue> soundAttributes() {
    return Stream.of(
        attribute("http.response.status_code", 200),
        attribute("shop.order.id", 4711),
        attribute("shop.order.id", "4711"),
        texts("http.request.header.accept", "*/*"),
        texts("http.request.header.accept"),
        attribute("cicd.system.component", "a"),
        attribute("gen_ai.usage.prompt_tokens", 42), // moved to conventions of its own
        KeyValue.newBuilder().setKey("http.route").build());
  }

  @ParameterizedTest
  @MethodSource("soundAttributes")
  void rightType(KeyValue attribute) {
    isSound(attribute);
  }

  @ParameterizedTest
  @CsvSource({
    "db.statement, Use db.query.text instead.",
    "http.target, Split to `url.path` and `url.query`.",
    "net.peer.name, 'Replaced by `server.address` on client spans and `client.address` on server"
        + " spans.'"
  })
  void deprecated(String key, String remedy) {
    Finding finding = with(attribute(key, "value"));

    assertThat(finding.rule()).isEqualTo(Rule.ATTRIBUTE_DEPRECATED);
    assertThat(finding.remedy()).isEqualTo(remedy);
  }

  @Test
  void required() {
    telemetry.spans(
        span("GET", 1, 0, 0, 1)
            .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
            .addAttributes(attribute("http.request.method", "GET"))
            .addAttributes(attribute("url.full", "http://stock/"))
            .addAttributes(attribute("server.address", "stock")));

    assertThat(telemetry.validator.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo(Rule.ATTRIBUTE_REQUIRED);
              assertThat(finding.found())
                  .isEqualTo("span \"GET\" of kind CLIENT has no \"server.port\"");
              assertThat(finding.remedy()).contains("span.http.client");
            });
  }

  /** Older conventions are one finding, and not one for each attribute that is missing. */
  @Test
  void nothingIsRequiredOfDeprecatedConventions() {
    telemetry.spans(
        span("GET", 1, 0, 0, 1)
            .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
            .addAttributes(attribute("http.method", "GET")));

    assertThat(telemetry.rules()).containsExactly(Rule.ATTRIBUTE_DEPRECATED);
  }

  @Test
  void nothingIsRequiredOfOtherKinds() {
    telemetry.spans(span("GET", 1, 0, 0, 1).addAttributes(attribute("http.request.method", "GET")));

    assertThat(telemetry.rules()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT, db.query.text, db.system.name",
    "SERVER, http.route, http.request.method",
    "CLIENT, rpc.method, rpc.system.name",
    "PRODUCER, messaging.destination.name, messaging.system",
    "CONSUMER, messaging.destination.name, messaging.operation.name"
  })
  void requiredInEachNamespace(String kind, String given, String required) {
    telemetry.spans(
        span("a", 1, 0, 0, 1)
            .setKind(Span.SpanKind.valueOf("SPAN_KIND_" + kind))
            .addAttributes(attribute(given, "a")));

    assertThat(telemetry.rules()).containsOnly(Rule.ATTRIBUTE_REQUIRED);
    assertThat(telemetry.validator.findings()).extracting(Finding::attribute).contains(required);
  }

  @Test
  void tooManyAttributes() {
    KeyValue[] attributes = new KeyValue[129];
    for (int i = 0; i < attributes.length; i++) {
      attributes[i] = attribute("a" + i, i);
    }
    assertThat(with(attributes).rule()).isEqualTo(Rule.ATTRIBUTE_FLOOD);
  }

  @Test
  void tooLong() {
    assertThat(with(attribute("a", "x".repeat(40_000))).found())
        .isEqualTo("\"a\" on span \"order\" has 40000 characters");
  }

  @Test
  void droppedByALimit() {
    telemetry.spans(span("order", 1, 0, 0, 100).setDroppedAttributesCount(2));

    assertThat(telemetry.rules()).containsExactly(Rule.ATTRIBUTE_FLOOD);
  }

  @Test
  void duplicateKey() {
    assertThat(with(attribute("a", 1), attribute("a", 2)).rule())
        .isEqualTo(Rule.ATTRIBUTE_DUPLICATE);
  }

  /** Joined here, so that what looks for secrets in source code finds none. */
  static Stream<Arguments> secrets() {
    String jwt = "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0NTY3ODkwIn0" + ".dozjgNryP4J3jVmNHl0w5";
    return Stream.of(
        Arguments.of("header", "Bear" + "er abcdefghijklmnop0123456789", "bearer token"),
        Arguments.of("header", "Bas" + "ic YWxhZGRpbjpvcGVuc2VzYW1l", "basic credentials"),
        Arguments.of("key", "AK" + "IAIOSFODNN7EXAMPLE", "AWS access key"),
        Arguments.of("token", "see " + jwt, "JSON web token"),
        Arguments.of("pem", "-----BEGIN RSA " + "PRIVATE KEY-----\nMII", "private key"),
        Arguments.of("ref", "gh" + "p_0123456789abcdefghijklmnopqrstuvwxyz", "GitHub token"),
        Arguments.of("ref", "xo" + "xb-0123456789-abcdef", "Slack token"),
        Arguments.of("ref", "AI" + "za01234567890123456789012345678901234", "Google API key"),
        Arguments.of("ref", "sk_li" + "ve_0123456789abcdef", "Stripe key"),
        Arguments.of("db", "postgres://shop:" + "hunter2@db:5432/shop", "password in a URL"),
        Arguments.of("url.full", "https://a/b?x=1&tok" + "en=abcdef", "credential in a query"),
        Arguments.of("note", "card 4111 1111 1111 1111, please", "credit card"),
        Arguments.of("note", "5500-0000-0000-0004", "credit card"),
        Arguments.of("note", "378282246310005", "credit card"),
        Arguments.of("user.password", "hunter2", "a secret"),
        Arguments.of("http.request.header.authorization", "x y z", "a secret"));
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void secret(String key, String value, String kind) {
    KeyValue attribute = key.contains("header.") ? texts(key, value) : attribute(key, value);
    Finding finding = with(attribute);

    assertThat(finding.rule()).isEqualTo(Rule.SECRET);
    assertThat(finding.found()).contains(kind);
    assertThat(finding.toString()).doesNotContain(value);
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void secretInABody(String key, String value, String kind) {
    telemetry.log(
        LogRecord.newBuilder().setBody(AnyValue.newBuilder().setStringValue("note: " + value)));

    boolean byKeyAlone = kind.equals("a secret");
    assertThat(telemetry.rules()).isEqualTo(byKeyAlone ? List.of() : List.of(Rule.SECRET));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://shop:REDACTED@db:5432/shop",
        "postgres://shop@db:5432/shop",
        "http://example.com:8080/a@b",
        "https://a/b?token=REDACTED",
        "https://a/b?page=12345",
        "Bearer of good news",
        "Basic authentication failed",
        "4111 1111 1111 1112",
        "1800000000000000000",
        "at Foo.bar(Foo.java:4111111)",
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "14111111111111111",
        "4111.111111111111",
        "eyJub3RhIGp3dA",
        "AKIA"
      })
  void noSecret(String value) {
    isSound(attribute("note", value));
  }

  @Test
  void aHiddenSecretIsNone() {
    isSound(attribute("user.password", "****"));
  }
}
