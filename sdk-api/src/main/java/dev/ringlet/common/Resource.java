// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.common;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The entity that produces telemetry: the service, its instance, the machine. All spans, metrics,
 * log records and profiles of an SDK are exported with one resource.
 *
 * <p>Attribute names are printable ASCII, 1 to 255 characters; others throw {@link
 * IllegalArgumentException}. An empty schema URL means none.
 *
 * <p>Immutable and thread-safe; equal when attributes and schema URL are. Follows the OpenTelemetry
 * specification, "Resource SDK".
 */
public final class Resource {
  private static final int MAX_NAME_LENGTH = 255;

  private static final Resource EMPTY = new Resource(Attributes.empty(), null);

  private final Attributes attributes;
  private final @Nullable String schemaUrl;

  private Resource(Attributes attributes, @Nullable String schemaUrl) {
    this.attributes = attributes;
    this.schemaUrl = schemaUrl;
  }

  /** Returns the resource without attributes and schema. */
  public static Resource empty() {
    return EMPTY;
  }

  /** Returns a resource with these attributes and no schema. */
  public static Resource create(Attributes attributes) {
    return create(attributes, null);
  }

  /**
   * A resource with these attributes.
   *
   * @param schemaUrl the schema that the attributes follow; null or empty for none
   */
  public static Resource create(Attributes attributes, @Nullable String schemaUrl) {
    Objects.requireNonNull(attributes, "attributes");
    attributes.forEach((key, value) -> checkName(key.getKey()));
    // Copied, so that a foreign implementation of Attributes can neither change nor break equality.
    Attributes copy = Attributes.builder().putAll(attributes).build();
    return new Resource(copy, schemaUrl == null || schemaUrl.isEmpty() ? null : schemaUrl);
  }

  /**
   * Returns the resource without any settings: {@code service.name} is {@code
   * unknown_service:java}, {@code telemetry.sdk.name} is {@code ringlet}, {@code
   * telemetry.sdk.language} is {@code java}, and {@code telemetry.sdk.version} is the version of
   * Ringlet.
   */
  public static Resource getDefault() {
    return ResourceDetection.DEFAULT;
  }

  /**
   * Returns the resource that settings describe, without detectors; see {@link #fromConfig(Config,
   * Resource)}.
   *
   * @throws ConfigException if {@code otel.resource.attributes} or {@code otel.entities} cannot be
   *     read
   */
  public static Resource fromConfig(Config config) {
    return fromConfig(config, EMPTY);
  }

  /**
   * Merges the default resource, a random {@code service.instance.id}, what detectors found, {@code
   * otel.entities}, {@code otel.resource.attributes} and {@code otel.service.name}, in this order
   * (later ones win), and removes {@code otel.resource.disabled.keys}. The instance id does not
   * change while the process runs.
   *
   * @param detected what resource detectors found; empty for nothing
   * @throws ConfigException if {@code otel.resource.attributes} or {@code otel.entities} cannot be
   *     read
   */
  public static Resource fromConfig(Config config, Resource detected) {
    return ResourceDetection.fromConfig(config, detected);
  }

  /** Returns a builder without attributes. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with the attributes and schema of this resource. */
  public Builder toBuilder() {
    return new Builder().putAll(this).setSchemaUrl(schemaUrl);
  }

  /**
   * Merges two resources; the attributes of {@code other} win. The schema URL is that of either
   * resource; if both have one and they differ, the result has none, which is logged.
   *
   * @param other the updating resource; null for none
   */
  public Resource merge(@Nullable Resource other) {
    if (other == null || other == EMPTY) {
      return this;
    }
    Attributes merged = attributes.toBuilder().putAll(other.attributes).build();
    return new Resource(merged, mergeSchemaUrl(schemaUrl, other.schemaUrl));
  }

  static @Nullable String mergeSchemaUrl(@Nullable String old, @Nullable String updating) {
    if (old == null || old.equals(updating)) {
      return updating;
    }
    if (updating == null) {
      return old;
    }
    Logger.getLogger(Resource.class.getName())
        .log(
            Level.INFO,
            "Merged resources with schema URLs {0} and {1}; the result has no schema URL",
            new Object[] {old, updating});
    return null;
  }

