// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.recipes;

import com.sun.net.httpserver.Headers;
import io.opentelemetry.context.propagation.TextMapGetter;

/** Reads the context of a caller from the headers of a request. */
enum RequestHeaders implements TextMapGetter<Headers> {
  GETTER;

  @Override
  public Iterable<String> keys(Headers headers) {
    return headers.keySet();
  }

  @Override
  public String get(Headers headers, String key) {
    return headers == null ? null : headers.getFirst(key);
  }
}
