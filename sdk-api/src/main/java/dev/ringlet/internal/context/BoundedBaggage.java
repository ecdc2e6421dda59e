// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.context;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.context.propagation.internal.ExtendedTextMapGetter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The baggage propagator of the API, with a limit of {@value #MAX_CHARS} characters for a header
 * that is read (W3C Baggage, section 4.2, "Limits"). Versions of the API before 1.62 parse and keep
 * a header of any length (CVE-2026-45292). Later versions have the limit themselves and are called
 * directly; the first header that is read shows which version this is.
 */
public final class BoundedBaggage implements TextMapPropagator {
  public static final BoundedBaggage INSTANCE = new BoundedBaggage();

  private static final int MAX_CHARS = 8192;

  private final TextMapPropagator baggage = W3CBaggagePropagator.getInstance();

  private BoundedBaggage() {}

  /** Initialized by the first header. */
  private static final class Api {
    static final boolean HAS_LIMIT = hasLimit();
    static final boolean HAS_EXTENDED_GETTER = hasExtendedGetter();

    private static boolean hasLimit() {
      Context context = Context.root();
      String header = "a=" + "b".repeat(MAX_CHARS);
      return W3CBaggagePropagator.getInstance().extract(context, header, new Header()) == context;
    }

    private static boolean hasExtendedGetter() {
      try {
        return ExtendedTextMapGetter.class.isInterface();
      } catch (LinkageError e) {
        return false;
      }
    }
  }

  /** A carrier that is the header itself. */
  @SuppressWarnings("deprecation") // older versions require keys
  private static final class Header implements TextMapGetter<String> {
    @Override
    public Iterable<String> keys(String header) {
      return INSTANCE.fields();
    }

    @Override
    public @Nullable String get(@Nullable String header, String key) {
      return header;
    }
  }

  /** Leaves headers out from the one that exceeds the limit. */
  @SuppressWarnings("deprecation") // older versions require keys
  private static class Limited<C> implements TextMapGetter<C> {
    private final TextMapGetter<C> getter;

    Limited(TextMapGetter<C> getter) {
      this.getter = getter;
    }

    @Override
    public final Iterable<String> keys(C carrier) {
      return getter.keys(carrier);
    }

    @Override
    public final @Nullable String get(@Nullable C carrier, String key) {
      String header = getter.get(carrier, key);
      return header == null || header.length() > MAX_CHARS ? null : header;
    }

    /** Versions of the API that do not have this method do not call it. */
    @Override
    public Iterator<String> getAll(@Nullable C carrier, String key) {
      return limited(getter.getAll(carrier, key));
    }

    /** Getters of applications may return null, for all headers or for one. */
    static Iterator<String> limited(@Nullable Iterator<@Nullable String> all) {
      List<String> headers = new ArrayList<>();
      int chars = 0;
      while (all != null && all.hasNext()) {
        String header = all.next();
        if (header == null) {
          continue;
        }
        chars += header.length();
        if (chars > MAX_CHARS) {
          break;
        }
        headers.add(header);
      }
      return headers.iterator();
    }
  }

  /**
   * For version 1.49 of the API, which asks only a getter of this internal type for all headers.
   * Loaded only if the type is there.
   */
  private static final class LimitedExtended<C> extends Limited<C>
      implements ExtendedTextMapGetter<C> {
    private final ExtendedTextMapGetter<C> getter;

    private LimitedExtended(ExtendedTextMapGetter<C> getter) {
      super(getter);
      this.getter = getter;
    }

    static <C> TextMapGetter<C> of(TextMapGetter<C> getter) {
      if (getter instanceof ExtendedTextMapGetter<C> extended) {
        return new LimitedExtended<>(extended);
      }
      return new Limited<>(getter);
    }

    @Override
    public Iterator<String> getAll(@Nullable C carrier, String key) {
      return limited(getter.getAll(carrier, key));
    }
  }

  @Override
  public Collection<String> fields() {
    return baggage.fields();
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    baggage.inject(context, carrier, setter);
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    boolean isLimited = getter == null || Api.HAS_LIMIT;
    return baggage.extract(context, carrier, isLimited ? getter : limited(getter));
  }

  private static <C> TextMapGetter<C> limited(TextMapGetter<C> getter) {
    return Api.HAS_EXTENDED_GETTER ? LimitedExtended.of(getter) : new Limited<>(getter);
  }

  @Override
  public String toString() {
    return baggage.toString();
  }
}
