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
import org.jspecify.annotations.Nullable;

/**
 * Looks up host names with a timeout; the system's resolver has none and ignores interrupts. Each
 * lookup runs on its own thread. Calls for a name that is being looked up wait for that lookup, so
 * there is at most one thread per name. Thread-safe.
 */
final class NameLookups {
  /** Resolves a host name, without a timeout. */
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /** Starts a thread with a task and a name; false if there is no memory or room for one. */
  interface Starter {
    boolean start(Runnable task, String name);
  }

  private final Resolver resolver;
  private final Starter starter;
  private final Map<String, CompletableFuture<List<InetAddress>>> running =
      new ConcurrentHashMap<>();
  private volatile boolean closed;

  NameLookups(Resolver resolver) {
    this(resolver, Workers::start);
  }

  /** Starts threads with the given starter. */
  NameLookups(Resolver resolver, Starter starter) {
    this.resolver = resolver;
    this.starter = starter;
  }

  /**
   * Finds the addresses of a name.
   *
   * @throws UnknownHostException if there are none, if the lookup takes longer than {@code
   *     timeoutNanos}, if no thread can be started for it, if the thread is interrupted, or if this
   *     is closed
   */
  List<InetAddress> lookup(String host, long timeoutNanos) throws UnknownHostException {
    if (closed) {
      throw new UnknownHostException("closed");
    }
    CompletableFuture<List<InetAddress>> lookup = running.computeIfAbsent(host, this::begin);
    if (lookup == null) {
      throw new UnknownHostException("no thread for the lookup");
    }
    if (closed) {
      lookup.cancel(false); // close() may have run before the lookup was in the map
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

  /** Null if no thread can be started, so that the next call tries again. */
  private @Nullable CompletableFuture<List<InetAddress>> begin(String host) {
    CompletableFuture<List<InetAddress>> lookup = new CompletableFuture<>();
    Runnable task = Suppression.during(() -> resolve(host, lookup));
    return starter.start(task, "ringlet-otlp-dns") ? lookup : null;
  }

  private void resolve(String host, CompletableFuture<List<InetAddress>> lookup) {
    try {
      List<InetAddress> addresses = List.of(resolver.resolve(host));
      running.remove(host); // before completing, so that no later call gets this answer
      lookup.complete(addresses);
    } catch (Throwable thrown) {
      running.remove(host);
      lookup.completeExceptionally(thrown);
    }
  }

  /** Ends all waits with an exception, current ones and later ones. */
  void close() {
    closed = true;
    running.values().forEach(lookup -> lookup.cancel(false));
  }
}
