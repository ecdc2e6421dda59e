// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One OTLP/HTTP request as it came in.
 *
 * @param signal which the path names
 * @param headers names in lower case
 * @param bodyBytes length of the message after decompression
 * @param wireBytes length of the body as it was sent
 * @param message the decoded {@code Export…ServiceRequest}
 */
public record OtlpRequest(
    OtlpSignal signal,
    Map<String, List<String>> headers,
    int bodyBytes,
    int wireBytes,
    Message message) {

  /** Returns the first value of a header. */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.stream().findFirst();
  }
}
