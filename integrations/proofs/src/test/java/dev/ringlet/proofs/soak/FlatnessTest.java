// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** The judge of memory calls noise and warm-up flat, and a small steady rise a leak. */
class FlatnessTest {
  private static final int MIB = 1 << 20;

  /** Five minutes, a sample a second; the heap in KiB by the number of the sample. */
  private static List<String> judge(IntUnaryOperator heapKib, IntUnaryOperator files) {
    List<Flatness.Sample> samples = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      long heap = (long) heapKib.applyAsInt(i) << 10;
      samples.add(new Flatness.Sample(i * 1000L, heap, 80 * MIB, MIB, files.applyAsInt(i), 30));
    }
    return Flatness.judge(0, samples, Flatness.Rule.LONG, new ArrayList<>());
  }

  @Test
  void noiseAndPeaksAreFlat() {
    Random random = new Random(7);
    assertThat(
            judge(
                i -> 10_000 + random.nextInt(3_000) + (i % 50 == 0 ? 40_000 : 0),
                i -> 20 + random.nextInt(10)))
        .isEmpty();
  }

  @Test
  void warmUpIsFlat() {
    assertThat(judge(i -> i < 90 ? 5_000 + 100 * i : 14_000, i -> Math.min(i, 40))).isEmpty();
  }

  @Test
  void aLeakOfThirtyKibibytesASecondIsFoundInNoise() {
    Random random = new Random(7);
    assertThat(judge(i -> 5_000 + 30 * i + random.nextInt(3_000), i -> 20))
        .singleElement()
        .asString()
        .contains("heap after GC", "NOT FLAT");
  }

  @Test
  void aLeakOfAFileEveryTenSecondsIsFound() {
    assertThat(judge(i -> 5_000, i -> 20 + i / 10))
        .singleElement()
        .asString()
        .contains("open files", "NOT FLAT");
  }

  @Test
  void fewSamplesAreNotJudgedAndTheReportSaysSo() {
    List<String> report = new ArrayList<>();
    assertThat(Flatness.judge(3, List.of(), Flatness.Rule.SHORT, report)).isEmpty();
    assertThat(report).singleElement().asString().contains("too few");
  }

  /** The least number of samples of a short run, one in two seconds; values by their number. */
  private static List<String> judgeShort(
      IntUnaryOperator heapKib, IntUnaryOperator files, List<String> report) {
    List<Flatness.Sample> samples = new ArrayList<>();
    for (int i = 0; i < Flatness.CLEAR_SAMPLES; i++) {
      long heap = (long) heapKib.applyAsInt(i) << 10;
      samples.add(new Flatness.Sample(i * 2000L, heap, -1, MIB, files.applyAsInt(i), 30));
    }
    return Flatness.judge(0, samples, Flatness.Rule.SHORT, report);
  }

  @Test
  void inAShortRunTheHeapMayWarmUpAllTheTime() {
    assertThat(judgeShort(i -> 8_000 + 250 * i, i -> 20 + i / 3, new ArrayList<>())).isEmpty();
  }

  @Test
  void inAShortRunAMebibyteForEachSampleIsFound() {
    assertThat(judgeShort(i -> 8_000 + 1024 * i, i -> 20, new ArrayList<>()))
        .singleElement()
        .asString()
        .contains("heap after GC", "NOT FLAT");
  }

  @Test
  void inAShortRunAFileForEachSampleIsFound() {
    assertThat(judgeShort(i -> 8_000, i -> 20 + i, new ArrayList<>()))
        .singleElement()
        .asString()
        .contains("open files", "NOT FLAT");
  }

  @Test
  void whatTheSystemDoesNotTellIsNotCalledFlat() {
    List<String> report = new ArrayList<>();
    assertThat(judgeShort(i -> 8_000, i -> 20, report)).isEmpty();
    assertThat(report).anyMatch(line -> line.contains("resident memory: unknown"));
  }
}
