// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.internal.record.RecordPool;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ScopeTableTest {
  @Test
  void numbersEqualScopesAlike() {
    ScopeTable scopes = new ScopeTable(new RecordPool(4, 1));
    int one = scopes.register(InstrumentationScope.create("one"));
    int two = scopes.register(InstrumentationScope.create("two"));
    assertThat(two).isNotEqualTo(one);
    assertThat(scopes.register(InstrumentationScope.create("one"))).isEqualTo(one);
    assertThat(scopes.contains(one)).isTrue();
    assertThat(scopes.contains(two + 1)).isFalse();
    assertThat(scopes.contains(-1)).isFalse();
    for (int bits = 2; bits < 20; bits++) {
      assertThat(scopes.contains(1 << bits)).isFalse();
    }
  }

  @Test
  void sharesOneNamelessScopeWhenThereAreTooMany() throws Exception {
    ScopeTable scopes = new ScopeTable(new RecordPool(4, 1));
    for (int i = 0; i < ScopeTable.MAX_SCOPES; i++) {
      int number = scopes.register(InstrumentationScope.create("scope " + i));
      assertThat(number).isEqualTo(i);
    }
    int shared = scopes.register(InstrumentationScope.create("one more"));
    assertThat(scopes.register(InstrumentationScope.create("and one more"))).isEqualTo(shared);
    assertThat(scopes.register(InstrumentationScope.empty())).isEqualTo(shared);
    assertThat(ScopeSpans.parseFrom(scopes.head(shared)).getScope().getName()).isEmpty();
    assertThat(ScopeSpans.parseFrom(scopes.head(9_999)).getScope().getName())
        .isEqualTo("scope 9999");
  }

  @Test
  void registersScopesFromManyThreads() throws Exception {
    ScopeTable scopes = new ScopeTable(new RecordPool(4, 1));
    Map<String, Integer> numbers = new ConcurrentHashMap<>();
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 500; i++) {
                  String name = "scope " + i;
                  int number = scopes.register(InstrumentationScope.create(name));
                  Integer other = numbers.putIfAbsent(name, number);
                  if (other != null && other != number || scopes.head(number) == null) {
                    failures.add(new AssertionError(name));
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(numbers.values()).doesNotHaveDuplicates().hasSize(500);
  }
}
