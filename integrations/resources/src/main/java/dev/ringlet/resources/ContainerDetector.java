// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.common.Resource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of the container: from the cgroup's path (version 1, or version 2 in the host's
 * namespace), else from the files that Docker, Podman and CRI-O mount into the container. Where
 * only the id of the pod's sandbox can be seen (containerd with cgroups of version 2), there is
 * none: it names another container.
 */
final class ContainerDetector {
  /** At the end of a cgroup's path: behind a prefix, and before the suffix of systemd. */
  private static final Pattern IN_CGROUP =
      Pattern.compile("(?:^|[-:/])([0-9a-f]{64}|[0-9a-f]{32}-[0-9]+)(?:\\.scope)?$");

  private static final Pattern IN_MOUNT =
      Pattern.compile(
          "/(?:overlay-)?containers/([0-9a-f]{64})/(?:userdata/)?(?:hostname|hosts|resolv\\.conf) ");

  private ContainerDetector() {}

  static void detect(Surroundings around, Resource.Builder found) {
    String podman = around.text("/run/.containerenv");
    String id = id(around);
    found.put("container.id", id == null ? value(podman, "id") : id);
    found.put("container.name", value(podman, "name"));
  }

  static @Nullable String id(Surroundings around) {
    for (String line : around.lines("/proc/self/cgroup")) {
      Matcher matcher = IN_CGROUP.matcher(line.trim());
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    for (String line : around.lines("/proc/self/mountinfo")) {
      Matcher matcher = IN_MOUNT.matcher(line);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    return null;
  }

  /** A value of Podman's file, which has lines {@code name="value"}. */
  private static @Nullable String value(String text, String name) {
    Matcher matcher = Pattern.compile("(?m)^" + name + "=\"([^\"]+)\"$").matcher(text);
    return matcher.find() ? matcher.group(1) : null;
  }
}
