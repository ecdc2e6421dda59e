// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileTest {
  @TempDir Path directory;

  private final List<RotatingFile> files = new ArrayList<>();

  @AfterEach
  void close() {
    files.forEach(RotatingFile::close);
  }

  private Path path() {
    return directory.resolve("f.jsonl");
  }

  private RotatingFile file(long maxBytes, int maxFiles) {
    RotatingFile file = new RotatingFile(path(), maxBytes, maxFiles);
    files.add(file);
    return file;
  }

  private static void write(LineSink file, String text) throws IOException {
    byte[] line = (text + "\n??").getBytes(StandardCharsets.UTF_8);
    file.write(line, line.length - 2);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).sorted().collect(Collectors.toList());
    }
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(directory.resolve(name));
  }

  /** A disk that takes so many bytes more, and of a write that does not fit a part. */
  private static final class FullDisk extends FilterOutputStream {
    private final long[] room;

    FullDisk(Path path, long[] room) throws IOException {
      super(new FileOutputStream(path.toFile(), true));
      this.room = room;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int fits = (int) Math.min(length, room[0]);
      out.write(bytes, offset, fits);
      room[0] -= fits;
      if (fits < length) {
        throw new IOException("No space left on device");
      }
    }
  }

  @Test
  void touchesNothingBeforeTheFirstLine() throws IOException {
    file(100, 3).close();
    assertThat(names()).isEmpty();
  }

  @Test
  void makesDirectoriesAndContinuesWhatIsThere() throws IOException {
    Path deep = directory.resolve("a/b/f.jsonl");
    RotatingFile first = new RotatingFile(deep, 100, 3);
    write(first, "1");
    first.close();
    write(first, "2");
    first.close();
    RotatingFile second = new RotatingFile(deep, 100, 3);
    write(second, "3");
    second.close();
    assertThat(Files.readAllLines(deep)).containsExactly("1", "2", "3");
  }

  @Test
  void keepsSizeAndNumberOfFiles() throws IOException {
    RotatingFile file = file(10, 3);
    for (int i = 10; i < 30; i++) {
      write(file, "line" + i); // 7 bytes
    }
    assertThat(names()).containsExactly("f.1.jsonl", "f.2.jsonl", "f.jsonl");
    assertThat(lines("f.jsonl")).containsExactly("line29");
    assertThat(lines("f.1.jsonl")).containsExactly("line28");
    assertThat(lines("f.2.jsonl")).containsExactly("line27");
  }

  @Test
  void fillsAFileToTheLastByte() throws IOException {
    RotatingFile file = file(14, 2);
    for (int i = 10; i < 14; i++) {
      write(file, "line" + i);
    }
    assertThat(lines("f.jsonl")).containsExactly("line12", "line13");
    assertThat(lines("f.1.jsonl")).containsExactly("line10", "line11");
  }

  @Test
  void aHugeLineHasAFileOfItsOwn() throws IOException {
    RotatingFile file = file(10, 5);
    String huge = "x".repeat(1000);
    write(file, "a");
    write(file, huge);
    write(file, "b");
    assertThat(lines("f.2.jsonl")).containsExactly("a");
    assertThat(lines("f.1.jsonl")).containsExactly(huge);
    assertThat(lines("f.jsonl")).containsExactly("b");
  }

  @Test
  void oneFileAloneBeginsAfresh() throws IOException {
    RotatingFile file = file(10, 1);
    for (int i = 10; i < 20; i++) {
      write(file, "line" + i);
    }
    assertThat(names()).containsExactly("f.jsonl");
    assertThat(lines("f.jsonl")).containsExactly("line19");
  }

  @Test
  void deletesWhatALowerLimitNoLongerKeeps() throws IOException {
    RotatingFile many = file(10, 6);
    for (int i = 10; i < 20; i++) {
      write(many, "line" + i);
    }
    many.close();
    assertThat(names()).hasSize(6);
    write(file(10, 3), "line20");
    assertThat(names()).containsExactly("f.1.jsonl", "f.2.jsonl", "f.jsonl");
    assertThat(lines("f.1.jsonl")).containsExactly("line19");
  }

  @Test
  void aNameWithoutExtensionRotatesToo() throws IOException {
    Path plain = directory.resolve(".telemetry");
    RotatingFile file = new RotatingFile(plain, 10, 2);
    write(file, "line10");
    write(file, "line11");
    file.close();
    assertThat(names()).containsExactly(".telemetry", ".telemetry.1");
  }

  @Test
  void followsItsNameWhenTheFileIsMovedDeletedOrCut() throws IOException {
    RotatingFile file = file(1000, 3);
    write(file, "a");
    Files.move(path(), directory.resolve("moved"));
    write(file, "b");
    assertThat(lines("moved")).containsExactly("a");
    assertThat(lines("f.jsonl")).containsExactly("b");
    Files.delete(path());
    write(file, "c");
    assertThat(lines("f.jsonl")).containsExactly("c");
    new FileOutputStream(path().toFile()).close();
    write(file, "d");
    assertThat(lines("f.jsonl")).containsExactly("d");
    Files.writeString(directory.resolve("other"), "e\n");
    Files.move(directory.resolve("other"), path(), StandardCopyOption.REPLACE_EXISTING);
    write(file, "f");
    assertThat(lines("f.jsonl")).containsExactly("e", "f");
  }

  @Test
  void twoWritersToOneFileLoseNothingButWhatIsTooOld() throws IOException {
    RotatingFile one = file(50, 1000);
    RotatingFile two = file(50, 1000);
    Random random = new Random(4);
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      write(random.nextBoolean() ? one : two, "line" + i);
      written.add("line" + i);
    }
    List<String> found = new ArrayList<>();
    for (String name : names()) {
      found.addAll(lines(name));
      assertThat(Files.size(directory.resolve(name))).isLessThanOrEqualTo(50);
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void aLineBrokenOffByAnEarlierProcessStaysAlone() throws IOException {
    Files.writeString(path(), "whole\nbrok");
    RotatingFile file = file(1000, 3);
    write(file, "next");
    write(file, "last");
    assertThat(lines("f.jsonl")).containsExactly("whole", "brok", "next", "last");
  }

  @Test
  void aFullDiskLeavesNoPartOfALine() throws IOException {
    long[] room = {20};
    RotatingFile file = new RotatingFile(path(), 1000, 3, at -> new FullDisk(at, room));
    files.add(file);
    write(file, "line10");
    write(file, "line11");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> write(file, "line12"))
          .isInstanceOf(IOException.class)
          .hasMessage("No space left on device");
      assertThat(Files.readString(path())).isEqualTo("line10\nline11\n");
    }
    room[0] = 1000;
    write(file, "line13");
    assertThat(Files.readString(path())).isEqualTo("line10\nline11\nline13\n");
  }

  /** As root nothing is read-only; there the test does not run. */
  @Test
  void aReadOnlyDirectoryIsAFailureUntilItIsNot() throws IOException {
    assumeTrue(directory.toFile().setWritable(false) && !Files.isWritable(directory));
    RotatingFile file = file(1000, 3);
    try {
      assertThatThrownBy(() -> write(file, "a")).isInstanceOf(IOException.class);
    } finally {
      assertThat(directory.toFile().setWritable(true)).isTrue();
    }
    write(file, "b");
    assertThat(lines("f.jsonl")).containsExactly("b");
  }

  @Test
  void writesNothingWhileItCannotRotate() throws IOException {
    RotatingFile file = file(10, 3);
    write(file, "line10");
    Path obstacle = directory.resolve("f.1.jsonl");
    Files.createDirectories(obstacle.resolve("child")); // no file replaces such a directory
    Files.createDirectories(directory.resolve("f.2.jsonl/child"));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> write(file, "line11")).isInstanceOf(IOException.class);
      assertThat(lines("f.jsonl")).containsExactly("line10");
    }
    Files.delete(directory.resolve("f.2.jsonl/child"));
    Files.delete(directory.resolve("f.2.jsonl"));
    Files.delete(obstacle.resolve("child"));
    Files.delete(obstacle);
    write(file, "line12");
    assertThat(lines("f.jsonl")).containsExactly("line12");
    assertThat(lines("f.1.jsonl")).containsExactly("line10");
  }

  @Test
  void aRotationCutShortGoesOnWithTheGap() throws IOException {
    Files.writeString(path(), "current\n");
    Files.writeString(directory.resolve("f.2.jsonl"), "older\n"); // what was f.1.jsonl
    write(file(10, 4), "next10");
    assertThat(names()).containsExactly("f.1.jsonl", "f.2.jsonl", "f.jsonl");
    assertThat(lines("f.1.jsonl")).containsExactly("current");
    assertThat(lines("f.2.jsonl")).containsExactly("older");
  }

  @Test
  void refusesWhatIsNoFile() throws IOException {
    Files.createDirectory(path());
    assertThatThrownBy(() -> write(file(10, 3), "x")).hasMessage("not a regular file");
    Path blocked = directory.resolve("file");
    Files.writeString(blocked, "");
    RotatingFile below = new RotatingFile(blocked.resolve("f.jsonl"), 10, 3);
    assertThatThrownBy(() -> write(below, "x")).isInstanceOf(IOException.class);
  }

  /** The model: all lines in order of age, cut to the limits. */
  @Test
  void keepsTheNewestLinesInOrder() throws IOException {
    Random random = new Random(8);
    RotatingFile file = file(200, 4);
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String line = "line" + i + "x".repeat(random.nextInt(40));
      write(file, line);
      written.add(line);
      if (random.nextInt(20) == 0) {
        file.close();
      }
      List<String> found = new ArrayList<>();
      for (String name : List.of("f.3.jsonl", "f.2.jsonl", "f.1.jsonl", "f.jsonl")) {
        if (Files.exists(directory.resolve(name))) {
          found.addAll(lines(name));
        }
      }
      assertThat(names().size()).isLessThanOrEqualTo(4);
      assertThat(found).isEqualTo(written.subList(written.size() - found.size(), written.size()));
    }
    assertThat(names()).hasSize(4);
  }

  @Test
  void anInterruptDoesNoHarm() throws IOException {
    RotatingFile file = file(1000, 3);
    write(file, "a");
    Thread.currentThread().interrupt();
    try {
      write(file, "b");
      write(file, "c");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(lines("f.jsonl")).containsExactly("a", "b", "c");
  }
}
