// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samples.kotlin;

import dev.ringlet.testing.OrdersSample;

/** The program in Kotlin: coroutines, and the current span after a suspension. */
class OrdersTest extends OrdersSample {
  @Override
  protected void takeOrders() {
    OrdersKt.main();
  }
}
