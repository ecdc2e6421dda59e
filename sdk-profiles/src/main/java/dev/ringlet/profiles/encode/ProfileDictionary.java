// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.encode;

import dev.ringlet.internal.bytes.ProtoWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * The tables of one {@code ProfilesDictionary}, each as the bytes it will have in the request.
 *
 * <p>An entry is encoded when it is first needed and found by its content afterwards; so there are
 * no duplicates, and no orphans as long as whatever asks for a number also uses it. Number 0 of
 * each table is its zero value, as the protocol demands. Not thread-safe.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto">ProfilesDictionary in
 *     profiles.proto</a>
 */
public final class ProfileDictionary {
  private static final int MAPPING = 0x0a;
  private static final int LOCATION = 0x12;
  private static final int FUNCTION = 0x1a;
  private static final int LINK = 0x22;
  private static final int STRING = 0x2a;
  private static final int ATTRIBUTE = 0x32;
  private static final int STACK = 0x3a;
  private static final int KEEP_BYTES = 256 << 10;

  private final boolean zeroFilledLink;
  private final ProtoWriter strings = new ProtoWriter(8 << 10);
  private final ProtoWriter functions = new ProtoWriter(4 << 10);
  private final ProtoWriter locations = new ProtoWriter(4 << 10);
  private final ProtoWriter stacks = new ProtoWriter(4 << 10);
  private final ProtoWriter links = new ProtoWriter(1 << 10);
  private final ProtoWriter attributes = new ProtoWriter(1 << 10);
  private final ProtoWriter[] all = {strings, functions, locations, stacks, links, attributes};

  private final Map<String, Integer> stringNumbers = new HashMap<>();
  private final Map<Long, Integer> functionNumbers = new HashMap<>();
  private final Map<Long, Integer> locationNumbers = new HashMap<>();
  private final Map<LinkKey, Integer> linkNumbers = new HashMap<>();
  private final Map<EntryKey, Integer> attributeNumbers = new HashMap<>();
  private final IntLists stackLists = new IntLists();

  private record LinkKey(long traceIdHigh, long traceIdLow, long spanId) {}

  private record EntryKey(int key, Object value) {}

  ProfileDictionary(boolean zeroFilledLink) {
    this.zeroFilledLink = zeroFilledLink;
    clear();
  }

  /** Forgets everything but the zero values. */
  void clear() {
    for (ProtoWriter table : all) {
      table.position(0);
      table.trim(KEEP_BYTES);
    }
    stringNumbers.clear();
    functionNumbers.clear();
    locationNumbers.clear();
    linkNumbers.clear();
    attributeNumbers.clear();
    stackLists.clear();
    strings.writeString(STRING, "");
    stringNumbers.put("", 0);
    zero(functions, FUNCTION);
    zero(locations, LOCATION);
    zero(stacks, STACK);
    zero(attributes, ATTRIBUTE);
    if (zeroFilledLink) {
      writeLink(new LinkKey(0, 0, 0));
    } else {
      zero(links, LINK);
    }
    linkNumbers.put(new LinkKey(0, 0, 0), 0);
  }

  private static void zero(ProtoWriter table, int tag) {
    table.writeTag(tag);
    table.writeByte(0);
  }

  int string(String text) {
    Integer known = stringNumbers.get(text);
    if (known != null) {
      return known;
    }
    int number = stringNumbers.size();
    strings.writeString(STRING, text);
    stringNumbers.put(text, number);
    return number;
  }

  /** A function by its readable name and the name that the virtual machine knows. */
  int function(String name, String systemName) {
    int nameIndex = string(name);
    int systemNameIndex = systemName.isEmpty() ? 0 : string(systemName);
    long key = (long) nameIndex << 32 | systemNameIndex;
    Integer known = functionNumbers.get(key);
    if (known != null) {
      return known;
    }
    int number = functionNumbers.size() + 1;
    int mark = functions.beginMessage(FUNCTION);
    functions.writeUint32(0x08, nameIndex);
    functions.writeUint32(0x10, systemNameIndex);
    functions.endMessage(mark);
    functionNumbers.put(key, number);
    return number;
  }

