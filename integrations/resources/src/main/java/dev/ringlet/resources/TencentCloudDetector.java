// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.common.Resource;
import java.io.IOException;

/** Serverless Cloud Function and Cloud Virtual Machine. */
final class TencentCloudDetector {
  private static final String METADATA = "http://169.254.0.23/latest/meta-data/";

  private TencentCloudDetector() {}

  static void detect(Surroundings around, Resource.Builder found) {
    if (around.env("SCF_FUNCTIONNAME") != null) {
      platform(found, "tencent_cloud_scf");
      found.put("faas.name", around.env("SCF_FUNCTIONNAME"));
      found.put("faas.version", around.env("SCF_FUNCTIONVERSION"));
      found.put("cloud.region", around.env("TENCENTCLOUD_REGION"));
      found.put("cloud.account.id", around.env("TENCENTCLOUD_APPID"));
    } else if (around.dmi("sys_vendor").equals("Tencent Cloud")) {
      platform(found, "tencent_cloud_cvm");
      around.metadata().ask(own -> instance(around.metadata(), own), found);
    }
  }

  private static void platform(Resource.Builder found, String platform) {
    found.put("cloud.provider", "tencent_cloud").put("cloud.platform", platform);
  }

  private static void instance(MetadataClient metadata, Resource.Builder found) throws IOException {
    found.put("host.id", metadata.get(METADATA + "instance-id").trim());
    found.put("host.type", metadata.find(METADATA + "instance/instance-type"));
    found.put("host.image.id", metadata.find(METADATA + "instance/image-id"));
    found.put("host.name", metadata.find(METADATA + "instance-name"));
    found.put("cloud.account.id", metadata.find(METADATA + "app-id"));
    found.put("cloud.region", metadata.find(METADATA + "placement/region"));
    found.put("cloud.availability_zone", metadata.find(METADATA + "placement/zone"));
  }
}
