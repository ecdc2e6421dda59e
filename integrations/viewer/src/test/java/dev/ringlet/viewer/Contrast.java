// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import java.util.List;
import org.openqa.selenium.JavascriptExecutor;

/** Looks for text whose contrast with what is behind it is less than 4.5, as WCAG 2.2 AA has it. */
final class Contrast {
  private static final String SCRIPT =
      """
      const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      const rgba = text => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = text;
        canvas.fillRect(0, 0, 1, 1);
        const d = canvas.getImageData(0, 0, 1, 1).data;
        return [d[0], d[1], d[2], d[3] / 255];
      };
      const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
      const light = c => {
        const [r, g, b] = c.slice(0, 3).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ground = element => {
        const layers = [];
        for (let e = element; e; e = e.parentElement) layers.push(rgba(getComputedStyle(e).backgroundColor));
        return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
      };
      const found = new Set();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.textContent.trim() || !element.checkVisibility() || element.closest("script, title, .skip")) continue;
        const svg = element.namespaceURI.endsWith("svg");
        const style = getComputedStyle(element);
        const box = svg ? element.parentElement.querySelector("rect.box") : null;
        const back = box ? rgba(getComputedStyle(box).fill) : ground(svg ? element.closest("div") : element);
        const front = over(rgba(svg ? style.fill : style.color), back);
        const a = light(front), b = light(back);
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (contrast < 4.5) found.add(element.tagName + "." + (element.getAttribute("class") || "") + " " + contrast.toFixed(2) + " " + walker.currentNode.textContent.trim().slice(0, 30));
      }
      return [...found];
      """;

  private Contrast() {}

  /** Each text that is hard to read, with its contrast. */
  @SuppressWarnings("unchecked") // the script returns strings
  static List<String> findings(JavascriptExecutor browser) {
    return (List<String>) browser.executeScript(SCRIPT);
  }
}
