// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {
  private final Request request = new Request(Signal.TRACES);

  @ParameterizedTest
  @CsvSource({"0,0", "1,4096", "4096,4096", "4097,8192", "8192,8192", "1000000,1048576"})
  void makesRoomInPowersOfTwo(int total, int size) {
    assertThat(request.body(total)).hasSize(size);
    assertThat(request.body(total)).isSameAs(request.body(total / 2));
  }

  @Test
  void isOpenFromItsFillingUntilItsOutcomeIsCounted() {
    assertThat(request.isOpen()).isFalse();
    assertThat(request.openItems()).isZero();
    assertThat(request.settle()).as("nothing to count").isFalse();
    byte[] body = request.body(10);
    request.filled(7, 3);
    assertThat(request.isOpen()).isTrue();
    assertThat(request.openItems()).isEqualTo(3);
    Payload payload = request.payload(99);
    assertThat(payload.signal()).isEqualTo(Signal.TRACES);
    assertThat(payload.bytes()).isSameAs(body);
    assertThat(payload.length()).isEqualTo(7);
    assertThat(payload.items()).isEqualTo(3);
    assertThat(payload.deadlineNanos()).isEqualTo(99);
    assertThat(request.settle()).isTrue();
    assertThat(request.settle()).isFalse();
    assertThat(request.openItems()).isZero();
  }

  @Test
  void keepsItsOwnArrayWhileItCarriesALentOne() {
    byte[] own = request.body(10);
    byte[] lent = new byte[5];
    request.lend(lent, 4, 1);
    assertThat(request.payload(0).bytes()).isSameAs(lent);
    request.trim(4096);
    request.filled(1, 1);
    assertThat(request.payload(0).bytes()).isSameAs(own);
  }

  /** An array of up to twice what is needed is kept. */
  @Test
  void givesUnusualMemoryBack() {
    byte[] usual = request.body(100_000);
    request.trim(usual.length / 2);
    assertThat(request.body(1)).isSameAs(usual);
    request.trim(usual.length / 2 - 1);
    assertThat(request.body(1)).hasSize(4096);
  }

  @Test
  void givesMemoryBackThatItDidNotNeedLately() {
    byte[] large = request.body(1 << 20);
    request.filled(1 << 19, 1);
    request.filled(10, 1);
    assertThat(request.trimIdle()).as("needed lately, so later").isTrue();
    assertThat(request.body(1)).isSameAs(large);
    request.filled((1 << 19) - 1, 1);
    assertThat(request.trimIdle()).as("nothing is left").isFalse();
    assertThat(request.body(8192)).hasSize(8192);
    assertThat(request.trimIdle()).as("as little as is kept always").isFalse();
    assertThat(request.body(1)).hasSize(8192);
  }
}
