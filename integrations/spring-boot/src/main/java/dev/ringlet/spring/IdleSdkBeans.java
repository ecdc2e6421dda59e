// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Keeps the parts of the official SDK that Spring Boot defines (tracer and logger provider, batch
 * processors, exporters) from being created, because nothing uses them if Ringlet is the
 * OpenTelemetry bean, and each processor would start a thread. A bean of the application that
 * injects one still gets it. A warning names such parts that the application defines, because they
 * have no effect.
 */
final class IdleSdkBeans implements BeanFactoryPostProcessor {
  private static final Logger LOGGER = Logger.getLogger(IdleSdkBeans.class.getName());

  /**
   * What the SDK of Spring Boot or of the OpenTelemetry starter would take from the application.
   */
  private static final Set<String> PLUGGED_IN =
      Set.of(
          "Sampler",
          "SpanProcessor",
          "SpanExporter",
          "LogRecordProcessor",
          "LogRecordExporter",
          "MetricReader",
          "MetricExporter",
          "SdkTracerProviderBuilderCustomizer",
          "SdkLoggerProviderBuilderCustomizer",
          "AutoConfigurationCustomizerProvider",
          "ResourceProvider");

  private final String message;

  private IdleSdkBeans(String message) {
    this.message = message;
  }

  static IdleSdkBeans besideRinglet() {
    return new IdleSdkBeans(
        "Beans without effect, because Ringlet is the OpenTelemetry: {0}. A RingletSdkCustomizer"
            + " takes them through OfficialTypes of ringlet-official-sdk");
  }

  static IdleSdkBeans besideTheAgent() {
    return new IdleSdkBeans(
        "Beans without effect, because the Java agent is the OpenTelemetry: {0}. An extension of"
            + " the agent takes them");
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    TreeSet<String> withoutEffect = new TreeSet<>();
    for (String name : beans.getBeanDefinitionNames()) {
      BeanDefinition definition = beans.getBeanDefinition(name);
      String type = type(definition);
      String maker = maker(definition, beans);
      if (maker.startsWith("org.springframework.boot.")) {
        if (isOfTheSdk(type)) {
          definition.setLazyInit(true);
        }
      } else if (!maker.startsWith("io.opentelemetry.")
          && PLUGGED_IN.contains(type.substring(type.lastIndexOf('.') + 1))
          && (type.startsWith("io.opentelemetry.sdk.")
              || type.startsWith("org.springframework.boot."))) {
        withoutEffect.add(name + " (" + type + ")");
      }
    }
    if (!withoutEffect.isEmpty()) {
      LOGGER.log(Level.WARNING, message, String.join(", ", withoutEffect));
    }
  }

  /** The class of the configuration that makes a bean. */
  private static String maker(BeanDefinition definition, ConfigurableListableBeanFactory beans) {
    String factory = definition.getFactoryBeanName();
    String name =
        factory != null && beans.containsBeanDefinition(factory)
            ? beans.getBeanDefinition(factory).getBeanClassName()
            : definition.getBeanClassName();
    return name == null ? "" : name;
  }

  private static boolean isOfTheSdk(String type) {
    return type.startsWith("io.opentelemetry.sdk.")
        || type.startsWith("io.opentelemetry.exporter.")
        || type.startsWith("org.springframework.boot.")
            && (type.endsWith(".SpanProcessors") || type.endsWith(".SpanExporters"));
  }

  /** The declared type of a bean, read from the byte code without loading a class. */
  private static String type(BeanDefinition definition) {
    if (definition instanceof AnnotatedBeanDefinition annotated
        && annotated.getFactoryMethodMetadata() != null) {
      return annotated.getFactoryMethodMetadata().getReturnTypeName();
    }
    Class<?> type = definition.getResolvableType().resolve();
    return type == null ? "" : type.getName();
  }
}
