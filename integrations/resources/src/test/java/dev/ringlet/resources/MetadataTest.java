// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.ConfigException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metadata services of clouds, scripted. */
class MetadataTest {
  private static final String DOCUMENT = "GET /latest/dynamic/instance-identity/document";

  @TempDir private Path root;
  private Fixture machine;

  @BeforeEach
  void start() {
    machine = new Fixture(root);
  }

  @AfterEach
  void stop() {
    machine.close();
  }

  private void ec2() {
    machine
        .dmi("sys_vendor", "Amazon EC2", "product_name", "m5.large", "board_asset_tag", "i-0a")
        .answer("PUT /latest/api/token", "t0ken")
        .answer("GET /latest/meta-data/hostname", "ip-10-0-0-1")
        .answer(
            DOCUMENT,
            "{\"instanceId\":\"i-0a\",\"instanceType\":\"m5.large\",\"imageId\":\"ami-1\","
                + "\"accountId\":\"111122223333\",\"region\":\"eu-west-1\","
                + "\"availabilityZone\":\"eu-west-1b\",\"kernelId\":null,\"devpayCodes\":[]}");
  }

  @Test
  void awsEc2() {
    ec2();
    machine.online();
    assertThat(machine.detect("aws"))
        .isEqualTo(
            Map.of(
                "cloud.provider", "aws",
                "cloud.platform", "aws_ec2",
                "cloud.account.id", "111122223333",
                "cloud.region", "eu-west-1",
                "cloud.availability_zone", "eu-west-1b",
                "host.id", "i-0a",
                "host.type", "m5.large",
                "host.image.id", "ami-1",
                "host.name", "ip-10-0-0-1"));
    assertThat(machine.requests)
        .containsExactly(
            "PUT /latest/api/token x-aws-ec2-metadata-token-ttl-seconds=60",
            DOCUMENT + " x-aws-ec2-metadata-token=t0ken",
            "GET /latest/meta-data/hostname x-aws-ec2-metadata-token=t0ken");
  }

  @Test
  void withoutTheSettingNothingIsAsked() {
    ec2();
    machine.online().setting("ringlet.resource.metadata.enabled", "false");
    assertThat(machine.detect("aws"))
        .containsOnlyKeys("cloud.provider", "cloud.platform", "host.id", "host.type");
    assertThat(machine.requests).isEmpty();
  }

  @Test
  void onAnotherMachineNothingIsAsked() {
    machine.online();
    for (String cloud :
        new String[] {"aws", "azure", "gcp", "alibaba_cloud", "huawei_cloud", "tencent_cloud"}) {
      assertThat(machine.detect(cloud)).isEmpty();
    }
    assertThat(machine.requests).isEmpty();
  }

  /** The service never answers; the call returns all the same, with what is known without it. */
  @Test
  void aServiceThatHangsCostsTheTimeout() {
    ec2();
    machine
        .answer(DOCUMENT, "(hang)")
        .setting("ringlet.resource.metadata.timeout", "50ms")
        .online();
    assertThat(machine.detect("aws"))
        .containsEntry("host.id", "i-0a")
        .doesNotContainKey("cloud.region");
  }

  @Test
  void aServiceThatRefusesOrAnswersNonsenseTakesNothingAway() {
    ec2();
    machine.answer(DOCUMENT, "<html>").online();
    assertThat(machine.detect("aws"))
        .containsEntry("host.id", "i-0a")
        .doesNotContainKey("cloud.region");
    Fixture refusing = new Fixture(root).online();
    assertThat(refusing.detect("aws")).containsEntry("host.id", "i-0a");
    refusing.close();
  }

  /** The token of the machine is sent to no other host. */
  @Test
  void redirectsLeadNowhere() {
    ec2();
    machine.answer(DOCUMENT, Fixture.REDIRECT).answer("GET /elsewhere", "{}").online();
    assertThat(machine.detect("aws")).doesNotContainKey("cloud.region");
    assertThat(machine.requests).isNotEmpty().noneMatch(line -> line.contains("elsewhere"));
  }

  @Test
  void anAnswerIsReadToItsLimitOnly() {
    ec2();
    String padding = "\"padding\":\"" + "x".repeat(1 << 17) + "\"";
    machine.answer(DOCUMENT, "{" + padding + ",\"region\":\"eu-west-1\"}").online();
    assertThat(machine.detect("aws"))
        .containsEntry("host.id", "i-0a")
        .doesNotContainKey("cloud.region");
  }

  @Test
  void theTimeoutIsASecondAtMost() {
    machine.setting("ringlet.resource.metadata.timeout", "2s");
    assertThatThrownBy(machine::surroundings)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ringlet.resource.metadata.timeout");
  }

