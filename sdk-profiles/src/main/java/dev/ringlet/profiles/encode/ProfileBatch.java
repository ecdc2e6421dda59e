// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.encode;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.otlp.EnvelopeTags.Request;
import dev.ringlet.internal.otlp.EnvelopeTags.Resources;
import dev.ringlet.internal.otlp.EnvelopeTags.Scopes;
import dev.ringlet.internal.otlp.ProfileTags.Profile;
import dev.ringlet.internal.otlp.ProfileTags.Sample;
import dev.ringlet.internal.otlp.ProfileTags.ValueType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The content of one request: a dictionary, one table of samples for each kind of profile, and the
 * numbers of lost or incomplete samples. Not thread-safe.
 */
public final class ProfileBatch {
  public static final String LOST = "ringlet.profile.samples.lost";
  public static final String FAILED = "ringlet.profile.samples.failed";
  public static final String TRUNCATED = "ringlet.profile.samples.truncated";
  public static final String UNLINKED = "ringlet.profile.samples.unlinked";
  public static final String LOST_BYTES = "ringlet.profile.recorder.lost_bytes";

  private static final int TABLES_BYTES = 4 << 10;
  private static final int MAX_FIRST_EVENT_BYTES = 64 << 10;
  private static final int MAX_PARTS_OF_A_PERIOD = 20;

  /** How far the recorder's clock may be ahead of the wall clock, which it reads now and then. */
  private static final long MAX_SKEW_NANOS = 1_000_000_000;

  public final ProfileDictionary dictionary;
  public final StackEncoder stacks;
  private final IntLists attributeSets = new IntLists();
  private final Map<ProfileKind, SampleTable> tables = new EnumMap<>(ProfileKind.class);
  private final Map<ProfileKind, long[]> quality = new EnumMap<>(ProfileKind.class);
  private final ProtoWriter dictionaryBytes = new ProtoWriter(1 << 10);

  private long oldestNanos = Long.MAX_VALUE;
  private long newestNanos = Long.MIN_VALUE;

  // Of what single CPU samples stand for: the least, and what divides all of them.
  private long cpuLeastNanos = Long.MAX_VALUE;
  private long cpuDivisorNanos;

  /** Factor from recorded exceptions to those that happened. */
  private double exceptionFactor = 1;

  private final long maxBytes;
  private long largestEventBytes;
  private long bytesBefore;

  /** The numbers kept of each kind. */
  public enum Quality {
    LOST(ProfileBatch.LOST),
    FAILED(ProfileBatch.FAILED),
    TRUNCATED(ProfileBatch.TRUNCATED),
    UNLINKED(ProfileBatch.UNLINKED),
    LOST_BYTES(ProfileBatch.LOST_BYTES);

    final String key;

    Quality(String key) {
      this.key = key;
    }
  }

  public ProfileBatch(boolean zeroFilledLink, long maxBytes) {
    this.maxBytes = maxBytes;
    dictionary = new ProfileDictionary(zeroFilledLink);
    stacks = new StackEncoder(dictionary);
    for (ProfileKind kind : ProfileKind.values()) {
      tables.put(kind, new SampleTable());
      quality.put(kind, new long[Quality.values().length]);
    }
    largestEventBytes = Math.min(MAX_FIRST_EVENT_BYTES, maxBytes / 8);
    bytesBefore = wireBytes();
  }

  /** The number of a set of attributes, given by their numbers in the dictionary. */
  public int attributeSet(int[] attributes, int length) {
    return attributeSets.add(attributes, length);
  }

  public void add(
      ProfileKind kind, int stack, int attributeSet, int link, long value, long epochNanos) {
    tables.get(kind).add(stack, attributeSet, link, value);
    oldestNanos = Math.min(oldestNanos, epochNanos);
    newestNanos = Math.max(newestNanos, epochNanos);
    if (kind == ProfileKind.CPU) {
      cpuLeastNanos = Math.min(cpuLeastNanos, value);
      cpuDivisorNanos = commonDivisor(value, cpuDivisorNanos);
    }
  }

  private static long commonDivisor(long a, long b) {
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  }

  /**
   * The period of the CPU profile: such that values times period are exact, unless it would have
   * little to do with the periods of the recorder then.
   */
  private long cpuPeriodNanos() {
    return cpuDivisorNanos * MAX_PARTS_OF_A_PERIOD >= cpuLeastNanos
        ? cpuDivisorNanos
        : cpuLeastNanos;
  }

  /** Adds to a number, which is sent with the next samples of its kind. */
  public void count(ProfileKind kind, Quality number, long more) {
    quality.get(kind)[number.ordinal()] += more;
  }

  public void exceptionFactor(double factor) {
    exceptionFactor = Math.max(1, factor);
  }

  /** The number of samples as they will be in the request. */
  public int samples() {
    int samples = 0;
    for (SampleTable table : tables.values()) {
      samples += table.count();
    }
    return samples;
  }

  /** Nearly the size that the request would have now. */
  long wireBytes() {
    long bytes = dictionary.wireBytes() + TABLES_BYTES;
    for (SampleTable table : tables.values()) {
      bytes += table.wireBytes();
    }
    return bytes;
  }

  /**
   * Whether there may be no room for another event: for one as large as the largest so far, or an
   * eighth of the room, but half of it at most, so that one event that is larger than all of the
   * room does not keep out all others. To be called once before each event.
   */
  public boolean isFull() {
    long bytes = wireBytes();
    largestEventBytes = Math.min(maxBytes / 2, Math.max(largestEventBytes, bytes - bytesBefore));
    bytesBefore = bytes;
    return bytes + largestEventBytes > maxBytes;
  }

