// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.common;

import io.opentelemetry.api.common.Attributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The library or part of an application that emits telemetry, as given to {@code tracerBuilder},
 * {@code meterBuilder} or {@code loggerBuilder}.
 *
 * <p>Immutable and thread-safe; equal when name, version, schema URL and attributes are. Follows
 * the OpenTelemetry specification, "Instrumentation Scope".
 */
public final class InstrumentationScope {
  private static final InstrumentationScope EMPTY = builder("").build();

  private final String name;
  private final @Nullable String version;
  private final @Nullable String schemaUrl;
  private final Attributes attributes;
  private final int hash;

  private InstrumentationScope(Builder builder) {
    this.name = builder.name;
    this.version = builder.version;
    this.schemaUrl = builder.schemaUrl;
    this.attributes = builder.attributes;
    this.hash = Objects.hash(name, version, schemaUrl, attributes);
  }

  /** Returns the scope without a name. */
  public static InstrumentationScope empty() {
    return EMPTY;
  }

  /** Returns a scope that has only a name. */
  public static InstrumentationScope create(String name) {
    return builder(name).build();
  }

  /** Returns a builder of a scope with a name. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** The name; may be empty, never null. */
  public String getName() {
    return name;
  }

  /** The version, or null. */
  public @Nullable String getVersion() {
    return version;
  }

  /** The URL of the schema that the scope's telemetry follows, or null. */
  public @Nullable String getSchemaUrl() {
    return schemaUrl;
  }

  /** The attributes of the scope; may be empty, never null. */
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof InstrumentationScope that
        && hash == that.hash
        && name.equals(that.name)
        && Objects.equals(version, that.version)
        && Objects.equals(schemaUrl, that.schemaUrl)
        && attributes.equals(that.attributes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "InstrumentationScope{name="
        + name
        + ", version="
        + version
        + ", schemaUrl="
        + schemaUrl
        + ", attributes="
        + attributes
        + "}";
  }

  /** Builds a scope. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private @Nullable String version;
    private @Nullable String schemaUrl;
    private Attributes attributes = Attributes.empty();

    private Builder(String name) {
      this.name = Objects.requireNonNull(name, "name");
    }

    /** Sets the version; null for none. */
    public Builder setVersion(@Nullable String version) {
      this.version = version;
      return this;
    }

    /** Sets the URL of the schema that the scope's telemetry follows; null for none. */
    public Builder setSchemaUrl(@Nullable String schemaUrl) {
      this.schemaUrl = schemaUrl;
      return this;
    }

    /** Replaces the attributes; null for none. */
    public Builder setAttributes(@Nullable Attributes attributes) {
      this.attributes = attributes == null ? Attributes.empty() : attributes;
      return this;
    }

    /** Builds the scope. */
    public InstrumentationScope build() {
      return new InstrumentationScope(this);
    }
  }
}
