// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

/**
 * Makes threads that do not hold on to their maker. Internal to Ringlet: may change in any release.
 */
public final class Workers {
  private Workers() {}

  /**
   * A daemon thread that inherits neither thread locals nor the context class loader, so that it
   * keeps no application from being unloaded.
   */
  public static Thread newThread(Runnable task, String name) {
    Thread thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }
}
