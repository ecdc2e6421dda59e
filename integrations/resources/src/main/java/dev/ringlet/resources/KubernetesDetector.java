// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.common.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pod, container and node, each from the first source that has it: variables that the pod's
 * definition sets by the downward API, the token and the namespace of the service account, what the
 * kubelet mounts. Labels and annotations from a volume of the downward API describe the service. It
 * sends no request.
 */
final class KubernetesDetector {
  private static final String ANNOTATION = "resource.opentelemetry.io/";

  /** The kubelet mounts a container's termination log, and its hosts file, from there. */
  private static final Pattern IN_MOUNT =
      Pattern.compile("/pods/([0-9a-f-]{36})/(?:etc-hosts|containers/([^/ ]+)/[0-9a-f]+) ");

  private static final Pattern IN_CGROUP = Pattern.compile("pod([0-9a-f]{8}[-_][0-9a-f_-]{27})");
  private static final Pattern ENTRY = Pattern.compile("([^=\\s]+)=\"(.*)\"");

  private KubernetesDetector() {}

  static void detect(Surroundings around, Resource.Builder found) {
    String namespace = ServiceAccount.namespace(around);
    if (!around.isKubernetes() && namespace == null) {
      return;
    }
    Map<String, String> claims = ServiceAccount.claims(around);
    String folder =
        around.config().getString("ringlet.resource.k8s.podinfo.directory", "/etc/podinfo");
    found.put(
        "k8s.namespace.name",
        first(
            around.env("K8S_NAMESPACE_NAME", "K8S_POD_NAMESPACE", "POD_NAMESPACE", "K8S_NAMESPACE"),
            around.word(folder + "/namespace"),
            namespace,
            claims.get("/kubernetes.io/namespace")));
    found.put(
        "k8s.pod.name",
        first(
            around.env("K8S_POD_NAME", "POD_NAME", "OTEL_RESOURCE_ATTRIBUTES_POD_NAME"),
            around.word(folder + "/name"),
            claims.get("/kubernetes.io/pod/name"),
            podNameByHost(around)));
    Matcher mount = mount(around);
    found.put(
        "k8s.pod.uid",
        first(
            around.env("K8S_POD_UID", "POD_UID", "OTEL_RESOURCE_ATTRIBUTES_POD_UID"),
            around.word(folder + "/uid"),
            claims.get("/kubernetes.io/pod/uid"),
            mount == null ? podUidByCgroup(around) : mount.group(1)));
    found.put(
        "k8s.container.name",
        first(
            around.env("K8S_CONTAINER_NAME", "CONTAINER_NAME"),
            mount == null ? null : mount.group(2)));
    found.put(
        "k8s.node.name",
        first(
            around.env("K8S_NODE_NAME", "NODE_NAME", "OTEL_RESOURCE_ATTRIBUTES_NODE_NAME"),
            claims.get("/kubernetes.io/node/name")));
    found.put(
        "k8s.node.uid", first(around.env("K8S_NODE_UID"), claims.get("/kubernetes.io/node/uid")));
    found.put("k8s.cluster.name", around.env("K8S_CLUSTER_NAME"));
    found.put("k8s.deployment.name", around.env("K8S_DEPLOYMENT_NAME"));
    service(around, folder, found);
  }

  /** Annotations override labels. */
  private static void service(Surroundings around, String folder, Resource.Builder found) {
    Map<String, String> labels = entries(around, folder + "/labels");
    found.put(
        "service.name",
        first(labels.get("app.kubernetes.io/instance"), labels.get("app.kubernetes.io/name")));
    found.put("service.version", labels.get("app.kubernetes.io/version"));
    entries(around, folder + "/annotations")
        .forEach(
            (key, value) -> {
              if (key.startsWith(ANNOTATION) && key.length() > ANNOTATION.length()) {
                found.put(key.substring(ANNOTATION.length()), value);
              }
            });
  }

  /** The lines {@code key="value"} of a file of the downward API. */
  private static Map<String, String> entries(Surroundings around, String path) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (String line : around.lines(path)) {
      Matcher matcher = ENTRY.matcher(line.trim());
      if (matcher.matches()) {
        entries.put(matcher.group(1), matcher.group(2).replaceAll("\\\\(.)", "$1"));
      }
    }
    return entries;
  }

  /** The pod's name is the host's, unless the pod uses the network of its node. */
  private static @Nullable String podNameByHost(Surroundings around) {
    String hosts = around.text("/etc/hosts");
    return hosts.startsWith("# Kubernetes-managed hosts file.") ? around.env("HOSTNAME") : null;
  }

  /** The mount that names the container; else one that names the pod; else null. */
  private static @Nullable Matcher mount(Surroundings around) {
    Matcher pod = null;
    for (String line : around.lines("/proc/self/mountinfo")) {
      Matcher matcher = IN_MOUNT.matcher(line);
      if (matcher.find()) {
        if (matcher.group(2) != null) {
          return matcher;
        }
        pod = matcher;
      }
    }
    return pod;
  }

  private static @Nullable String podUidByCgroup(Surroundings around) {
    Matcher matcher = IN_CGROUP.matcher(around.text("/proc/self/cgroup"));
    return matcher.find() ? matcher.group(1).replace('_', '-') : null;
  }

  private static @Nullable String first(@Nullable String... values) {
    for (String value : values) {
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
