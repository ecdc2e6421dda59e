// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;

/**
 * What assertions of all that has attributes have in common.
 *
 * @param <S> the assertion itself
 * @param <A> what it is about
 */
public abstract class TelemetryAssert<S extends TelemetryAssert<S, A>, A>
    extends AbstractAssert<S, A> {
  private final String owner;
  private final Attributes attributes;

  TelemetryAssert(A actual, Class<S> self, String owner, Attributes attributes) {
    super(actual, self);
    this.owner = owner;
    this.attributes = attributes;
  }

  /** Fails unless the attributes are these and no others. */
  public S hasAttributes(Attributes expected) {
    return check(() -> AttributesCheck.equal(owner, attributes, expected));
  }

  /** Fails unless there is an attribute of this key and value; others may be there. */
  public <T> S hasAttribute(AttributeKey<T> key, T value) {
    List<AttributeAssertion> one = List.of(AttributesCheck.equalTo(key, value));
    return check(() -> AttributesCheck.satisfy(owner, attributes, one));
  }

  /** Fails unless these hold; other attributes may be there. */
  public S hasAttributesSatisfying(AttributeAssertion... assertions) {
    return check(() -> AttributesCheck.satisfy(owner, attributes, List.of(assertions)));
  }

  /** Fails unless the attributes satisfy what is asserted. */
  public S hasAttributesSatisfying(Consumer<Attributes> assertion) {
    return check(() -> assertion.accept(attributes));
  }

  /** Fails unless these hold and there are no other attributes. */
  public S hasAttributesSatisfyingExactly(AttributeAssertion... assertions) {
    return check(() -> AttributesCheck.satisfyExactly(owner, attributes, List.of(assertions)));
  }

  /** Fails unless there is an attribute with this key, of any type. */
  public S containsAttribute(String key) {
    return check(() -> AttributesCheck.contain(owner, attributes, key));
  }

  /** Fails if there is an attribute with this key, of any type. */
  public S doesNotContainAttribute(String key) {
    return check(() -> AttributesCheck.notContain(owner, attributes, key));
  }

  /**
   * Runs an assertion; what it says is the failure of this one, with the description of the user.
   */
  final S check(Runnable assertion) {
    isNotNull();
    try {
      assertion.run();
    } catch (AssertionError e) {
      AssertionError failure = failure("%s", e.getMessage());
      failure.addSuppressed(e);
      throw failure;
    }
    return myself;
  }

  final S isEqual(String what, Object actualValue, Object expected) {
    return check(
        () -> {
          if (!Objects.equals(actualValue, expected)) {
            throw new AssertionError(
                what
                    + " of "
                    + owner
                    + ": expected "
                    + quoted(expected)
                    + " but was "
                    + quoted(actualValue));
          }
        });
  }

  private static String quoted(Object value) {
    return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
  }
}
