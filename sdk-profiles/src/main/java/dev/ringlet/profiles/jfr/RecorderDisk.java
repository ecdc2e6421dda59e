// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.jfr;

import dev.ringlet.internal.ids.Entropy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The disk that the recorder writes its files to. A JVM that cannot write them ends the process, so
 * the profiler stops before that.
 */
public final class RecorderDisk {
  private static final String IN_USE = "jdk.jfr.repository";
  private static final String REPOSITORY = "repository=";

  private final File directory;
  private final long minFreeBytes;

  RecorderDisk(File directory, long minFreeBytes) {
    this.directory = directory;
    this.minFreeBytes = minFreeBytes;
  }

  /** Returns the directory that the recorder uses or will use. */
  public static RecorderDisk find(long minFreeBytes) {
    String path = System.getProperty(IN_USE);
    if (path == null) {
      path = byOption(RecorderOptions.commandLine());
    }
    if (path == null) {
      path = System.getProperty("java.io.tmpdir");
    }
    return new RecorderDisk(new File(path).getAbsoluteFile(), minFreeBytes);
  }

  /** The directory from the command line, or null. */
  static String byOption(Iterable<String> arguments) {
    String found = null;
    for (String argument : arguments) {
      if (argument.startsWith(RecorderOptions.OPTION)) {
        for (String option :
            argument.substring(RecorderOptions.OPTION.length() + 1).split(",", -1)) {
          if (option.startsWith(REPOSITORY)) {
            found = option.substring(REPOSITORY.length());
          }
        }
      }
    }
    return found;
  }

  /**
   * Tries to write a file.
   *
   * @throws IOException if that fails, or if there is not enough space
   */
  public void check() throws IOException {
    Path path = directory.toPath();
    Files.createDirectories(path);
    // Files.createTempFile loads SecureRandom for the name.
    Path file = path.resolve("ringlet" + Long.toHexString(Entropy.longs(1)[0]) + ".tmp");
    try {
      Files.write(file, new byte[4 << 10], StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } finally {
      Files.deleteIfExists(file);
    }
    if (isLow()) {
      throw new IOException(message());
    }
  }

  /** Whether there is too little space. A deleted directory has none. */
  public boolean isLow() {
    return directory.getUsableSpace() < minFreeBytes;
  }

  /** Describes that there is not enough space. */
  public String message() {
    return directory
        + " has "
        + directory.getUsableSpace()
        + " bytes of free space, and "
        + minFreeBytes
        + " must be left (ringlet.profiles.min.free.bytes)";
  }
}
