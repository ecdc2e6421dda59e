// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What became of a fleet. */
final class FleetResult {
  static final String HEADER =
      "| scenario | recovered p50, p99, last | Jain | peak in 1 s, 10 s, 60 s | refused |"
          + " fail-over p50, p99, last | stored at most | lost | doubled |\n"
          + "|---|---|---|---|---|---|---|---|---|";
  private static final int END_SECOND = (int) (Scenario.OUTAGE_END / Scenario.SECOND);
  private static final double NANOS = Scenario.SECOND;
  private static final int MOST_SECONDS_TO_FAIL_OVER = 30;

  final Scenario scenario;
  final FleetSeries series;
  final long recorded;
  final long delivered;
  final long lost;
  final long doubled;
  final long left;
  final long withBacklog;
  final double[] recoverySeconds;
  final double[] failOverSeconds;
  final long unrecovered;

  FleetResult(
      Scenario scenario, FleetSeries series, Device[] devices, long recorded, long withBacklog) {
    this.scenario = scenario;
    this.series = series;
    this.recorded = recorded;
    this.withBacklog = withBacklog;
    delivered = sum(devices, device -> device.delivered);
    lost = sum(devices, device -> device.lost);
    doubled = sum(devices, device -> device.doubled);
    left = sum(devices, device -> device.stored() + device.pending());
    unrecovered = sum(devices, device -> device.recoveredAt < 0 ? 1 : 0);
    recoverySeconds =
        Stream.of(devices)
            .filter(device -> device.recoveredAt > Scenario.OUTAGE_END)
            .mapToDouble(device -> (device.recoveredAt - Scenario.OUTAGE_END) / NANOS)
            .sorted()
            .toArray();
    failOverSeconds =
        Stream.of(devices)
            .filter(device -> device.failOverFrom >= 0)
            .mapToDouble(
                device ->
                    device.failedOverAt < 0
                        ? Double.POSITIVE_INFINITY
                        : (device.failedOverAt - device.failOverFrom) / NANOS)
            .sorted()
            .toArray();
  }

  private static long sum(Device[] devices, ToLongFunction<Device> value) {
    return Stream.of(devices).mapToLong(value).sum();
  }

  static double quantile(double[] sorted, double q) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, q * sorted.length)];
  }

  /** Jain's index of the recovery times: 1 if all are equal, 1/n if one device bears all. */
  double jain() {
    double sum = Arrays.stream(recoverySeconds).sum();
    double squares = Arrays.stream(recoverySeconds).map(x -> x * x).sum();
    return recoverySeconds.length == 0 ? 1 : sum * sum / (recoverySeconds.length * squares);
  }

  /** The highest load after the outage, as a multiple of the normal load. */
  double peak(int seconds) {
    return series.peakRate(END_SECOND, seconds) / scenario.normalRate();
  }

  long mostStored() {
    long most = 0;
    for (int i = 0; i < series.seconds(); i++) {
      most = Math.max(most, series.storedAt(i));
    }
    return most;
  }

  /** What must not be with the spools of the defaults; empty when all is well. */
  List<String> wrong() {
    List<String> wrong = new ArrayList<>();
    if (delivered + lost + left != recorded) {
      wrong.add(
          recorded
              + " recorded; "
              + delivered
              + " delivered, "
              + lost
              + " lost, "
              + left
              + " left");
    }
    if (lost > 0 || unrecovered > 0) {
      wrong.add(lost + " lost, " + unrecovered + " devices that never recovered");
    }
    if (!scenario.everywhere()) {
      double last = quantile(failOverSeconds, 1);
      if (failOverSeconds.length < scenario.devices() / 3 || last >= MOST_SECONDS_TO_FAIL_OVER) {
        wrong.add("fail-over of " + failOverSeconds.length + " devices, the last after " + last);
      }
    }
    return wrong;
  }

  @Override
  public String toString() {
    String failOver =
        scenario.everywhere()
            ? "-"
            : String.format(
                Locale.ROOT,
                "%.1f, %.1f, %.1f s",
                quantile(failOverSeconds, 0.5),
                quantile(failOverSeconds, 0.99),
                quantile(failOverSeconds, 1));
    return String.format(
        Locale.ROOT,
        "| %s | %.0f, %.0f, %.0f s%s | %.2f | %.1f, %.1f, %.1f x | %,d | %s | %,d | %,d | %,d |",
        scenario.title(),
        quantile(recoverySeconds, 0.5),
        quantile(recoverySeconds, 0.99),
        quantile(recoverySeconds, 1),
        unrecovered == 0 ? "" : " and " + unrecovered + " never",
        jain(),
        peak(1),
        peak(10),
        peak(60),
        series.refused(END_SECOND),
        failOver,
        mostStored(),
        lost,
        doubled);
  }
}
