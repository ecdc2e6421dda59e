// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A disk in memory that fails when a test says so and forgets what was not synced. Contents and
 * directory entries are kept twice: as the operating system shows them, and as they are on the
 * disk.
 */
final class FaultDisk {
  /** What is done to the disk. */
  enum Op {
    CREATE,
    APPEND,
    WRITE,
    SYNC,
    SYNC_DIRECTORY,
    DELETE,
    RENAME,
    READ,
    LIST
  }

  private static final class Node {
    byte[] shown = new byte[0];
    byte[] safe = new byte[0];
  }

  private record Change(String name, Node node) {}

  private final Random random;
  private Map<String, Node> shown = new TreeMap<>();
  private final Map<String, Node> safe = new TreeMap<>();
  private final List<Change> unsafeChanges = new ArrayList<>();
  private int generation;
  private boolean locked;
  boolean alive = true;
  Predicate<Op> fault = op -> false;
  final Set<String> unreadable = new HashSet<>(); // names of files on bad blocks
  boolean shortWrites = true;
  long capacity = Long.MAX_VALUE;
  boolean measured = true; // takes time with many files
  int syncs;
  int openFiles; // to write, of the process that lives
  long mostBytes;

  FaultDisk(Random random) {
    this.random = random;
  }

  /** Opens the directory as a new process does. */
  SpoolFiles open() throws IOException {
    if (!alive) {
      throw new NoSuchFileException("the directory");
    }
    if (locked) {
      throw new IOException("locked");
    }
    locked = true;
    openFiles = 0;
    return new View(++generation);
  }

  /** The process is killed: what it wrote stays. */
  void kill() {
    generation++;
    locked = false;
    openFiles = 0;
  }

  /** The machine stops: what was not synced stays in part, in any order, or not at all. */
  void cutPower() {
    kill();
    for (Change change : unsafeChanges) {
      if (random.nextBoolean()) {
        apply(safe, change);
      }
    }
    unsafeChanges.clear();
    shown = new TreeMap<>(safe);
    for (Node node : shown.values()) {
      node.safe = node.shown = torn(node);
    }
  }

  private byte[] torn(Node node) {
    int common = Math.min(node.safe.length, node.shown.length);
    int extra = node.shown.length - common;
    byte[] torn = Arrays.copyOf(node.shown, common + random.nextInt(extra + 1));
    System.arraycopy(node.safe, 0, torn, 0, common);
    if (torn.length > common && random.nextInt(3) == 0) {
      int from = common + random.nextInt(torn.length - common);
      int to = from + random.nextInt(torn.length - from) + 1;
      if (random.nextBoolean()) {
        Arrays.fill(torn, from, to, (byte) 0); // the length was written before the data
      } else {
        for (int i = from; i < to; i++) {
          torn[i] = (byte) random.nextInt();
        }
      }
    }
    return torn;
  }

  private static void apply(Map<String, Node> entries, Change change) {
    if (change.node == null) {
      entries.remove(change.name);
    } else {
      entries.put(change.name, change.node);
    }
  }

  private void change(String name, Node node) {
    Change change = new Change(name, node);
    apply(shown, change);
    unsafeChanges.add(change);
  }

  /** The directory is removed with everything in it. */
  void removeDirectory() {
    alive = false;
    locked = false;
    shown.clear();
    safe.clear();
    unsafeChanges.clear();
  }

  long bytes() {
    return shown.values().stream().mapToLong(node -> node.shown.length).sum();
  }

  List<String> names() {
    return new ArrayList<>(shown.keySet());
  }

  byte[] content(String name) {
    return shown.get(name).shown;
  }

  /** Puts a file there as another program would. */
  void put(String name, byte[] content) {
    Node node = new Node();
    node.shown = node.safe = content;
    shown.put(name, node);
    safe.put(name, node);
  }

  /** Takes a file away as another program would. */
  void remove(String name) {
    shown.remove(name);
    safe.remove(name);
  }

  private void check(Op op) throws IOException {
    if (fault.test(op)) {
      throw new IOException("fault at " + op);
    }
  }

