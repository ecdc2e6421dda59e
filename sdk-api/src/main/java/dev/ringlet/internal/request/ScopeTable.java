// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.request;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.internal.record.RecordPool;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Assigns numbers to instrumentation scopes and holds the encoded scopes.
 *
 * <p>Any thread registers, which is rare and takes a lock. Readers take no lock: the number of a
 * scope reaches them through the ring, after the scope was added. The table is bounded: after
 * {@value #MAX_SCOPES} scopes, further ones share the number of a scope without a name, so an
 * application that generates names does not use unbounded memory.
 */
public class ScopeTable {
  public static final int MAX_SCOPES = 10_000;

  private final RecordPool pool;
  private final Map<InstrumentationScope, Integer> numbers = new HashMap<>();
  private volatile byte[][] heads = new byte[16][];
  private volatile byte[][] tails = new byte[16][];

  /** Creates an empty table that takes buffers for encoding from {@code pool}. */
  public ScopeTable(RecordPool pool) {
    this.pool = pool;
  }

  /** Returns the number of {@code scope}, which is the same for equal scopes. */
  public final int register(InstrumentationScope scope) {
    synchronized (lock()) {
      return numberOf(scope);
    }
  }

  /** The lock of all writers; a test weakens it. */
  Object lock() {
    return numbers;
  }

  private int numberOf(InstrumentationScope scope) {
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

  public final boolean contains(int number) {
    byte[][] known = heads;
    return number >= 0 && number < known.length && known[number] != null;
  }

  /** The encoded field {@code scope}. */
  public final byte[] head(int number) {
    return heads[number];
  }

  /** The encoded field {@code schema_url} of the scope, or an empty array. */
  public final byte[] tail(int number) {
    return tails[number];
  }
}
