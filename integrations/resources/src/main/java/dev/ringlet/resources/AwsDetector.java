// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.common.Resource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lambda, ECS, EKS, Elastic Beanstalk and EC2. */
final class AwsDetector {
  private static final InstanceDocument INSTANCE =
      new InstanceDocument(
          "http://169.254.169.254/latest/",
          "X-aws-ec2-metadata-token",
          Map.of(
              "/instanceId", "host.id",
              "/instanceType", "host.type",
              "/imageId", "host.image.id",
              "/accountId", "cloud.account.id",
              "/region", "cloud.region",
              "/availabilityZone", "cloud.availability_zone"));
  private static final Pattern EKS_ISSUER =
      Pattern.compile("https://oidc\\.eks\\.([a-z0-9-]+)\\.amazonaws\\.com");
  private static final Pattern ARN =
      Pattern.compile("arn:([a-z-]+):ecs:([a-z0-9-]+):(\\d+):([a-z-]+/.+)");
  private static final Pattern INSTANCE_ID = Pattern.compile("i-[0-9a-f]+");
  private static final Pattern INSTANCE_TYPE = Pattern.compile("[a-z0-9-]+\\.[a-z0-9-]+");
  private static final String BEANSTALK = "/var/elasticbeanstalk/xray/environment.conf";

  private AwsDetector() {}

  static void detect(Surroundings around, Resource.Builder found) {
    if (around.env("AWS_LAMBDA_FUNCTION_NAME") != null) {
      lambda(around, found);
      return;
    }
    if (isEcs(around)) {
      ec2(around, found);
      EcsTask.detect(around, found);
      return;
    }
    ec2(around, found);
    Map<String, String> beanstalk = around.json(BEANSTALK);
    Matcher eks = ServiceAccount.issuer(around, EKS_ISSUER);
    if (eks != null) {
      platform(found, "aws_eks");
      found.put("cloud.region", eks.group(1));
    } else if (!beanstalk.isEmpty()) {
      platform(found, "aws_elastic_beanstalk");
      found.put("service.instance.id", beanstalk.get("/deployment_id"));
      found.put("service.version", beanstalk.get("/version_label"));
      found.put("service.namespace", beanstalk.get("/environment_name"));
    }
  }

  static void platform(Resource.Builder found, String platform) {
    found.put("cloud.provider", "aws").put("cloud.platform", platform);
  }

  private static boolean isEcs(Surroundings around) {
    String runtime = around.env("AWS_EXECUTION_ENV");
    return runtime != null && runtime.startsWith("AWS_ECS_")
        || around.env("ECS_CONTAINER_METADATA_URI_V4", "ECS_CONTAINER_METADATA_FILE") != null;
  }

  private static void lambda(Surroundings around, Resource.Builder found) {
    platform(found, "aws_lambda");
    found.put("cloud.region", around.env("AWS_REGION"));
    found.put("faas.name", around.env("AWS_LAMBDA_FUNCTION_NAME"));
    found.put("faas.version", around.env("AWS_LAMBDA_FUNCTION_VERSION"));
    found.put("faas.instance", around.env("AWS_LAMBDA_LOG_STREAM_NAME"));
    String group = around.env("AWS_LAMBDA_LOG_GROUP_NAME");
    if (group != null) {
      found.put("aws.log.group.names", new String[] {group});
    }
    Numbers.putMebibytes(found, around.env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
  }

  /** On Nitro the firmware has the instance's id and type; on Xen only that it is EC2. */
  private static void ec2(Surroundings around, Resource.Builder found) {
    boolean nitro = around.dmi("sys_vendor").equals("Amazon EC2");
    if (!nitro
        && !around.dmi("bios_version").endsWith(".amazon")
        && !around.text("/sys/hypervisor/uuid").startsWith("ec2")) {
      return;
    }
    platform(found, "aws_ec2");
    if (nitro) {
      found.put("host.id", matching(INSTANCE_ID, around.dmi("board_asset_tag")));
      found.put("host.type", matching(INSTANCE_TYPE, around.dmi("product_name")));
    }
    around.metadata().ask(own -> INSTANCE.read(around.metadata(), own), found);
  }

  private static @Nullable String matching(Pattern pattern, String value) {
    return pattern.matcher(value).matches() ? value : null;
  }

  /** The task of ECS, from its metadata file and, where that is allowed, from its endpoint. */
  private static final class EcsTask {
    private EcsTask() {}

    static void detect(Surroundings around, Resource.Builder found) {
      platform(found, "aws_ecs");
      String runtime = around.env("AWS_EXECUTION_ENV");
      if (runtime != null && List.of("AWS_ECS_EC2", "AWS_ECS_FARGATE").contains(runtime)) {
        found.put("aws.ecs.launchtype", runtime.equals("AWS_ECS_EC2") ? "ec2" : "fargate");
      }
      found.put("cloud.region", around.env("AWS_REGION"));
      found.put("container.id", ContainerDetector.id(around));
      Map<String, String> file = around.json(around.env("ECS_CONTAINER_METADATA_FILE"));
      task(found, file.get("/Cluster"), file.get("/TaskARN"));
      found.put("aws.ecs.task.family", file.get("/TaskDefinitionFamily"));
      found.put("aws.ecs.task.revision", file.get("/TaskDefinitionRevision"));
      found.put("cloud.availability_zone", file.get("/AvailabilityZone"));
      found.put("container.id", file.get("/ContainerID"));
      found.put("container.name", file.get("/ContainerName"));
      String endpoint = around.env("ECS_CONTAINER_METADATA_URI_V4");
      if (endpoint != null) {
        around.metadata().ask(own -> endpoint(around.metadata(), endpoint, own), found);
      }
    }

    private static void task(
        Resource.Builder found, @Nullable String cluster, @Nullable String task) {
      Matcher arn = task == null ? null : ARN.matcher(task);
      if (arn == null || !arn.matches()) {
        return;
      }
      found.put("aws.ecs.task.arn", task);
      found.put("cloud.region", arn.group(2));
      found.put("cloud.account.id", arn.group(3));
      if (cluster != null) {
        String prefix = "arn:" + arn.group(1) + ":ecs:" + arn.group(2) + ":" + arn.group(3);
        found.put(
            "aws.ecs.cluster.arn",
            cluster.startsWith("arn:") ? cluster : prefix + ":cluster/" + cluster);
      }
    }

    private static void endpoint(MetadataClient metadata, String endpoint, Resource.Builder found)
        throws IOException {
      Map<String, String> container = Json.values(metadata.get(endpoint));
      Map<String, String> task = Json.values(metadata.get(endpoint + "/task"));
      task(found, task.get("/Cluster"), task.get("/TaskARN"));
      found.put("aws.ecs.task.family", task.get("/Family"));
      found.put("aws.ecs.task.revision", task.get("/Revision"));
      found.put("cloud.availability_zone", task.get("/AvailabilityZone"));
      found.put("container.id", container.get("/DockerId"));
      found.put("container.name", container.get("/DockerName"));
      found.put("aws.ecs.container.arn", container.get("/ContainerARN"));
      found.put("cloud.resource_id", container.get("/ContainerARN"));
      String group = container.get("/LogOptions/awslogs-group");
      String stream = container.get("/LogOptions/awslogs-stream");
      found.put("aws.log.group.names", group == null ? null : new String[] {group});
      found.put("aws.log.stream.names", stream == null ? null : new String[] {stream});
    }
  }
}
