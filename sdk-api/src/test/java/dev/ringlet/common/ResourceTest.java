// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResourceTest {
  private static final AttributeKey<String> A = AttributeKey.stringKey("a");
  private static final AttributeKey<Long> B = AttributeKey.longKey("b");

  @Test
  void theDefaultResourceIdentifiesTheSdk() {
    Attributes attributes = Resource.getDefault().getAttributes();
    assertThat(attributes.asMap().keySet())
        .extracting(AttributeKey::getKey)
        .containsExactlyInAnyOrder(
            "service.name",
            "telemetry.sdk.language",
            "telemetry.sdk.name",
            "telemetry.sdk.version");
    assertThat(attributes.get(AttributeKey.stringKey("service.name")))
        .isEqualTo("unknown_service:java");
    assertThat(attributes.get(AttributeKey.stringKey("telemetry.sdk.language"))).isEqualTo("java");
    assertThat(attributes.get(AttributeKey.stringKey("telemetry.sdk.name"))).isEqualTo("ringlet");
    assertThat(attributes.get(AttributeKey.stringKey("telemetry.sdk.version")))
        .matches("\\d+\\.\\d+\\.\\d+(-[A-Za-z0-9.]+)?");
    assertThat(Resource.getDefault().getSchemaUrl()).isNull();
  }

  @Test
  void emptyHasNothing() {
    assertThat(Resource.empty().getAttributes().isEmpty()).isTrue();
    assertThat(Resource.empty().getSchemaUrl()).isNull();
    assertThat(Resource.create(Attributes.empty(), "")).isEqualTo(Resource.empty());
  }

  @Test
  void equalWhenAttributesAndSchemaAre() {
    Resource resource = Resource.create(Attributes.of(A, "1", B, 2L), "http://s");
    Resource same = Resource.builder().put(B, 2).put("a", "1").setSchemaUrl("http://s").build();
    assertThat(resource).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(resource).isNotEqualTo(same.toBuilder().setSchemaUrl(null).build());
    assertThat(resource).isNotEqualTo(same.toBuilder().put("a", "2").build());
    assertThat(resource).isNotEqualTo("http://s");
    assertThat(resource).hasToString("Resource{schemaUrl=http://s, attributes={a=\"1\", b=2}}");
  }

  @Test
  void builderTakesAllKindsOfValues() {
    Resource resource =
        Resource.builder()
            .put("string", "x")
            .put("long", 1L)
            .put("double", 1.5)
            .put("boolean", true)
            .put("strings", "x", "y")
            .put("longs", 1L, 2L)
            .put("doubles", 1.5, 2.5)
            .put("booleans", true, false)
            .put(A, "1")
            .put(B, 7)
            .build();
    Attributes expected =
        Attributes.builder()
            .put("string", "x")
            .put("long", 1L)
            .put("double", 1.5)
            .put("boolean", true)
            .put("strings", "x", "y")
            .put("longs", 1L, 2L)
            .put("doubles", 1.5, 2.5)
            .put("booleans", true, false)
            .put("a", "1")
            .put("b", 7)
            .build();
    assertThat(resource.getAttributes()).isEqualTo(expected);
    assertThat(resource.getAttribute(B)).isEqualTo(7);
    assertThat(resource.getAttribute(AttributeKey.stringKey("missing"))).isNull();
  }

  @Test
  void builderIgnoresWhatIsNotThere() {
    Resource resource =
        Resource.builder()
            .put((String) null, "x")
            .put("", "x")
            .put("a", (String) null)
            .putAll((Attributes) null)
            .putAll((Resource) null)
            .build();
    assertThat(resource).isEqualTo(Resource.empty());
  }

  @Test
  void builderRemovesAndReplaces() {
    Resource resource = Resource.create(Attributes.of(A, "1", B, 2L), "http://s");
    assertThat(resource.toBuilder().removeIf(key -> key.getKey().equals("a")).build())
        .isEqualTo(Resource.create(Attributes.of(B, 2L), "http://s"));
    Resource other = Resource.create(Attributes.of(A, "9"), "http://other");
    assertThat(resource.toBuilder().putAll(other).build())
        .isEqualTo(Resource.create(Attributes.of(A, "9", B, 2L), "http://s"));
    assertThat(resource.toBuilder().putAll(Attributes.of(A, "8")).build().getAttribute(A))
        .isEqualTo("8");
  }

  @Test
  void namesArePrintableAscii() {
    for (String name : new String[] {"é", "a\n", "a\u007f", "k".repeat(256)}) {
      assertThatThrownBy(() -> Resource.builder().put(name, 1).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("attributes: a name must be 1 to 255 printable ASCII characters");
    }
    assertThat(Resource.builder().put("k".repeat(255), 1).put(" ~", 1).build().getAttributes())
        .satisfies(attributes -> assertThat(attributes.size()).isEqualTo(2));
    assertThatThrownBy(() -> Resource.create(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("attributes");
  }

  @Test
  void mergeOfSchemas() {
    Resource none = Resource.create(Attributes.of(A, "1"));
    Resource one = Resource.create(Attributes.of(A, "2"), "http://one");
    Resource two = Resource.create(Attributes.of(A, "3"), "http://two");
    assertThat(none.merge(one)).isEqualTo(one);
    assertThat(one.merge(none).getSchemaUrl()).isEqualTo("http://one");
    assertThat(one.merge(one)).isEqualTo(one);
    assertThat(one.merge(two)).isEqualTo(Resource.create(Attributes.of(A, "3")));
    assertThat(one.merge(null)).isSameAs(one);
    assertThat(one.merge(Resource.empty())).isSameAs(one);
    assertThat(Resource.empty().merge(one)).isEqualTo(one);
    // An empty URL is none, by the specification.
    assertThat(Resource.create(Attributes.empty(), "").merge(one)).isEqualTo(one);
    assertThat(one.merge(Resource.create(Attributes.empty(), ""))).isEqualTo(one);
  }

  @Test
  void mergesAsTheOfficialSdkDoes() {
    Random random = new Random(42);
    for (int i = 0; i < 5_000; i++) {
      Attributes oldAttributes = randomAttributes(random);
      Attributes newAttributes = randomAttributes(random);
      String oldSchema = randomSchema(random);
      String newSchema = randomSchema(random);
      io.opentelemetry.sdk.resources.Resource expected =
          io.opentelemetry.sdk.resources.Resource.create(oldAttributes, oldSchema)
              .merge(io.opentelemetry.sdk.resources.Resource.create(newAttributes, newSchema));

      Resource merged =
          Resource.create(oldAttributes, oldSchema)
              .merge(Resource.create(newAttributes, newSchema));

      assertThat(merged.getAttributes()).isEqualTo(expected.getAttributes());
      // They log each conflict, so most of the random schemas agree.
      assertThat(merged.getSchemaUrl()).isEqualTo(expected.getSchemaUrl());
    }
  }

  private static Attributes randomAttributes(Random random) {
    AttributesBuilder attributes = Attributes.builder();
    for (int n = random.nextInt(6); n > 0; n--) {
      String key = "k" + random.nextInt(5);
      switch (random.nextInt(4)) {
        case 0 -> attributes.put(key, "v" + random.nextInt(3));
        case 1 -> attributes.put(key, random.nextInt(3));
        case 2 -> attributes.put(key, random.nextBoolean());
        default -> attributes.put(key, "x", "y" + random.nextInt(3));
      }
    }
    return attributes.build();
  }

  private static String randomSchema(Random random) {
    int choice = random.nextInt(100);
    return choice == 0 ? "http://two" : choice < 50 ? "http://one" : null;
  }
}
