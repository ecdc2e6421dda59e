// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ringlet.RingletSdk;
import dev.ringlet.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/**
 * The page in Chromium. {@code -Dringlet.viewer.pictures=true} writes a picture of each view to the
 * folder {@code pictures}. Skipped where there is no Chromium with its driver.
 */
class BrowserTest {
  private static final Path PICTURES = Path.of("pictures");
  private static final String TRACE = "0000000000000007" + String.format("%016x", 234);

  @TempDir static Path profile;

  private static Viewer viewer;
  private static ChromeDriver browser;

  @BeforeAll
  static void open() {
    browser = Chromium.start(profile);
    viewer = Viewer.builder().setPort(0).build();
    SampleData.send(viewer);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
    if (viewer != null) {
      viewer.close();
    }
  }

  private static void go(String hash, String selector) {
    browser.get("about:blank");
    browser.get(viewer.url() + "/#/" + hash);
    await(selector);
  }

  private static void await(String selector) {
    Await.until(selector, () -> !browser.findElements(By.cssSelector(selector)).isEmpty());
  }

  private static Object script(String text) {
    return browser.executeScript(text);
  }

  private static void theme(String name) {
    browser.get(viewer.url() + "/");
    script("localStorage.setItem('theme', '" + name + "')");
  }

  @ParameterizedTest
  @CsvSource({
    "traces, traces, .traces .row",
    "trace, trace/{trace}, .waterfall .row",
    "map, map, .map g.node",
    "logs, logs, .logs .row",
    "metrics, metrics?name=http.server.request.duration, .u-over",
    "exponential, metrics?name=http.server.request.body.size, .u-over",
    "profiles, profiles, .flame canvas",
    "difference, profiles?compare=service&service=shop&other=stock, .flame canvas",
    "anomalies, anomalies, .anomalies .row",
    "findings, findings, .findings .row",
    "health, health, tr.bad"
  })
  void eachViewIsDrawnWithoutAnErrorAndReadsWell(String name, String hash, String selector)
      throws IOException {
    for (String theme : List.of("light", "dark")) {
      theme(theme);
      go(hash.replace("{trace}", TRACE), selector);
      if (name.equals("anomalies")) {
        script(
            "[...document.querySelectorAll('.row')].find(r => r.innerText.includes('slower')).click()");
        await(".detail td");
      }
      script("return document.fonts.ready.then(() => new Promise(requestAnimationFrame))");
      assertThat(Contrast.findings(browser)).as(name + " in the " + theme + " theme").isEmpty();
      assertThat(browser.findElement(By.tagName("main")).getText())
          .doesNotContain("[object", "undefined", "NaN");
      assertThat(browser.getTitle()).isNotEqualTo("broken").contains("Ringlet viewer");
      assertThat(script("return document.querySelectorAll('main img, main script').length"))
          .isEqualTo(0L);
      assertThat(
              script(
                  "return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
          .as("wider than the window")
          .isEqualTo(0L);
      if (theme.equals("light") == !name.equals("trace")) {
        picture(name);
      }
    }
    assertThat(browser.manage().logs().get("browser").getAll())
        .filteredOn(entry -> entry.getLevel().intValue() >= 900)
        .extracting(Object::toString)
        .isEmpty();
  }

  private static void picture(String name) throws IOException {
    if (Boolean.getBoolean("ringlet.viewer.pictures")) {
      Files.createDirectories(PICTURES);
      byte[] png = browser.getScreenshotAs(OutputType.BYTES);
      Files.write(PICTURES.resolve(name + ".png"), png);
    }
  }

  @Test
  void keysMoveOpenAndGoBack() {
    go("traces", ".traces .row");
    press("j", "j");
    assertThat(script("return document.querySelector('.traces .row.selected').ariaPosInSet"))
        .isEqualTo("2");
    press("k", Keys.ENTER);
    await(".waterfall .row");
    press(Keys.ESCAPE);
    await(".traces .row");
    press("/");
    assertThat(browser.switchTo().activeElement().getDomAttribute("aria-label"))
        .isEqualTo("Search traces");
    press("card declined");
    Await.until(
        "the search",
        () ->
            script("return document.querySelector('.note').textContent")
                .toString()
                .startsWith("26 of 3,24"));
    press(Keys.ESCAPE, "?");
    assertThat(browser.findElement(By.id("keys")).isDisplayed()).isTrue();
    press(Keys.ESCAPE);
    press("3");
    await(".logs .row");
  }

  private static void press(CharSequence... keys) {
    for (CharSequence key : keys) {
      new Actions(browser).sendKeys(key).perform();
    }
  }

  /** From the top of the page to its end, in the order of the page. */
  @ParameterizedTest
  @ValueSource(
      strings = {"traces", "map", "logs", "metrics", "profiles", "anomalies", "findings", "health"})
  void theFocusFollowsThePageAndIsSeen(String view) {
    go(view, "main > *:last-child");
    Await.until("state", () -> !browser.findElement(By.id("counts")).getText().isEmpty());
    script("document.activeElement.blur()");
    int last = -1;
    for (int i = 0; i < 15; i++) {
      press(Keys.TAB);
      long position =
          (Long)
              script("return [...document.querySelectorAll('*')].indexOf(document.activeElement)");
      WebElement active = browser.switchTo().activeElement();
      if (active.getTagName().equals("body")) {
        break;
      }
      assertThat(position).as("focus %d of %s", i, view).isGreaterThan(last);
      assertThat(script("return getComputedStyle(document.activeElement).outlineStyle"))
          .as("outline of %s", active.getDomProperty("outerHTML"))
          .isNotEqualTo("none");
      last = (int) position;
    }
    assertThat(last).isPositive();
  }

  @Test
  void whatComesIsShownWithoutReloading() {
    go("traces?q=name%3Dfresh", ".empty");
    viewer.accept(
        LiveLoad.payload(
            Telemetry.request(
                "live",
                Telemetry.span(1, 0, 0, 5).setName("fresh").setTraceId(Telemetry.traceId(9_999)))));
    await(".traces .row");
  }

  @Test
  void noLabelOfTheMapLiesOverALineOrABox() {
    go("map", ".map g.node");
    assertThat((Long) script("return document.querySelectorAll('.map text.edge').length"))
        .isGreaterThan(4);
    assertThat(
            script(
                """
                const boxOf = e => { const b = e.getBBox(); return { x: b.x, y: b.y, right: b.x + b.width, bottom: b.y + b.height }; };
                const labels = [...document.querySelectorAll(".map text.edge")].map(e => ({ text: e.textContent, ...boxOf(e) }));
                const found = [];
                for (const path of document.querySelectorAll(".map path.edge")) {
                  for (let at = 0, all = path.getTotalLength(); at <= all; at += 2) {
                    const p = path.getPointAtLength(at);
                    for (const label of labels) {
                      if (p.x > label.x && p.x < label.right && p.y > label.y && p.y < label.bottom) found.push(label.text + " over a line");
                    }
                  }
                }
                for (const node of document.querySelectorAll(".map g.node")) {
                  const [x, y] = node.getAttribute("transform").match(/[\\d.-]+/g).map(Number), size = node.querySelector("rect").getBBox();
                  for (const label of labels) {
                    if (label.x < x + size.width && label.right > x && label.y < y + size.height && label.bottom > y) found.push(label.text + " over a box");
                  }
                }
                for (const a of labels) for (const b of labels) {
                  if (a !== b && a.x < b.right && a.right > b.x && a.y < b.bottom && a.bottom > b.y) found.push(a.text + " over " + b.text);
                }
                return [...new Set(found)].join("; ");
                """))
        .isEqualTo("");
  }

  @Test
  void whatACollectorRefusesIsALossInRed() throws IOException {
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(403, -1);
          exchange.close();
        });
    collector.start();
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.service.name", "refused")
            .property(
                "otel.exporter.otlp.traces.endpoint",
                "http://localhost:" + collector.getAddress().getPort() + "/v1/traces")
            .property("otel.exporter.otlp.metrics.endpoint", viewer.url() + "/v1/metrics")
            .property("otel.logs.exporter", "none")
            .property("ringlet.self.telemetry.enabled", "true")
            .build()) {
      for (int i = 0; i < 123; i++) {
        sdk.getTracer("test").spanBuilder("lost").startSpan().end();
      }
      go("health", "tr.bad");
      Await.until(
          "the loss",
          () -> {
            sdk.flush(Duration.ofSeconds(10));
            return script(
                    "return [...document.querySelectorAll('tr.bad')].map(r => r.innerText).join(';')")
                .toString()
                .matches("(?s).*refused[^;]*otel.sdk.exporter.span.exported[^;]*\\b123\\b.*");
          });
    } finally {
      collector.stop(0);
    }
    assertThat(
            script(
                """
                const root = getComputedStyle(document.documentElement), probe = document.createElement("i");
                probe.style.color = root.getPropertyValue("--bad");
                document.body.append(probe);
                const wanted = getComputedStyle(probe).color;
                probe.remove();
                return [...document.querySelectorAll("tr.bad td")].every(e => getComputedStyle(e).color === wanted);
                """))
        .isEqualTo(true);
  }

  @Test
  void aListOfManyRowsDrawsFew() {
    go("logs", ".logs .row");
    assertThat((Long) script("return document.querySelectorAll('.logs .row').length"))
        .isLessThan(80);
  }

  @Test
  void aNewFindingLeavesTheDetailOfAnotherAsItIs() {
    go("findings", ".findings .row");
    script(
        "[...document.querySelectorAll('.findings .row')].at(-1).click(); document.querySelector('.detail').firstChild.mark = 'mine'");
    viewer.accept(
        LiveLoad.payload(
            Telemetry.request(
                "newcomer", Telemetry.span(1, 0, 10, 5).setTraceId(Telemetry.traceId(77_777)))));

    Await.until(
        "its finding",
        () ->
            Boolean.TRUE.equals(
                script(
                    "return document.querySelector('.findings .list').innerText.includes('newcomer')")));
    assertThat(script("return document.querySelector('.detail').firstChild.mark"))
        .isEqualTo("mine");
  }
}
