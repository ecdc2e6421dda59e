// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.bytes.Utf8;
import dev.ringlet.internal.otlp.CommonTags.AnyValue;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a stack trace as the content of an {@code AnyValue} without building a string: the text
 * of {@link Throwable#printStackTrace(PrintWriter)}, up to a limit of chars and bytes.
 *
 * <p>A loop follows the causes, so a chain of any length takes constant stack. If a class overrides
 * {@code printStackTrace}, that method is called; if it throws, the standard form replaces its
 * output.
 *
 * <p>Not thread-safe; lent by the {@link RecordPool}.
 */
final class StackTraceWriter extends ProtoWriter {
  private static final int MAX_BYTES = ExceptionAttributes.MAX_STACK_TRACE_BYTES;

  /** The end of a stack trace that was cut because of the limit of bytes. */
  static final String MARK = AnyValues.MARK;

  /** Maximum memory in bytes of a writer that is kept for the next stack trace. */
  static final int KEEP_BYTES = 64 << 10;

  private static final int INITIAL_BYTES = 8192;

  /** Suppressed exceptions nested deeper than this are omitted. */
  private static final int MAX_SUPPRESSED_DEPTH = 20;

  private static final String LINE_END = System.lineSeparator();
  private static final byte[] LINE_END_BYTES = LINE_END.getBytes(US_ASCII);
  private static final byte[] AT = "\tat ".getBytes(US_ASCII);
  private static final byte[] AT_JAVA_BASE = "\tat java.base/".getBytes(US_ASCII);
  private static final StackTraceElement[] NO_FRAMES = {};
  private static final RuntimeException FULL = new FullException();

  private static final ClassValue<Boolean> PRINTS_ITSELF =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          try {
            return type.getMethod("printStackTrace", PrintWriter.class).getDeclaringClass()
                != Throwable.class;
          } catch (Throwable t) {
            return false;
          }
        }
      };

  /** Maximum length of a frame's line without the names of class, method and file. */
  private static final int FRAME_CHARS = "\tat java.base/.(:2147483647)\r\n".length();

  private static final int MAX_DIGITS = 10;

  private final FrameLines lines;
  private int charsLeft;
  private int end;
  private boolean full;
  private boolean cut;
  private boolean notAscii;
  private int textStart;
  private @Nullable Throwable root;

  /** The exceptions written so far; null if only the root has been written. */
  private @Nullable Set<Throwable> seen;

  StackTraceWriter(FrameLines lines) {
    super(INITIAL_BYTES);
    this.lines = lines;
  }

  /** Index of the text's first byte in {@link #data}. */
  int textStart() {
    return textStart;
  }

  /**
   * Writes a stack trace over the previous one.
   *
   * @return whether the text was cut because of {@code maxBytes} or an exception; not if it was cut
   *     at {@code maxChars}, which is a limit of the user
   */
  boolean write(Throwable exception, int maxChars, int maxBytes) {
    pos = 0;
    int text = beginMessage(AnyValue.STRING_VALUE);
    charsLeft = maxChars;
    end = text + Math.max(0, Math.min(maxBytes, MAX_BYTES) - MARK.length());
    full = false;
    cut = false;
    notAscii = false;
    root = exception;
    try {
      if (!printsItself(exception, text)) {
        standard(exception);
      }
    } catch (Throwable t) {
      cut = true;
    } finally {
      root = null;
      seen = null;
    }
    if (cut && charsLeft >= MARK.length() && maxBytes >= MARK.length()) {
      end += MARK.length();
      full = false;
      append(MARK);
    }
    int bytes = pos - text;
    endMessage(text);
    textStart = pos - bytes;
    return cut;
  }

  private boolean printsItself(Throwable exception, int start) {
    if (!PRINTS_ITSELF.get(exception.getClass())) {
      return false;
    }
    int chars = charsLeft;
    try {
      Appender appender = new Appender();
      exception.printStackTrace(new PrintWriter(appender));
      appender.finish();
    } catch (Throwable t) {
      if (t != FULL) {
        pos = start;
        charsLeft = chars;
        full = false;
        cut = false;
        return false;
      }
    }
    return true;
  }

  private void standard(Throwable exception) {
    StackTraceElement[] frames = framesOf(exception);
    append(textOf(exception));
    append(LINE_END);
    writeFrames(frames, frames.length, "");
    writeRelated(exception, frames, "", 0);
  }

  /** Writes the suppressed exceptions and the cause of an exception, and those of each cause. */
  private void writeRelated(
      Throwable exception, StackTraceElement[] frames, String indent, int depth) {
    Throwable at = exception;
    StackTraceElement[] atFrames = frames;
    while (!full) {
      for (Throwable suppressed : at.getSuppressed()) {
        writeSuppressed(suppressed, atFrames, indent + "\t", depth);
      }
      Throwable cause = causeOf(at);
      if (cause == null) {
        return;
      }
      StackTraceElement[] next = writeEnclosed(cause, atFrames, "Caused by: ", indent);
      if (next == null) {
        return;
      }
      at = cause;
      atFrames = next;
    }
  }

  private void writeSuppressed(
      Throwable suppressed, StackTraceElement[] enclosing, String indent, int depth) {
    if (full) {
      return;
    }
    StackTraceElement[] frames = writeEnclosed(suppressed, enclosing, "Suppressed: ", indent);
    if (frames != null && depth < MAX_SUPPRESSED_DEPTH) {
      writeRelated(suppressed, frames, indent, depth + 1);
    } else if (frames != null) {
      cut |= suppressed.getSuppressed().length > 0 || causeOf(suppressed) != null;
    }
  }

  /** Writes an exception without the frames in common with the enclosing one; null if circular. */
  private StackTraceElement @Nullable [] writeEnclosed(
      Throwable exception, StackTraceElement[] enclosing, String caption, String indent) {
    append(indent);
    append(caption);
    if (!isNew(exception)) {
      append("[CIRCULAR REFERENCE: ");
      append(textOf(exception));
      append("]");
      append(LINE_END);
      return null;
    }
    append(textOf(exception));
    append(LINE_END);
    StackTraceElement[] frames = framesOf(exception);
    int own = frames.length;
    int shared = 0;
    while (own > 0
        && shared < enclosing.length
        && frames[own - 1].equals(enclosing[enclosing.length - 1 - shared])) {
      own--;
      shared++;
    }
    writeFrames(frames, own, indent);
    if (shared > 0) {
      append(indent);
      append("\t... ");
      appendNumber(shared);
      append(" more");
      append(LINE_END);
    }
    return frames;
  }

  private boolean isNew(Throwable exception) {
    if (seen == null) {
      seen = Collections.newSetFromMap(new IdentityHashMap<>());
      seen.add(root);
    }
    return seen.add(exception);
  }

  private void writeFrames(StackTraceElement[] frames, int count, String indent) {
    for (int i = 0; i < count && !full; i++) {
      StackTraceElement frame = frames[i];
      append(indent);
      if (!appendKnownFrame(frame) && !appendPlainFrame(frame)) {
        append("\tat ");
        append(frame.toString());
        append(LINE_END);
      }
    }
  }

  /** Appends the line of a frame that was written before, if it is known and fits. */
  private boolean appendKnownFrame(StackTraceElement frame) {
    byte[] line = lines.find(frame);
    if (line == null || full || line.length > charsLeft || line.length > end - pos) {
      return false;
    }
    ensure(line.length);
    System.arraycopy(line, 0, data, pos, line.length);
    pos += line.length;
    charsLeft -= line.length;
    return true;
  }

  /**
   * Appends the line of a frame, equal to its {@code toString} but without building that string, if
   * the line is ASCII and fits.
   *
   * @return false if nothing was appended
   */
  private boolean appendPlainFrame(StackTraceElement frame) {
    String module = frame.getModuleName();
    if (module == null ? !isPlain(frame.getClassLoaderName()) : !module.equals("java.base")) {
      return false;
    }
    String type = frame.getClassName();
    String method = frame.getMethodName();
    String file = frame.getFileName();
    boolean located = file != null && !frame.isNativeMethod();
    String source = located ? file : frame.isNativeMethod() ? "Native Method" : "Unknown Source";
    int most = type.length() + method.length() + source.length() + FRAME_CHARS;
    if (full || most > charsLeft || most > end - pos) {
      return false;
    }
    ensure(most);
    byte[] d = data;
    int start = pos;
    int at = putBytes(module == null ? AT : AT_JAVA_BASE, start);
    at = putAscii(type, at);
    d[at++] = '.';
    at = putAscii(method, at);
    d[at++] = '(';
    at = putAscii(source, at);
    if (located && frame.getLineNumber() >= 0) {
      d[at++] = ':';
      at = putNumber(frame.getLineNumber(), at);
    }
    d[at++] = ')';
    at = putBytes(LINE_END_BYTES, at);
    if (notAscii) {
      notAscii = false;
      return false;
    }
    pos = at;
    charsLeft -= at - start;
    lines.add(frame, d, start, at);
    return true;
  }

  /** Writes a text at an index and returns the index after it; sets a flag if it is not ASCII. */
  private int putAscii(String text, int at) {
    int length = text.length();
    notAscii |= !encodeAscii(text, length, at);
    return at + length;
  }

  private int putBytes(byte[] bytes, int at) {
    for (int i = 0; i < bytes.length; i++) {
      data[at + i] = bytes[i];
    }
    return at + bytes.length;
  }

  private void appendNumber(int number) {
    if (!full && Math.min(charsLeft, end - pos) >= MAX_DIGITS) {
      ensure(MAX_DIGITS);
      int start = pos;
      pos = putNumber(number, start);
      charsLeft -= pos - start;
    } else {
      append(Integer.toString(number));
    }
  }

  private int putNumber(int number, int at) {
    int next = number >= 10 ? putNumber(number / 10, at) : at;
    data[next] = (byte) ('0' + number % 10);
    return next + 1;
  }

  /** Whether {@code StackTraceElement.toString} omits the name of this class loader. */
  private static boolean isPlain(String classLoader) {
    return classLoader == null || classLoader.equals("app");
  }

  private void append(String text) {
    int length = text.length();
    if (length <= charsLeft && length <= end - pos && !full) {
      ensure(length);
      if (encodeAscii(text, length, pos)) {
        pos += length;
        charsLeft -= length;
        return;
      }
    }
    if (!full) {
      appendPart(text);
    }
  }

  /** Appends a text that is not ASCII or may not fit. */
  private void appendPart(String text) {
    int chars = Math.min(text.length(), charsLeft);
    int fitting = Utf8.charsWithin(text, chars, end - pos);
    cut |= fitting < chars;
    full = fitting < text.length();
    ensure(fitting);
    if (encodeAscii(text, fitting, pos)) {
      pos += fitting;
    } else {
      ensure(utf8Room(text, fitting));
      pos += Utf8.encodeAny(text, fitting, data, pos);
    }
    charsLeft -= fitting;
  }

  private static String textOf(Throwable exception) {
    try {
      String text = exception.toString();
      if (text != null) {
        return text;
      }
    } catch (Throwable t) {
      // Fall back to the name of the class.
    }
    return exception.getClass().getName();
  }

  private static @Nullable Throwable causeOf(Throwable exception) {
    try {
      return exception.getCause();
    } catch (Throwable t) {
      return null;
    }
  }

  private static StackTraceElement[] framesOf(Throwable exception) {
    try {
      StackTraceElement[] frames = exception.getStackTrace();
      return frames == null ? NO_FRAMES : frames;
    } catch (Throwable t) {
      return NO_FRAMES;
    }
  }

  /** The target of an overridden {@code printStackTrace}; throws {@link #FULL} at the limit. */
  private final class Appender extends Writer {
    /** A high surrogate at the end of a piece, whose other half may begin the next; else empty. */
    private String half = "";

    @Override
    public void write(char[] chars, int from, int length) {
      write(new String(chars, from, length), 0, length);
    }

    @Override
    public void write(String text, int from, int length) {
      if (length == 0) {
        return;
      }
      String piece = half.concat(text.substring(from, from + length));
      int last = piece.length() - 1;
      half = Character.isHighSurrogate(piece.charAt(last)) ? piece.substring(last) : "";
      StackTraceWriter.this.append(piece.substring(0, piece.length() - half.length()));
      if (full) {
        throw FULL;
      }
    }

    /** Writes what has waited for its other half. */
    void finish() {
      StackTraceWriter.this.append(half);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Ends the output of an overridden {@code printStackTrace}. */
  private static final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FullException() {
      super("the stack trace is long enough", null, false, false);
    }
  }
}
