// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.testing.CapturingExporter;
import dev.ringlet.testing.LogCapture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints that fail and come back, in a time that only passes when the test says so. */
class DestinationsTest {
  private static final long SECOND = 1_000_000_000L;

  private final LogCapture log = new LogCapture("dev.ringlet");
  private long now = 7 * SECOND;
  private final List<String> asked = new ArrayList<>();
  private final Fake primary = new Fake("primary");
  private final Fake second = new Fake("second");
  private final Fake third = new Fake("third");
  private final List<CircuitBreaker> breakers = new ArrayList<>();
  private Destinations destinations;

  private final class Fake extends CapturingExporter {
    private final String name;

    Fake(String name) {
      this.name = name;
    }

    Destination destination() {
      Endpoint endpoint = Endpoint.parse("http://" + name + ":4318/");
      return new Destination(Signal.LOGS, endpoint, Protocol.HTTP_PROTOBUF, this);
    }

    void down() {
      answers(payload -> ExportResult.retry(FailureCause.UNREACHABLE, -1, "down"));
    }

    void up() {
      answers(payload -> ExportResult.delivered());
    }

    void silent() {
      answers(
          payload -> {
            now = payload.deadlineNanos();
            return ExportResult.retry(FailureCause.TIMEOUT, -1, "silent");
          });
    }

    @Override
    public ExportResult export(Payload payload) {
      asked.add(name);
      return super.export(payload);
    }
  }

  @BeforeEach
  void setUp() {
    Pause clock =
        new Pause() {
          @Override
          long nanoTime() {
            return now;
          }
        };
    List<Destination> all =
        List.of(primary.destination(), second.destination(), third.destination());
    destinations = new Destinations(all, clock, () -> 0);
    all.forEach(one -> breakers.add(one.breaker()));
  }

  @AfterEach
  void tearDown() {
    log.close();
  }

  private ExportResult export() {
    asked.clear();
    return destinations.send(new Payload(Signal.LOGS, new byte[3], 0, 3, 2, now + 10 * SECOND));
  }

  @Test
  void usesTheFirstWhileItWorks() {
    for (int i = 0; i < 10; i++) {
      assertThat(export().isSuccess()).isTrue();
      assertThat(asked).containsExactly("primary");
    }
  }

  @Test
  void goesToTheNextAtOnceAndStaysThere() {
    primary.down();
    assertThat(export().isSuccess()).isTrue();
    assertThat(asked).containsExactly("primary", "second");
    primary.up();
    for (int i = 0; i < 20; i++) {
      now += SECOND;
      assertThat(export().isSuccess()).isTrue();
      assertThat(asked).containsExactly("second");
    }
  }

  @Test
  void returnsWhenATryOfThePrimarySucceeds() {
    primary.down();
    export();
    now += 30 * SECOND;
    primary.up();
    assertThat(export().isSuccess()).isTrue();
    assertThat(asked).containsExactly("primary");
    export();
    assertThat(asked).containsExactly("primary");
  }

  @Test
  void triesThePrimaryLessAndLessOftenAndLosesNothingByIt() {
    primary.down();
    export();
    List<Long> tries = new ArrayList<>();
    long start = now;
    for (int i = 0; i < 2000; i++) {
      now += SECOND;
      assertThat(export().isSuccess()).isTrue();
      if (asked.contains("primary")) {
        assertThat(asked).containsExactly("primary", "second");
        tries.add((now - start) / SECOND);
      }
    }
    assertThat(tries).containsExactly(30L, 90L, 210L, 450L, 750L, 1050L, 1350L, 1650L, 1950L);
  }

  @Test
  void aPrimaryThatFlapsDoesNotDragTheRestAlong() {
    int switches = 0;
    String before = "primary";
    for (int i = 0; i < 600; i++) {
      now += SECOND;
      if (i / 5 % 2 == 0) {
        primary.down();
      } else {
        primary.up();
      }
      assertThat(export().isSuccess()).isTrue();
      String last = asked.get(asked.size() - 1);
      switches += last.equals(before) ? 0 : 1;
      before = last;
    }
    assertThat(switches).isLessThanOrEqualTo(2 * 600 / 30);
  }

  @Test
  void allDownIsAskedOnceEachAndThenNotUntilItsTime() {
    primary.down();
    second.down();
    third.down();
    for (int i = 0; i < 5; i++) {
      assertThat(destinations.nanosToWait()).isZero();
      assertThat(export().kind()).isEqualTo(ExportResult.Kind.RETRY);
      assertThat(asked).containsExactly("primary", "second", "third");
    }
    assertThat(destinations.nanosToWait()).isPositive();
    ExportResult refused = export();
    assertThat(asked).isEmpty();
    assertThat(refused.kind()).isEqualTo(ExportResult.Kind.RETRY);
    assertThat(refused.cause()).isEqualTo(FailureCause.UNREACHABLE);
    assertThat(refused.retryAfterNanos()).isEqualTo(SECOND / 2);

    now += refused.retryAfterNanos();
    third.up();
    assertThat(export().isSuccess()).isTrue();
    assertThat(asked).containsExactly("primary", "second", "third");
  }

