// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.request;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.internal.record.RecordPool;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers instrumentation scopes and keeps them encoded.
 *
 * <p>Any thread registers; that is rare and takes a lock. Readers take the arrays as they are: a
 * record's number reaches them through the ring, after the scope was entered. Bounded: from the
 * {@value #MAX_SCOPES}th scope on, new ones share the number of one nameless scope, so a program
 * that makes names up cannot use memory without end.
 */
public final class ScopeTable {
  public static final int MAX_SCOPES = 10_000;

  private final RecordPool pool;
  private final Map<InstrumentationScope, Integer> numbers = new HashMap<>();
  private volatile byte[][] heads = new byte[16][];
  private volatile byte[][] tails = new byte[16][];

  /** Makes an empty table that borrows buffers for encoding from {@code pool}. */
  public ScopeTable(RecordPool pool) {
    this.pool = pool;
  }

  /** The number of {@code scope}, the same for equal scopes. */
  public synchronized int register(InstrumentationScope scope) {
    Integer known = numbers.get(scope);
    if (known != null) {
      return known;
    }
    if (numbers.size() >= MAX_SCOPES) {
      return numbers.computeIfAbsent(InstrumentationScope.empty(), this::enter);
    }
    int number = enter(scope);
    numbers.put(scope, number);
    return number;
  }

  private int enter(InstrumentationScope scope) {
    int number = numbers.size();
    if (number == heads.length) {
      tails = Arrays.copyOf(tails, number * 2);
      heads = Arrays.copyOf(heads, number * 2);
    }
    heads[number] = Envelopes.scope(pool, scope);
    tails[number] = Envelopes.schemaUrl(pool, scope.getSchemaUrl());
    return number;
  }

  public boolean contains(int number) {
    byte[][] known = heads;
    return number >= 0 && number < known.length && known[number] != null;
  }

  /** The encoded field that names the scope. */
  public byte[] head(int number) {
    return heads[number];
  }

  /** The encoded field with the scope's schema URL, or nothing. */
  public byte[] tail(int number) {
    return tails[number];
  }
}
