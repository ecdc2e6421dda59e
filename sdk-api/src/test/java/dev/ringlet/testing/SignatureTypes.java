// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The classes that a type and its visible members name, type arguments and bounds included. */
final class SignatureTypes {
  private final Set<Type> seen = new HashSet<>();
  private final Set<Class<?>> classes = new HashSet<>();

  private SignatureTypes() {}

  /** The classes named, by the member that names them. */
  static Map<String, Set<Class<?>>> of(Class<?> type) {
    Map<String, Set<Class<?>>> named = new LinkedHashMap<>();
    SignatureTypes head = new SignatureTypes();
    head.add(type.getGenericSuperclass());
    head.add(type.getGenericInterfaces());
    head.add(type.getTypeParameters());
    named.put("the declaration", head.classes);
    for (Field field : type.getDeclaredFields()) {
      if (PublicSurface.isVisible(field.getModifiers()) && !field.isSynthetic()) {
        SignatureTypes types = new SignatureTypes();
        types.add(field.getGenericType());
        named.put(field.getName(), types.classes);
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      add(constructor, named);
    }
    for (Method method : type.getDeclaredMethods()) {
      if (!method.isBridge()) {
        add(method, named);
      }
    }
    return named;
  }

  private static void add(Executable member, Map<String, Set<Class<?>>> named) {
    if (PublicSurface.isVisible(member.getModifiers()) && !member.isSynthetic()) {
      SignatureTypes types = new SignatureTypes();
      types.add(member.getGenericParameterTypes());
      types.add(member.getGenericExceptionTypes());
      types.add(member.getTypeParameters());
      if (member instanceof Method method) {
        types.add(method.getGenericReturnType());
      }
      named.put(member.toGenericString(), types.classes);
    }
  }

  private void add(Type... types) {
    for (Type type : types) {
      if (type == null || !seen.add(type)) {
        continue;
      }
      if (type instanceof Class<?> c) {
        add(c.getComponentType());
        if (!c.isArray()) {
          classes.add(c);
        }
      } else if (type instanceof ParameterizedType parameterized) {
        add(parameterized.getRawType());
        add(parameterized.getActualTypeArguments());
      } else if (type instanceof GenericArrayType array) {
        add(array.getGenericComponentType());
      } else if (type instanceof WildcardType wildcard) {
        add(wildcard.getUpperBounds());
        add(wildcard.getLowerBounds());
      } else if (type instanceof TypeVariable<?> variable) {
        add(variable.getBounds());
      }
    }
  }
}