  @Test
  void keepsTheWaitThatAReceiverAskedForWhenOthersAreUsed() {
    primary.answers(
        payload -> ExportResult.retry(FailureCause.THROTTLED, 120 * SECOND, "slow down"));
    export();
    primary.up();
    for (int i = 0; i < 119; i++) {
      now += SECOND;
      export();
      assertThat(asked).containsExactly("second");
    }
    now += SECOND;
    export();
    assertThat(asked).containsExactly("primary");
  }

  @Test
  void whatIsRefusedForGoodIsSentNowhereElse() {
    primary.answers(payload -> ExportResult.permanent(FailureCause.NOT_AUTHORIZED, ""));
    assertThat(export().kind()).isEqualTo(ExportResult.Kind.PERMANENT);
    assertThat(asked).containsExactly("primary");
    assertThat(export().isSuccess()).isTrue(); // but the next one does not go there
    assertThat(asked).containsExactly("second");
    primary.up();
    second.answers(payload -> ExportResult.permanent(FailureCause.BAD_DATA, ""));
    assertThat(export().kind()).isEqualTo(ExportResult.Kind.PERMANENT);
    assertThat(export().kind()).isEqualTo(ExportResult.Kind.PERMANENT);
    assertThat(asked).containsExactly("second");
  }

  @Test
  void aSilentEndpointLeavesTimeForTheOthers() {
    long begin = now;
    primary.silent();
    assertThat(export().isSuccess()).isTrue();
    assertThat(asked).containsExactly("primary", "second");
    assertThat(now - begin).isEqualTo(10 * SECOND / 3);
    assertThat(export().isSuccess()).isTrue();
    assertThat(asked).containsExactly("second");

    begin = now;
    second.silent();
    third.silent();
    assertThat(export().cause()).isEqualTo(FailureCause.TIMEOUT);
    assertThat(asked).containsExactly("second", "third", "primary");
    assertThat(now - begin).isEqualTo(10 * SECOND);
  }

  @Test
  void aSlowEndpointThatUsesUpTheTimeIsNotFollowedByOthers() {
    primary.answers(
        payload -> {
          now += 11 * SECOND;
          return ExportResult.retry(FailureCause.TIMEOUT, -1, "slow");
        });
    assertThat(export().cause()).isEqualTo(FailureCause.TIMEOUT);
    assertThat(asked).containsExactly("primary");
    assertThat(breakers.get(1).lastFailure()).isEqualTo(FailureCause.NONE);
  }

  @Test
  void anExporterThatThrowsDoesNotJamItsBreaker() {
    primary.answers(
        payload -> {
          throw new IllegalStateException();
        });
    for (int i = 0; i < 3; i++) {
      try {
        export();
      } catch (IllegalStateException thrown) {
        assertThat(asked).containsExactly("primary");
      }
    }
    primary.up();
    assertThat(export().isSuccess()).isTrue();
    assertThat(asked).containsExactly("primary");
  }

  @Test
  void closesAllAndReportsNoFailureWhenClosed() {
    primary.answers(payload -> ExportResult.retry(FailureCause.CLOSED, -1, ""));
    assertThat(export().cause()).isEqualTo(FailureCause.CLOSED);
    assertThat(asked).containsExactly("primary");
    destinations.close();
    assertThat(List.of(primary.isClosed(), second.isClosed(), third.isClosed())).containsOnly(true);
  }

  @Test
  void aSingleEndpointIsNotAskedWhileItsBreakerIsOpen() {
    Pause clock =
        new Pause() {
          @Override
          long nanoTime() {
            return now;
          }
        };
    destinations = new Destinations(List.of(primary.destination()), clock, () -> 0);
    primary.answers(payload -> ExportResult.retry(FailureCause.THROTTLED, 9 * SECOND, "wait"));
    assertThat(export().message()).isEqualTo("wait");
    assertThat(destinations.nanosToWait()).isEqualTo(9 * SECOND);
    ExportResult refused = export();
    assertThat(asked).isEmpty();
    assertThat(refused.cause()).isEqualTo(FailureCause.THROTTLED);
    assertThat(refused.retryAfterNanos()).isEqualTo(9 * SECOND);
    assertThat(refused.message()).startsWith("not sent: ");
    now += 9 * SECOND;
    primary.up();
    assertThat(export()).isSameAs(ExportResult.delivered());
    assertThat(asked).containsExactly("primary");
  }

  @Test
  void anEndpointIsNeeded() {
    assertThatThrownBy(() -> new Destinations(List.of(), new Pause(), () -> 0))
        .hasMessage("destinations must not be empty");
  }
}
