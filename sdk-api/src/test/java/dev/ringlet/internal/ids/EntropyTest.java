// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ids;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntropyTest {
  @Test
  void differsEveryTime() {
    assertThat(Entropy.longs(4)).hasSize(4).doesNotHaveDuplicates();
    assertThat(Entropy.longs(2)).doesNotContain(Entropy.longs(2));
  }

  @Test
  void readsTheDevice(@TempDir Path directory) throws IOException {
    Path device = directory.resolve("device");
    Files.write(device, new byte[] {0, 0, 0, 0, 0, 0, 0, 5, 1, 0, 0, 0, 0, 0, 0, 0, 99});
    assertThat(Entropy.longs(2, device.toString())).containsExactly(5, 1L << 56);
  }

  @Test
  void doesWithoutTheDevice(@TempDir Path directory) throws IOException {
    Path tooShort = directory.resolve("short");
    Files.write(tooShort, new byte[7]);
    for (Path device : new Path[] {tooShort, directory, directory.resolve("missing")}) {
      assertThat(Entropy.longs(2, device.toString())).doesNotHaveDuplicates().doesNotContain(0);
    }
  }
}
