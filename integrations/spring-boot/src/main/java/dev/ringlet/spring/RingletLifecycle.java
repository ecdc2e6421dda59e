// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Closes the SDK with its application context: after the web server and all other parts with a life
 * cycle have stopped, and before Spring Boot takes the logging system down, so that the line about
 * what was lost is seen. Beans are destroyed only afterwards; what they record then is counted as
 * lost.
 *
 * <p>A context that is stopped or paused without being closed (a checkpoint, the cache of Spring's
 * tests) has its telemetry sent, and connections and files closed; its start opens them again.
 */
final class RingletLifecycle
    implements SmartLifecycle, ApplicationListener<ContextClosedEvent>, DisposableBean {
  /** The logging system goes at {@code Integer.MIN_VALUE + 1}, and later is lower. */
  private static final int PHASE = Integer.MIN_VALUE + 1000;

  private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(10);
  private static final Logger LOGGER = Logger.getLogger(RingletLifecycle.class.getName());

  private final RingletSdk sdk;
  private final ApplicationContext context;
  private final AtomicBoolean isGlobal;
  private volatile boolean closing;
  private volatile boolean running;

  RingletLifecycle(RingletSdk sdk, ApplicationContext context, boolean global) {
    this.sdk = sdk;
    this.context = context;
    isGlobal = new AtomicBoolean(global && register());
    LogAppenders.connect(sdk);
  }

  private boolean register() {
    try {
      GlobalOpenTelemetry.set(sdk);
      return true;
    } catch (IllegalStateException taken) {
      LOGGER.log(
          Level.WARNING,
          "ringlet.spring.global has no effect: GlobalOpenTelemetry is set already",
          taken);
      return false;
    }
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    if (event.getApplicationContext() == context) {
      closing = true;
    }
  }

  @Override
  public void start() {
    sdk.reconnect(); // without effect unless it was stopped
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    if (closing) {
      destroy();
    } else {
      sdk.disconnect(FLUSH_TIMEOUT);
    }
  }

  @Override
  public void destroy() {
    LogAppenders.disconnect(sdk);
    sdk.close();
    // Once only: asked when nothing is registered, GlobalOpenTelemetry registers the no-op for
    // good.
    if (isGlobal.compareAndSet(true, false)
        && GlobalOpenTelemetry.get().getTracerProvider() == sdk.getTracerProvider()) {
      GlobalOpenTelemetry.resetForTest();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
