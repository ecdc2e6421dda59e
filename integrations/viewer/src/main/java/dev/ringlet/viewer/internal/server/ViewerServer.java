// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.server;

import dev.ringlet.viewer.internal.query.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/** One port for HTTP/1.1 and for HTTP/2 without TLS, which gRPC uses. All threads are daemons. */
public final class ViewerServer implements AutoCloseable {
  private static final int MAX_THREADS = 32;
  private static final long IDLE_MILLIS = 60_000;

  private final Server server;
  private final ServerConnector connector;
  private final EventStream events;

  /**
   * Listens from now on.
   *
   * @param token null if none is needed
   * @throws UncheckedIOException if it cannot listen there
   */
  public ViewerServer(Api api, OtlpIntake intake, String host, int port, @Nullable String token) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 2);
    threads.setName("ringlet-viewer");
    threads.setDaemon(true);
    server =
        new Server(threads, new ScheduledExecutorScheduler("ringlet-viewer-timer", true), null);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    HTTP2CServerConnectionFactory http2 = new HTTP2CServerConnectionFactory(http);
    http2.setInitialStreamRecvWindow(4 << 20);
    http2.setInitialSessionRecvWindow(8 << 20);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http), http2);
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    events = new EventStream(api);
    Handler all =
        new Handler.Sequence(
            new OtlpHttpHandler(intake),
            new GrpcHandler(intake),
            events,
            new ApiHandler(api),
            new Assets());
    server.setHandler(new Guard(all, host, token));
    server.setStopTimeout(0);
    start();
  }

  private void start() {
    try {
      server.start();
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      close();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** The port that was taken. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    events.close();
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
