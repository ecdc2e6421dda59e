// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

/**
 * Creates the builders of a meter: those of the API or, if the incubator is on the class path, its
 * extended ones.
 */
public class InstrumentFactory {
  private static final String[] EXTENDED = {
    "ExtendedLongBuilder",
    "ExtendedDoubleBuilder",
    "ExtendedInstruments$LongCounterX",
    "ExtendedInstruments$LongUpDownCounterX",
    "ExtendedInstruments$LongHistogramX",
    "ExtendedInstruments$LongGaugeX",
    "ExtendedInstruments$DoubleCounterX",
    "ExtendedInstruments$DoubleUpDownCounterX",
    "ExtendedInstruments$DoubleHistogramX",
    "ExtendedInstruments$DoubleGaugeX"
  };

  /** Decided once, by what is on the class path. Without state. */
  public static final InstrumentFactory CURRENT = choose();

  private InstrumentFactory() {}

  /**
   * Links each class that the incubator's are needed for, so that none fails later. Unlike tracers
   * and loggers, instruments fit incubators before 1.65, too, which lack only the results of {@code
   * bind}; so it is not {@code Incubator.isPresent()} that decides.
   */
  private static InstrumentFactory choose() {
    ClassLoader loader = InstrumentFactory.class.getClassLoader();
    String thisPackage = InstrumentFactory.class.getPackageName();
    try {
      for (String name : EXTENDED) {
        Class.forName(thisPackage + "." + name, true, loader);
      }
      return new Extended();
    } catch (ClassNotFoundException | LinkageError e) {
      return new InstrumentFactory();
    }
  }

  public LongBuilder longs(InstrumentSettings settings) {
    return new LongBuilder(settings);
  }

  public DoubleBuilder doubles(InstrumentSettings settings) {
    return new DoubleBuilder(settings);
  }

  private static final class Extended extends InstrumentFactory {
    @Override
    public LongBuilder longs(InstrumentSettings settings) {
      return new ExtendedLongBuilder(settings);
    }

    @Override
    public DoubleBuilder doubles(InstrumentSettings settings) {
      return new ExtendedDoubleBuilder(settings);
    }
  }
}
