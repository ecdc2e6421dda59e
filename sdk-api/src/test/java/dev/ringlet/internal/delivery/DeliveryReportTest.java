// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import org.junit.jupiter.api.Test;

class DeliveryReportTest {
  @Test
  void countsEachItemOfARequestOnce() {
    DeliveryCounters counters = new DeliveryCounters();
    counters.count(DeliveryReport.of(ExportResult.delivered(), 1));
    counters.count(DeliveryReport.of(ExportResult.partial(7, ""), 10));
    counters.count(DeliveryReport.of(ExportResult.partial(700, ""), 20));
    counters.count(DeliveryReport.of(ExportResult.partial(-1, ""), 40));
    counters.count(DeliveryReport.of(ExportResult.stored(), 100));
    counters.count(DeliveryReport.of(ExportResult.retry(FailureCause.TIMEOUT, -1, ""), 200));
    counters.count(DeliveryReport.of(ExportResult.permanent(FailureCause.BAD_DATA, ""), 400));
    counters.count(DeliveryReport.of(ExportResult.permanent(FailureCause.CLOSED, ""), 1000));
    counters.count(DeliveryReport.of(ExportResult.retry(FailureCause.CLOSED, -1, ""), 2000));
    counters.count(DeliveryReport.of(ExportResult.permanent(FailureCause.INTERNAL, ""), 4000));
    counters.count(DeliveryReport.of(ExportResult.permanent(FailureCause.TOO_LARGE, ""), 10_000));
    assertThat(counters.exported()).isEqualTo(1 + 3 + 40);
    assertThat(counters.spooled()).isEqualTo(100);
    assertThat(counters.dropped(DropCause.REJECTED)).isEqualTo(7 + 20);
    assertThat(counters.dropped(DropCause.RETRIES_EXHAUSTED)).isEqualTo(200);
    assertThat(counters.dropped(DropCause.REFUSED)).isEqualTo(400);
    assertThat(counters.dropped(DropCause.SHUTDOWN)).isEqualTo(3000);
    assertThat(counters.dropped(DropCause.INTERNAL_ERROR)).isEqualTo(4000);
    assertThat(counters.dropped(DropCause.TOO_LARGE)).isEqualTo(10_000);
    assertThat(counters.dropped()).isEqualTo(27 + 200 + 400 + 3000 + 4000 + 10_000);
    assertThat(counters.requests()).isEqualTo(11);
    assertThat(counters.failedRequests()).isEqualTo(6);
  }

  @Test
  void countsARequestThatIsLostAsAWholeAndItemsWithoutARequest() {
    DeliveryCounters counters = new DeliveryCounters();
    counters.countFailure(DropCause.INTERNAL_ERROR, 3);
    assertThat(counters.requests()).isOne();
    assertThat(counters.failedRequests()).isOne();
    assertThat(counters.dropped(DropCause.INTERNAL_ERROR)).isEqualTo(3);
    counters.countItems(DeliveryReport.of(ExportResult.partial(1, ""), 5));
    counters.spool(4);
    counters.spool(-1);
    counters.accept(20);
    assertThat(counters.requests()).isOne();
    assertThat(counters.exported()).isEqualTo(4);
    assertThat(counters.spooled()).isEqualTo(3);
    assertThat(counters.accepted()).isEqualTo(20);
    assertThat(counters.dropped()).isEqualTo(4);
  }

  /** In any order, and with the retries of each. */
  @Test
  void theReportsOfThePartsAddUp() {
    DeliveryReport[] parts = {
      DeliveryReport.of(ExportResult.delivered(), 1),
      DeliveryReport.stored(2).withRetries(5),
      DeliveryReport.lost(DropCause.TOO_LARGE, 4, FailureCause.TOO_LARGE).withRetries(1),
      DeliveryReport.lost(DropCause.REFUSED, 8, FailureCause.BAD_DATA).withRetries(0),
      DeliveryReport.lost(DropCause.TOO_LARGE, 16, FailureCause.TOO_LARGE).withRetries(1),
    };
    for (int first = 0; first < parts.length; first++) {
      DeliveryReport sum = parts[first];
      for (int i = 1; i < parts.length; i++) {
        sum = sum.plus(parts[(first + i) % parts.length]);
      }
      assertThat(sum.items()).isEqualTo(31);
      assertThat(sum.delivered()).isEqualTo(1);
      assertThat(sum.stored()).isEqualTo(2);
      assertThat(sum.dropped(DropCause.TOO_LARGE)).isEqualTo(20);
      assertThat(sum.dropped(DropCause.REFUSED)).isEqualTo(8);
      assertThat(sum.dropped(DropCause.REJECTED)).isZero();
      assertThat(sum.retries()).isEqualTo(7);
      assertThat(sum.isSuccess()).isFalse();
      assertThat(sum.failure())
          .as("the first failure")
          .isEqualTo(first == 3 ? FailureCause.BAD_DATA : FailureCause.TOO_LARGE);
    }
    assertThat(parts[2].dropped(DropCause.TOO_LARGE)).as("unchanged").isEqualTo(4);
    DeliveryReport good = parts[0].plus(parts[1]);
    assertThat(good.isSuccess()).isTrue();
    assertThat(good.dropped(DropCause.TOO_LARGE)).isZero();
    assertThat(good).hasToString("DeliveryReport{items=3, delivered=1, stored=2, failure=NONE}");
  }
}
