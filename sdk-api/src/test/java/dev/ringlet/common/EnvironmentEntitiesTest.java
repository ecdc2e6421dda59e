// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.config.Config;
import dev.ringlet.testing.LogListener;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.autoconfigure.ResourceConfiguration;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentEntitiesTest {
  private static final int RANDOM_TEXTS = 20_000;
  private static final String[] PIECES = {
    "service",
    "host",
    "a",
    "k",
    "v",
    "{",
    "}",
    "[",
    "]",
    "=",
    ",",
    ";",
    "@",
    "%41",
    "%",
    " ",
    "a{k=v}",
    "b{k=w}[d=x]",
    "b{m=1,n=2}",
    ";",
    "{a=b}",
    "=",
    "https://x.org/s",
    "1",
    "\u00e9"
  };

  private static Attributes ours(String text) {
    AttributesBuilder attributes = Attributes.builder();
    EnvironmentEntities.putAll(attributes, text);
    return attributes.build();
  }

  private static Attributes theirs(String text) {
    return ResourceConfiguration.createEnvironmentResource(
            DefaultConfigProperties.createFromMap(Map.of("otel.entities", text)))
        .getAttributes();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service{service.name=shop}",
        "service{service.name=shop,service.instance.id=7}[service.version=1]@https://x.org/1",
        "a{k=v};b{l=w}",
        "a{k=v};a{l=w}",
        "a{k=v};b{k=w}",
        "a{k=v};b{;c{m=x};",
        "a{k=}",
        "a{k=v,}",
        "a{}",
        "a{k=v}[]",
        "a{k=v}x",
        " a { k = v } [ d = e ] ; b{l=%41%zz}",
        "a{k=b=c}",
        "a{k=v}@no url",
        ";;"
      })
  void likeTheOfficialSdk(String text) {
    assertThat(ours(text)).isEqualTo(theirs(text));
  }

  @Test
  void randomTextsLikeTheOfficialSdk() {
    Logger.getLogger("io.opentelemetry.sdk").setLevel(java.util.logging.Level.OFF);
    Logger quiet = Logger.getLogger(EnvironmentEntities.class.getName());
    quiet.setLevel(java.util.logging.Level.OFF);
    Random random = new Random(20261129);
    int some = 0;
    try {
      for (int i = 0; i < RANDOM_TEXTS; i++) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(9); n >= 0; n--) {
          text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        Attributes expected = theirs(text.toString());
        some += expected.isEmpty() ? 0 : 1;
        assertThat(ours(text.toString())).as("'%s'", text).isEqualTo(expected);
      }
    } finally {
      quiet.setLevel(null);
    }
    assertThat(some).isGreaterThan(1000);
  }

  @Test
  void aMalformedEntityIsLeftOutWithAWarningThatDoesNotShowIt() {
    List<String> lines = new ArrayList<>();
    LogListener listener = new LogListener(record -> lines.add(record.getMessage()));
    Logger logger = Logger.getLogger(EnvironmentEntities.class.getName());
    logger.addHandler(listener);
    try {
      assertThat(ours("a{k=v};b{s3cret;c{m=x};c{m=y}").asMap())
          .containsOnlyKeys(AttributeKey.stringKey("k"), AttributeKey.stringKey("m"))
          .containsValue("y");
    } finally {
      logger.removeHandler(listener);
    }
    assertThat(lines)
        .containsExactly(
            "otel.entities: entity 2 is malformed and left out",
            "otel.entities: there are two entities of the type c; the last one is used");
  }

  @Test
  void attributesAndServiceNameAreStronger() {
    Config config =
        Config.of(
            Map.of(
                "otel.entities", "service{service.name=a,x=1,y=2}",
                "otel.resource.attributes", "x=3",
                "otel.service.name", "b"),
            Map.of(),
            Map.of());
    assertThat(Resource.fromConfig(config).getAttributes().asMap())
        .containsEntry(AttributeKey.stringKey("service.name"), "b")
        .containsEntry(AttributeKey.stringKey("x"), "3")
        .containsEntry(AttributeKey.stringKey("y"), "2");
  }
}
