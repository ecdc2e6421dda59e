// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import dev.ringlet.export.ExportResult;
import dev.ringlet.internal.text.PercentDecoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Blots out what must not reach a log when a server repeats it in its answer: the values of headers
 * and the words in them. Immutable.
 */
public final class Secrets {
  private static final String BLOT = "***";
  private static final int MIN_CHARS = 4;

  private final List<String> texts = new ArrayList<>();

  /**
   * Makes a set of secrets.
   *
   * @param query the query of the endpoint as it is sent, or the empty string
   * @param headers the values of headers, of which the user agent is none
   */
  public Secrets(String query, List<Map<String, String>> headers) {
    addWords(query);
    addWords(PercentDecoder.decode(query));
    for (Map<String, String> map : headers) {
      map.forEach(
          (name, value) -> {
            if (!name.equalsIgnoreCase("user-agent")) {
              addWords(value);
            }
          });
    }
    texts.sort(Comparator.comparingInt(String::length).reversed());
  }

  private void addWords(String text) {
    add(text);
    for (String word : text.split("[\\s,;&=]+")) {
      add(word);
    }
  }

  private void add(String text) {
    if (text.length() >= MIN_CHARS) {
      texts.add(text);
    }
  }

  /** The result with every secret in its message blotted out. */
  public ExportResult blot(ExportResult result) {
    String message = result.message();
    for (String text : texts) {
      message = message.replace(text, BLOT);
    }
    if (message.equals(result.message())) {
      return result;
    }
    switch (result.kind()) {
      case PARTIAL:
        return ExportResult.partial(result.rejectedItems(), message);
      case RETRY:
        return ExportResult.retry(result.cause(), result.retryAfterNanos(), message);
      case PERMANENT:
        return ExportResult.permanent(result.cause(), message);
      default:
        return result; // has no message
    }
  }
}
