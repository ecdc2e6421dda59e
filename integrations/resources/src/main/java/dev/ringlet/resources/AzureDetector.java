// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.common.Resource;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** App Service, Functions, Container Apps, AKS and virtual machines. */
final class AzureDetector {
  private static final String IMDS =
      "http://169.254.169.254/metadata/instance/compute?api-version=2021-02-01";

  /** In the firmware of each virtual machine of Azure. */
  private static final String ASSET_TAG = "7783-7084-3265-9085-8269-3286-77";

  private static final Pattern AKS_ISSUER =
      Pattern.compile("https://([a-z0-9]+)\\.oic\\.prod-aks\\.azure\\.com/");
  private static final Pattern AKS_HOST =
      Pattern.compile("[^.]+\\.hcp\\.([a-z0-9]+)\\.azmk8s\\.io");

  /** Of nodes: MC, group, cluster and region, of which only the last cannot have an underscore. */
  private static final Pattern NODE_GROUP = Pattern.compile("(?i)mc_[^_]+_([^_]+)_[^_]+");

  private AzureDetector() {}

  static void detect(Surroundings around, Resource.Builder found) {
    if (around.env("FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_RUNTIME") != null) {
      functions(around, found);
    } else if (around.env("CONTAINER_APP_NAME") != null) {
      platform(found, "azure.container_apps");
      found.put("service.name", around.env("CONTAINER_APP_NAME"));
      found.put("service.instance.id", around.env("CONTAINER_APP_REPLICA_NAME"));
      found.put("service.version", around.env("CONTAINER_APP_REVISION"));
    } else if (around.env("WEBSITE_SITE_NAME") != null) {
      appService(around, found);
    } else {
      machine(around, found);
    }
  }

  private static void platform(Resource.Builder found, String platform) {
    found.put("cloud.provider", "azure").put("cloud.platform", platform);
  }

  private static void functions(Surroundings around, Resource.Builder found) {
    platform(found, "azure.functions");
    found.put("cloud.region", around.env("REGION_NAME"));
    found.put("faas.name", around.env("WEBSITE_SITE_NAME"));
    found.put("faas.version", around.env("FUNCTIONS_EXTENSION_VERSION"));
    found.put("faas.instance", around.env("WEBSITE_INSTANCE_ID"));
    Numbers.putMebibytes(found, around.env("WEBSITE_MEMORY_LIMIT_MB"));
  }

  private static void appService(Surroundings around, Resource.Builder found) {
    platform(found, "azure.app_service");
    String site = around.env("WEBSITE_SITE_NAME");
    found.put("service.name", site);
    found.put("cloud.region", around.env("REGION_NAME"));
    found.put("deployment.environment.name", around.env("WEBSITE_SLOT_NAME"));
    found.put("host.id", around.env("WEBSITE_HOSTNAME"));
    found.put("service.instance.id", around.env("WEBSITE_INSTANCE_ID"));
    found.put("azure.app.service.stamp", around.env("WEBSITE_HOME_STAMPNAME"));
    String group = around.env("WEBSITE_RESOURCE_GROUP");
    String owner = around.env("WEBSITE_OWNER_NAME");
    if (group != null && owner != null) {
      String subscription = owner.split("\\+", 2)[0];
      found.put("cloud.account.id", subscription);
      found.put(
          "cloud.resource_id",
          "/subscriptions/"
              + subscription
              + "/resourceGroups/"
              + group
              + "/providers/Microsoft.Web/sites/"
              + site);
    }
  }

  private static void machine(Surroundings around, Resource.Builder found) {
    Matcher aks = ServiceAccount.issuer(around, AKS_ISSUER);
    String server = around.env("KUBERNETES_SERVICE_HOST");
    if (aks == null && server != null) {
      Matcher host = AKS_HOST.matcher(server);
      aks = host.matches() ? host : null;
    }
    boolean machine = around.dmi("chassis_asset_tag").equals(ASSET_TAG);
    if (!machine && aks == null) {
      return;
    }
    boolean cluster = aks != null || around.isKubernetes();
    platform(found, cluster ? "azure.aks" : "azure.vm");
    found.put("cloud.region", aks == null ? null : aks.group(1));
    around.metadata().ask(own -> instance(around.metadata(), cluster, own), found);
  }

  private static void instance(MetadataClient metadata, boolean cluster, Resource.Builder found)
      throws IOException {
    Map<String, String> compute = Json.values(metadata.get(IMDS, "Metadata", "true"));
    found.put("cloud.region", compute.get("/location"));
    found.put("cloud.account.id", compute.get("/subscriptionId"));
    found.put("cloud.availability_zone", compute.get("/zone"));
    if (cluster) {
      String group = compute.getOrDefault("/resourceGroupName", "");
      Matcher matcher = NODE_GROUP.matcher(group);
      found.put("k8s.cluster.name", matcher.matches() ? matcher.group(1) : null);
      return;
    }
    found.put("cloud.resource_id", compute.get("/resourceId"));
    found.put("host.id", compute.get("/vmId"));
    found.put("host.name", compute.get("/name"));
    found.put("host.type", compute.get("/vmSize"));
    found.put("azure.vm.scaleset.name", compute.get("/vmScaleSetName"));
    found.put("azure.vm.sku", compute.get("/sku"));
  }
}
