// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samples.scala;

import dev.ringlet.testing.OrdersSample;

/** The program in Scala: futures, and the current span in the thread that runs one. */
class OrdersTest extends OrdersSample {
  @Override
  protected void takeOrders() {
    takeOrders.main(new String[0]);
  }
}
