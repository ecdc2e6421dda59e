// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.threads.Workers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of one signal to one exporter and counts each item exactly once: by the report
 * of the exporter, or as lost when the SDK is closed and the exporter does not return.
 *
 * <p>Any thread may call any method. A {@link Request} belongs to one thread at a time; {@link
 * #send} runs on the calling thread.
 */
public final class RequestSender {
  /** Receives the result of each sent request, on the thread that sent it. */
  public interface Listener {
    /** A request took {@code nanos}; {@code failure} is {@link FailureCause#NONE} on success. */
    void sent(FailureCause failure, long nanos);
  }

  private final Signal signal;
  private final GuardedExporter exporter;
  private final DeliveryCounters counters;
  private final long timeoutNanos;
  private final String closerName;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile @Nullable Listener listener;
  private volatile @Nullable Runnable beforeNextRequest;
  private volatile boolean closing;
  private volatile long closeDeadlineNanos;

  /**
   * Creates a sender.
   *
   * @param timeoutNanos how long one request may take, retries included
   */
  public RequestSender(Signal signal, Exporter exporter, long timeoutNanos) {
    this.signal = signal;
    this.exporter = new GuardedExporter(exporter);
    this.timeoutNanos = timeoutNanos;
    counters = this.exporter.counters();
    closerName = "ringlet-" + signal.key() + "-close";
  }

  /** Prepares the exporter for its first request; slow, never throws. */
  public void prepare() {
    exporter.prepare();
  }

  /** Creates a request that belongs to this sender. */
  public Request newRequest() {
    Request request = new Request(signal);
    requests.add(request);
    return request;
  }

  /**
   * Sends a filled request and counts what became of it; never throws.
   *
   * @return whether every item was delivered, rejected by the receiver, or stored
   */
  public boolean send(Request request) {
    if (!request.isOpen()) {
      return false; // given up before it was begun
    }
    reconnect();
    long start = System.nanoTime();
    long deadline = Workers.deadlineAfter(timeoutNanos);
    if (closing && closeDeadlineNanos - deadline < 0) {
      deadline = closeDeadlineNanos;
    }
    int items = request.openItems();
    DeliveryReport report = deliver(request, deadline);
    synchronized (request) {
      if (request.settle()) {
        if (report == null) {
          counters.countFailure(DropCause.INTERNAL_ERROR, items);
        } else {
          counters.count(report);
        }
      }
    }
    Listener current = listener;
    if (current != null) {
      notify(
          current,
          report == null ? FailureCause.INTERNAL : report.failure(),
          System.nanoTime() - start);
    }
    return report != null && report.isSuccess();
  }

  private void reconnect() {
    Runnable task = beforeNextRequest;
    if (task != null) {
      beforeNextRequest = null;
      try {
        task.run();
      } catch (Throwable t) {
        exporter.report("reconnect", t);
      }
      exporter.reconnect(); // if the task left that to another thread
    }
  }

  /** Null if the exporter, or the memory for a payload, failed. */
  private @Nullable DeliveryReport deliver(Request request, long deadlineNanos) {
    try {
      return exporter.deliver(request.payload(deadlineNanos));
    } catch (OutOfMemoryError e) {
      return null;
    }
  }

  private void notify(Listener current, FailureCause failure, long nanos) {
    try {
      current.sent(failure, nanos);
    } catch (Throwable t) {
      exporter.report("measure an export", t);
    }
  }

  /** Sets the listener that gets the result of each sent request. */
  public void setListener(Listener listener) {
    this.listener = listener;
  }

  /** The component type of the exporter in the semantic conventions. */
  public String componentType() {
    return exporter.componentType();
  }

  /** The host that requests go to first, or null if they go to none or it is not known. */
  public @Nullable String serverAddress() {
    return exporter.serverAddress();
  }

  /** The port at {@link #serverAddress}. */
  public int serverPort() {
    return exporter.serverPort();
  }

  /** From 1 to 16. */
  public int maxConcurrentExports() {
    return exporter.maxConcurrentExports();
  }

  /** Waits until the exporter holds nothing back; false at the timeout. */
  public boolean flushExporter(long timeoutNanos) {
    return exporter.flush(timeoutNanos);
  }

  /**
   * Whether the current thread works for the exporter of this sender: it is inside an export, or
   * carries the context of one. It must not wait for that export to end.
   */
  public boolean isInsideExport() {
    return exporter.isInside();
  }

  /**
   * Lets the exporter close its connections and files; never throws.
   *
   * @param beforeNextRequest runs on the thread that sends the next request, during this call or
   *     after it; it must not wait
   * @return whether nothing was being sent, and nothing is open any more
   */
  public boolean suspend(long deadlineNanos, Runnable beforeNextRequest) {
    this.beforeNextRequest = beforeNextRequest;
    boolean idle = openItems() == 0;
    idle &= exporter.suspend(deadlineNanos);
    this.beforeNextRequest = beforeNextRequest; // a request that began meanwhile has taken it
    return idle;
  }

  /** Resumes the exporter after {@link #suspend}; never throws. */
  public void resume() {
    beforeNextRequest = null;
    exporter.reconnect();
  }

  /** The counters of the items that were sent. */
  public DeliveryCounters counters() {
    return counters;
  }

  /** See {@link BuiltInExporter#largestRequestBytes}; unlimited for other exporters. */
  public int largestRequestBytes() {
    return exporter.largestRequestBytes();
  }

  /** Lets the exporter give memory back that it did not need since the last call. */
  public void trim() {
    exporter.trim();
  }

  /** Items in requests without an outcome yet. */
  public long openItems() {
    long sum = 0;
    for (Request request : requests) {
      sum += request.openItems();
    }
    return sum;
  }

  /** From now on every request ends by {@code deadlineNanos}; a later call may only hurry. */
  public void closeBy(long deadlineNanos) {
    synchronized (this) {
      if (!closing || deadlineNanos - closeDeadlineNanos < 0) {
        closeDeadlineNanos = deadlineNanos;
      }
      closing = true;
    }
    exporter.closeBy(closeDeadlineNanos);
  }

  /** Whether {@link #closeBy} was called. */
  public boolean isClosing() {
    return closing;
  }

  /** Time until everything must have ended, in nanoseconds; for use once closing. */
  public long nanosToClose() {
    return closeDeadlineNanos - System.nanoTime();
  }

  /** Counts requests that are in progress as lost; their reports change nothing any more. */
  public void abandon() {
    requests.forEach(this::abandon);
  }

  /** Counts one request as lost, unless its outcome is counted; it is when this returns. */
  public void abandon(Request request) {
    synchronized (request) {
      int items = request.openItems();
      if (request.settle()) {
        counters.drop(DropCause.SHUTDOWN, items);
      }
    }
  }

  /** Name of the threads that close what belongs to this sender. */
  public String closerName() {
    return closerName;
  }

  /** Closes the exporter on this thread, unless that has happened. */
  public void close() {
    exporter.close();
  }

  /** Closes the exporter on a thread of its own, unless that has happened. */
  public void closeAsync() {
    exporter.closeAsync(closerName);
  }

  /** Waits until the exporter is closed or until the deadline; interrupts do not end the wait. */
  public void awaitClosed(long deadlineNanos) {
    exporter.awaitClosed(deadlineNanos);
  }
}
