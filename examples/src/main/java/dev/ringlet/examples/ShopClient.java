// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A customer of the shop: sends three orders, one of them slow, one with a card that is declined.
 */
final class ShopClient {
  private static final String SCOPE = "shop.client";

  private final String shopUrl;
  private final TracedHttp http;

  ShopClient(String shopUrl, ShopTelemetry telemetry) {
    this.shopUrl = shopUrl;
    this.http = new TracedHttp(telemetry);
  }

  /** Waits for the shop, sends all orders one after the other and returns the status codes. */
  List<Integer> run() throws IOException {
    http.warmUp(shopUrl + "/ready");
    List<Integer> statuses = new ArrayList<>();
    for (String order :
        List.of(
            "item=umbrella",
            "item=" + ShopApplication.SLOW_ITEM,
            "item=book&card=" + ShopApplication.DECLINED_CARD)) {
      statuses.add(http.call(SCOPE, "POST", shopUrl + "/checkout?" + order).status());
    }
    return statuses;
  }
}
