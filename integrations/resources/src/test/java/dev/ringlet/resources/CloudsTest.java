// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clouds by what they put into the environment, files and firmware; nothing is asked. */
class CloudsTest {
  private static final String AZURE_TAG = "7783-7084-3265-9085-8269-3286-77";

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

  @ParameterizedTest
  @ValueSource(
      strings = {"aws", "azure", "gcp", "alibaba_cloud", "huawei_cloud", "tencent_cloud", "k8s"})
  void elsewhereNothingIsFound(String detector) {
    machine
        .dmi("sys_vendor", "QEMU", "product_name", "Standard PC", "chassis_asset_tag", "")
        .env("AWS_REGION", "eu-west-1", "GOOGLE_CLOUD_PROJECT", "p", "REGION_NAME", "r")
        .setting("ringlet.resource.metadata.enabled", "true");
    assertThat(machine.detect(detector)).isEmpty();
  }

  @Test
  void awsLambda() {
    machine.env(
        "AWS_LAMBDA_FUNCTION_NAME", "pay",
        "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
        "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/pay",
        "AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/01/[$LATEST]ab",
        "AWS_REGION", "eu-west-1");
    assertThat(machine.detect("aws"))
        .isEqualTo(
            Map.of(
                "cloud.provider", "aws",
                "cloud.platform", "aws_lambda",
                "cloud.region", "eu-west-1",
                "faas.name", "pay",
                "faas.version", "$LATEST",
                "faas.max_memory", 512L << 20,
                "faas.instance", "2026/01/01/[$LATEST]ab",
                "aws.log.group.names", List.of("/aws/lambda/pay")));
  }

  @Test
  void awsEc2OnNitroAndOnXen() {
    machine.dmi(
        "sys_vendor", "Amazon EC2",
        "product_name", "m5.large",
        "board_asset_tag", "i-0123456789abcdef0");
    assertThat(machine.detect("aws"))
        .isEqualTo(
            Map.of(
                "cloud.provider", "aws",
                "cloud.platform", "aws_ec2",
                "host.id", "i-0123456789abcdef0",
                "host.type", "m5.large"));

    machine.dmi("sys_vendor", "Xen", "product_name", "HVM domU", "bios_version", "4.11.amazon");
    assertThat(machine.detect("aws"))
        .isEqualTo(Map.of("cloud.provider", "aws", "cloud.platform", "aws_ec2"));
  }

