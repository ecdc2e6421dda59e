// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import com.google.protobuf.ByteString;

/**
 * Where a finding is.
 *
 * @param what kind and name for sentences, {@code span "GET /"} for example
 */
record Place(
    String service,
    String scope,
    String subject,
    String what,
    ByteString traceId,
    ByteString spanId) {

  static Place span(String service, String scope, String name, ByteString trace, ByteString span) {
    return new Place(service, scope, name, "span " + Text.quoted(name), trace, span);
  }

  static Place metric(String service, String scope, String name) {
    String what = "metric " + Text.quoted(name);
    return new Place(service, scope, name, what, ByteString.EMPTY, ByteString.EMPTY);
  }

  static Place log(
      String service, String scope, String eventName, ByteString trace, ByteString span) {
    String what = eventName.isEmpty() ? "a log record" : "log record " + Text.quoted(eventName);
    return new Place(service, scope, eventName, what, trace, span);
  }

  static Place resource(String service) {
    return new Place(service, "", "", "the resource", ByteString.EMPTY, ByteString.EMPTY);
  }

  /** A part of this, such as an event of a span. */
  Place part(String name) {
    return new Place(service, scope, subject, name + " of " + what, traceId, spanId);
  }
}
