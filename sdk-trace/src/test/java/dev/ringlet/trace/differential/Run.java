// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * One run of a program on one SDK: what the steps share (slots of tracers, builders, spans and
 * contexts) and what the program was answered. Slots are named by any int, taken modulo their
 * number, so that a program stays meaningful when steps are taken away from it.
 */
final class Run {
  final OpenTelemetry api;
  final Ids ids = new Ids();
  final List<Tracer> tracers = new ArrayList<>();
  final List<SpanBuilder> builders = new ArrayList<>();
  final List<Span> spans = new ArrayList<>();
  final List<Context> contexts = new ArrayList<>(List.of(Context.root()));
  final Deque<Scope> scopes = new ArrayDeque<>();
  private final List<Span> startedRecording = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private final List<SpanContext> seenContexts = new ArrayList<>();
  private final Subject subject;
  private boolean closed;
  private String step = "";

  Run(Subject subject) {
    this.subject = subject;
    this.api = subject.api();
  }

  /** Runs all steps and closes the scopes that they left open. */
  void execute(Program program) {
    int number = 0;
    for (Step next : program.steps()) {
      step = "step " + number++ + " " + next.text();
      attempt(() -> next.action().run(this));
    }
    while (!scopes.isEmpty()) {
      scopes.pop().close();
    }
  }

  /** Does one call; whether and what it throws is an answer. */
  void attempt(Attempt call) {
    try {
      call.run();
    } catch (Throwable thrown) {
      see("throws " + thrown.getClass().getName());
    }
  }

  /** Sends what has ended so far. */
  void flush() {
    if (!closed) {
      subject.flush();
    }
  }

  /** Closes the SDK, which no other program can use then. */
  void close() {
    closed = true;
    subject.close();
  }

  Tracer tracer(int slot) {
    if (tracers.isEmpty()) {
      tracers.add(api.getTracer("differential"));
    }
    return tracers.get(Math.floorMod(slot, tracers.size()));
  }

  Span span(int slot) {
    return spans.isEmpty() ? Span.getInvalid() : spans.get(Math.floorMod(slot, spans.size()));
  }

  Context context(int slot) {
    return contexts.get(Math.floorMod(slot, contexts.size()));
  }

  /** Starts the builder's span into a new slot and notes all that its context tells. */
  Span start(SpanBuilder builder) {
    Span span = builder.startSpan();
    spans.add(span);
    see(span);
    if (span.isRecording()) {
      startedRecording.add(span);
    }
    return span;
  }

  /**
   * Returns the names of the sampled spans that have ended, each of which must be exported unless
   * closed.
   */
  List<String> endedSpans() {
    List<String> ended = new ArrayList<>();
    for (Span span : startedRecording) {
      if (!closed && !span.isRecording() && span.getSpanContext().isSampled()) {
        ended.add(ids.span(span.getSpanContext().getSpanId()));
      }
    }
    return ended;
  }

  void see(String answer) {
    answers.add(step + " -> " + answer);
  }

  void see(Span span) {
    see((span.isRecording() ? "recording " : "not recording ") + describe(span.getSpanContext()));
    if (span.toString() == null) {
      see("toString is null");
    }
  }

  List<String> answers() {
    return answers;
  }

  private String describe(SpanContext context) {
    SpanContext copy =
        context.isRemote()
            ? SpanContext.createFromRemoteParent(
                context.getTraceId(),
                context.getSpanId(),
                context.getTraceFlags(),
                context.getTraceState())
            : SpanContext.create(
                context.getTraceId(),
                context.getSpanId(),
                context.getTraceFlags(),
                context.getTraceState());
    HexFormat hex = HexFormat.of();
    StringBuilder text = new StringBuilder();
    text.append(context.isValid() ? "valid" : "invalid");
    text.append(context.isRemote() ? " remote" : " local");
    text.append(context.isSampled() ? " sampled" : " unsampled");
    text.append(" flags ").append(context.getTraceFlags().asHex());
    text.append(" state ").append(context.getTraceState().asMap());
    text.append(" trace ").append(ids.trace(context.getTraceId()));
    text.append(" span ").append(ids.span(context.getSpanId()));
    if (!hex.formatHex(context.getTraceIdBytes()).equals(context.getTraceId())
        || !hex.formatHex(context.getSpanIdBytes()).equals(context.getSpanId())) {
      text.append(", bytes differ from text");
    }
    text.append(context.equals(copy) ? ", equals its copy" : ", differs from its copy");
    text.append(copy.equals(context) ? ", copy equals it" : ", copy differs from it");
    if (context.hashCode() != copy.hashCode()) {
      text.append(", another hash than its copy");
    }
    text.append(", equal to earlier contexts ").append(indexesEqualTo(context));
    return text.toString();
  }

  private List<Integer> indexesEqualTo(SpanContext context) {
    List<Integer> equal = new ArrayList<>();
    int from = Math.max(0, seenContexts.size() - 16);
    for (int i = from; i < seenContexts.size(); i++) {
      if (context.equals(seenContexts.get(i))) {
        equal.add(i);
      }
    }
    seenContexts.add(context);
    return equal;
  }

  /** A call that may throw anything. */
  @FunctionalInterface
  interface Attempt {
    void run() throws Exception;
  }
}
