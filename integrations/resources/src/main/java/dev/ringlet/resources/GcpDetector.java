// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.common.Resource;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cloud Run, Cloud Functions, App Engine, GKE and Compute Engine. */
final class GcpDetector {
  /** The address behind metadata.google.internal, so that no name has to be looked up. */
  private static final String METADATA = "http://169.254.169.254/computeMetadata/v1/";

  private static final Pattern GKE_ISSUER =
      Pattern.compile(
          "https://container\\.googleapis\\.com/v1/projects/([^/]+)/locations/([^/]+)/clusters/"
              + "([^/]+)");
  private static final Pattern ZONE = Pattern.compile("([a-z]+-[a-z]+\\d+)-[a-z]");

  private GcpDetector() {}

  static void detect(Surroundings around, Resource.Builder found) {
    Matcher gke = ServiceAccount.issuer(around, GKE_ISSUER);
    if (gke != null) {
      platform(found, "gcp_kubernetes_engine");
      found.put("cloud.account.id", gke.group(1));
      location(found, gke.group(2));
      found.put("k8s.cluster.name", gke.group(3));
      around.metadata().ask(own -> host(around.metadata(), own), found);
    } else if (isServerless(around)) {
      serverless(around, found);
    } else if (around.dmi("product_name").equals("Google Compute Engine")) {
      boolean cluster = around.isKubernetes();
      platform(found, cluster ? "gcp_kubernetes_engine" : "gcp_compute_engine");
      around.metadata().ask(own -> instance(around.metadata(), cluster, own), found);
    }
  }

  private static void platform(Resource.Builder found, String platform) {
    found.put("cloud.provider", "gcp").put("cloud.platform", platform);
  }

  /** A location is a zone or a region. */
  private static void location(Resource.Builder found, String location) {
    Matcher zone = ZONE.matcher(location);
    boolean isZone = zone.matches();
    found.put("cloud.availability_zone", isZone ? location : null);
    found.put("cloud.region", isZone ? zone.group(1) : location);
  }

  /** Knative in a cluster sets the variables of Cloud Run, too. */
  private static boolean isServerless(Surroundings around) {
    return !around.isKubernetes()
        && (around.env("K_CONFIGURATION", "CLOUD_RUN_JOB", "GAE_SERVICE") != null
            || around.env("FUNCTION_TARGET") != null && around.env("K_SERVICE") != null);
  }

  private static void serverless(Surroundings around, Resource.Builder found) {
    found.put("cloud.account.id", around.env("GOOGLE_CLOUD_PROJECT", "GCP_PROJECT"));
    if (around.env("FUNCTION_TARGET") != null) {
      function(around, found, "gcp_cloud_functions");
    } else if (around.env("CLOUD_RUN_JOB") != null) {
      platform(found, "gcp_cloud_run");
      found.put("faas.name", around.env("CLOUD_RUN_JOB"));
      found.put("gcp.cloud_run.job.execution", around.env("CLOUD_RUN_EXECUTION"));
      Numbers.put(found, "gcp.cloud_run.job.task_index", around.env("CLOUD_RUN_TASK_INDEX"));
    } else if (around.env("K_CONFIGURATION") != null) {
      function(around, found, "gcp_cloud_run");
    } else {
      platform(found, "gcp_app_engine");
      found.put("faas.name", around.env("GAE_SERVICE"));
      found.put("faas.version", around.env("GAE_VERSION"));
      found.put("faas.instance", around.env("GAE_INSTANCE"));
    }
    boolean hasInstance = around.env("GAE_INSTANCE") != null;
    around.metadata().ask(own -> serverlessInstance(around.metadata(), hasInstance, own), found);
  }

  private static void function(Surroundings around, Resource.Builder found, String platform) {
    platform(found, platform);
    found.put("faas.name", around.env("K_SERVICE"));
    found.put("faas.version", around.env("K_REVISION"));
  }

  private static void serverlessInstance(
      MetadataClient metadata, boolean hasInstance, Resource.Builder found) throws IOException {
    found.put("cloud.account.id", get(metadata, "project/project-id"));
    found.put("cloud.region", last(find(metadata, "instance/region")));
    found.put("cloud.availability_zone", last(find(metadata, "instance/zone")));
    if (!hasInstance) {
      found.put("faas.instance", find(metadata, "instance/id"));
    }
  }

  private static void host(MetadataClient metadata, Resource.Builder found) throws IOException {
    found.put("host.id", get(metadata, "instance/id"));
  }

  private static void instance(MetadataClient metadata, boolean cluster, Resource.Builder found)
      throws IOException {
    host(metadata, found);
    found.put("cloud.account.id", get(metadata, "project/project-id"));
    String zone = last(find(metadata, "instance/zone"));
    if (zone != null) {
      location(found, zone);
    }
    if (cluster) {
      found.put("k8s.cluster.name", find(metadata, "instance/attributes/cluster-name"));
      return;
    }
    String name = find(metadata, "instance/name");
    found.put("host.name", name);
    found.put("gcp.gce.instance.name", name);
    found.put("gcp.gce.instance.hostname", find(metadata, "instance/hostname"));
    found.put("host.type", last(find(metadata, "instance/machine-type")));
  }

  private static String get(MetadataClient metadata, String path) throws IOException {
    return metadata.get(METADATA + path, "Metadata-Flavor", "Google").trim();
  }

  private static @Nullable String find(MetadataClient metadata, String path) {
    return metadata.find(METADATA + path, "Metadata-Flavor", "Google");
  }

  /** What follows the last slash of a resource's name. */
  private static @Nullable String last(@Nullable String name) {
    return name == null ? null : name.substring(name.lastIndexOf('/') + 1);
  }
}
