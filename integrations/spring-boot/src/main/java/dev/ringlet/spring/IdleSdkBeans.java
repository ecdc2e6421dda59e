// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/**
 * Keeps the parts of the official SDK that Spring Boot defines (tracer and logger provider, batch
 * processors, exporters) from being made, for nothing uses them where Ringlet is the OpenTelemetry
 * bean, and each processor would start a thread. A bean of the application that asks for one still
 * gets it.
 */
final class IdleSdkBeans implements BeanFactoryPostProcessor {
  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    for (String name : beans.getBeanDefinitionNames()) {
      BeanDefinition definition = beans.getBeanDefinition(name);
      String maker = maker(definition, beans);
      if (maker.startsWith("org.springframework.boot.") && isOfTheSdk(definition)) {
        definition.setLazyInit(true);
      }
    }
  }

  /** The class of the configuration that makes a bean. */
  private static String maker(BeanDefinition definition, ConfigurableListableBeanFactory beans) {
    String factory = definition.getFactoryBeanName();
    if (factory != null && beans.containsBeanDefinition(factory)) {
      String name = beans.getBeanDefinition(factory).getBeanClassName();
      return name == null ? "" : name;
    }
    String name = definition.getBeanClassName();
    return definition.getFactoryMethodName() == null || name == null ? "" : name;
  }

  private static boolean isOfTheSdk(BeanDefinition definition) {
    ResolvableType type = definition.getResolvableType();
    Class<?> made = type.resolve();
    String name = made == null ? returnType(definition) : made.getName();
    return name.startsWith("io.opentelemetry.sdk.")
        || name.startsWith("io.opentelemetry.exporter.")
        || name.startsWith("org.springframework.boot.")
            && (name.endsWith(".SpanProcessors") || name.endsWith(".SpanExporters"));
  }

  /** Read from the byte code; the class need not be loaded. */
  private static String returnType(BeanDefinition definition) {
    return definition
                instanceof
                org.springframework.beans.factory.annotation.AnnotatedBeanDefinition annotated
            && annotated.getFactoryMethodMetadata() != null
        ? annotated.getFactoryMethodMetadata().getReturnTypeName()
        : "";
  }
}
