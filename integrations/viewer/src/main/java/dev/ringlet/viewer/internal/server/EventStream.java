// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.server;

import dev.ringlet.viewer.internal.query.Api;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Server-sent events: the state of the store, at most twice a second and only when it changed. A
 * page that reads slowly gets fewer events; none are queued for it, but the state that is current
 * once it has read the last one follows. Only the timer's thread sends, so that no older state
 * follows a newer one. That a page is gone shows when something is written to it; until then it
 * counts as open, and the oldest of too many is ended. A page that is still there connects again.
 */
final class EventStream extends Handler.Abstract implements AutoCloseable {
  private static final String PATH = "/api/events";
  private static final int MAX_PAGES = 32;
  private static final long INTERVAL_MILLIS = 500;
  private static final long HEARTBEAT_MILLIS = 2_000;
  private static final byte[] HEARTBEAT = ": \n\n".getBytes(StandardCharsets.UTF_8);

  private static final Logger LOGGER = Logger.getLogger(EventStream.class.getName());

  private final Api api;
  private final Queue<Page> pages = new ConcurrentLinkedQueue<>();
  private final ScheduledThreadPoolExecutor timer;
  private String sent = "";
  private long sentMillis;
  private boolean isFailing;

  EventStream(Api api) {
    this.api = api;
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "ringlet-viewer-events");
              thread.setDaemon(true);
              return thread;
            });
    timer.scheduleWithFixedDelay(
        this::tick, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!Request.getPathInContext(request).equals(PATH)) {
      return false;
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    add(response, callback);
    return true;
  }

  void add(Response response, Callback callback) {
    Page page = new Page(response, callback);
    pages.add(page);
    Page oldest = pages.size() > MAX_PAGES ? pages.peek() : null;
    if (oldest != null) {
      oldest.end();
    }
    timer.execute(() -> safely(() -> page.sendState(event(ApiHandler.json(api.state())))));
  }

  private void tick() {
    safely(this::send);
  }

  /** What a task throws would end the schedule. */
  private void safely(Runnable task) {
    try {
      task.run();
      isFailing = false;
    } catch (Throwable e) {
      if (!isFailing) {
        isFailing = true;
        LOGGER.log(Level.WARNING, "cannot send the state to pages", e);
      }
    }
  }

  private void send() {
    if (pages.isEmpty()) {
      return;
    }
    String state = ApiHandler.json(api.state());
    long now = System.nanoTime() / 1_000_000;
    boolean isChanged = !state.equals(sent);
    boolean isQuiet = now - sentMillis > HEARTBEAT_MILLIS;
    if (isChanged || isQuiet) {
      sent = state;
      sentMillis = now;
    }
    for (Page page : pages) {
      if (isChanged || page.isStale) {
        page.sendState(event(state));
      } else if (isQuiet) {
        page.write(HEARTBEAT);
      }
    }
  }

  private static byte[] event(String state) {
    return ("event: state\ndata: " + state + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    pages.forEach(Page::end);
  }

  /** A page that listens. */
  private final class Page implements Callback {
    private final Response response;
    private final Callback callback;
    private final AtomicBoolean isWriting = new AtomicBoolean();

    /** Whether the page was writing when the state changed; of the timer's thread. */
    private boolean isStale;

    Page(Response response, Callback callback) {
      this.response = response;
      this.callback = callback;
    }

    void sendState(byte[] event) {
      isStale = !write(event);
    }

    /** False if the page has not read what was written last. */
    boolean write(byte[] bytes) {
      if (!isWriting.compareAndSet(false, true)) {
        return false;
      }
      try {
        response.write(false, ByteBuffer.wrap(bytes), this);
      } catch (RuntimeException e) {
        failed(e);
      }
      return true;
    }

    @Override
    public void succeeded() {
      isWriting.set(false);
    }

    @Override
    public void failed(Throwable failure) {
      if (pages.remove(this)) {
        callback.failed(failure);
      }
    }

    void end() {
      if (pages.remove(this)) {
        callback.succeeded();
      }
    }
  }
}
