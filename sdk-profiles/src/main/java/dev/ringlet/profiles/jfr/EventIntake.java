// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.jfr;

import dev.ringlet.common.Clock;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.internal.time.EpochNanos;
import dev.ringlet.profiles.encode.FrameNames;
import dev.ringlet.profiles.encode.ProfileBatch;
import dev.ringlet.profiles.encode.ProfileBatch.Quality;
import dev.ringlet.profiles.encode.ProfileKind;
import dev.ringlet.profiles.link.SpanLinks;
import java.util.Set;
import java.util.function.LongConsumer;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;

/**
 * Turns events of the recorder into samples. Called on the thread of the stream only; the events
 * are reused by it and not kept.
 */
public final class EventIntake {
  static final String THREAD_ID = "thread.id";
  static final String THREAD_NAME = "thread.name";
  static final String THREAD_STATE = "thread.state";
  public static final String TRUNCATED = "ringlet.stack.truncated";
  static final String OBJECT_CLASS = "ringlet.object.class";
  static final String LOCK_CLASS = "ringlet.lock.class";
  static final String WAIT_KIND = "ringlet.wait.kind";
  static final String EXCEPTION_TYPE = "exception.type";

  /** Native methods in which threads wait without using a processor. */
  private static final Set<String> WAITING =
      Set.of(
          "sun.nio.ch.EPoll.wait",
          "sun.nio.ch.EPollArrayWrapper.epollWait",
          "sun.nio.ch.KQueue.poll",
          "sun.nio.ch.WEPoll.wait",
          "sun.nio.ch.Net.accept",
          "sun.nio.ch.Net.poll",
          "sun.nio.ch.SocketDispatcher.read0",
          "sun.nio.ch.UnixDomainSockets.accept0",
          "sun.nio.fs.LinuxWatchService.poll",
          "java.net.PlainSocketImpl.socketAccept",
          "java.net.SocketInputStream.socketRead0",
          "java.lang.ProcessHandleImpl.waitForProcessExit0",
          "java.lang.ProcessImpl.waitForInterruptibly",
          "java.lang.ref.Reference.waitForReferencePendingList",
          "jdk.internal.misc.Unsafe.park",
          "java.lang.Object.wait",
          "java.lang.Object.wait0",
          "java.lang.Thread.sleep",
          "java.lang.Thread.sleep0",
          "java.lang.Thread.sleepNanos0");

  private final ProfileBatch batch;
  private final Runnable whenFull;
  private final LongConsumer lost;
  private final SpanLinks links;
  private final long lockThresholdNanos;
  private final long[] ids = new long[3];
  private final int[] attributes = new int[5];
  private int attributeCount;

  /**
   * JDK 25 gives exceptions no time (JDK-8358750), which reads as a time before everything; those
   * cannot be linked.
   */
  private final long openedNanos = Clock.system().epochNanos();

  // The time that one sample of the fixed-rate sampler represents; the recorder reports changes.
  private volatile long executionPeriodNanos;
  private volatile long nativePeriodNanos;

  private boolean exceptionsLimited;
  private long throwablesBefore = -1;
  private long throwablesNow = -1;
  private long exceptionsSeen;

  // Of the event at hand.
  private final Sample sample = new Sample();
  private RecordedThread thread;

  /**
   * Creates an intake.
   *
   * @param whenFull empties the batch if it can
   * @param lost counts samples that came when the batch was full
   */
  public EventIntake(
      ProfileBatch batch,
      SpanLinks links,
      RecorderSettings settings,
      Runnable whenFull,
      LongConsumer lost) {
    this.batch = batch;
    this.whenFull = whenFull;
    this.lost = lost;
    this.links = links;
    lockThresholdNanos = settings.lockThresholdNanos();
    executionPeriodNanos = settings.cpuPeriodNanos();
    nativePeriodNanos = settings.cpuPeriodNanos();
  }

  void executionPeriod(long nanos) {
    executionPeriodNanos = nanos;
  }

  void nativePeriod(long nanos) {
    nativePeriodNanos = nanos;
  }

  /** Enables the correction for exceptions that the recorder omits when there are many. */
  void exceptionsLimited() {
    exceptionsLimited = true;
  }

