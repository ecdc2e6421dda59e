// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package com.example.greeting;

import io.opentelemetry.api.OpenTelemetry;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that DevTools restarts twice; each run is loaded by a class loader of its own, and
 * only what the JDK loads outlives it.
 */
final class DevToolsApplication {
  private static final int RUNS = 3;

  /** The class loader that is in use, and the first, which static fields of Spring Boot hold. */
  private static final int HELD = 2;

  /** A thread of a library that has no work may hold a class loader for a minute. */
  private static final long PATIENCE_NANOS = 90_000_000_000L;

  private DevToolsApplication() {}

  public static void main(String[] arguments) {
    // The first call does not return: DevTools calls main again, with the arguments of the context.
    ConfigurableApplicationContext application =
        GreetingApplication.start(
            Path.of(System.getProperty("log")), "--spring.devtools.livereload.enabled=false");
    List<WeakReference<ClassLoader>> loaders = loaders();
    loaders.add(new WeakReference<>(DevToolsApplication.class.getClassLoader()));
    String name = "run " + loaders.size();
    application.getBean(OpenTelemetry.class).getTracer("own").spanBuilder(name).startSpan().end();
    LoggerFactory.getLogger(DevToolsApplication.class).info(name);
    if (loaders.size() < RUNS) {
      new Thread(DevToolsApplication::restart, "restart").start();
    } else {
      new Thread(() -> report(application, loaders), "report").start();
    }
  }

  @SuppressWarnings("unchecked")
  private static List<WeakReference<ClassLoader>> loaders() {
    return (List<WeakReference<ClassLoader>>)
        System.getProperties().computeIfAbsent("loaders", key -> new ArrayList<>());
  }

  /** By reflection, for DevTools is on the class path of this program only. */
  private static void restart() {
    try {
      Class<?> restarter = Class.forName("org.springframework.boot.devtools.restart.Restarter");
      Method restart = restarter.getMethod("restart");
      restart.invoke(restarter.getMethod("getInstance").invoke(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void report(
      ConfigurableApplicationContext application, List<WeakReference<ClassLoader>> loaders) {
    long left = loaders.size();
    long start = System.nanoTime();
    while (left > HELD && System.nanoTime() - start < PATIENCE_NANOS) {
      System.gc();
      LockSupport.parkNanos(10_000_000);
      left = loaders.stream().filter(loader -> loader.get() != null).count();
    }
    System.out.println("loaders " + left + " of " + loaders.size());
    System.out.println("running " + GreetingApplication.threads("ringlet"));
    application.close();
    System.out.println("at the end " + GreetingApplication.threads("ringlet"));
    System.exit(0);
  }
}
