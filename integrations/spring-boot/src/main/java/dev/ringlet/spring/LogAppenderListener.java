// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Adds the log appenders as soon as the logging system is set up, so that what is logged before the
 * SDK exists is exported, too. Comes after the listener of the OpenTelemetry starter, whose
 * appender is then found.
 */
final class LogAppenderListener
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
  LogAppenderListener() {}

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    LogAppenders.add(event.getEnvironment());
  }

  @Override
  public int getOrder() {
    return LoggingApplicationListener.DEFAULT_ORDER + 2;
  }
}