  /** A line of a Java method; a line below 1 is unknown. */
  int location(int function, int line) {
    int knownLine = Math.max(0, line);
    long key = (long) function << 32 | knownLine;
    Integer known = locationNumbers.get(key);
    if (known != null) {
      return known;
    }
    int frameType = attribute("profile.frame.type", "jvm");
    int number = locationNumbers.size() + 1;
    int mark = locations.beginMessage(LOCATION);
    int lineMark = locations.beginMessage(0x1a);
    locations.writeUint32(0x08, function);
    locations.writeUint32(0x10, knownLine);
    locations.endMessage(lineMark);
    locations.writeTag(0x22);
    locations.writeVarint(ProtoWriter.varintSize(frameType));
    locations.writeVarint(frameType);
    locations.endMessage(mark);
    locationNumbers.put(key, number);
    return number;
  }

  /** A stack, leaf first, by the first {@code length} numbers of locations. */
  int stack(int[] locationIndices, int length) {
    int before = stackLists.count();
    int number = stackLists.add(locationIndices, length);
    if (number == before && length > 0) {
      int mark = stacks.beginMessage(STACK);
      writePacked(stacks, 0x0a, locationIndices, 0, length);
      stacks.endMessage(mark);
    }
    return number;
  }

  /** A span that samples belong to; 0 if the span id is. */
  public int link(long traceIdHigh, long traceIdLow, long spanId) {
    if (spanId == 0) {
      return 0;
    }
    LinkKey key = new LinkKey(traceIdHigh, traceIdLow, spanId);
    Integer known = linkNumbers.get(key);
    if (known != null) {
      return known;
    }
    int number = linkNumbers.size();
    writeLink(key);
    linkNumbers.put(key, number);
    return number;
  }

  private void writeLink(LinkKey key) {
    links.writeTag(LINK);
    links.writeByte(28);
    links.writeTag(0x0a);
    links.writeByte(16);
    writeId(key.traceIdHigh);
    writeId(key.traceIdLow);
    links.writeTag(0x12);
    links.writeByte(8);
    writeId(key.spanId);
  }

  private void writeId(long id) {
    links.ensure(8);
    ProtoWriter.putId(links.data(), links.position(), id);
    links.position(links.position() + 8);
  }

  public int attribute(String key, String value) {
    return attributeOf(key, value);
  }

  public int attribute(String key, long value) {
    return attributeOf(key, value);
  }

  /** An attribute that is just there. */
  public int attributeTrue(String key) {
    return attributeOf(key, Boolean.TRUE);
  }

  private int attributeOf(String key, Object value) {
    int keyIndex = string(key);
    EntryKey identity = new EntryKey(keyIndex, value);
    Integer known = attributeNumbers.get(identity);
    if (known != null) {
      return known;
    }
    int mark = attributes.beginMessage(ATTRIBUTE);
    attributes.writeUint32(0x08, keyIndex);
    int valueMark = attributes.beginMessage(0x12);
    if (value instanceof String text) {
      attributes.writeString(0x0a, text);
    } else if (value instanceof Long number) {
      attributes.writeTag(0x18);
      attributes.writeVarint(number);
    } else {
      attributes.writeTag(0x10);
      attributes.writeByte(1);
    }
    attributes.endMessage(valueMark);
    attributes.endMessage(mark);
    int number = attributeNumbers.size() + 1;
    attributeNumbers.put(identity, number);
    return number;
  }

  /** Writes a packed field of numbers; nothing if there are none. */
  static void writePacked(ProtoWriter out, int tag, int[] numbers, int from, int to) {
    if (from == to) {
      return;
    }
    int bytes = 0;
    for (int i = from; i < to; i++) {
      bytes += ProtoWriter.varintSize(numbers[i]);
    }
    out.writeTag(tag);
    out.writeVarint(bytes);
    for (int i = from; i < to; i++) {
      out.writeVarint(numbers[i]);
    }
  }

  /** Bytes of all tables. */
  long wireBytes() {
    long bytes = 0;
    for (ProtoWriter table : all) {
      bytes += table.position();
    }
    return bytes;
  }

  /** Appends all tables in the order of their field numbers. */
  void writeTo(ProtoWriter out) {
    zero(out, MAPPING);
    for (ProtoWriter table :
        new ProtoWriter[] {locations, functions, links, strings, attributes, stacks}) {
      out.writeRaw(table.data(), 0, table.position());
    }
  }
}
