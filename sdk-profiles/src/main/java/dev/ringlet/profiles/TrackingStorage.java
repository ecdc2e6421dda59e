// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import dev.ringlet.internal.ids.Ids;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The storage of the process's contexts that writes down when the current span changes. While
 * nobody listens it only stores.
 *
 * <p>In place of the default storage it does what that does, with one look-up of thread-local state
 * instead of two, and allocates the same. Around a storage of somebody else it changes nothing but
 * takes one small object more for each scope.
 */
abstract class TrackingStorage implements ContextStorage {
  private static final MethodHandle IS_VIRTUAL = isVirtual();

  /** Set while a profiler listens. */
  private volatile ScopeHistory history;

  private int listeners;

  /** What belongs to one thread. */
  static final class Holder {
    final Thread thread = Thread.currentThread();
    final boolean virtual = isVirtual(thread);
    Context current;

    private Span span;
    private ScopeHistory history;
    private ThreadTrack track;
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

  /** Writes down that {@code context} is current now, on the thread of the holder. */
  final void switched(Holder holder, Context context) {
    ScopeHistory target = history;
    if (target == null) {
      if (holder.history != null) {
        forget(holder);
      }
      return;
    }
    try {
      Span span = context == null ? null : Span.fromContextOrNull(context);
      if (span != holder.span || holder.history != target) {
        write(holder, target, span);
      }
    } catch (Throwable t) {
      // a context or span of somebody else failed; the thread goes on as if there were none of ours
    }
  }

  private static void forget(Holder holder) {
    holder.history = null;
    holder.track = null;
    holder.span = null;
  }

  private static void write(Holder holder, ScopeHistory target, Span span) {
    if (holder.history != target) {
      holder.track = holder.virtual ? null : target.track(holder.thread);
      holder.history = target;
    }
    holder.span = span;
    long high = 0;
    long low = 0;
    long id = 0;
    if (span != null) {
      SpanContext context = span.getSpanContext();
      if (context.isValid() && (context.isSampled() || target.recordsUnsampled())) {
        high = Ids.traceIdHigh(context);
        low = Ids.traceIdLow(context);
        id = Ids.spanId(context);
      }
    }
    ThreadTrack track = holder.track;
    if (track != null) {
      track.add(System.nanoTime(), high, low, id);
    } else {
      target.add(holder.thread.getId(), System.nanoTime(), high, low, id);
    }
  }

  /** Starts to write down, or joins whoever listens already. */
  final synchronized ScopeHistory listen(boolean unsampled, long maxBytes) {
    if (listeners++ == 0) {
      history = new ScopeHistory(unsampled, maxBytes);
    }
    return history;
  }

  /** Ends what {@link #listen} began. */
  final synchronized void leave() {
    if (--listeners == 0) {
      history = null;
    }
  }

  /** In place of the default storage. */
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

    /** Does nothing when it is not this scope's turn, as the default storage does. */
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

  /** Around a storage of somebody else. */
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
