// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.encode;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.otlp.CommonTags.AnyValue;
import dev.ringlet.internal.otlp.ProfileTags.Function;
import dev.ringlet.internal.otlp.ProfileTags.KeyValueAndUnit;
import dev.ringlet.internal.otlp.ProfileTags.Line;
import dev.ringlet.internal.otlp.ProfileTags.Link;
import dev.ringlet.internal.otlp.ProfileTags.Location;
import dev.ringlet.internal.otlp.ProfileTags.ProfilesDictionary;
import dev.ringlet.internal.otlp.ProfileTags.Stack;
import java.util.HashMap;
import java.util.Map;

/**
 * The tables of one {@code ProfilesDictionary}, each as the bytes it will have in the request.
 *
 * <p>An entry is encoded when it is first needed and found by its content afterwards; so there are
 * no duplicates, and no orphans as long as each caller uses the number that it gets. Number 0 of
 * each table is its zero value, as the protocol demands. Not thread-safe.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto">ProfilesDictionary in
 *     profiles.proto</a>
 */
public final class ProfileDictionary {
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
    strings.writeString(ProfilesDictionary.STRING_TABLE, "");
    stringNumbers.put("", 0);
    zero(functions, ProfilesDictionary.FUNCTION_TABLE);
    zero(locations, ProfilesDictionary.LOCATION_TABLE);
    zero(stacks, ProfilesDictionary.STACK_TABLE);
    zero(attributes, ProfilesDictionary.ATTRIBUTE_TABLE);
    if (zeroFilledLink) {
      writeLink(new LinkKey(0, 0, 0));
    } else {
      zero(links, ProfilesDictionary.LINK_TABLE);
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
    strings.writeString(ProfilesDictionary.STRING_TABLE, text);
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
    int mark = functions.beginMessage(ProfilesDictionary.FUNCTION_TABLE);
    functions.writeUint32(Function.NAME_STRINDEX, nameIndex);
    functions.writeUint32(Function.SYSTEM_NAME_STRINDEX, systemNameIndex);
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
    int mark = locations.beginMessage(ProfilesDictionary.LOCATION_TABLE);
    int lineMark = locations.beginMessage(Location.LINES);
    locations.writeUint32(Line.FUNCTION_INDEX, function);
    locations.writeUint32(Line.LINE, knownLine);
    locations.endMessage(lineMark);
    locations.writeTag(Location.ATTRIBUTE_INDICES);
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
      int mark = stacks.beginMessage(ProfilesDictionary.STACK_TABLE);
      writePacked(stacks, Stack.LOCATION_INDICES, locationIndices, 0, length);
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
    links.writeTag(ProfilesDictionary.LINK_TABLE);
    links.writeByte(ProtoWriter.TRACE_ID_BYTES + ProtoWriter.SPAN_ID_BYTES);
    links.writeTraceId(Link.TRACE_ID, key.traceIdHigh, key.traceIdLow);
    links.writeSpanId(Link.SPAN_ID, key.spanId);
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
    int mark = attributes.beginMessage(ProfilesDictionary.ATTRIBUTE_TABLE);
    attributes.writeUint32(KeyValueAndUnit.KEY_STRINDEX, keyIndex);
    int valueMark = attributes.beginMessage(KeyValueAndUnit.VALUE);
    if (value instanceof String text) {
      attributes.writeString(AnyValue.STRING_VALUE, text);
    } else if (value instanceof Long number) {
      attributes.writeTag(AnyValue.INT_VALUE);
      attributes.writeVarint(number);
    } else {
      attributes.writeTag(AnyValue.BOOL_VALUE);
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
    zero(out, ProfilesDictionary.MAPPING_TABLE);
    for (ProtoWriter table :
        new ProtoWriter[] {locations, functions, links, strings, attributes, stacks}) {
      out.writeRaw(table.data(), 0, table.position());
    }
  }
}
