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
 * Removes from the message of a result the secrets that a server may echo: the query of the
 * endpoint, the values of headers, and the words in both. Texts of less than 4 characters stay.
 * Immutable.
 */
public final class Secrets {
  private static final String BLOT = "***";
  private static final int MIN_CHARS = 4;

  private final List<String> texts = new ArrayList<>();

  /**
   * Creates a set of secrets.
   *
   * @param query the query of the endpoint, percent-encoded, or the empty string
   * @param headers maps of header values; {@code User-Agent} is not a secret
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
      String line = text.length() > ResponseText.MAX_CHARS ? text : ResponseText.clean(text);
      if (!line.equals(text)) {
        texts.add(line);
      }
    }
  }

  /** Returns the result with {@code ***} in place of each secret in its message. */
  public ExportResult blot(ExportResult result) {
    String message = result.message();
    for (String text : texts) {
      message = message.replace(text, BLOT);
    }
    if (message.endsWith(ResponseText.CUT)) {
      message = withoutBeginning(message);
    }
    if (message.equals(result.message())) {
      return result;
    }
    return switch (result.kind()) {
      case PARTIAL -> ExportResult.partial(result.rejectedItems(), message);
      case RETRY -> ExportResult.retry(result.cause(), result.retryAfterNanos(), message);
      case PERMANENT -> ExportResult.permanent(result.cause(), message);
      default -> result; // has no message
    };
  }

  /** Removes the beginning of a secret at the end of a message that was cut. */
  private String withoutBeginning(String message) {
    int end = message.length() - ResponseText.CUT.length();
    int from = end;
    for (String text : texts) {
      for (int length = Math.min(end, text.length()); length > end - from; length--) {
        if (message.regionMatches(end - length, text, 0, length)) {
          from = end - length;
        }
      }
    }
    return from == end ? message : message.substring(0, from) + BLOT + ResponseText.CUT;
  }
}
