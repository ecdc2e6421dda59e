// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.encode;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;

/**
 * Adds recorded stacks to the dictionary directly from the objects of Flight Recorder, without an
 * object per frame. Methods are looked up by identity first, because the recorder gives all frames
 * of a method within a second the same object. Not thread-safe.
 */
public final class StackEncoder {
  static final String NOT_WALKED = "[stack not walked]";

  private final ProfileDictionary dictionary;
  private final Map<RecordedMethod, Integer> functions = new IdentityHashMap<>();
  private int[] scratch = new int[256];

  StackEncoder(ProfileDictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** The number of a stack; a stack without frames becomes one frame that says so. */
  public int encode(RecordedStackTrace trace) {
    List<RecordedFrame> frames = trace == null ? List.of() : trace.getFrames();
    int depth = frames.size();
    if (depth > scratch.length) {
      scratch = new int[Math.max(depth, scratch.length * 2)];
    }
    int length = 0;
    for (int i = 0; i < depth; i++) {
      RecordedFrame frame = frames.get(i);
      RecordedMethod method = frame.getMethod();
      if (method != null) {
        scratch[length++] = dictionary.location(function(method), frame.getLineNumber());
      }
    }
    if (length == 0) {
      scratch[length++] = dictionary.location(dictionary.function(NOT_WALKED, ""), 0);
    }
    return dictionary.stack(scratch, length);
  }

  private int function(RecordedMethod method) {
    Integer known = functions.get(method);
    if (known != null) {
      return known;
    }
    String className =
        method.getType() == null ? "unknown" : FrameNames.className(method.getType().getName());
    String name = method.getName() == null ? "unknown" : method.getName();
    String descriptor = method.getDescriptor() == null ? "" : method.getDescriptor();
    int number =
        dictionary.function(
            className + "." + name, FrameNames.systemName(className, name, descriptor));
    functions.put(method, number);
    return number;
  }

  /** Releases objects of the recorder, which keep its chunks in memory. */
  void forget() {
    functions.clear();
  }
}
