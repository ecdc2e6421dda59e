// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * The operations that the spool needs from a directory, so that tests can replace the disk. Used by
 * one thread. Names are plain file names; files that are not regular files do not exist.
 */
interface SpoolFiles {
  /** Finds, creates, checks and locks a directory. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens the directory for this process alone.
     *
     * @throws IOException with a message for the operator if that is not possible
     */
    SpoolFiles open() throws IOException;
  }

  /** A file that only grows. */
  interface Appender {
    /** Appends bytes; after an exception any part of them may be in the file. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Returns when all that was written is on the disk; after an exception nothing is known. */
    void sync() throws IOException;

    /** Closes the file; failures are ignored. */
    void close();
  }

  /** Lists the names of all files, in any order. */
  void list(Consumer<String> names) throws IOException;

  /** Creates a file that must not exist; only the owner may read or write it. */
  Appender create(String name) throws IOException;

  /**
   * Opens a file for appending at {@code position}, and creates it if needed; cuts off the rest.
   */
  Appender append(String name, long position) throws IOException;

  /** The size of a file, or -1 if there is none. */
  long size(String name) throws IOException;

  /**
   * Reads up to {@code length} bytes at an offset; fewer only at the end of the file.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file; another exception does not
   *     tell whether there is one
   */
  byte[] read(String name, long offset, int length) throws IOException;

  /** Deletes a file if it exists; needs no space. */
  void delete(String name) throws IOException;

  /** Renames a file, and replaces another one of that name. */
  void rename(String from, String to) throws IOException;

  /** Makes created, renamed and deleted files durable. */
  void syncDirectory() throws IOException;

  /** Whether the path still refers to the opened directory; true if that cannot be found out. */
  boolean isAlive();

  /**
   * Moves segments and acknowledgements from the directories of other processes that have ended.
   * Leaves what it may not or cannot use.
   *
   * @throws IOException if a directory was left, with its path and the first reason
   */
  void adopt(AdoptedNames names) throws IOException;

  /** Unlocks the directory. */
  void close();

  /** Gives each adopted pair of files a new name. */
  @FunctionalInterface
  interface AdoptedNames {
    /** Returns a number that no segment has. */
    long next();
  }
}
