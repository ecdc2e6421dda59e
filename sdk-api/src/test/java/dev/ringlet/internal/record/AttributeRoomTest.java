// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.internal.otlp.CommonTags;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fits into a message near its limit. */
class AttributeRoomTest {
  private final KeyCache keys = new KeyCache();

  private static AttributeBuffer begun(int initialBytes, int most) {
    AttributeBuffer buffer = new AttributeBuffer(initialBytes);
    buffer.begin(CommonTags.Resource.ATTRIBUTES, 100, Integer.MAX_VALUE, most);
    return buffer;
  }

  private static byte[] written(AttributeBuffer buffer) {
    return Arrays.copyOf(buffer.data(), buffer.position());
  }

  @Test
  void aMessageIsFilledUpToItsLimit() throws Exception {
    for (int most = 100; most < 400; most++) {
      AttributeBuffer buffer = begun(16, most);
      int end = buffer.position();
      for (int i = 10; buffer.droppedAttributes() == 0; i++) {
        end = buffer.position();
        buffer.putLong(keys.get("k" + i), 1);
      }
      int attribute = 2 + 6 + 3;
      assertThat(end).isBetween(most - most / 32 - attribute + 1, most - most / 32);
      assertThat(buffer.position()).isEqualTo(end);
      assertThat(Resource.parseFrom(written(buffer)).getAttributesList()).hasSize(end / attribute);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\u00e4", "\u8a9e", "\uD83D\uDE00"})
  void whatIsCutDoesNotDependOnTheSizeOfTheArray(String unit) {
    for (int count = 900; count < 1_100; count++) { // three bytes each are about the limit
      AttributeBuffer small = begun(16, 3_200);
      AttributeBuffer large = begun(8_192, 3_200);
      for (AttributeBuffer buffer : new AttributeBuffer[] {small, large}) {
        buffer.putLong(keys.get("before"), 1);
        buffer.putString(keys.get("text"), unit.repeat(count));
        buffer.putBoolean(keys.get("after"), true);
      }
      assertThat(written(large)).isEqualTo(written(small));
      assertThat(large.oversized()).isEqualTo(small.oversized());
      assertThat(large.droppedAttributes()).isEqualTo(small.droppedAttributes());
    }
  }
}