  /** {@code jdk.CPUTimeSample}: has the CPU time that it represents. */
  void cpuTimeSample(RecordedEvent event) {
    long weight = event.getDuration("samplingPeriod").toNanos();
    if (event.getBoolean("failed")) {
      batch.count(ProfileKind.CPU, Quality.FAILED, 1);
    }
    if (weight > 0 && begin(event.getThread(), 1)) {
      finish(ProfileKind.CPU, event, weight);
    }
  }

  /** {@code jdk.ExecutionSample}: one thread in Java code, each period. */
  void executionSample(RecordedEvent event) {
    if (begin(event.getThread("sampledThread"), 1)) {
      finish(ProfileKind.CPU, event, executionPeriodNanos);
    }
  }

  /** {@code jdk.NativeMethodSample}: one thread in native code, which may just be waiting. */
  void nativeMethodSample(RecordedEvent event) {
    RecordedStackTrace trace = event.getStackTrace();
    if (trace == null || trace.getFrames().isEmpty() || isWaiting(trace.getFrames().get(0))) {
      return;
    }
    if (begin(event.getThread("sampledThread"), 1)) {
      attribute(THREAD_STATE, "native");
      finish(ProfileKind.CPU, event, nativePeriodNanos);
    }
  }

  private static boolean isWaiting(RecordedFrame leaf) {
    return leaf.getMethod() == null
        || WAITING.contains(
            leaf.getMethod().getType().getName() + "." + leaf.getMethod().getName());
  }

  /** {@code jdk.CPUTimeSamplesLost}. */
  void cpuSamplesLost(RecordedEvent event) {
    batch.count(ProfileKind.CPU, Quality.LOST, event.getLong("lostSamples"));
  }

  /** {@code jdk.DataLoss}: bytes of any events. */
  void dataLoss(RecordedEvent event) {
    for (ProfileKind kind : ProfileKind.values()) {
      batch.count(kind, Quality.LOST_BYTES, event.getLong("amount"));
    }
  }

  /** {@code jdk.ObjectAllocationSample}: weight is the bytes allocated since the last sample. */
  void allocation(RecordedEvent event) {
    long weight = event.getLong("weight");
    if (weight > 0 && begin(event.getThread(), 1)) {
      classAttribute(OBJECT_CLASS, event.getClass("objectClass"));
      finish(ProfileKind.ALLOCATION, event, weight);
    }
  }

  /** {@code jdk.JavaMonitorEnter}: waited for a lock of another thread. */
  void monitorEnter(RecordedEvent event) {
    lock(event, "monitor_enter", event.getClass("monitorClass"));
  }

  /** {@code jdk.ThreadPark}: for a lock, or for work to come. */
  void threadPark(RecordedEvent event) {
    RecordedClass parked = event.getClass("parkedClass");
    if (parked != null && isLock(parked.getName())) {
      lock(event, "lock", parked);
    } else {
      offCpu(event, "park");
    }
  }

  /** Synchronizers are locks; their conditions, and queues built on them, are not. */
  private static boolean isLock(String parkedClass) {
    return parkedClass.endsWith("Sync") && !parkedClass.contains("ForkJoin");
  }

  private void lock(RecordedEvent event, String kind, RecordedClass lock) {
    long nanos = event.getDuration().toNanos();
    if (nanos < lockThresholdNanos) {
      return; // another recording asked for shorter ones
    }
    if (begin(event.getThread(), 2)) {
      classAttribute(LOCK_CLASS, lock);
      Sample resolved = resolve(ProfileKind.LOCK_DELAY, event);
      resolved.addTo(ProfileKind.LOCK_DELAY, nanos);
      resolved.addTo(ProfileKind.LOCK_CONTENTIONS, 1);
    }
    offCpu(event, kind);
  }

  /** Anything that kept a thread from running. */
  void offCpu(RecordedEvent event, String kind) {
    long nanos = event.getDuration().toNanos();
    if (nanos >= lockThresholdNanos && begin(event.getThread(), 1)) {
      attribute(WAIT_KIND, kind);
      finish(ProfileKind.OFF_CPU, event, nanos);
    }
  }