  /** Releases objects of the recorder, which keep its chunks in memory. */
  public void forgetEvents() {
    stacks.forget();
  }

  /** Forgets the samples. */
  public void clear() {
    dictionary.clear();
    stacks.forget();
    attributeSets.clear();
    tables.values().forEach(SampleTable::clear);
    bytesBefore = wireBytes();
    oldestNanos = Long.MAX_VALUE;
    newestNanos = Long.MIN_VALUE;
    cpuLeastNanos = Long.MAX_VALUE;
    cpuDivisorNanos = 0;
    exceptionFactor = 1;
  }

  /**
   * Writes the request.
   *
   * @param resource the field {@code ResourceProfiles.resource}, with its tag
   * @param resourceSchema the field {@code ResourceProfiles.schema_url}, or nothing
   * @param scope the field {@code ScopeProfiles.scope}
   */
  public void writeTo(
      ProtoWriter out,
      byte[] resource,
      byte[] resourceSchema,
      byte[] scope,
      long startNanos,
      long endNanos) {
    // A profile claims the time from its oldest sample on; the end is outside. The times of samples
    // say nothing if the wall clock has been set back, which the recorder does not follow at once.
    boolean setBack = newestNanos > endNanos + MAX_SKEW_NANOS;
    long from = setBack ? startNanos : Math.min(startNanos, oldestNanos);
    long to = setBack ? endNanos : Math.max(endNanos, newestNanos + 1);
    int resourceMark = out.beginMessage(Request.RESOURCES);
    out.writeRaw(resource, 0, resource.length);
    int scopeMark = -1;
    for (ProfileKind kind : ProfileKind.values()) {
      SampleTable table = tables.get(kind);
      if (table.count() == 0) {
        continue;
      }
      if (scopeMark < 0 || !kind.joinsPrevious()) {
        if (scopeMark >= 0) {
          out.endMessage(scopeMark);
        }
        scopeMark = out.beginMessage(Resources.SCOPES);
        out.writeRaw(scope, 0, scope.length);
      }
      int mark = out.beginMessage(Scopes.RECORDS);
      writeProfile(out, kind, table, from, to);
      out.endMessage(mark);
    }
    out.endMessage(scopeMark);
    out.writeRaw(resourceSchema, 0, resourceSchema.length);
    out.endMessage(resourceMark);
    dictionaryBytes.position(0);
    dictionary.writeTo(dictionaryBytes);
    out.writeBytes(Request.DICTIONARY, dictionaryBytes.data(), 0, dictionaryBytes.position());
    dictionaryBytes.trim(256 << 10);
  }

  private void writeProfile(
      ProtoWriter out, ProfileKind kind, SampleTable table, long from, long to) {
    writeType(out, Profile.SAMPLE_TYPE, kind.type, kind.unit);
    writeSamples(out, kind, table);
    out.writeFixed64(Profile.TIME_UNIX_NANO, from);
    out.writeTag(Profile.DURATION_NANO);
    out.writeVarint(to - from);
    writeType(out, Profile.PERIOD_TYPE, kind.periodType, kind.periodUnit);
    out.writeTag(Profile.PERIOD);
    out.writeVarint(kind == ProfileKind.CPU ? cpuPeriodNanos() : ProfileKind.UNIT_PERIOD);
    writeQuality(out, quality.get(kind));
  }

  private void writeType(ProtoWriter out, int tag, String type, String unit) {
    int mark = out.beginMessage(tag);
    out.writeUint32(ValueType.TYPE_STRINDEX, dictionary.string(type));
    out.writeUint32(ValueType.UNIT_STRINDEX, dictionary.string(unit));
    out.endMessage(mark);
  }

  /**
   * CPU samples stand for one period or more each, and exceptions for a share of what the recorder
   * left out. The remainder of rounding is carried to the next sample, so that the sum is exact.
   */
  private void writeSamples(ProtoWriter out, ProfileKind kind, SampleTable table) {
    double factor = kind == ProfileKind.EXCEPTIONS ? exceptionFactor : 1;
    long period = cpuPeriodNanos();
    long carry = 0;
    double carriedShare = 0;
    for (int i = 0; i < table.count(); i++) {
      long value = table.value(i);
      if (kind == ProfileKind.CPU) {
        long nanos = value + carry;
        value = nanos / period;
        carry = nanos % period;
      } else if (factor > 1) {
        double share = value * factor + carriedShare;
        value = (long) share;
        carriedShare = share - value;
      }
      int mark = out.beginMessage(Profile.SAMPLES);
      out.writeUint32(Sample.STACK_INDEX, table.stack(i));
      int set = table.attributeSet(i);
      ProfileDictionary.writePacked(
          out,
          Sample.ATTRIBUTE_INDICES,
          attributeSets.pool(),
          attributeSets.start(set),
          attributeSets.end(set));
      out.writeUint32(Sample.LINK_INDEX, table.link(i));
      out.writeTag(Sample.VALUES);
      out.writeVarint(ProtoWriter.varintSize(value));
      out.writeVarint(value);
      out.endMessage(mark);
    }
  }

  private void writeQuality(ProtoWriter out, long[] numbers) {
    int[] attributes = new int[numbers.length];
    int length = 0;
    for (Quality number : Quality.values()) {
      if (numbers[number.ordinal()] > 0) {
        attributes[length++] = dictionary.attribute(number.key, numbers[number.ordinal()]);
      }
    }
    ProfileDictionary.writePacked(out, Profile.ATTRIBUTE_INDICES, attributes, 0, length);
    Arrays.fill(numbers, 0);
  }
}
