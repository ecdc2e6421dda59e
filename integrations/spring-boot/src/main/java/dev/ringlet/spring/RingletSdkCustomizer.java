// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import dev.ringlet.RingletSdk;

/**
 * A bean that configures what has no property: samplers, processors, exporters, views. All beans of
 * this type are called in their order, once, when the SDK is created, after the settings of the
 * environment were applied. An exception stops the start of the application.
 */
@FunctionalInterface
public interface RingletSdkCustomizer {
  /** Changes the builder. */
  void customize(RingletSdk.Builder builder);
}
