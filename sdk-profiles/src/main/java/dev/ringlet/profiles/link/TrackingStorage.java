// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.link;

import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.ids.NumericIds;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The context storage of the process, which also records changes of the current span while a
 * profiler listens.
 *
 * <p>As the default storage it behaves and allocates like that of the API, with one thread-local
 * look-up instead of two. As the wrapper of another storage it only allocates one extra small
 * object per scope.
 */
abstract class TrackingStorage implements ContextStorage {
  private static final MethodHandle IS_VIRTUAL = isVirtual();

  /** Set while a profiler listens. */
  private volatile ScopeHistory history;

  private int listeners;

  /** The state of one thread. */
  static final class Holder {
    final Thread thread = Thread.currentThread();
    final boolean virtual = isVirtual(thread);
    Context current;

    /** The track of this thread; null while no profiler listens. */
    private ScopeHistory history;

    /** Of a virtual thread null. */
    private ThreadTrack track;

    // The last recorded span.
    private long traceIdHigh;
    private long traceIdLow;
    private long spanId;

    // The last span of another implementation, with ids as text.
    private Span foreign;
    private long foreignHigh;
    private long foreignLow;
    private long foreignId;

    /**
     * Records that {@code context} is now current on this thread.
     *
     * <p>One long method on purpose. With more than 325 bytes of bytecode, as it has, the JIT
     * compiles it for itself and calls it. Shorter ones would be inlined into attach and close and
     * make these too large to be inlined where a scope is made, and only there can the JIT do
     * without the scope.
     */
    void switchTo(ScopeHistory target, Context context) {
      try {
        if (history != target) {
          track = target == null || virtual ? null : target.track(thread);
          history = target;
          traceIdHigh = 0;
          traceIdLow = 0;
          spanId = 0;
          foreign = null;
        }
        if (target == null) {
          return;
        }
        long high = 0;
        long low = 0;
        long id = 0;
        Span span = context == null ? null : Span.fromContextOrNull(context);
        SpanContext ids = span == null ? null : span.getSpanContext();
        if (ids != null && (ids.isSampled() || target.recordsUnsampled())) {
          if (ids instanceof NumericIds numbers) {
            high = numbers.traceIdHigh();
            low = numbers.traceIdLow();
            id = numbers.spanIdNumber();
          } else {
            if (span != foreign) {
              boolean valid = ids.isValid();
              foreignHigh = valid ? Ids.traceIdHigh(ids) : 0;
              foreignLow = valid ? Ids.traceIdLow(ids) : 0;
              foreignId = valid ? Ids.spanId(ids) : 0;
              foreign = span;
            }
            high = foreignHigh;
            low = foreignLow;
            id = foreignId;
          }
        }
        if (id == spanId && low == traceIdLow && high == traceIdHigh) {
          return;
        }
        spanId = id;
        traceIdLow = low;
        traceIdHigh = high;
        if (track != null) {
          track.add(System.nanoTime(), high, low, id);
        } else {
          target.add(thread.getId(), System.nanoTime(), high, low, id);
        }
      } catch (Throwable t) {
        // a context or span of another implementation threw; treated as no span
      }
    }
  }

  final ThreadLocal<Holder> holders = new ThreadLocal<>();

  private static MethodHandle isVirtual() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (ReflectiveOperationException e) {
      return null; // before JDK 21
    }
  }

  private static boolean isVirtual(Thread thread) {
    try {
      return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(thread);
    } catch (Throwable t) {
      return false;
    }
  }

  final Holder holder() {
    Holder holder = holders.get();
    if (holder == null) {
      holder = new Holder();
      holders.set(holder);
    }
    return holder;
  }

  final void switched(Holder holder, Context context) {
    ScopeHistory target = history;
    if (target != null || holder.history != null) {
      holder.switchTo(target, context);
    }
  }

  /** Starts recording, or joins a listener that exists already. */
  final synchronized ScopeHistory listen(boolean unsampled, long maxBytes) {
    if (listeners++ == 0) {
      history = new ScopeHistory(unsampled, maxBytes);
    }
    return history;
  }

  /** Ends the recording that {@link #listen} started. */
  final synchronized void leave() {
    if (--listeners == 0) {
      history = null;
    }
  }

  /** Replaces the default storage. */
  static final class Own extends TrackingStorage {
    @Override
    public Scope attach(Context toAttach) {
      if (toAttach == null) {
        return Scope.noop();
      }
      Holder holder = holder();
      Context before = holder.current;
      if (before == toAttach) {
        return Scope.noop();
      }
      holder.current = toAttach;
      switched(holder, toAttach);
      return new OwnScope(this, holder, before, toAttach);
    }

    @Override
    public Context current() {
      Holder holder = holders.get();
      return holder == null ? null : holder.current;
    }
  }

  private static final class OwnScope implements Scope {
    private final Own storage;
    private final Holder opened;
    private final Context before;
    private final Context attached;
    private boolean closed;

    OwnScope(Own storage, Holder opened, Context before, Context attached) {
      this.storage = storage;
      this.opened = opened;
      this.before = before;
      this.attached = attached;
    }

    /** Does nothing if this scope is not the innermost one, as the default storage does. */
    @Override
    public void close() {
      Holder holder = opened;
      if (holder.thread != Thread.currentThread()) {
        holder = storage.holder();
      }
      if (!closed && holder.current == attached) {
        closed = true;
        holder.current = before;
        storage.switched(holder, before);
      }
    }
  }

  /** Wraps another storage. */
  static final class Around extends TrackingStorage {
    private final ContextStorage delegate;

    Around(ContextStorage delegate) {
      this.delegate = delegate;
    }

    @Override
    public Scope attach(Context toAttach) {
      Scope scope = delegate.attach(toAttach);
      if (scope == Scope.noop()) {
        return scope;
      }
      switched(holder(), delegate.current());
      return () -> {
        scope.close();
        switched(holder(), delegate.current());
      };
    }

    @Override
    public Context current() {
      return delegate.current();
    }

    @Override
    public Context root() {
      return delegate.root();
    }
  }
}
