// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Map;

/** Two SDKs with the same properties, each with a collector of its own, that run programs. */
public final class Differential implements AutoCloseable {
  private static final int SHOWN_DIFFERENCES = 8;
  private static final int SHOWN_STEPS = 60;

  private final Map<String, String> properties;
  private final Side official;
  private final Side other;

  /** Starts both SDKs. */
  public Differential(Map<String, String> properties, Subject.Maker official, Subject.Maker other) {
    this.properties = Map.copyOf(properties);
    this.official = new Side(official, properties);
    this.other = new Side(other, properties);
  }

  /** Runs a program on both SDKs and returns in what they differ. */
  List<Difference> compare(Program program) {
    return compare(program, program);
  }

  /** Runs a program on each SDK; with different programs, the comparer can be seen to fail. */
  List<Difference> compare(Program onOfficial, Program onOther) {
    return Comparison.of(official.run(onOfficial), other.run(onOther));
  }

  /** Fails with a small program and a readable difference, if there is one. */
  public void assertAlike(Program program) {
    List<Difference> differences = compare(program);
    if (!differences.isEmpty()) {
      Program small = new Shrinker(this).shrink(program, differences.get(0).kind());
      List<Difference> smallDifferences = compare(small);
      fail(report(small, smallDifferences.isEmpty() ? differences : smallDifferences));
    }
  }

  /**
   * Runs small programs as one, because every export takes time; those that differ are told one by
   * one.
   */
  public void assertAllAlike(String name, List<Program> programs) {
    List<Step> steps = programs.stream().flatMap(program -> program.steps().stream()).toList();
    Program all = new Program(name, steps);
    if (compare(all).isEmpty()) {
      return;
    }
    StringBuilder reports = new StringBuilder();
    for (Program program : programs) {
      List<Difference> differences = compare(program);
      if (!differences.isEmpty()) {
        reports.append(report(program, differences));
      }
    }
    if (reports.isEmpty()) {
      assertAlike(all);
    }
    fail(reports.toString());
  }

  /** Returns the number of spans that the official SDK has exported in all programs so far. */
  int exportedSpans() {
    return official.exportedSpans();
  }

  @Override
  public void close() {
    official.close();
    other.close();
  }

  private String report(Program program, List<Difference> differences) {
    StringBuilder text = new StringBuilder();
    text.append(program.name()).append(" with ").append(properties);
    text.append(" differs in ").append(differences.size()).append(" places:\n");
    differences.stream().limit(SHOWN_DIFFERENCES).forEach(d -> text.append(d).append('\n'));
    text.append("after these calls:\n");
    List<Step> steps = program.steps();
    int skipped = Math.max(0, steps.size() - SHOWN_STEPS);
    text.append(skipped == 0 ? "" : "    (" + skipped + " calls)\n");
    steps.stream().skip(skipped).forEach(s -> text.append("    ").append(s.text()).append('\n'));
    return text.toString();
  }
}