  /** The attributes; may be empty, never null. */
  public Attributes getAttributes() {
    return attributes;
  }

  /** The value of one attribute, or null. */
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return attributes.get(key);
  }

  /** The URL of the schema that the attributes follow, or null. */
  public @Nullable String getSchemaUrl() {
    return schemaUrl;
  }

  static boolean isValidName(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < ' ' || name.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static void checkName(String name) {
    if (!isValidName(name)) {
      throw new IllegalArgumentException(
          "attributes: a name must be 1 to 255 printable ASCII characters");
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof Resource that
            && attributes.equals(that.attributes)
            && Objects.equals(schemaUrl, that.schemaUrl);
  }

  @Override
  public int hashCode() {
    return 31 * attributes.hashCode() + Objects.hashCode(schemaUrl);
  }

  @Override
  public String toString() {
    return "Resource{schemaUrl=" + schemaUrl + ", attributes=" + attributes + "}";
  }

  /** Builds a resource; of equal names the last value wins. Not thread-safe. */
  public static final class Builder {
    private final AttributesBuilder attributes = Attributes.builder();
    private @Nullable String schemaUrl;

    private Builder() {}

    /** Sets a string attribute; a null or empty key or a null value is ignored. */
    public Builder put(@Nullable String key, @Nullable String value) {
      attributes.put(key, value);
      return this;
    }

    /** Sets an integer attribute; a null or empty key is ignored. */
    public Builder put(@Nullable String key, long value) {
      attributes.put(key, value);
      return this;
    }

    /** Sets a floating-point attribute; a null or empty key is ignored. */
    public Builder put(@Nullable String key, double value) {
      attributes.put(key, value);
      return this;
    }

    /** Sets a boolean attribute; a null or empty key is ignored. */
    public Builder put(@Nullable String key, boolean value) {
      attributes.put(key, value);
      return this;
    }

    /** Sets a string array attribute; a null or empty key or a null array is ignored. */
    public Builder put(@Nullable String key, String @Nullable ... values) {
      attributes.put(key, values);
      return this;
    }

    /** Sets an integer array attribute; a null or empty key or a null array is ignored. */
    public Builder put(@Nullable String key, long @Nullable ... values) {
      attributes.put(key, values);
      return this;
    }

    /** Sets a floating-point array attribute; a null or empty key or a null array is ignored. */
    public Builder put(@Nullable String key, double @Nullable ... values) {
      attributes.put(key, values);
      return this;
    }

    /** Sets a boolean array attribute; a null or empty key or a null array is ignored. */
    public Builder put(@Nullable String key, boolean @Nullable ... values) {
      attributes.put(key, values);
      return this;
    }

    /** Sets an attribute of the key's type; a null key or value is ignored. */
    public <T> Builder put(@Nullable AttributeKey<T> key, @Nullable T value) {
      attributes.put(key, value);
      return this;
    }

    /** Sets an integer attribute; a null key is ignored. */
    public Builder put(@Nullable AttributeKey<Long> key, int value) {
      attributes.put(key, value);
      return this;
    }

    /** Sets all attributes of {@code attributes}; null is ignored. */
    public Builder putAll(@Nullable Attributes attributes) {
      this.attributes.putAll(attributes);
      return this;
    }

    /** Sets all attributes of a resource, but not its schema URL; null is ignored. */
    public Builder putAll(@Nullable Resource resource) {
      if (resource != null) {
        attributes.putAll(resource.attributes);
      }
      return this;
    }

    /** Removes the attributes whose key the filter accepts. */
    public Builder removeIf(Predicate<AttributeKey<?>> filter) {
      attributes.removeIf(filter);
      return this;
    }

    /** Sets the schema URL; null or empty for none. */
    public Builder setSchemaUrl(@Nullable String schemaUrl) {
      this.schemaUrl = schemaUrl;
      return this;
    }

    /**
     * Builds the resource.
     *
     * @throws IllegalArgumentException if an attribute's name is not 1 to 255 printable ASCII
     *     characters
     */
    public Resource build() {
      return create(attributes.build(), schemaUrl);
    }
  }
}
