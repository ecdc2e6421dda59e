// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import dev.ringlet.export.ExportResult;
import dev.ringlet.internal.bytes.ProtoReader;

/**
 * The partial success in the response to an accepted request.
 *
 * <pre>
 * Export…ServiceResponse { 1: partial_success { 1: int64 rejected_…, 2: string error_message } }
 * </pre>
 *
 * @param rejectedItems the number of rejected items as received, unchecked
 * @param message the reason in one line, or the empty string
 */
record PartialSuccess(long rejectedItems, String message) {
  /** The tag of field 1 as a varint; with another wire type the field is unknown. */
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

  /** Merges a part: protobuf merges the occurrences of a message field. */
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

  /** The result of a request with {@code items} items, the upper bound of the rejected ones. */
  ExportResult toResult(int items) {
    return rejectedItems <= 0 && message.isEmpty()
        ? ExportResult.delivered()
        : ExportResult.partial(Math.min(rejectedItems, items), message);
  }
}
