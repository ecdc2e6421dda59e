// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.common.Resource;
import java.io.IOException;
import java.util.Map;

/** Function Compute and ECS. */
final class AlibabaCloudDetector {
  private static final String METADATA = "http://100.100.100.200/latest/";
  private static final String TTL = "X-aliyun-ecs-metadata-token-ttl-seconds";
  private static final String TOKEN = "X-aliyun-ecs-metadata-token";

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
      around.metadata().ask(own -> instance(around.metadata(), own), found);
    }
  }

  private static void platform(Resource.Builder found, String platform) {
    found.put("cloud.provider", "alibaba_cloud").put("cloud.platform", platform);
  }

  private static void instance(MetadataClient metadata, Resource.Builder found) throws IOException {
    String token = metadata.put(METADATA + "api/token", TTL, "60");
    Map<String, String> document =
        Json.values(metadata.get(METADATA + "dynamic/instance-identity/document", TOKEN, token));
    found.put("host.id", document.get("/instance-id"));
    found.put("host.type", document.get("/instance-type"));
    found.put("host.image.id", document.get("/image-id"));
    found.put("cloud.account.id", document.get("/owner-account-id"));
    found.put("cloud.region", document.get("/region-id"));
    found.put("cloud.availability_zone", document.get("/zone-id"));
    found.put("host.name", metadata.find(METADATA + "meta-data/hostname", TOKEN, token));
  }
}
