// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.config.Config;
import dev.ringlet.internal.engine.Limits;

/**
 * Limits of spans. Follows the OpenTelemetry specification, "Tracing SDK", section "Span Limits".
 * Items beyond a limit are dropped and counted in the span. Immutable.
 */
public final class SpanLimits {
  private static final SpanLimits DEFAULT = builder().build();

  final int maxAttributes;
  final int maxEvents;
  final int maxLinks;
  final int maxAttributesPerEvent;
  final int maxAttributesPerLink;
  final int maxAttributeValueLength;

  private SpanLimits(Builder builder) {
    maxAttributes = builder.maxAttributes;
    maxEvents = builder.maxEvents;
    maxLinks = builder.maxLinks;
    maxAttributesPerEvent = builder.maxAttributesPerEvent;
    maxAttributesPerLink = builder.maxAttributesPerLink;
    maxAttributeValueLength = builder.maxAttributeValueLength;
  }

  /** Returns the defaults of the specification: 128 items each, values of any length. */
  public static SpanLimits getDefault() {
    return DEFAULT;
  }

  /** Returns a builder with the defaults of the specification. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The limits set by {@code otel.attribute.*}, {@code otel.span.*}, {@code otel.event.*} and
   * {@code otel.link.*} limits properties.
   */
  public static SpanLimits fromConfig(Config config) {
    int count = Limits.get(config, "otel.attribute.count.limit", 128);
    int length = Limits.get(config, "otel.attribute.value.length.limit", Integer.MAX_VALUE);
    return builder()
        .setMaxNumberOfAttributes(Limits.get(config, "otel.span.attribute.count.limit", count))
        .setMaxNumberOfEvents(Limits.get(config, "otel.span.event.count.limit", 128))
        .setMaxNumberOfLinks(Limits.get(config, "otel.span.link.count.limit", 128))
        .setMaxNumberOfAttributesPerEvent(
            Limits.get(config, "otel.event.attribute.count.limit", count))
        .setMaxNumberOfAttributesPerLink(
            Limits.get(config, "otel.link.attribute.count.limit", count))
        .setMaxAttributeValueLength(
            Limits.get(config, "otel.span.attribute.value.length.limit", length))
        .build();
  }

  /** Returns the most attributes of a span. */
  public int getMaxNumberOfAttributes() {
    return maxAttributes;
  }

  /** Returns the most events of a span. */
  public int getMaxNumberOfEvents() {
    return maxEvents;
  }

  /** Returns the most links of a span. */
  public int getMaxNumberOfLinks() {
    return maxLinks;
  }

  /** Returns the most attributes of an event. */
  public int getMaxNumberOfAttributesPerEvent() {
    return maxAttributesPerEvent;
  }

  /** Returns the most attributes of a link. */
  public int getMaxNumberOfAttributesPerLink() {
    return maxAttributesPerLink;
  }

  /** Returns the longest string in attribute values, in UTF-16 units. */
  public int getMaxAttributeValueLength() {
    return maxAttributeValueLength;
  }

  /** Builds limits. Not thread-safe. Every limit must be 0 or more. */
  public static final class Builder {
    private int maxAttributes = 128;
    private int maxEvents = 128;
    private int maxLinks = 128;
    private int maxAttributesPerEvent = 128;
    private int maxAttributesPerLink = 128;
    private int maxAttributeValueLength = Integer.MAX_VALUE;

    private Builder() {}

    /** Sets the most attributes of a span. */
    public Builder setMaxNumberOfAttributes(int maxAttributes) {
      this.maxAttributes = Limits.check(maxAttributes, "maxAttributes");
      return this;
    }

    /** Sets the most events of a span. */
    public Builder setMaxNumberOfEvents(int maxEvents) {
      this.maxEvents = Limits.check(maxEvents, "maxEvents");
      return this;
    }

    /** Sets the most links of a span. */
    public Builder setMaxNumberOfLinks(int maxLinks) {
      this.maxLinks = Limits.check(maxLinks, "maxLinks");
      return this;
    }

    /** Sets the most attributes of an event. */
    public Builder setMaxNumberOfAttributesPerEvent(int maxAttributesPerEvent) {
      this.maxAttributesPerEvent = Limits.check(maxAttributesPerEvent, "maxAttributesPerEvent");
      return this;
    }

    /** Sets the most attributes of a link. */
    public Builder setMaxNumberOfAttributesPerLink(int maxAttributesPerLink) {
      this.maxAttributesPerLink = Limits.check(maxAttributesPerLink, "maxAttributesPerLink");
      return this;
    }

    /** Sets the longest string in attribute values, in UTF-16 units; longer ones are truncated. */
    public Builder setMaxAttributeValueLength(int maxAttributeValueLength) {
      this.maxAttributeValueLength =
          Limits.check(maxAttributeValueLength, "maxAttributeValueLength");
      return this;
    }

    /** Creates the limits. */
    public SpanLimits build() {
      return new SpanLimits(this);
    }
  }
}
