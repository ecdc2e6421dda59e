// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is fuzzed: code that reads bytes of a foreign origin, with the check of its result. Made by
 * a constructor without parameters in the class loader of the {@link Fuzzer}. Used by one thread.
 */
public interface FuzzTarget {
  /** Reads one input; throws for all that must not happen. */
  void run(byte[] input) throws Exception;

  /** Returns inputs to begin with. */
  List<byte[]> seeds();

  /** Returns the beginnings of the names of the classes whose edges count. */
  List<String> covered();

  /** Returns words that mutations insert, besides the constants of the covered classes. */
  default List<byte[]> words() {
    return List.of();
  }

  /** Returns the longest input in bytes. */
  default int maxBytes() {
    return 2048;
  }

  /** Returns the most bytes that one input may make the thread allocate. */
  default long maxAllocatedBytes() {
    return 64L << 20;
  }

  /** Returns texts as inputs or words. */
  static List<byte[]> texts(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
