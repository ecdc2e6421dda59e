// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.soak;

import dev.ringlet.export.Signal;
import dev.ringlet.proofs.soak.SoakProcess.Books;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares the ledger of the receiver with the books of the processes.
 *
 * <p>For each signal of each process: no record arrives that was not recorded; none arrives more
 * often than once and once more for each answer that the sender did not get, or got and could not
 * keep; and what did not arrive and was not refused is in the sender's own count of losses. A
 * process that was closed must know of every record; of one that was killed this holds for what it
 * had recorded at its last mark, and what it recorded later and did not arrive was in memory when
 * it was killed. A later process counts what it loses of the spool it found, whichever process that
 * was of; so the losses of all processes are compared in sum, too. Profiles have no numbers of
 * their own: requests are told apart by their bytes, and samples are summed.
 */
final class SoakJudge {
  private final List<String> report = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  /** What became of the records of one signal of one process. */
  private static final class Tally {
    long arrived;
    long twice;
    long refused;
    long missing;
    long missingAfterMark;
    long unsure;
    long tooOften;
    long unknown;
    int example = -1;
  }

  /** Judges and reports. */
  void judge(Ledger ledger, List<SoakProcess> processes) {
    report.add(
        "| signal | process | recorded | arrived | of them twice | refused | counted as lost |"
            + " in memory when killed | in spool | unaccounted |");
    report.add("|---|---|---|---|---|---|---|---|---|---|");
    for (Signal signal : Signal.values()) {
      long missing = 0;
      for (SoakProcess process : processes) {
        missing += judge(signal, process, ledger.column(process.run(), signal), processes);
      }
      checkSum(signal, missing, processes);
    }
    report.add("");
    for (SoakProcess process : processes) {
      check(process.thrown().isEmpty(), "process " + process.run() + ": " + process.thrown());
    }
  }

  /** Judges and reports what the processes used. */
  void judgeMemory(List<SoakProcess> processes, Flatness.Rule rule) {
    for (SoakProcess process : processes) {
      wrong.addAll(Flatness.judge(process.run(), process.samples(), rule, report));
    }
  }

  /** Each loss of an earlier process's records is counted once. */
  private void checkSum(Signal signal, long missing, List<SoakProcess> processes) {
    Books last = processes.get(processes.size() - 1).books(signal);
    long counted = last.spooled() + last.inheritedSpooled();
    long recorded = 0;
    for (SoakProcess process : processes) {
      Books books = process.books(signal);
      recorded += process.recorded(signal);
      counted += books.dropped() + books.inheritedDropped();
      counted += process.isClosed() ? 0 : books.pending();
    }
    check(
        missing <= counted,
        signal.key() + ": " + missing + " records lost by all processes, " + counted + " counted");
    check(
        recorded > 0 || signal == Signal.PROFILES, // of which a short run may have none
        signal.key() + ": nothing was recorded");
  }

  /** Returns how many records are missing. */
  private long judge(
      Signal signal, SoakProcess process, Ledger.Column column, List<SoakProcess> all) {
    Books books = process.books(signal);
    Tally tally =
        signal == Signal.PROFILES
            ? profiles(column, books.produced())
            : tally(column, process.recorded(signal), markOf(signal, process));
    long inherited = 0;
    long stored = process == all.get(all.size() - 1) ? books.spooled() : 0;
    for (SoakProcess later : all.subList(all.indexOf(process) + 1, all.size())) {
      inherited += later.books(signal).inheritedDropped();
      stored = later.books(signal).inheritedSpooled();
    }
    long counted = books.dropped() + inherited;
    long open = stored + (process.isClosed() ? 0 : books.pending());
    long silent = Math.max(0, tally.missing - counted - open);
    report.add(
        String.format(
            Locale.ROOT,
            "| %s | %d, %s | %,d | %,d | %,d | %,d | %,d %s | %,d | %,d | %,d |",
            signal.key(),
            process.run(),
            process.isClosed() ? "closed" : "killed",
            process.recorded(signal),
            tally.arrived,
            tally.twice,
            tally.refused,
            counted,
            books.causes(),
            tally.missingAfterMark,
            stored,
            silent));
    String where = signal.key() + " of process " + process.run() + ": ";
    check(silent == 0, where + silent + " records lost in silence, such as " + tally.example);
    check(tally.tooOften == 0, where + tally.tooOften + " records too often, " + tally.example);
    check(tally.unknown == 0, where + tally.unknown + " records that were never recorded");
    if (process.isClosed()) {
      checkBooks(where, signal, process, books, tally);
    }
    return tally.missing;
  }

  private void checkBooks(
      String where, Signal signal, SoakProcess process, Books books, Tally tally) {
    check(
        books.produced() == process.recorded(signal),
        where + process.recorded(signal) + " recorded and " + books.produced() + " in the books");
    check(
        tally.arrived + tally.refused <= books.produced(),
        where
            + tally.arrived
            + " arrived and "
            + tally.refused
            + " refused of "
            + books.produced());
    check(books.pending() == 0, where + books.pending() + " pending after close");
    check(
        books.produced() == books.exported() + books.refused() + books.dropped() + books.spooled(),
        where + "the books do not balance: " + books);
    check(
        books.dropped() <= tally.missing + tally.unsure,
        where
            + books.dropped()
            + " counted as lost, of which more than "
            + tally.unsure
            + " arrived: "
            + books);
  }

  /** Up to which number a process must account for its records. */
  private static long markOf(Signal signal, SoakProcess process) {
    return process.isClosed() ? process.recorded(signal) : process.books(signal).recorded();
  }

  private static Tally tally(Ledger.Column column, long recorded, long mark) {
    Tally tally = new Tally();
    for (int id = 0; id < Math.max(recorded, column.end()); id++) {
      int arrivals = column.arrivals(id);
      tally.arrived += arrivals > 0 ? 1 : 0;
      tally.twice += arrivals > 1 ? 1 : 0;
      tally.unsure += arrivals > 0 && column.lostAnswers(id) > 0 ? 1 : 0;
      if (arrivals > 1 + column.lostAnswers(id)) {
        tally.tooOften++;
        tally.example = id;
      }
      if (arrivals > 0 && id >= recorded) {
        tally.unknown++;
      } else if (arrivals == 0 && column.isRefused(id)) {
        tally.refused++;
      } else if (arrivals == 0 && id < mark) {
        tally.missing++;
        tally.example = id;
      } else if (arrivals == 0) {
        tally.missingAfterMark++;
      }
    }
    return tally;
  }

  private static Tally profiles(Ledger.Column column, long produced) {
    Tally tally = new Tally();
    for (int id = 0; id < column.end(); id++) {
      int arrivals = column.arrivals(id);
      int samples = column.weight(id);
      tally.arrived += arrivals > 0 ? samples : 0;
      tally.twice += arrivals > 1 ? samples : 0;
      tally.unsure += arrivals > 0 && column.lostAnswers(id) > 0 ? samples : 0;
      tally.tooOften += arrivals > 1 + column.lostAnswers(id) ? samples : 0;
      tally.refused += arrivals == 0 && column.isRefused(id) ? samples : 0;
    }
    tally.missing = Math.max(0, produced - tally.arrived - tally.refused);
    return tally;
  }

  /** Adds a finding unless something holds. */
  void check(boolean holds, String otherwise) {
    if (!holds) {
      wrong.add(otherwise);
    }
  }

  void note(String line) {
    report.add(line);
  }

  List<String> report() {
    return report;
  }

  /** What does not hold; empty when all is well. */
  List<String> wrong() {
    return wrong;
  }
}
