// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.trace.RingletTracerProvider;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Registers an SDK with {@link GlobalOpenTelemetry}, or describes what is registered there already.
 * Uses methods of every supported version of the API; {@code GlobalOpenTelemetry.isSet} is newer.
 */
final class GlobalRegistration {
  private static final Logger LOGGER = Logger.getLogger(RingletSdk.class.getName());
  private static final String GLOBAL = GlobalOpenTelemetry.class.getName();

  private GlobalRegistration() {}

  /**
   * Registers {@code sdk} unless something is registered already. The Java agent makes {@code set}
   * do nothing, without an exception.
   */
  static RingletSdk offer(RingletSdk sdk) {
    Throwable first = null;
    try {
      GlobalOpenTelemetry.set(sdk);
      if (GlobalOpenTelemetry.get().getTracerProvider() == sdk.getTracerProvider()) {
        LOGGER.log(Level.FINE, "RingletSdk is registered with GlobalOpenTelemetry");
        return sdk;
      }
    } catch (IllegalStateException taken) {
      first = taken.getCause();
    }
    LOGGER.log(Level.WARNING, explain(GlobalOpenTelemetry.get(), first));
    return sdk;
  }

  /** Registers {@code sdk}, or closes it and throws if something is registered already. */
  static RingletSdk require(RingletSdk sdk) {
    try {
      GlobalOpenTelemetry.set(sdk);
    } catch (IllegalStateException taken) {
      sdk.close();
      throw taken;
    }
    return sdk;
  }

  /**
   * Describes what is registered.
   *
   * @param stack of the call that registered it, which the API keeps as a cause, or null
   */
  static String explain(OpenTelemetry registered, @Nullable Throwable stack) {
    TracerProvider provider = registered.getTracerProvider();
    String found = "GlobalOpenTelemetry keeps " + provider.getClass().getName();
    if (provider.getClass().getName().startsWith("io.opentelemetry.javaagent.")) {
      found =
          "The OpenTelemetry Java agent is active and GlobalOpenTelemetry stays the agent's; this"
              + " second SDK duplicates its pipeline; use GlobalOpenTelemetry.get() instead";
    } else if (provider == TracerProvider.noop()) {
      found =
          "GlobalOpenTelemetry keeps the no-op instance: GlobalOpenTelemetry.get() was called"
              + " before RingletSdk.install(), so what uses it records nothing";
    } else if (provider instanceof RingletTracerProvider ringlet) {
      found =
          ringlet.isClosed()
              ? "GlobalOpenTelemetry keeps a RingletSdk that is closed and records nothing;"
                  + " GlobalOpenTelemetry.resetForTest() removes it"
              : "GlobalOpenTelemetry keeps an earlier RingletSdk";
    }
    String first = firstCaller(stack);
    return found
        + (first == null ? "" : " (set by " + first + ")")
        + ". The RingletSdk from install() exports only what is recorded through it.";
  }

  /** The method that registered first. */
  private static @Nullable String firstCaller(@Nullable Throwable cause) {
    if (cause != null) {
      for (StackTraceElement frame : cause.getStackTrace()) {
        String name = frame.getClassName();
        if (!name.equals(GLOBAL) && !name.equals(GlobalRegistration.class.getName())) {
          return frame.toString();
        }
      }
    }
    return null;
  }
}
