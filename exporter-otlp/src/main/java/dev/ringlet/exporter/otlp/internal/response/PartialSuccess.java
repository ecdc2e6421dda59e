// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import dev.ringlet.export.ExportResult;
import dev.ringlet.internal.bytes.ProtoReader;

/**
 * What a receiver says about the items of a request that it took.
 *
 * <pre>
 * Export…ServiceResponse { 1: partial_success { 1: int64 rejected_…, 2: string error_message } }
 * </pre>
 *
 * @param rejectedItems how many items it rejected, as it says
 * @param message its reason, fit for a log, or the empty string
 */
record PartialSuccess(long rejectedItems, String message) {
  /** Field 1, a varint; anything else with this number is unknown. */
  private static final int REJECTED = 1 << 3;

  static final PartialSuccess NONE = new PartialSuccess(0, "");

  /** Reads an {@code Export…ServiceResponse}; null if it is malformed. */
  static PartialSuccess read(byte[] bytes, int length) {
    if (length == 0) {
      return NONE;
    }
    try {
      PartialSuccess partial = NONE;
      ProtoReader response = new ProtoReader(bytes, 0, length);
      while (response.next()) {
        if (response.field() == 1 && response.hasLength()) {
          partial = partial.merge(response.message());
        }
      }
      return partial;
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  /** A message that comes in parts is one message. */
  private PartialSuccess merge(ProtoReader part) {
    long rejected = rejectedItems;
    String text = message;
    while (part.next()) {
      if (part.tag() == REJECTED) {
        rejected = part.number();
      } else if (part.field() == 2 && part.hasLength()) {
        text = RpcStatus.text(part);
      }
    }
    return new PartialSuccess(rejected, text);
  }

  /** The outcome of the request; a server cannot reject more than the request had. */
  ExportResult toResult(int items) {
    return rejectedItems <= 0 && message.isEmpty()
        ? ExportResult.delivered()
        : ExportResult.partial(Math.min(rejectedItems, items), message);
  }
}