  /**
   * {@code jdk.JavaExceptionThrow}. What the SDK throws and catches on its own threads, such as
   * that a receiver is away, says nothing about the application.
   */
  void exception(RecordedEvent event) {
    exceptionsSeen++; // of all threads, as the recorder's statistics are
    if (!isOwnThread(event.getThread()) && begin(event.getThread(), 1)) {
      classAttribute(EXCEPTION_TYPE, event.getClass("thrownClass"));
      finish(ProfileKind.EXCEPTIONS, event, 1);
    }
  }

  /** Whether a thread is the SDK's; the one for metric callbacks runs the application's code. */
  private static boolean isOwnThread(RecordedThread thread) {
    String name = thread == null ? null : thread.getJavaName();
    return name != null && name.startsWith(Workers.NAME_PREFIX) && !name.equals(Workers.CALLBACKS);
  }

  /** {@code jdk.ExceptionStatistics}: how many there really were since the start of the process. */
  void exceptionStatistics(RecordedEvent event) {
    throwablesNow = event.getLong("throwables");
    if (throwablesBefore < 0) {
      throwablesBefore = throwablesNow;
    }
  }

  /** Ends a batch: sets how many exceptions one recorded exception represents. */
  public void endBatch() {
    if (exceptionsLimited
        && exceptionsSeen > 0
        && throwablesNow - throwablesBefore > exceptionsSeen) {
      batch.exceptionFactor((double) (throwablesNow - throwablesBefore) / exceptionsSeen);
    }
    throwablesBefore = throwablesNow;
    exceptionsSeen = 0;
  }

  /** Starts samples of a thread, unless there is no room for them; then they are counted. */
  private boolean begin(RecordedThread sampled, int samples) {
    if (isFull()) {
      lost.accept(samples);
      return false;
    }
    thread = sampled;
    attributeCount = 0;
    if (sampled == null) {
      return true;
    }
    String name = sampled.getJavaName();
    // Virtual threads are short-lived: their ids would make every sample distinct.
    if (sampled.getJavaThreadId() > 0 && name != null && !name.isEmpty()) {
      attribute(THREAD_NAME, name);
      if (sampled.getOSThreadId() > 0) {
        attributes[attributeCount++] =
            batch.dictionary.attribute(THREAD_ID, sampled.getJavaThreadId());
      }
    }
    return true;
  }

  private void attribute(String key, String value) {
    attributes[attributeCount++] = batch.dictionary.attribute(key, value);
  }

  private void classAttribute(String key, RecordedClass type) {
    if (type != null) {
      attribute(key, FrameNames.className(type.getName()));
    }
  }

  private void finish(ProfileKind kind, RecordedEvent event, long value) {
    resolve(kind, event).addTo(kind, value);
  }

  /** Stack, attributes and link of the event at hand; one object that is used again and again. */
  private final class Sample {
    int stack;
    int attributeSet;
    int link;
    long epochNanos;

    void addTo(ProfileKind kind, long value) {
      batch.add(kind, stack, attributeSet, link, value, epochNanos);
    }
  }

  private boolean isFull() {
    if (!batch.isFull()) {
      return false;
    }
    whenFull.run();
    return batch.isFull();
  }

  private Sample resolve(ProfileKind kind, RecordedEvent event) {
    RecordedStackTrace trace = event.getStackTrace();
    sample.stack = batch.stacks.encode(trace);
    if (trace != null && trace.isTruncated()) {
      attributes[attributeCount++] = batch.dictionary.attributeTrue(TRUNCATED);
      batch.count(kind, Quality.TRUNCATED, 1);
    }
    sample.attributeSet = batch.attributeSet(attributes, attributeCount);
    long time = EpochNanos.of(event.getStartTime());
    boolean known = time >= openedNanos;
    // A thread that waits makes no other span current, and the middle is far from both ends.
    time += event.getDuration().toNanos() / 2;
    sample.epochNanos = known ? time : Clock.system().epochNanos();
    sample.link = link(kind, time, known);
    return sample;
  }

  private int link(ProfileKind kind, long epochNanos, boolean known) {
    if (links == null || thread == null) {
      return 0;
    }
    if (!known
        || !links.find(thread.getJavaThreadId(), thread.getOSThreadId() > 0, epochNanos, ids)) {
      batch.count(kind, Quality.UNLINKED, 1);
      return 0;
    }
    return batch.dictionary.link(ids[0], ids[1], ids[2]);
  }
}
