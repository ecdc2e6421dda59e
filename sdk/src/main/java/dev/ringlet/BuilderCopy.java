// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import java.util.ArrayList;

/** Copies builders, so that what is added to one for one SDK is not in the other. */
final class BuilderCopy {
  private BuilderCopy() {}

  /** Returns another builder with the same content. */
  static RingletSdk.Builder of(RingletSdk.Builder from) {
    RingletSdk.Builder copy = RingletSdk.builder();
    copy.properties.putAll(from.properties);
    copy.propertiesSuppliers.addAll(from.propertiesSuppliers);
    copy.propertiesCustomizers.addAll(from.propertiesCustomizers);
    from.exporters.forEach((signal, all) -> copy.exporters.put(signal, new ArrayList<>(all)));
    from.exporterCustomizers.forEach(
        (signal, all) -> copy.exporterCustomizers.put(signal, new ArrayList<>(all)));
    copy.samplerCustomizers.addAll(from.samplerCustomizers);
    copy.propagatorCustomizers.addAll(from.propagatorCustomizers);
    copy.tracerSettings.addAll(from.tracerSettings);
    copy.meterSettings.addAll(from.meterSettings);
    copy.loggerSettings.addAll(from.loggerSettings);
    copy.propagatorsByName.putAll(from.propagatorsByName);
    copy.clock = from.clock;
    copy.resource = from.resource;
    copy.propagators = from.propagators;
    copy.configProvider = from.configProvider;
    return copy;
  }
}
