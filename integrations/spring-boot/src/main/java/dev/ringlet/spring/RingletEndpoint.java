// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import dev.ringlet.RingletSdk;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The counters of the SDK for each signal and exporter. */
@Endpoint(id = "ringlet")
final class RingletEndpoint {
  private final RingletSdk sdk;

  RingletEndpoint(RingletSdk sdk) {
    this.sdk = sdk;
  }

  @ReadOperation
  Map<String, Object> health() {
    return HealthReport.details(sdk.health());
  }
}
