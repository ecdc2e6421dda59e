// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.threads.Workers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks up host names for callers who cannot wait as long as the system's resolver may take, which
 * can be neither limited nor interrupted. Each lookup has a thread of its own; while one is
 * running, all who ask for that name wait for it, so there is one thread for a name at most.
 * Thread-safe.
 */
final class NameLookups {
  /** The system's way to look a name up. */
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final Resolver resolver;
  private final Map<String, CompletableFuture<List<InetAddress>>> running =
      new ConcurrentHashMap<>();
  private volatile boolean closed;

  NameLookups(Resolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Finds the addresses of a name.
   *
   * @throws UnknownHostException if there are none, if that takes longer than {@code timeoutNanos},
   *     or if closed meanwhile
   */
  List<InetAddress> lookup(String host, long timeoutNanos) throws UnknownHostException {
    if (closed) {
      throw new UnknownHostException("closed");
    }
    CompletableFuture<List<InetAddress>> lookup = running.computeIfAbsent(host, this::begin);
    if (closed) {
      lookup.cancel(false); // close() may have come before it was entered
    }
    try {
      return lookup.get(timeoutNanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw new UnknownHostException("the lookup of " + host + " takes too long");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("interrupted");
    } catch (CancellationException whenClosed) {
      throw new UnknownHostException("closed");
    } catch (ExecutionException failed) {
      UnknownHostException unknown = new UnknownHostException(host);
      unknown.initCause(failed.getCause());
      throw unknown;
    }
  }

  private CompletableFuture<List<InetAddress>> begin(String host) {
    CompletableFuture<List<InetAddress>> lookup = new CompletableFuture<>();
    Workers.newThread(Suppression.during(() -> resolve(host, lookup)), "ringlet-otlp-dns").start();
    return lookup;
  }

  private void resolve(String host, CompletableFuture<List<InetAddress>> lookup) {
    try {
      List<InetAddress> addresses = List.of(resolver.resolve(host));
      running.remove(host); // before completing, so that nobody finds an old answer
      lookup.complete(addresses);
    } catch (Throwable thrown) {
      running.remove(host);
      lookup.completeExceptionally(thrown);
    }
  }

  /** Ends all waits, now and later. */
  void close() {
    closed = true;
    running.values().forEach(lookup -> lookup.cancel(false));
  }
}
