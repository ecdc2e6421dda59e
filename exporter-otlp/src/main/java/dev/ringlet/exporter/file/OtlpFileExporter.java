// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.file;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.json.JsonBuffer;
import dev.ringlet.exporter.otlp.internal.json.OtlpJson;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.log.ThrottledLogger;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Writes telemetry of one signal to a file or to the standard output stream, each request as one
 * line of OTLP JSON. Follows the specification of the OTLP file exporter, so that the collector's
 * {@code otlpjsonfile} receiver and other tools read the files.
 *
 * <p>A request that cannot be written is lost and counted as {@link FailureCause#INTERNAL}. The
 * first of consecutive failures is logged, and the next request tries again. Written lines are
 * passed to the operating system; no request waits for the disk.
 *
 * <p>Thread-safe; one request is written at a time. When closed, all later ones return {@link
 * FailureCause#CLOSED}.
 */
public final class OtlpFileExporter implements Exporter {
  private static final String PREFIX = "ringlet.exporter.file.";
  private static final long DEFAULT_MAX_BYTES = 16L << 20;
  private static final long MIN_MAX_BYTES = 1L << 10;
  private static final long MAX_MAX_BYTES = 1L << 40;
  private static final int DEFAULT_MAX_FILES = 5;
  private static final int MAX_MAX_FILES = 1000;

  private final Signal signal;
  private final LineSink sink;
  private final ReentrantLock lock = new ReentrantLock();
  private final JsonBuffer buffer = new JsonBuffer();
  private final OtlpJson json = new OtlpJson(buffer);
  private final ThrottledLogger logger = new ThrottledLogger(OtlpFileExporter.class);
  private boolean failing;
  private volatile boolean closed;

  private OtlpFileExporter(Signal signal, LineSink sink) {
    this.signal = Objects.requireNonNull(signal, "signal");
    this.sink = sink;
  }

  /**
   * Creates an exporter to a file. The file and its directories are created by the first write; an
   * existing file is continued.
   *
   * @param path the file; for one signal and one process
   * @param maxBytes from 1,024 to 2^40; a request that would make the file larger goes to a new
   *     one, and the old one is renamed, {@code f.jsonl} to {@code f.1.jsonl} and so on
   * @param maxFiles from 1 to 1,000; how many files are kept, the current one included
   * @throws IllegalArgumentException if a number is out of its range or the path is a directory
   */
  public static OtlpFileExporter toFile(Signal signal, Path path, long maxBytes, int maxFiles) {
    if (maxBytes < MIN_MAX_BYTES || maxBytes > MAX_MAX_BYTES) {
      throw new IllegalArgumentException("maxBytes must be from 1024 to 2^40");
    }
    if (maxFiles < 1 || maxFiles > MAX_MAX_FILES) {
      throw new IllegalArgumentException("maxFiles must be from 1 to " + MAX_MAX_FILES);
    }
    if (path.getFileName() == null || Files.isDirectory(path)) {
      throw new IllegalArgumentException("path must be a file");
    }
    return new OtlpFileExporter(signal, new RotatingFile(path, maxBytes, maxFiles));
  }

  /** Creates an exporter to {@link System#out}, which it does not close. */
  public static OtlpFileExporter toStandardOutput(Signal signal) {
    return new OtlpFileExporter(signal, new StandardOutput());
  }

  /**
   * Creates an exporter to a file from {@code ringlet.exporter.file.} with {@code max.bytes},
   * {@code max.files} and {@code <signal>.path}, the file; or {@code path}, a file whose name is
   * extended by the signal: {@code otlp.jsonl} to {@code otlp-traces.jsonl}.
   *
   * @throws ConfigException naming the key whose value cannot be used
   */
  public static OtlpFileExporter fromConfig(Signal signal, Config config) {
    String key = pathKey(signal, config);
    Path path = path(signal, config);
    if (path == null) {
      throw new ConfigException(key + ": must name the file to write to");
    }
    for (Signal other : Signal.values()) {
      if (other != signal && path.equals(path(other, config))) {
        throw new ConfigException(key + ": is also the file of " + other.key());
      }
    }
    long maxBytes =
        config.getBytes(PREFIX + "max.bytes", DEFAULT_MAX_BYTES, MIN_MAX_BYTES, MAX_MAX_BYTES);
    int maxFiles = config.getInt(PREFIX + "max.files", DEFAULT_MAX_FILES, 1, MAX_MAX_FILES);
    try {
      return toFile(signal, path, maxBytes, maxFiles);
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(key + ": " + wrong.getMessage());
    }
  }

  private static String pathKey(Signal signal, Config config) {
    String own = PREFIX + signal.key() + ".path";
    return config.isSet(own) ? own : PREFIX + "path";
  }

  private static @Nullable Path path(Signal signal, Config config) {
    String key = pathKey(signal, config);
    String text = config.getString(key);
    if (text == null) {
      return null;
    }
    try {
      Path path = Path.of(text.trim()).toAbsolutePath().normalize();
      if (!key.equals(PREFIX + "path") || path.getFileName() == null) {
        return path;
      }
      String name = path.getFileName().toString();
      int dot = name.lastIndexOf('.');
      int end = dot <= 0 ? name.length() : dot;
      return path.resolveSibling(name.substring(0, end) + '-' + signal.key() + name.substring(end));
    } catch (InvalidPathException e) {
      throw new ConfigException(key + ": must be the path of a file");
    }
  }

  @Override
  public ExportResult export(Payload payload) {
    if (payload.signal() != signal) {
      return ExportResult.permanent(
          FailureCause.INTERNAL,
          "an exporter of " + signal.key() + " got " + payload.signal().key());
    }
    Scope suppressed = Suppression.open();
    lock.lock();
    try {
      return closed ? closedResult() : write(payload);
    } catch (Throwable thrown) {
      return ExportResult.permanent(FailureCause.INTERNAL, thrown.getClass().getName());
    } finally {
      lock.unlock();
      suppressed.close();
      closeIfWanted();
    }
  }

  private static ExportResult closedResult() {
    return ExportResult.retry(FailureCause.CLOSED, -1, "the exporter is closed");
  }

  private ExportResult write(Payload payload) {
    buffer.clear();
    json.write(signal, payload.bytes(), payload.offset(), payload.length());
    buffer.lineBreak();
    try {
      sink.write(buffer.bytes(), buffer.length());
    } catch (IOException e) {
      String reason = "cannot write " + signal.key() + " to " + sink + ": " + reason(e);
      if (!failing) {
        failing = true;
        logger.log(Level.WARNING, "write", () -> reason + "; they are lost");
      }
      return ExportResult.permanent(FailureCause.INTERNAL, reason);
    }
    if (failing) {
      failing = false;
      logger.log(Level.INFO, "again", () -> signal.key() + " can be written again to " + sink);
    }
    return ExportResult.delivered();
  }

  /** The class name adds what messages of file system exceptions omit. */
  private static String reason(IOException e) {
    return e.getClass() == IOException.class && e.getMessage() != null
        ? e.getMessage()
        : e.getClass().getSimpleName() + ' ' + e.getMessage();
  }

  /** Closes the file, unless an export is in progress. */
  @Override
  public void disconnect() {
    if (lock.tryLock()) {
      try {
        sink.close();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Does not wait for an export in progress, which then closes the file itself. */
  @Override
  public void close() {
    closed = true;
    closeIfWanted();
  }

  private void closeIfWanted() {
    if (closed) {
      disconnect();
    }
  }

  /** Names signal and file. */
  @Override
  public String toString() {
    return "OtlpFileExporter{" + signal.key() + " -> " + sink + "}";
  }
}
