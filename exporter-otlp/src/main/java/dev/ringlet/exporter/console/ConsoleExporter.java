// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.exporter.console.internal.ConsolePage;
import dev.ringlet.exporter.console.internal.Glyphs;
import dev.ringlet.exporter.console.internal.Ink;
import dev.ringlet.exporter.console.internal.StreamCharset;
import dev.ringlet.exporter.console.internal.Terminal;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.log.ThrottledLogger;
import io.opentelemetry.context.Scope;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Writes telemetry of any signal as text: traces as trees with a waterfall, log records as lines,
 * metrics as tables, profiles as one line of totals. The format may change; do not parse it.
 *
 * <p>Draws each request as it arrives and keeps nothing of it: a trace that is sent in several
 * requests becomes several trees, and a root whose parent is not in the request is marked. Each
 * request is one write of whole lines. Control characters in values become escapes; long values are
 * shortened and their length is shown. On a terminal errors are red, names bold and durations
 * faint; see {@link ConsoleColor}.
 *
 * <p>One call of {@link #export} at a time. A stream that fails and bytes that are not a request
 * are permanent failures. After {@link #close} nothing is written; the stream is not closed. Covers
 * the "Standard output" exporters of the OpenTelemetry specification.
 */
public final class ConsoleExporter implements Exporter {
  private final Supplier<PrintStream> target;

  /** Null for the charset of the target. */
  private final @Nullable Charset charset;

  private final ConsoleColor color;
  private final ConsolePage page = new ConsolePage();
  private final ThrottledLogger logger = new ThrottledLogger(ConsoleExporter.class);
  private @Nullable Boolean terminal;
  private volatile boolean closed;

  private ConsoleExporter(
      Supplier<PrintStream> target, @Nullable Charset charset, ConsoleColor color) {
    this.target = target;
    this.charset = charset;
    this.color = color;
  }

  /**
   * Creates an exporter that writes to the current {@code System.out} at each export, with {@link
   * ConsoleColor#AUTO}.
   */
  public static ConsoleExporter create() {
    return new ConsoleExporter(() -> System.out, null, ConsoleColor.AUTO);
  }

  /**
   * Creates an exporter that writes to the current {@code System.out} at each export, with the
   * {@code ringlet.exporter.console.color} of {@link ConsoleColor#fromConfig}.
   *
   * @throws ConfigException naming the key whose value cannot be used
   */
  public static ConsoleExporter fromConfig(Config config) {
    return new ConsoleExporter(() -> System.out, null, ConsoleColor.fromConfig(config));
  }

  /**
   * Creates an exporter that writes to a stream, without colors.
   *
   * @param charset of the stream; without box drawings in it, ASCII is used
   */
  public static ConsoleExporter create(PrintStream out, Charset charset) {
    return create(out, charset, ConsoleColor.NEVER);
  }

  /**
   * Creates an exporter that writes to a stream.
   *
   * @param charset of the stream; without box drawings in it, ASCII is used
   * @param color {@link ConsoleColor#AUTO} only for a stream that leads to standard output
   */
  public static ConsoleExporter create(PrintStream out, Charset charset, ConsoleColor color) {
    Objects.requireNonNull(out, "out");
    return new ConsoleExporter(
        () -> out,
        Objects.requireNonNull(charset, "charset"),
        Objects.requireNonNull(color, "color"));
  }

  @Override
  public ExportResult export(Payload payload) {
    if (closed) {
      return ExportResult.permanent(FailureCause.CLOSED, "");
    }
    Scope suppressed = Suppression.open();
    try (suppressed) {
      PrintStream out = target.get();
      if (out == null) {
        return failed("there is no standard output");
      }
      String text;
      try {
        Charset written = charset == null ? StreamCharset.of(out) : charset;
        text = page.write(payload, Glyphs.of(written), ink(out));
      } catch (IllegalArgumentException e) {
        return ExportResult.permanent(FailureCause.BAD_DATA, "not OTLP: " + e.getMessage());
      }
      out.print(text);
      return out.checkError() ? failed("cannot write to the console") : ExportResult.delivered();
    } catch (RuntimeException e) {
      return failed("cannot write to the console: " + e);
    }
  }

  private Ink ink(PrintStream out) {
    return switch (color) {
      case ALWAYS -> Ink.ANSI;
      case NEVER -> Ink.PLAIN;
      // The JVM's own standard output is not a subclass; one that replaces it leads elsewhere.
      case AUTO -> out.getClass() == PrintStream.class && isTerminal() ? Ink.ANSI : Ink.PLAIN;
    };
  }

  private boolean isTerminal() {
    if (terminal == null) {
      terminal = Terminal.hasColors();
    }
    return terminal;
  }

  private ExportResult failed(String message) {
    logger.log(Level.WARNING, "failed", () -> "Telemetry is not printed: " + message);
    return ExportResult.permanent(FailureCause.INTERNAL, message);
  }

  @Override
  public void close() {
    closed = true;
  }
}
