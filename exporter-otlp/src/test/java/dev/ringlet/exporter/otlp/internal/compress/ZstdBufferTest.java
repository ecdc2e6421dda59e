// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.compress;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both libraries, with zstd's own library as the judge. */
class ZstdBufferTest {
  static Stream<Supplier<ZstdBuffer>> libraries() {
    return Stream.of(ZstdBuffer::withJni, ZstdBuffer::withAircompressor);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void zstdDecompressesTheResult(Supplier<ZstdBuffer> maker) {
    Random random = new Random(3);
    try (ZstdBuffer buffer = maker.get()) {
      assertThat(buffer.encoding()).isEqualTo("zstd");
      for (int length : new int[] {0, 1, 1000, 131_072, 100_000, 5_000_000, 10}) {
        byte[] bytes = new byte[length + 20];
        if (length % 2 == 0) {
          random.nextBytes(bytes); // not compressible
        }
        int size = buffer.compress(bytes, 7, length);
        byte[] packed = Arrays.copyOf(buffer.bytes(), size);
        assertThat(Zstd.decompress(packed, length))
            .isEqualTo(Arrays.copyOfRange(bytes, 7, 7 + length));
      }
      assertThat(buffer.bytes()).hasSizeLessThan(1_000_000); // a large buffer is not kept
    }
  }

  @Test
  void nativeLibraryIsPreferred() {
    assertThat(ZstdBuffer.isAvailable()).isTrue();
    try (ZstdBuffer buffer = ZstdBuffer.create();
        ZstdBuffer jni = ZstdBuffer.withJni();
        ZstdBuffer air = ZstdBuffer.withAircompressor()) {
      byte[] text = "one two three one two three four ".repeat(300).getBytes();
      int size = buffer.compress(text, 0, text.length);
      byte[] made = Arrays.copyOf(buffer.bytes(), size);
      assertThat(made).isEqualTo(Arrays.copyOf(jni.bytes(), jni.compress(text, 0, text.length)));
      assertThat(made).isNotEqualTo(Arrays.copyOf(air.bytes(), air.compress(text, 0, text.length)));
    }
  }
}
