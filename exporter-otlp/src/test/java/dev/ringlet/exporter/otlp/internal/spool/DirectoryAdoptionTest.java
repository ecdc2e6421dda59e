// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.DirectoryTest.ids;
import static dev.ringlet.exporter.otlp.internal.spool.DirectoryTest.open;
import static dev.ringlet.exporter.otlp.internal.spool.DirectoryTest.store;
import static dev.ringlet.exporter.otlp.internal.spool.DirectoryTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.export.Signal;
import dev.ringlet.testing.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a spool takes over from the directories of other processes, on a real disk. */
class DirectoryAdoptionTest {
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  @TempDir Path temp;

  private DirectoryFiles files() throws IOException {
    return (DirectoryFiles) DirectoryLock.open(temp.resolve("s"));
  }

  @Test
  void onlyTheFirstAdoptsAndTakesAcknowledgementsAlong() throws IOException {
    DirectoryFiles first = files();
    DirectoryFiles second = files();
    Path below = Files.createDirectory(temp.resolve("s/16"), PRIVATE);
    Files.writeString(below.resolve("0000000000000001.seg"), "one");
    Files.writeString(below.resolve("0000000000000001.ack"), "ack of one");
    Files.writeString(below.resolve("0000000000000002.seg"), "two");
    Files.writeString(below.resolve("notes"), "of an operator");
    Path belowSecond = Files.createDirectory(temp.resolve("s/2/3"), PRIVATE);
    Files.writeString(belowSecond.resolve("0000000000000001.seg"), "three");
    long[] next = {40};
    second.adopt(() -> next[0]++);
    assertThat(next[0]).isEqualTo(40);
    first.adopt(() -> next[0]++);
    assertThat(next[0]).isEqualTo(42);
    List<String> names = new ArrayList<>();
    first.list(names::add);
    assertThat(names).contains("0000000000000028.seg", "0000000000000029.seg");
    boolean oneIsFirst = text(first.read("0000000000000028.seg", 0, 9)).equals("one");
    String one = oneIsFirst ? "0000000000000028" : "0000000000000029";
    assertThat(text(first.read(one + ".seg", 0, 9))).isEqualTo("one");
    assertThat(text(first.read(one + ".ack", 0, 99))).isEqualTo("ack of one");
    assertThat(names.stream().filter(name -> name.endsWith(".ack"))).hasSize(1);
    assertThat(below.resolve("notes")).exists();
    assertThat(below.resolve("owner")).content().isBlank(); // and not locked any more
    second.close();
    first.close();
  }

  @Test
  void onlyDirectoriesOfOtherSpoolsAreAdopted() throws IOException {
    DirectoryFiles files = files();
    for (int i : new int[] {1, 2, 17}) {
      Path below = temp.resolve("s/" + i);
      Files.createDirectory(below, PRIVATE);
      Files.writeString(below.resolve("0000000000000001.seg"), "content");
    }
    Files.createSymbolicLink(temp.resolve("s/3"), temp.resolve("s/17"));
    long[] next = {40};
    files.adopt(() -> next[0]++);
    assertThat(next[0]).isEqualTo(41);
    assertThat(temp.resolve("s/0000000000000028.seg")).exists();
    assertThat(temp.resolve("s/2/0000000000000001.seg")).doesNotExist();
    assertThat(temp.resolve("s/1/0000000000000001.seg")).exists();
    assertThat(temp.resolve("s/17/0000000000000001.seg")).exists();
    files.close();
  }

  /** As a process of another user leaves it. */
  @Test
  void aDirectoryThatCannotBeAdoptedIsLeftAndTheOthersAreAdopted() throws IOException {
    Path directory = temp.resolve("s");
    SpoolStore first = open(directory);
    SpoolStore second = open(directory);
    SpoolStore third = open(directory);
    store(third, 3);
    third.close();
    second.close();
    store(first, 1);
    first.close();
    Path lock = directory.resolve("2/lock");
    Files.delete(lock);
    Files.createDirectory(lock);
    try (LogCapture log = new LogCapture("dev.ringlet")) {
      first = open(directory);
      assertThat(log.messages(Level.WARNING))
          .singleElement()
          .asString()
          .startsWith("Cannot take over what another process stored in " + directory.resolve("2"));
    }
    store(first, 4);
    assertThat(ids(first)).containsExactly(1, 3, 4);
    first.close();
  }

  /** They may have put files there. */
  @Test
  void aDirectoryThatOthersCanWriteToIsNotAdopted() throws IOException {
    DirectoryFiles files = files();
    Path below = Files.createDirectory(temp.resolve("s/2"));
    Path segment = Files.writeString(below.resolve("0000000000000001.seg"), "content");
    Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> files.adopt(() -> 40))
        .hasMessageStartingWith(below.toString())
        .hasMessageContaining("0700");
    assertThat(segment).exists();
    Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("rwx------"));
    files.adopt(() -> 40);
    assertThat(segment).doesNotExist();
    files.close();
  }

  @Test
  void adoptedSegmentsGetNumbersOfTheirOwn() throws IOException {
    Path directory = temp.resolve("s");
    SpoolStore first = open(directory);
    SpoolStore second = open(directory);
    store(first, 1);
    byte[] payload = SpoolProcess.payload(2, 300);
    for (Signal signal : Signal.values()) { // a segment each
      byte[] record = SegmentFormat.record(payload, 0, payload.length, 1);
      assertThat(second.append(SpoolProcess.recipient(signal), record))
          .isEqualTo(StoreOutcome.STORED);
    }
    second.close();
    first.close();
    first = open(directory);
    assertThat(first.table().copy())
        .extracting(segment -> segment.number)
        .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
    assertThat(ids(first)).containsExactly(1, 2);
    first.close();
  }
}
