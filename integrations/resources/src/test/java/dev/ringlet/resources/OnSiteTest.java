// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Host, operating system, process, container, cluster and service. */
class OnSiteTest {
  private static final String ID = "0123456789abcdef".repeat(4);
  private static final String POD = "3bb6d5d1-6c1f-4d3a-9f0e-0123456789ab";

  @TempDir private Path root;
  private Fixture machine;

  @BeforeEach
  void start() {
    machine = new Fixture(root);
  }

  @Test
  void host() {
    machine
        .file("/proc/sys/kernel/hostname", "web-1")
        .file("/etc/machine-id", "2f1c3a")
        .property("os.arch", "aarch64")
        .env("HOSTNAME", "stale");
    assertThat(machine.detect("host"))
        .isEqualTo(Map.of("host.name", "web-1", "host.id", "2f1c3a", "host.arch", "arm64"));
    assertThat(new Fixture(root.resolve("none")).env("COMPUTERNAME", "PC-1").detect("host"))
        .isEqualTo(Map.of("host.name", "PC-1"));
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, linux", "Mac OS X, darwin", "Windows 11, windows", "FreeBSD, freebsd", "AIX, aix",
    "SunOS, solaris", "HP-UX, hpux", "z/OS, zos", "OpenBSD, openbsd", "NetBSD, netbsd"
  })
  void operatingSystems(String name, String type) {
    machine.property("os.name", name).property("os.version", "1.2");
    assertThat(machine.detect("os"))
        .isEqualTo(
            Map.of(
                "os.type",
                type,
                "os.name",
                name,
                "os.version",
                "1.2",
                "os.description",
                name + " 1.2"));
  }

  @Test
  void linuxDistribution() {
    machine
        .property("os.name", "Linux")
        .property("os.version", "6.1.0")
        .file(
            "/etc/os-release",
            "PRETTY_NAME=\"Ubuntu 24.04 LTS\"",
            "NAME=\"Ubuntu\"",
            "VERSION_ID='24.04'");
    assertThat(machine.detect("os"))
        .isEqualTo(
            Map.of(
                "os.type",
                "linux",
                "os.name",
                "Ubuntu",
                "os.version",
                "24.04",
                "os.description",
                "Linux 6.1.0"));
  }

  @ParameterizedTest
  @CsvSource({
    "9:memory:/docker/%s",
    "0::/system.slice/docker-%s.scope",
    "4:cpu:/kubepods/besteffort/pod3bb6d5d1-6c1f-4d3a-9f0e-0123456789ab/%s",
    "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod3b.slice/cri-containerd-%s.scope",
    "1:name=systemd:/kubepods-besteffort-pod1.slice:cri-containerd:%s",
    "0::/machine.slice/libpod-%s.scope",
    "0::/kubepods.slice/crio-%s.scope"
  })
  void containerByCgroup(String line) {
    machine.file("/proc/self/cgroup", "12:pids:/", line.formatted(ID));
    assertThat(machine.detect("container")).isEqualTo(Map.of("container.id", ID));
  }

  @ParameterizedTest
  @CsvSource({
    "473 456 254:1 /docker/containers/%s/hostname /etc/hostname rw - ext4 /dev/vda1 rw",
    "473 456 254:1 /var/lib/docker/containers/%s/resolv.conf /etc/resolv.conf rw - ext4 /dev/vda1"
        + " rw",
    "983 961 0:56 /containers/overlay-containers/%s/userdata/hostname /etc/hostname rw - tmpfs"
        + " tmpfs rw"
  })
  void containerByMount(String line) {
    machine
        .file("/proc/self/cgroup", "0::/")
        .file("/proc/self/mountinfo", "1 2 0:1 / / rw - overlay overlay rw", line.formatted(ID));
    assertThat(machine.detect("container")).isEqualTo(Map.of("container.id", ID));
  }

  @Test
  void noContainer() {
    machine
        .file("/proc/self/cgroup", "0::/user.slice/user-1000.slice/session-2.scope")
        .file(
            "/proc/self/mountinfo",
            "7 6 0:1 /var/lib/containerd/io.containerd.grpc.v1.cri/sandboxes/"
                + ID
                + "/hostname /etc/hostname rw - ext4 /dev/sda1 rw");
    assertThat(machine.detect("container")).isEmpty();
  }

  @Test
  void podmanSaysTheNameToo() {
    machine.file(
        "/run/.containerenv", "engine=\"podman-4.3.1\"", "name=\"shop\"", "id=\"" + ID + "\"");
    assertThat(machine.detect("container"))
        .isEqualTo(Map.of("container.id", ID, "container.name", "shop"));
  }

  @Test
  void kubernetesByFilesAlone() {
    machine
        .env("KUBERNETES_SERVICE_HOST", "10.0.0.1", "HOSTNAME", "shop-6d5f-x2x")
        .file("/var/run/secrets/kubernetes.io/serviceaccount/namespace", "prod")
        .file("/etc/hosts", "# Kubernetes-managed hosts file.", "127.0.0.1 localhost")
        .file(
            "/proc/self/mountinfo",
            "8 7 8:1 /var/lib/kubelet/pods/" + POD + "/etc-hosts /etc/hosts rw - ext4 /dev/sda1 rw",
            "9 7 8:1 /var/lib/kubelet/pods/"
                + POD
                + "/containers/app/1a2b3c4d /dev/termination-log rw - ext4 /dev/sda1 rw");
    assertThat(machine.detect("k8s"))
        .isEqualTo(
            Map.of(
                "k8s.namespace.name", "prod",
                "k8s.pod.name", "shop-6d5f-x2x",
                "k8s.pod.uid", POD,
                "k8s.container.name", "app"));
    machine.file("/etc/hosts", "# Kubernetes-managed hosts file (host network).");
    assertThat(machine.detect("k8s")).doesNotContainKey("k8s.pod.name");
  }

  @Test
  void kubernetesByTheToken() {
    machine
        .env("KUBERNETES_SERVICE_HOST", "10.0.0.1")
        .token(
            "{\"iss\":\"https://kubernetes.default.svc\",\"kubernetes.io\":{\"namespace\":\"prod\","
                + "\"node\":{\"name\":\"node-1\",\"uid\":\"n-1\"},\"pod\":{\"name\":\"shop-1\",\"uid\":\""
                + POD
                + "\"},\"serviceaccount\":{\"name\":\"default\"}},\"sub\":\"s\"}");
    assertThat(machine.detect("k8s"))
        .isEqualTo(
            Map.of(
                "k8s.namespace.name", "prod",
                "k8s.pod.name", "shop-1",
                "k8s.pod.uid", POD,
                "k8s.node.name", "node-1",
                "k8s.node.uid", "n-1"));
    machine.file("/var/run/secrets/kubernetes.io/serviceaccount/token", "a.!!!.c");
    assertThat(machine.detect("k8s")).isEmpty();
  }

  @Test
  void kubernetesByTheDownwardApi() {
    machine
        .env(
            "KUBERNETES_SERVICE_HOST", "10.0.0.1",
            "POD_NAME", "shop-1",
            "K8S_POD_UID", POD,
            "POD_NAMESPACE", "prod",
            "NODE_NAME", "node-1",
            "K8S_CLUSTER_NAME", "main",
            "CONTAINER_NAME", "app",
            "K8S_DEPLOYMENT_NAME", "shop")
        .setting("ringlet.resource.k8s.podinfo.directory", "/podinfo")
        .file(
            "/podinfo/labels",
            "app.kubernetes.io/name=\"shop\"",
            "app.kubernetes.io/version=\"1.2\"")
        .file(
            "/podinfo/annotations",
            "kubernetes.io/config.seen=\"2026-01-01T00:00:00Z\"",
            "resource.opentelemetry.io/service.namespace=\"a \\\"b\\\"\"");
    assertThat(machine.detect("k8s"))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("k8s.namespace.name", "prod"),
                Map.entry("k8s.pod.name", "shop-1"),
                Map.entry("k8s.pod.uid", POD),
                Map.entry("k8s.node.name", "node-1"),
                Map.entry("k8s.cluster.name", "main"),
                Map.entry("k8s.container.name", "app"),
                Map.entry("k8s.deployment.name", "shop"),
                Map.entry("service.name", "shop"),
                Map.entry("service.version", "1.2"),
                Map.entry("service.namespace", "a \"b\"")));
  }

  @Test
  void podUidByCgroup() {
    machine
        .env("KUBERNETES_SERVICE_HOST", "10.0.0.1")
        .file(
            "/proc/self/cgroup",
            "0::/kubepods.slice/kubepods-pod" + POD.replace('-', '_') + ".slice/crio-" + ID);
    assertThat(machine.detect("k8s")).isEqualTo(Map.of("k8s.pod.uid", POD));
  }

  @Test
  void serviceByJar() throws IOException {
    Path jar = jar("shop-app-1.4.2.jar", null, null);
    machine
        .property("java.class.path", jar.toString())
        .property("sun.java.command", jar + " --a b");
    assertThat(machine.detect("service"))
        .isEqualTo(Map.of("service.name", "shop-app", "service.version", "1.4.2"));
    jar("shop-app-1.4.2.jar", "Shop", " ");
    assertThat(machine.detect("service"))
        .isEqualTo(Map.of("service.name", "Shop", "service.version", "1.4.2"));
    machine.property("sun.java.command", "com.acme.Main");
    assertThat(machine.detect("service")).isEmpty();
  }

  private Path jar(String name, String title, String version) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (title != null) {
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_TITLE, title);
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    }
    Path jar = root.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out, manifest)) {
      zip.finish();
    }
    return jar;
  }

  @Test
  void process() {
    machine.property("java.runtime.name", "OpenJDK").property("java.runtime.version", "17");
    Map<String, Object> found = machine.detect("process");
    assertThat(found)
        .containsEntry("process.pid", ProcessHandle.current().pid())
        .containsEntry("process.runtime.name", "OpenJDK")
        .containsKeys("process.parent_pid", "process.creation.time", "process.command_args");
    assertThat(found.get("process.executable.path").toString())
        .endsWith("/" + found.get("process.executable.name"));
    machine.setting("ringlet.resource.process.arguments", "none");
    assertThat(machine.detect("process")).doesNotContainKey("process.command_args");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-Xmx1g -Dpassword=a -cp /a:/b com.acme.Main --user=bob --pw secret -v"
            + " | -Xmx1g -Dpassword=*** -cp /a:/b com.acme.Main --user=*** --pw *** -v",
        "-javaagent:/x.jar=key=1 -jar app.jar run https://u:p@h"
            + " | -javaagent:/x.jar=*** -jar app.jar *** ***",
        "-XX:+UseZGC -XX:OnError=curl -m a/b.Main 7 | -XX:+UseZGC -XX:OnError=*** -m a/b.Main ***",
        "-Xmx1g @args --pw=secret -v secret | -Xmx1g @args --pw=*** -v ***",
        "-cp @libs secret -Da=b | -cp @libs *** -Da=***",
        "-Dflag -p mods --module a.b -x=1 | -Dflag -p mods --module a.b -x=***"
      })
  void valuesOfArgumentsAreLeftOut(String arguments, String shown) {
    assertThat(CommandArguments.withoutValues("java", List.of(arguments.split(" "))))
        .isEqualTo(List.of(shown.split(" ")));
  }

  /** As of a native image, which takes no options of the JVM. */
  @Test
  void allArgumentsOfAnotherLauncherAreTheApplications() {
    List<String> arguments = List.of("secret", "--pw=secret", "-cp", "secret", "@secret");
    assertThat(CommandArguments.withoutValues("shop", arguments))
        .containsExactly("***", "--pw=***", "-cp", "***", "***");
    assertThat(CommandArguments.withoutValues("JAVAW.EXE", List.of("-cp", "lib", "Main", "secret")))
        .containsExactly("-cp", "lib", "Main", "***");
  }
}
