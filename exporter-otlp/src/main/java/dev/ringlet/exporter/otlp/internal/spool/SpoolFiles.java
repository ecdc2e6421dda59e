// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * One directory as the spool sees it: everything that can go wrong with a disk goes through here.
 * Used by one thread. Names are plain file names; files that are no regular files do not exist.
 */
interface SpoolFiles {
  /** Finds, makes, checks and locks a directory. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens the directory for this process alone.
     *
     * @throws IOException with a message for people if that cannot be
     */
    SpoolFiles open() throws IOException;
  }

  /** A file that only grows. */
  interface Appender {
    /** Appends bytes; after an exception any part of them may be in the file. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Returns when all that was written is on the disk; after an exception nothing is known. */
    void sync() throws IOException;

    /** Closes the file without a word. */
    void close();
  }

  /** Tells the names of all files, in any order. */
  void list(Consumer<String> names) throws IOException;

  /** Makes a file that must not exist; only the owner may read or write it. */
  Appender create(String name) throws IOException;

  /**
   * Opens a file, made if need be, for appending at {@code position}; what is behind is cut off.
   */
  Appender append(String name, long position) throws IOException;

  /** The size of a file, or -1 if there is none. */
  long size(String name) throws IOException;

  /** Reads up to {@code length} bytes at an offset; fewer only at the end of the file. */
  byte[] read(String name, long offset, int length) throws IOException;

  /** Deletes a file if it exists; needs no space. */
  void delete(String name) throws IOException;

  /** Renames a file, over another one if need be. */
  void rename(String from, String to) throws IOException;

  /** Makes creations, renames and deletions durable. */
  void syncDirectory() throws IOException;

  /** Whether the directory that was opened is still where it was. */
  boolean isAlive();

  /**
   * Moves segments and acknowledgements that processes now dead left in directories of their own.
   */
  void adopt(AdoptedNames names) throws IOException;

  /** Gives the directory free for others. */
  void close();

  /** Gives each adopted pair of files a new name. */
  @FunctionalInterface
  interface AdoptedNames {
    /** A number that no segment has. */
    long next();
  }
}
