// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.trace.SamplingRequest;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a regular expression in an attribute; a matcher that is free is used again. */
final class AttributeRegex implements SamplingPredicate {
  private static final String THREAD_NAME = "thread.name";

  private final String key;
  private final Pattern pattern;

  /** A matcher that no thread is using, or null. A thread that finds none creates one. */
  private final AtomicReference<Matcher> free = new AtomicReference<>();

  AttributeRegex(String key, Pattern pattern) {
    this.key = key;
    this.pattern = pattern;
  }

  @Override
  public boolean matches(SamplingRequest request) {
    CharSequence text =
        key.equals(THREAD_NAME) ? Thread.currentThread().getName() : request.getAttributeText(key);
    if (text == null) {
      return false;
    }
    Matcher matcher = free.getAndSet(null);
    matcher = matcher == null ? pattern.matcher(text) : matcher.reset(text);
    boolean found = matcher.find();
    free.set(matcher.reset("")); // an exception, as on a full stack, leaves the place empty
    return found;
  }
}
