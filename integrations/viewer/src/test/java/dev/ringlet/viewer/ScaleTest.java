// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.Await;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * The page with 100,000 spans: everything can be reached, and how long the user waits, from a key
 * or a click to what is drawn. It prints the times; README.md has some with their machine.
 */
class ScaleTest {
  private static final int SPANS = 100_000;
  private static final int SPANS_OF_LARGE_TRACE = 10_000;
  private static final int SPANS_PER_REQUEST = 100;
  private static final long LARGE = 5_000_000;

  @TempDir static Path profile;

  private static ChromeDriver browser;

  private final LiveLoad load = new LiveLoad();
  private Viewer viewer;

  @BeforeAll
  static void open() {
    browser = Chromium.start(profile);
    browser.manage().timeouts().scriptTimeout(Duration.ofMinutes(1));
  }

  @BeforeEach
  void fill() {
    viewer = Viewer.builder().setPort(0).setMaxSpans(SPANS).build();
    viewer.accept(LiveLoad.payload(large()));
    for (int sent = SPANS_OF_LARGE_TRACE; sent < SPANS; sent += SPANS_PER_REQUEST) {
      viewer.accept(load.next());
    }
  }

  private static io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest large() {
    long now = System.currentTimeMillis() - Telemetry.EPOCH_NANOS / Telemetry.MILLI;
    Span.Builder[] spans = new Span.Builder[SPANS_OF_LARGE_TRACE];
    for (int i = 0; i < spans.length; i++) {
      spans[i] =
          Telemetry.span(i + 1L, i == 0 ? 0 : 1 + (i - 1) / 8, now + i % 500, now + 600 + i % 400)
              .setTraceId(Telemetry.traceId(LARGE))
              .addAttributes(Telemetry.attribute("step", i == 9_000 ? "needle" : "hay"));
    }
    return Telemetry.request("batch", spans);
  }

  @AfterEach
  void closeViewer() {
    viewer.close();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
  }

  /** Milliseconds from an action until a condition of the page holds. */
  private static long millis(String what, String action, String condition) {
    Object millis =
        browser.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1], begin = performance.now();
            const $ = selector => document.querySelector(selector), text = selector => $(selector) ? $(selector).textContent : "";
            %s;
            const look = () => (%s) ? done(Math.round(performance.now() - begin)) : requestAnimationFrame(look);
            requestAnimationFrame(look);
            """
                .formatted(action, condition));
    long found = ((Number) millis).longValue();
    System.out.println("scale: " + what + ": " + found + " ms");
    return found;
  }

  private static void search(String what, String text, String found) {
    millis(
        what,
        "const field = $('input[type=search]'); field.value = '%s'; field.dispatchEvent(new Event('input'))"
            .formatted(text),
        "text('.note').startsWith('%s') && !!$('.traces .row')".formatted(found));
  }

  @Test
  void aHundredThousandSpansCanBeLookedThrough() {
    long traces = 1 + (SPANS - SPANS_OF_LARGE_TRACE) / 10;
    String all = String.format("%,d", traces);
    browser.get("about:blank");
    browser.get(viewer.url() + "/#/map");
    millis("(open the page)", "", "!!$('.map g.node')");

    millis(
        "list of traces", "location.hash = '#/traces'", "text('.note').startsWith('" + all + "')");
    assertThat(rows()).isBetween(20L, 80L);
    millis(
        "last trace of the list",
        "$('.list').scrollTop = 1e9",
        "[...document.querySelectorAll('.traces .row')].some(r => r.ariaPosInSet === '"
            + traces
            + "')");
    assertThat(
            browser
                .executeScript("return document.querySelector('.list .row:last-child').textContent")
                .toString())
        .as("the oldest is the large one")
        .contains("10,000");
    millis(
        "(to the top)",
        "$('.list').scrollTop = 0",
        "[...document.querySelectorAll('.traces .row')].some(r => r.ariaPosInSet === '1')");
    search("search of an attribute value in all spans", "needle", "1 of " + all);
    search("search of a name", "name=\"GET /items/{id}\"", "9,000 of " + all);
    search("search that excludes", "spans<100 -item=77", "8,999 of " + all);
    search("search of what all have, again", "name=\"GET /items/{id}\"", "9,000 of " + all);

    millis(
        "waterfall of 10,000 spans",
        "location.hash = '#/trace/0000000000000007%016x'".formatted(LARGE),
        "!!$('.waterfall .row') && text('.detail').includes('hay')");
    assertThat(rows()).isBetween(20L, 80L);
    millis(
        "another span of it",
        "$('.waterfall .row:nth-child(9)').click()",
        "text('.detail').includes('span ') && $('.waterfall .row:nth-child(9)').classList.contains('selected')");
    millis(
        "waterfall of 10 spans",
        "location.hash = '#/trace/0000000000000007%016x'".formatted(17),
        "text('h1') === 'GET /items/{id}'");
    millis("map of services", "location.hash = '#/map'", "!!$('.map g.node')");
  }

  private static long rows() {
    return (Long) browser.executeScript("return document.querySelectorAll('.list .row').length");
  }

  @Test
  void theListKeepsUpWithAThousandSpansASecond() throws Exception {
    browser.get("about:blank");
    browser.get(viewer.url() + "/#/traces?q=item%3E5");
    millis("(open the search)", "", "text('.note').includes(' of ')");
    ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
    try {
      sender.scheduleAtFixedRate(() -> viewer.accept(load.next()), 0, 100, TimeUnit.MILLISECONDS);
      browser.executeScript(
          """
          const first = () => document.querySelector(".traces .row")?.textContent;
          let last = performance.now(), shown = first();
          const begin = last, watch = window.watch = { millis: 0, longestFrame: 0, changes: 0 };
          const look = now => {
            watch.longestFrame = Math.max(watch.longestFrame, Math.round(now - last));
            watch.millis = Math.round(now - begin);
            last = now;
            if (first() !== shown) { shown = first(); watch.changes++; }
            if (watch.millis < 8000 || watch.changes < 2) requestAnimationFrame(look);
            else watch.isDone = true;
          };
          requestAnimationFrame(look);
          """);
      Await.until(
          "8 s and two changes of the list",
          () -> Boolean.TRUE.equals(browser.executeScript("return window.watch.isDone")));
      System.out.println(
          "scale: 1,000 spans/s with a search open: "
              + browser.executeScript("return JSON.stringify(window.watch)"));
      long before = Long.parseLong(stateCount());
      assertThat(before).isLessThanOrEqualTo(SPANS);
    } finally {
      sender.shutdownNow();
    }
    sender.awaitTermination(10, TimeUnit.SECONDS);
    millis(
        "(without the search)",
        "location.hash = '#/traces'",
        "/^[0-9,]+ traces$/.test(text('.note'))");
    millis(
        "rows stay where they are below the top",
        "$('.list').scrollTop = 28 * 500",
        "[...document.querySelectorAll('.traces .row')].some(r => r.ariaPosInSet === '505')");
    Object row =
        browser.executeScript(
            "return document.querySelector('.traces .row:nth-child(12)').textContent");
    viewer.accept(load.next());
    millis("(newer ones are told)", "", "text('.note').includes('newer')");
    assertThat(
            browser.executeScript(
                "return document.querySelector('.traces .row:nth-child(12)').textContent"))
        .isEqualTo(row);
  }

  private static String stateCount() {
    return browser
        .executeAsyncScript(
            "const done = arguments[0]; fetch('/api/state').then(r => r.json()).then(s => done(String(s.spans)))")
        .toString();
  }
}
