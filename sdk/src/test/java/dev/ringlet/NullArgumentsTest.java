// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls every method of the API, of every object that can be reached through it, with null in the
 * place of each argument in turn and of all at once: nothing is thrown, and what should return an
 * object does.
 */
class NullArgumentsTest {
  private static final String API = "io.opentelemetry.api.";
  private static final Map<Class<?>, Object> GOOD =
      Map.ofEntries(
          Map.entry(String.class, "name"),
          Map.entry(Attributes.class, Attributes.empty()),
          Map.entry(AttributeKey.class, AttributeKey.stringKey("key")),
          Map.entry(Context.class, Context.root()),
          Map.entry(List.class, List.of()),
          Map.entry(Consumer.class, (Consumer<Object>) any -> {}),
          Map.entry(Runnable.class, (Runnable) () -> {}),
          Map.entry(Object.class, "value"),
          Map.entry(Value.class, Value.of("value")),
          Map.entry(Instant.class, Instant.EPOCH),
          Map.entry(TimeUnit.class, TimeUnit.SECONDS),
          Map.entry(Severity.class, Severity.INFO),
          Map.entry(SpanKind.class, SpanKind.SERVER),
          Map.entry(StatusCode.class, StatusCode.OK),
          Map.entry(Throwable.class, new IllegalStateException("recorded")),
          Map.entry(boolean.class, true),
          Map.entry(int.class, 1),
          Map.entry(long.class, 1L),
          Map.entry(double.class, 1.0));

  private final Set<Class<?>> visited = new HashSet<>();
  private final Set<String> failures = new TreeSet<>();
  private int calls;

  @SuppressWarnings("try") // closed before its time
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingIsThrown(boolean closed) {
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:1")
            .property("ringlet.close.timeout", "0")
            .build()) {
      if (closed) {
        sdk.close();
      }
      visit(sdk, OpenTelemetry.class);

      assertThat(failures).isEmpty();
      assertThat(calls).isGreaterThan(300);
      assertThat(visited.stream().map(Class::getSimpleName))
          .contains("DoubleHistogramBuilder", "LongGauge", "ObservableDoubleMeasurement")
          .contains("BatchCallback", "Span", "SpanContext", "LogRecordBuilder");
    }
  }

  /** Calls all methods that an interface of the API declares, and those of what they return. */
  private void visit(Object target, Class<?> api) {
    if (!visited.add(api)) {
      return;
    }
    for (Method method : api.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        Class<?>[] types = method.getParameterTypes();
        for (Object[] arguments : variants(target, types)) {
          call(target, method, arguments);
        }
      }
    }
  }

  private List<Object[]> variants(Object target, Class<?>[] types) {
    Object[] good = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      good[i] = good(types[i], target);
    }
    List<Object[]> variants = new ArrayList<>();
    variants.add(good);
    Object[] none = good.clone();
    for (int i = 0; i < types.length; i++) {
      if (!types[i].isPrimitive()) {
        Object[] one = good.clone();
        one[i] = null;
        none[i] = null;
        variants.add(one);
        if (types[i].isArray()) {
          Object[] ofNull = good.clone();
          ofNull[i] = Array.newInstance(types[i].getComponentType(), 1);
          variants.add(ofNull);
        }
        if (types[i] == List.class) {
          Object[] ofNull = good.clone();
          ofNull[i] = Arrays.asList((Object) null);
          variants.add(ofNull);
        }
      }
    }
    variants.add(none);
    return variants;
  }

  private static Object good(Class<?> type, Object target) {
    if (GOOD.containsKey(type)) {
      return GOOD.get(type);
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    return type.isInstance(target)
        ? target
        : type.isInstance(Span.getInvalid().getSpanContext())
            ? Span.getInvalid().getSpanContext()
            : null;
  }

  private void call(Object target, Method method, Object[] arguments) {
    String name =
        method.getDeclaringClass().getSimpleName()
            + "."
            + method.getName()
            + Arrays.deepToString(arguments).replaceAll("\\$\\$Lambda\\S*?([,\\]])", "$1");
    calls++;
    Object returned;
    try {
      method.setAccessible(true);
      returned = method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      failures.add(name + " threw " + e.getCause());
      return;
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
    Class<?> type = method.getReturnType();
    boolean ours = target.getClass().getName().startsWith("dev.ringlet.");
    if (returned == null && ours && type != void.class && !type.isPrimitive()) {
      failures.add(name + " returned null");
    } else if (type.getName().startsWith(API) && type.isInterface()) {
      visit(returned, type);
    }
  }
}