  @Test
  void awsEcs() {
    machine
        .env(
            "ECS_CONTAINER_METADATA_URI_V4",
            "http://169.254.170.2/v4/x",
            "AWS_EXECUTION_ENV",
            "AWS_ECS_FARGATE")
        .answer(
            "GET /v4/x",
            "{\"DockerId\":\"ea32-7\",\"DockerName\":\"app\",\"LogOptions\":{\"awslogs-group\":\"g\","
                + "\"awslogs-stream\":\"s\"},\"ContainerARN\":\"arn:aws:ecs:us-west-2:1:container/c\"}")
        .answer(
            "GET /v4/x/task",
            "{\"Cluster\":\"arn:aws:ecs:us-west-2:1:cluster/shop\",\"Family\":\"pay\","
                + "\"TaskARN\":\"arn:aws:ecs:us-west-2:1:task/shop/7\",\"Revision\":\"3\","
                + "\"AvailabilityZone\":\"us-west-2a\"}")
        .online();
    assertThat(machine.detect("aws"))
        .containsEntry("aws.ecs.launchtype", "fargate")
        .containsEntry("aws.ecs.cluster.arn", "arn:aws:ecs:us-west-2:1:cluster/shop")
        .containsEntry("aws.ecs.task.arn", "arn:aws:ecs:us-west-2:1:task/shop/7")
        .containsEntry("aws.ecs.container.arn", "arn:aws:ecs:us-west-2:1:container/c")
        .containsEntry("container.id", "ea32-7")
        .containsEntry("cloud.region", "us-west-2");
  }

  @Test
  void azure() {
    machine
        .dmi("chassis_asset_tag", "7783-7084-3265-9085-8269-3286-77")
        .answer(
            "GET /metadata/instance/compute?api-version=2021-02-01",
            "{\"location\":\"westeurope\",\"name\":\"vm-1\",\"resourceGroupName\":\"mc_rg_shop_westeurope\","
                + "\"resourceId\":\"/subscriptions/s/x\",\"subscriptionId\":\"s\",\"vmId\":\"02aa\","
                + "\"vmSize\":\"Standard_D2\",\"zone\":\"\",\"sku\":\"18.04\",\"vmScaleSetName\":\"set\"}")
        .online();
    assertThat(machine.detect("azure"))
        .isEqualTo(
            Map.of(
                "cloud.provider", "azure",
                "cloud.platform", "azure.vm",
                "cloud.region", "westeurope",
                "cloud.account.id", "s",
                "cloud.resource_id", "/subscriptions/s/x",
                "host.id", "02aa",
                "host.name", "vm-1",
                "host.type", "Standard_D2",
                "azure.vm.scaleset.name", "set",
                "azure.vm.sku", "18.04"));
    assertThat(machine.requests)
        .containsExactly("GET /metadata/instance/compute?api-version=2021-02-01 metadata=true");
    machine.env("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    assertThat(machine.detect("azure"))
        .containsEntry("k8s.cluster.name", "shop")
        .doesNotContainKey("host.id");
  }

  @Test
  void gcp() {
    String v1 = "GET /computeMetadata/v1/";
    machine
        .dmi("product_name", "Google Compute Engine")
        .answer(v1 + "project/project-id", "p-1")
        .answer(v1 + "instance/id", "42")
        .answer(v1 + "instance/name", "vm-1")
        .answer(v1 + "instance/hostname", "vm-1.c.p-1.internal")
        .answer(v1 + "instance/zone", "projects/1/zones/us-central1-a")
        .answer(v1 + "instance/machine-type", "projects/1/machineTypes/e2-small")
        .online();
    assertThat(machine.detect("gcp"))
        .isEqualTo(
            Map.of(
                "cloud.provider", "gcp",
                "cloud.platform", "gcp_compute_engine",
                "cloud.account.id", "p-1",
                "cloud.availability_zone", "us-central1-a",
                "cloud.region", "us-central1",
                "host.id", "42",
                "host.name", "vm-1",
                "host.type", "e2-small",
                "gcp.gce.instance.name", "vm-1",
                "gcp.gce.instance.hostname", "vm-1.c.p-1.internal"));
    assertThat(machine.requests).allMatch(r -> r.endsWith(" metadata-flavor=Google"));
  }

  @Test
  void alibabaHuaweiAndTencentCloud() {
    machine
        .dmi("product_name", "Alibaba Cloud ECS")
        .answer("PUT /latest/api/token", "t")
        .answer(
            DOCUMENT,
            "{\"zone-id\":\"cn-a\",\"region-id\":\"cn\",\"instance-id\":\"i-bp1\",\"owner-account-id\":"
                + "\"12\",\"instance-type\":\"ecs.g7\",\"image-id\":\"aliyun_3\"}")
        .online();
    assertThat(machine.detect("alibaba_cloud"))
        .containsEntry("host.id", "i-bp1")
        .containsEntry("cloud.region", "cn")
        .containsEntry("cloud.availability_zone", "cn-a")
        .containsEntry("cloud.account.id", "12");
    machine
        .dmi("chassis_asset_tag", "HUAWEICLOUD")
        .answer(
            "GET /openstack/latest/meta_data.json",
            "{\"uuid\":\"u-1\",\"availability_zone\":\"cn-north-4a\",\"hostname\":\"web.novalocal\","
                + "\"project_id\":\"p\",\"region_id\":\"cn-north-4\",\"random_seed\":\"rEocCViRS\"}");
    assertThat(machine.detect("huawei_cloud"))
        .containsEntry("host.id", "u-1")
        .containsEntry("cloud.region", "cn-north-4")
        .doesNotContainValue("rEocCViRS");
    machine
        .dmi("sys_vendor", "Tencent Cloud")
        .answer("GET /latest/meta-data/instance-id", "ins-1")
        .answer("GET /latest/meta-data/placement/region", "ap-guangzhou")
        .answer("GET /latest/meta-data/placement/zone", "ap-guangzhou-3");
    assertThat(machine.detect("tencent_cloud"))
        .containsEntry("host.id", "ins-1")
        .containsEntry("cloud.region", "ap-guangzhou")
        .containsEntry("cloud.availability_zone", "ap-guangzhou-3");
  }
}
