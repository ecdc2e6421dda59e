// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.common.Resource;
import java.util.Map;

/** Function Compute and ECS. */
final class AlibabaCloudDetector {
  private static final InstanceDocument INSTANCE =
      new InstanceDocument(
          "http://100.100.100.200/latest/",
          "X-aliyun-ecs-metadata-token",
          Map.of(
              "/instance-id", "host.id",
              "/instance-type", "host.type",
              "/image-id", "host.image.id",
              "/owner-account-id", "cloud.account.id",
              "/region-id", "cloud.region",
              "/zone-id", "cloud.availability_zone"));

  private AlibabaCloudDetector() {}

  static void detect(Surroundings around, Resource.Builder found) {
    if (around.env("FC_FUNCTION_NAME") != null) {
      platform(found, "alibaba_cloud_fc");
      found.put("faas.name", around.env("FC_FUNCTION_NAME"));
      found.put("faas.version", around.env("FC_VERSION_ID", "FC_QUALIFIER"));
      found.put("faas.instance", around.env("FC_INSTANCE_ID"));
      found.put("cloud.region", around.env("FC_REGION"));
      found.put("cloud.account.id", around.env("FC_ACCOUNT_ID"));
      Numbers.putMebibytes(found, around.env("FC_FUNCTION_MEMORY_SIZE"));
    } else if (around.dmi("product_name").equals("Alibaba Cloud ECS")) {
      platform(found, "alibaba_cloud_ecs");
      around.metadata().ask(own -> INSTANCE.read(around.metadata(), own), found);
    }
  }

  private static void platform(Resource.Builder found, String platform) {
    found.put("cloud.provider", "alibaba_cloud").put("cloud.platform", platform);
  }
}
