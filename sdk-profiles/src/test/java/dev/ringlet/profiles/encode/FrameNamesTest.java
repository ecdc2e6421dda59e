// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.encode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameNamesTest {
  @ParameterizedTest
  @CsvSource({
    "java/util/Map, java.util.Map",
    "a.B$Inner, a.B$Inner",
    "a.B$1, a.B$1",
    "a.B$$Lambda$77+0x00007f12ac001234/1157726741, a.B$$Lambda",
    "a.B$$Lambda$14/0x0000000800066840, a.B$$Lambda",
    "a.B$$Lambda+0x00007f12ac001234/1157726741, a.B$$Lambda",
    "java.lang.invoke.LambdaForm$MH+0x00007f/12, java.lang.invoke.LambdaForm$MH",
    "java.lang.invoke.LambdaForm$DMH.0x00007f12, java.lang.invoke.LambdaForm$DMH",
    "jdk.internal.reflect.GeneratedMethodAccessor12, jdk.internal.reflect.GeneratedMethodAccessor",
    "jdk.proxy2.$Proxy31, jdk.proxy2.$Proxy",
    "com.shop.Cart$$EnhancerByCGLIB$$1a2b3c4d, com.shop.Cart$$EnhancerByCGLIB",
    "com.shop.Cart$$SpringCGLIB$$0, com.shop.Cart$$SpringCGLIB$$0",
    "com.shop.GeneratedMethodAccessorTest, com.shop.GeneratedMethodAccessorTest",
    "Hex0x, Hex0x"
  })
  void leavesOutWhatDiffersFromRunToRun(String recorded, String shown) {
    assertThat(FrameNames.className(recorded)).isEqualTo(shown);
  }

  @Test
  void givesTheSameNameToLambdasMadeAtOnePlace() {
    Runnable[] made = new Runnable[2];
    for (int i = 0; i < made.length; i++) {
      int captured = i;
      made[i] = () -> assertThat(captured).isNotNegative();
    }
    String own = FrameNames.className(made[0].getClass().getName());
    assertThat(own).isEqualTo(FrameNamesTest.class.getName() + "$$Lambda");
    assertThat(FrameNames.className(made[1].getClass().getName())).isEqualTo(own);
  }

  @Test
  void systemNamesAreThoseOfTheVirtualMachine() {
    assertThat(FrameNames.systemName("a.b.C", "m", "(I)V")).isEqualTo("a/b/C.m(I)V");
  }
}
