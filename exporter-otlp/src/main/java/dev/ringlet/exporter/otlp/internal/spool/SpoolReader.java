// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Signal;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads requests, oldest first, and records their outcome. Used by the spool's thread only; methods
 * do not throw.
 */
final class SpoolReader {
  private static final int MAX_MARKED_RUNS = 4;
  private static final int MAX_CRASHES = 3;

  private final SegmentLoader loader;
  private final SegmentWriter writer;
  private final SegmentTable table;
  private final SegmentRemoval removal;
  private final SpoolBooks books;
  private final boolean replayAnywhere;
  private final ReadFailures failures;
  private final Runnable damaged;
  private final Set<Recipient> recipients = new HashSet<>();
  private final Set<Signal> signals = EnumSet.noneOf(Signal.class); // of the recipients

  SpoolReader(
      SegmentLoader loader,
      SegmentWriter writer,
      SegmentTable table,
      SegmentRemoval removal,
      SpoolBooks books,
      boolean replayAnywhere,
      ReadFailures failures,
      Runnable damaged) {
    this.loader = loader;
    this.writer = writer;
    this.table = table;
    this.removal = removal;
    this.books = books;
    this.replayAnywhere = replayAnywhere;
    this.failures = failures;
    this.damaged = damaged;
  }

  /** Allows sending of requests that were stored for this exporter. */
  void register(Recipient recipient) {
    recipients.add(recipient);
    signals.add(recipient.signal());
  }

  /** The number of signals of which something is sent. */
  int signals() {
    return signals.size();
  }

  /**
   * Takes the oldest waiting request that an exporter may send; null if there is none, or if it
   * cannot be read now.
   */
  StoredRequest next(Recipient recipient) {
    Segment segment;
    while ((segment = nextSegment(recipient)) != null) {
      if (segment.isIndexed() || load(segment)) {
        int i = segment.firstWaiting();
        StoredRequest request = i < 0 ? null : read(segment, i);
        if (request != null) {
          markSending(segment);
          segment.startSending(i);
          return request;
        }
      }
      if (segment.readFailures != null && !segment.gone) {
        return null; // the next segments would probably fail as well
      }
    }
    return null;
  }

  /** The oldest segment with something that an exporter may send, or null if none is known. */
  Segment nextSegment(Recipient recipient) {
    for (Segment segment : table.of(recipient.signal())) {
      if (maySend(recipient, segment) && (!segment.isIndexed() || segment.firstWaiting() >= 0)) {
        return segment;
      }
    }
    return null;
  }

  /**
   * Whether a segment was stored for this exporter or, with replay allowed, for one that is no
   * longer there.
   */
  private boolean maySend(Recipient recipient, Segment segment) {
    return recipients.contains(recipient)
        && (segment.recipient.equals(recipient)
            || (replayAnywhere && !recipients.contains(segment.recipient)));
  }

  /**
   * Loads a segment; returns false if it cannot be read now, or if nothing is left to send, and
   * then it is gone.
   */
  boolean load(Segment segment) {
    long expected = segment.openItems;
    try {
      if (!loader.load(segment)) {
        putAside(segment);
        return false;
      }
    } catch (IOException | RuntimeException e) {
      noteFailure(segment, e);
      return false;
    }
    segment.readFailures = null;
    if (segment.counted) {
      books.lost(segment, DropCause.SPOOL_CORRUPT, expected - segment.openItems);
    } else {
      books.found(segment, segment.openItems);
      segment.counted = true;
    }
    if (segment.openRecords() == 0) {
      removal.remove(segment);
      return false;
    }
    if (!segment.own && loader.crashes() >= MAX_CRASHES) {
      putAside(segment);
      return false;
    }
    return true;
  }

  private void putAside(Segment segment) {
    damaged.run();
    removal.quarantine(segment);
  }

  /** Leaves a segment where it is; puts it aside if the failure lasts and concerns it alone. */
  private void noteFailure(Segment segment, Exception e) {
    if (segment.readFailures == null) {
      segment.readFailures = new ReadFailures.Count();
    }
    if (failures.add(segment.readFailures, segment.number, e)) {
      putAside(segment);
    }
  }

  private StoredRequest read(Segment segment, int i) {
    StoredRequest request;
    try {
      request = loader.read(segment, i);
    } catch (NoSuchFileException e) {
      putAside(segment);
      return null;
    } catch (IOException | RuntimeException e) {
      noteFailure(segment, e);
      return null;
    }
    segment.readFailures = null;
    if (request == null) {
      damaged.run();
      books.lost(segment, DropCause.SPOOL_CORRUPT, segment.items(i));
      acknowledge(segment, i);
    }
    return request;
  }

  /** Ends the sending of a request with its final result. */
  void finishSending(StoredRequest request, ExportResult result) {
    books.sent(request.segment, result, request.items());
    if (!request.segment.gone) {
      acknowledge(request.segment, request.index);
    }
  }

  /** Ends the sending of a request that is to be sent again. */
  void putBack(StoredRequest request) {
    if (request.segment.gone) {
      books.lost(request.segment, request.segment.goneFor, request.items());
    } else {
      request.segment.putBack(request.index);
    }
  }

  /**
   * Records that no request of a signal is in flight, so that a crash is not attributed to its
   * segment.
   */
  void markIdle(Signal signal) {
    for (Segment segment : table.of(signal)) {
      if (segment.sending && segment.inFlightItems == 0) {
        segment.sending = !writer.ack(segment, SegmentFormat.END_MARK);
      }
    }
  }

  private void markSending(Segment segment) {
    if (!segment.sending && segment.markedRuns < MAX_MARKED_RUNS) {
      segment.markedRuns++;
      segment.sending = writer.ack(segment, SegmentFormat.BEGIN_MARK);
    }
  }

  /** Acknowledges a record; deletes the segment when it was the last and none can be added. */
  void acknowledge(Segment segment, int i) {
    writer.ack(segment, segment.offset(i)); // also the last one, because deleting may fail
    segment.finish(i);
    if (segment.openRecords() == 0 && segment.file == null) {
      removal.remove(segment);
    }
  }
}
