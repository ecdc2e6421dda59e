// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.api.trace.TracerProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The random programs call every method of the tracing API, whatever its next version adds. */
class ProgramCoverageTest {
  private static final List<Class<?>> INTERFACES =
      List.of(
          TracerProvider.class,
          TracerBuilder.class,
          Tracer.class,
          SpanBuilder.class,
          Span.class,
          SpanContext.class);
  private final Set<String> called = new TreeSet<>();

  @Test
  void callEveryMethod() {
    OpenTelemetry counted = counted(OpenTelemetry.class, OpenTelemetry.noop());
    for (long seed = 1000; seed < 1005; seed++) {
      new Run(subject(counted)).execute(RandomTraceProgram.of(seed, 100, false));
    }

    Set<String> all = new TreeSet<>();
    for (Class<?> type : INTERFACES) {
      Stream.of(type.getMethods())
          .filter(method -> !Modifier.isStatic(method.getModifiers()))
          .forEach(method -> all.add(method.toString()));
    }
    Stream.of(OpenTelemetry.class.getMethods())
        .filter(method -> INTERFACES.contains(method.getReturnType()))
        .forEach(method -> all.add(method.toString()));
    assertThat(called).containsAll(all);
  }

  private static Subject subject(OpenTelemetry api) {
    return new Subject() {
      @Override
      public OpenTelemetry api() {
        return api;
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  /** Wraps an object of the API, and all that it returns, so that calls are counted. */
  private <T> T counted(Class<T> type, Object target) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              called.add(method.toString());
              return countedResult(method, self, invoke(target, method, arguments), target);
            });
    return type.cast(proxy);
  }

  private Object countedResult(Method method, Object self, Object result, Object target) {
    if (result == target) {
      return self;
    }
    return INTERFACES.contains(method.getReturnType())
        ? counted(method.getReturnType(), result)
        : result;
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
