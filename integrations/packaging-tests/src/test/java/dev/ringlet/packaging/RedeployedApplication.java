// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import java.lang.reflect.Field;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Records one item of each signal, closes, and lets the threads end that OkHttp keeps for a minute;
 * runs in a class loader of its own.
 */
public final class RedeployedApplication implements Function<String, String> {
  @Override
  public String apply(String url) {
    String result = new BundledApplication().apply(url);
    try {
      ClassLoader loader = RedeployedApplication.class.getClassLoader();
      Class<?> type = Class.forName("okhttp3.internal.concurrent.TaskRunner", false, loader);
      Object runner = type.getField("INSTANCE").get(null);
      Object backend = type.getMethod("getBackend").invoke(runner);
      Field executor = backend.getClass().getDeclaredField("executor");
      executor.setAccessible(true);
      ((ThreadPoolExecutor) executor.get(backend)).setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    } catch (ClassNotFoundException withoutOkHttp) {
      return result;
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException(changed);
    }
    return result;
  }
}
