// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ResourceProvider;
import io.opentelemetry.sdk.resources.Resource;

/** A resource provider for the official autoconfiguration. */
public final class TeamResource implements ResourceProvider {
  @Override
  public Resource createResource(ConfigProperties config) {
    return Resource.create(Attributes.of(AttributeKey.stringKey("team"), "green"));
  }
}