  @Test
  void awsEcsWithItsMetadataFile() {
    String id = "a".repeat(64);
    machine
        .env(
            "AWS_EXECUTION_ENV", "AWS_ECS_EC2",
            "ECS_CONTAINER_METADATA_URI_V4", "http://169.254.170.2/v4/x",
            "ECS_CONTAINER_METADATA_FILE", "/opt/ecs/metadata/1/ecs-container-metadata.json")
        .file("/proc/self/cgroup", "9:memory:/ecs/0123456789abcdef0123456789abcdef/" + id)
        .file(
            "/opt/ecs/metadata/1/ecs-container-metadata.json",
            """
            {"Cluster": "shop",
             "TaskARN": "arn:aws:ecs:us-west-2:111122223333:task/shop/158d1c8083dd49d6b527399fd6414f5c",
             "TaskDefinitionFamily": "pay", "TaskDefinitionRevision": "7",
             "ContainerID": "%s", "ContainerName": "app",
             "PortMappings": [{"ContainerPort": 80}], "AvailabilityZone": "us-west-2a",
             "MetadataFileStatus": "READY"}"""
                .formatted(id));
    assertThat(machine.detect("aws"))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("cloud.provider", "aws"),
                Map.entry("cloud.platform", "aws_ecs"),
                Map.entry("cloud.region", "us-west-2"),
                Map.entry("cloud.account.id", "111122223333"),
                Map.entry("cloud.availability_zone", "us-west-2a"),
                Map.entry("container.id", id),
                Map.entry("container.name", "app"),
                Map.entry("aws.ecs.launchtype", "ec2"),
                Map.entry("aws.ecs.cluster.arn", "arn:aws:ecs:us-west-2:111122223333:cluster/shop"),
                Map.entry(
                    "aws.ecs.task.arn",
                    "arn:aws:ecs:us-west-2:111122223333:task/shop/158d1c8083dd49d6b527399fd6414f5c"),
                Map.entry("aws.ecs.task.family", "pay"),
                Map.entry("aws.ecs.task.revision", "7")));
  }

  @Test
  void awsEksByTheIssuerOfItsTokens() {
    machine
        .env("KUBERNETES_SERVICE_HOST", "10.100.0.1")
        .dmi("sys_vendor", "Amazon EC2", "board_asset_tag", "i-0a")
        .token("{\"iss\": \"https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE\"}");
    assertThat(machine.detect("aws"))
        .isEqualTo(
            Map.of(
                "cloud.provider", "aws",
                "cloud.platform", "aws_eks",
                "cloud.region", "eu-central-1",
                "host.id", "i-0a"));
  }

  @Test
  void awsElasticBeanstalk() {
    machine.file(
        "/var/elasticbeanstalk/xray/environment.conf",
        "{\"deployment_id\": 5, \"version_label\": \"v2\", \"environment_name\": \"shop-prod\"}");
    assertThat(machine.detect("aws"))
        .isEqualTo(
            Map.of(
                "cloud.provider", "aws",
                "cloud.platform", "aws_elastic_beanstalk",
                "service.instance.id", "5",
                "service.version", "v2",
                "service.namespace", "shop-prod"));
  }

  @Test
  void azureAppService() {
    machine.env(
        "WEBSITE_SITE_NAME", "shop",
        "WEBSITE_SLOT_NAME", "Production",
        "WEBSITE_HOSTNAME", "shop.azurewebsites.net",
        "WEBSITE_INSTANCE_ID", "4f2e",
        "WEBSITE_HOME_STAMPNAME", "waws-prod",
        "WEBSITE_RESOURCE_GROUP", "rg",
        "WEBSITE_OWNER_NAME", "8c56d827+rg-WestEuropewebspace",
        "REGION_NAME", "West Europe");
    assertThat(machine.detect("azure"))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("cloud.provider", "azure"),
                Map.entry("cloud.platform", "azure.app_service"),
                Map.entry("cloud.region", "West Europe"),
                Map.entry("cloud.account.id", "8c56d827"),
                Map.entry(
                    "cloud.resource_id",
                    "/subscriptions/8c56d827/resourceGroups/rg/providers/Microsoft.Web/sites/shop"),
                Map.entry("service.name", "shop"),
                Map.entry("service.instance.id", "4f2e"),
                Map.entry("deployment.environment.name", "Production"),
                Map.entry("host.id", "shop.azurewebsites.net"),
                Map.entry("azure.app.service.stamp", "waws-prod")));
  }

  @Test
  void azureFunctions() {
    machine.env(
        "FUNCTIONS_EXTENSION_VERSION", "~4",
        "WEBSITE_SITE_NAME", "pay",
        "WEBSITE_INSTANCE_ID", "4f2e",
        "WEBSITE_MEMORY_LIMIT_MB", "1500",
        "REGION_NAME", "West Europe");
    assertThat(machine.detect("azure"))
        .isEqualTo(
            Map.of(
                "cloud.provider", "azure",
                "cloud.platform", "azure.functions",
                "cloud.region", "West Europe",
                "faas.name", "pay",
                "faas.version", "~4",
                "faas.instance", "4f2e",
                "faas.max_memory", 1500L << 20));
  }

  @Test
  void azureContainerAppsAksAndMachines() {
    Fixture apps =
        new Fixture(root)
            .env(
                "CONTAINER_APP_NAME", "shop",
                "CONTAINER_APP_REVISION", "shop--1",
                "CONTAINER_APP_REPLICA_NAME", "shop--1-abc");
    assertThat(apps.detect("azure"))
        .isEqualTo(
            Map.of(
                "cloud.provider", "azure",
                "cloud.platform", "azure.container_apps",
                "service.name", "shop",
                "service.version", "shop--1",
                "service.instance.id", "shop--1-abc"));

    machine.dmi("chassis_asset_tag", AZURE_TAG, "sys_vendor", "Microsoft Corporation");
    assertThat(machine.detect("azure"))
        .isEqualTo(Map.of("cloud.provider", "azure", "cloud.platform", "azure.vm"));

    machine.env("KUBERNETES_SERVICE_HOST", "shop-1a2b.hcp.westeurope.azmk8s.io");
    Map<String, Object> aks =
        Map.of(
            "cloud.provider", "azure", "cloud.platform", "azure.aks", "cloud.region", "westeurope");
    assertThat(machine.detect("azure")).isEqualTo(aks);
    machine
        .env("KUBERNETES_SERVICE_HOST", "10.0.0.1")
        .token("{\"iss\":\"https://westeurope.oic.prod-aks.azure.com/tenant/id/\"}");
    assertThat(machine.detect("azure")).isEqualTo(aks);
  }

  @Test
  void gcpServerless() {
    String[] run = {
      "K_SERVICE",
      "shop",
      "K_REVISION",
      "shop-7",
      "K_CONFIGURATION",
      "shop",
      "GOOGLE_CLOUD_PROJECT",
      "p-1"
    };
    Map<String, Object> expected =
        Map.of(
            "cloud.provider", "gcp",
            "cloud.platform", "gcp_cloud_run",
            "cloud.account.id", "p-1",
            "faas.name", "shop",
            "faas.version", "shop-7");
    assertThat(new Fixture(root).env(run).detect("gcp")).isEqualTo(expected);
    assertThat(
            new Fixture(root)
                .env(run)
                .env("FUNCTION_TARGET", "main")
                .detect("gcp")
                .get("cloud.platform"))
        .isEqualTo("gcp_cloud_functions");
    // Knative in any cluster sets them, too.
    assertThat(new Fixture(root).env(run).env("KUBERNETES_SERVICE_HOST", "10.0.0.1").detect("gcp"))
        .isEmpty();
    assertThat(
            new Fixture(root)
                .env(
                    "CLOUD_RUN_JOB",
                    "sum",
                    "CLOUD_RUN_EXECUTION",
                    "sum-x",
                    "CLOUD_RUN_TASK_INDEX",
                    "3")
                .detect("gcp"))
        .isEqualTo(
            Map.of(
                "cloud.provider", "gcp",
                "cloud.platform", "gcp_cloud_run",
                "faas.name", "sum",
                "gcp.cloud_run.job.execution", "sum-x",
                "gcp.cloud_run.job.task_index", 3L));
    assertThat(
            new Fixture(root)
                .env(
                    "GAE_SERVICE",
                    "default",
                    "GAE_VERSION",
                    "2026",
                    "GAE_INSTANCE",
                    "00c6",
                    "GAE_ENV",
                    "standard")
                .detect("gcp"))
        .isEqualTo(
            Map.of(
                "cloud.provider", "gcp",
                "cloud.platform", "gcp_app_engine",
                "faas.name", "default",
                "faas.version", "2026",
                "faas.instance", "00c6"));
  }

  @Test
  void gcpClustersAndMachines() {
    machine.dmi("product_name", "Google Compute Engine");
    assertThat(machine.detect("gcp"))
        .isEqualTo(Map.of("cloud.provider", "gcp", "cloud.platform", "gcp_compute_engine"));
    machine.env("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    assertThat(machine.detect("gcp"))
        .isEqualTo(Map.of("cloud.provider", "gcp", "cloud.platform", "gcp_kubernetes_engine"));
    String issuer = "https://container.googleapis.com/v1/projects/p-1/locations/%s/clusters/main";
    machine.token("{\"iss\":\"" + issuer.formatted("europe-west1-b") + "\"}");
    assertThat(machine.detect("gcp"))
        .isEqualTo(
            Map.of(
                "cloud.provider", "gcp",
                "cloud.platform", "gcp_kubernetes_engine",
                "cloud.account.id", "p-1",
                "cloud.availability_zone", "europe-west1-b",
                "cloud.region", "europe-west1",
                "k8s.cluster.name", "main"));
    machine.token("{\"iss\":\"" + issuer.formatted("europe-west1") + "\"}");
    assertThat(machine.detect("gcp"))
        .containsEntry("cloud.region", "europe-west1")
        .doesNotContainKey("cloud.availability_zone");
  }

  @Test
  void alibabaCloud() {
    machine.env(
        "FC_FUNCTION_NAME", "pay",
        "FC_QUALIFIER", "LATEST",
        "FC_INSTANCE_ID", "c-1",
        "FC_REGION", "cn-hangzhou",
        "FC_ACCOUNT_ID", "1234",
        "FC_FUNCTION_MEMORY_SIZE", "128");
    assertThat(machine.detect("alibaba_cloud"))
        .isEqualTo(
            Map.of(
                "cloud.provider", "alibaba_cloud",
                "cloud.platform", "alibaba_cloud_fc",
                "cloud.region", "cn-hangzhou",
                "cloud.account.id", "1234",
                "faas.name", "pay",
                "faas.version", "LATEST",
                "faas.instance", "c-1",
                "faas.max_memory", 128L << 20));
    Fixture ecs = new Fixture(root).dmi("product_name", "Alibaba Cloud ECS");
    assertThat(ecs.detect("alibaba_cloud"))
        .isEqualTo(
            Map.of("cloud.provider", "alibaba_cloud", "cloud.platform", "alibaba_cloud_ecs"));
  }

  @Test
  void tencentCloud() {
    machine.env(
        "SCF_FUNCTIONNAME", "pay",
        "SCF_FUNCTIONVERSION", "$LATEST",
        "TENCENTCLOUD_REGION", "ap-guangzhou",
        "TENCENTCLOUD_APPID", "1250000000");
    assertThat(machine.detect("tencent_cloud"))
        .isEqualTo(
            Map.of(
                "cloud.provider", "tencent_cloud",
                "cloud.platform", "tencent_cloud_scf",
                "cloud.region", "ap-guangzhou",
                "cloud.account.id", "1250000000",
                "faas.name", "pay",
                "faas.version", "$LATEST"));
    Fixture cvm = new Fixture(root).dmi("sys_vendor", "Tencent Cloud", "product_name", "CVM");
    assertThat(cvm.detect("tencent_cloud"))
        .isEqualTo(
            Map.of("cloud.provider", "tencent_cloud", "cloud.platform", "tencent_cloud_cvm"));
  }

  @Test
  void huaweiCloud() {
    machine.env(
        "RUNTIME_FUNC_NAME", "pay",
        "RUNTIME_FUNC_VERSION", "latest",
        "RUNTIME_PROJECT_ID", "ab12",
        "RUNTIME_MEMORY", "256");
    assertThat(machine.detect("huawei_cloud"))
        .isEqualTo(
            Map.of(
                "cloud.provider", "huawei_cloud",
                "cloud.platform", "huawei_cloud_functiongraph",
                "cloud.account.id", "ab12",
                "faas.name", "pay",
                "faas.version", "latest",
                "faas.max_memory", 256L << 20));
    Fixture ecs = new Fixture(root).dmi("chassis_asset_tag", "HUAWEICLOUD");
    assertThat(ecs.detect("huawei_cloud"))
        .isEqualTo(Map.of("cloud.provider", "huawei_cloud", "cloud.platform", "huawei_cloud_ecs"));
  }
}
