// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.Payload;

/** A request that was read back from disk to be sent. */
final class StoredRequest {
  final Segment segment;
  final int index;
  private final byte[] record;
  private final int items;

  StoredRequest(Segment segment, int index, byte[] record, int items) {
    this.segment = segment;
    this.index = index;
    this.record = record;
    this.items = items;
  }

  int items() {
    return items;
  }

  int length() {
    return record.length - SegmentFormat.RECORD_OVERHEAD;
  }

  Payload toPayload(long deadlineNanos) {
    return new Payload(
        segment.signal(),
        record,
        SegmentFormat.RECORD_HEADER_BYTES,
        length(),
        items,
        deadlineNanos);
  }
}
