// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.common.Resource;
import java.io.IOException;
import java.util.Map;

/**
 * FunctionGraph and ECS. The semantic conventions have no names for this cloud and its platforms;
 * these follow the pattern of the others.
 */
final class HuaweiCloudDetector {
  private static final String METADATA = "http://169.254.169.254/openstack/latest/meta_data.json";

  private HuaweiCloudDetector() {}

  static void detect(Surroundings around, Resource.Builder found) {
    if (around.env("RUNTIME_FUNC_NAME") != null && around.env("RUNTIME_PROJECT_ID") != null) {
      platform(found, "huawei_cloud_functiongraph");
      found.put("faas.name", around.env("RUNTIME_FUNC_NAME"));
      found.put("faas.version", around.env("RUNTIME_FUNC_VERSION"));
      found.put("cloud.account.id", around.env("RUNTIME_PROJECT_ID"));
      Numbers.putMebibytes(found, around.env("RUNTIME_MEMORY"));
    } else if (around.dmi("chassis_asset_tag").equals("HUAWEICLOUD")) {
      platform(found, "huawei_cloud_ecs");
      around.metadata().ask(own -> instance(around.metadata(), own), found);
    }
  }

  private static void platform(Resource.Builder found, String platform) {
    found.put("cloud.provider", "huawei_cloud").put("cloud.platform", platform);
  }

  private static void instance(MetadataClient metadata, Resource.Builder found) throws IOException {
    Map<String, String> document = Json.values(metadata.get(METADATA));
    found.put("host.id", document.get("/uuid"));
    found.put("host.name", document.get("/hostname"));
    found.put("cloud.account.id", document.get("/project_id"));
    found.put("cloud.region", document.get("/region_id"));
    found.put("cloud.availability_zone", document.get("/availability_zone"));
  }
}