  private final class View implements SpoolFiles {
    private final int mine;

    View(int mine) {
      this.mine = mine;
    }

    private void checkOpen(Op op) throws IOException {
      if (mine != generation) {
        throw new IllegalStateException("used by a process that is dead");
      }
      check(op);
    }

    private Node node(String name) throws NoSuchFileException {
      Node node = shown.get(name);
      if (node == null) {
        throw new NoSuchFileException(name);
      }
      return node;
    }

    @Override
    public void list(Consumer<String> names) throws IOException {
      checkOpen(Op.LIST);
      List<String> shuffled = names();
      java.util.Collections.shuffle(shuffled, random);
      shuffled.forEach(names);
    }

    @Override
    public Appender create(String name) throws IOException {
      checkOpen(Op.CREATE);
      if (shown.containsKey(name)) {
        throw new FileAlreadyExistsException(name);
      }
      Node node = new Node();
      change(name, node);
      return new NodeAppender(node);
    }

    @Override
    public Appender append(String name, long position) throws IOException {
      checkOpen(Op.APPEND);
      Node node = shown.get(name);
      if (node == null) {
        node = new Node();
        change(name, node);
      }
      node.shown = Arrays.copyOf(node.shown, (int) position);
      return new NodeAppender(node);
    }

    @Override
    public long size(String name) throws IOException {
      checkOpen(Op.READ);
      return shown.containsKey(name) ? shown.get(name).shown.length : -1;
    }

    @Override
    public byte[] read(String name, long offset, int length) throws IOException {
      checkOpen(Op.READ);
      if (unreadable.contains(name)) {
        throw new IOException("bad block in " + name);
      }
      byte[] bytes = node(name).shown;
      int from = (int) Math.min(bytes.length, offset);
      return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length));
    }

    @Override
    public void delete(String name) throws IOException {
      checkOpen(Op.DELETE);
      if (shown.containsKey(name)) {
        change(name, null);
      }
    }

    @Override
    public void rename(String from, String to) throws IOException {
      checkOpen(Op.RENAME);
      Node node = node(from);
      change(to, node);
      change(from, null);
    }

    @Override
    public void syncDirectory() throws IOException {
      checkOpen(Op.SYNC_DIRECTORY);
      safe.clear();
      safe.putAll(shown);
      unsafeChanges.clear();
    }

    @Override
    public boolean isAlive() {
      return alive;
    }

    @Override
    public void adopt(AdoptedNames names) {}

    @Override
    public void close() {
      if (mine == generation) {
        locked = false;
      }
    }

    private final class NodeAppender implements Appender {
      private final Node node;
      private boolean closed;

      NodeAppender(Node node) {
        this.node = node;
        openFiles++;
      }

      private void checkNotClosed() throws IOException {
        if (closed) {
          throw new IOException("closed");
        }
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        checkNotClosed();
        boolean full = capacity != Long.MAX_VALUE && bytes() + length > capacity;
        if (full || fault.test(Op.WRITE)) {
          if (shortWrites) {
            long most = Math.min(length, Math.max(0, capacity - bytes()));
            add(bytes, offset, (int) (random.nextDouble() * most));
          }
          throw new IOException(full ? "No space left on device" : "fault at WRITE");
        }
        if (mine != generation) {
          throw new IllegalStateException("used by a process that is dead");
        }
        add(bytes, offset, length);
      }

      private void add(byte[] bytes, int offset, int length) {
        int end = node.shown.length;
        node.shown = Arrays.copyOf(node.shown, end + length);
        System.arraycopy(bytes, offset, node.shown, end, length);
        if (measured) {
          mostBytes = Math.max(mostBytes, bytes());
        }
      }

      @Override
      public void sync() throws IOException {
        syncs++;
        checkNotClosed();
        checkOpen(Op.SYNC);
        node.safe = node.shown;
      }

      @Override
      public void close() {
        if (!closed && mine == generation) {
          openFiles--;
        }
        closed = true;
      }
    }
  }
}
