// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
/*
 * Delta collection of a sum of whole numbers while threads record. Stands for SynchronousStorage
 * (find, activate, rescue, advance, expire), Series, OwnableSeries and LongSumSeries.
 *
 * Bounds: three measurements of two threads to one set of attributes, two collections at any moment
 * and one at the end. The first series may be let go and a second one takes its place (unbound), or a
 * thread may own a part of the series (bound).
 * Abstractions: sequentially consistent memory; one stripe beside the first cell; no views,
 * histograms or exemplars; ownership does not end.
 *
 * Each measurement is a bit of its own, so a sum names the measurements in it.
 *
 * Properties:
 *   P1  no measurement is in two deltas
 *   P2  every measurement is in a delta when the last collection is over
 *   end every thread gets to its end
 *
 * @config unbound -DBOUND=0
 * @config bound -DBOUND=1
 *
 * @mutant 1 unbound:P2 a cell is read and then emptied
 * @mutant 2 unbound:P2 a writer does not look whether the series is dead
 * @mutant 3 unbound:P2 a series is read before it is dead
 * @mutant 4 unbound:P1 what is moved to the living series stays in the dead one
 * @mutant 5 unbound:P1 a writer adds to the first cell without comparing
 * @mutant 6 bound:P1 the part of the owner is emptied
 * @mutant 7 bound:P2 a thread becomes the owner without comparing
 * @mutant 8 unbound:end a rescue that finds nothing keeps the lock
 */
#define IDLE 0
#define ACTIVE 1
#define DEAD 2
#define NONE 9
#define OPEN 8
#define ALL 7

bool P1, P2; /* never set; they name the property in a violated assertion */

byte living = NONE; /* the series in the table */
byte made;
byte state[2];
byte sum[2];
byte cells[2];
bool wide[2];
byte own, collectedOwn; /* of a bound series */
byte owner = OPEN;
bool locked; /* the monitor of the storage */
byte reported; /* ghost */
byte writersDone;

inline lock() { atomic { !locked -> locked = true } }

inline unlock() { locked = false }

inline addShared(s, v) { /* LongSumSeries.addShared */
  if
  :: wide[s] -> cells[s] = cells[s] + v /* getAndAdd */
  :: else ->
       before = sum[s];
       atomic {
         if
#ifdef MUTANT_5
         :: true -> sum[s] = before + v; before = NONE
#else
         :: sum[s] == before -> sum[s] = before + v; before = NONE
#endif
         :: else
         fi
       }
       if
       :: before == NONE
       :: else ->
            wide[s] = true;
            cells[s] = cells[s] + v
       fi
  fi;
  before = 0
}

inline activate(s) { /* under the lock */
  atomic {
    if
    :: living == NONE -> living = made; made++
    :: else
    fi;
    s = living;
    state[s] = ACTIVE
  }
}

inline readAndEmpty(s, total) { /* LongSumSeries.read */
#ifdef MUTANT_1
  total = sum[s];
  sum[s] = 0;
#else
  atomic { total = sum[s]; sum[s] = 0 }
#endif
  if
  :: wide[s] -> atomic { total = total + cells[s]; cells[s] = 0 }
  :: else
  fi;
#if BOUND
  atomic {
#ifdef MUTANT_6
    total = total + own; own = 0
#else
    total = total + own - collectedOwn; collectedOwn = own
#endif
  }
#endif
}

proctype writer(byte first; byte last) {
  byte n = first;
  byte s, before, v, total;
  do
  :: n > last -> break
  :: else ->
       v = 1 << n;
       s = living;
       if
       :: s != NONE && state[s] == ACTIVE -> skip
       :: else -> lock(); activate(s); unlock()
       fi;
#if BOUND
       if /* OwnableSeries.isMine */
       :: owner == OPEN ->
#ifdef MUTANT_7
            owner = _pid; before = 1
#else
            atomic {
              if
              :: owner == OPEN -> owner = _pid; before = 1
              :: else -> before = 0
              fi
            }
#endif
       :: owner == _pid -> before = 1
       :: else -> before = 0
       fi;
       if
       :: before == 1 -> before = own; own = before + v; before = 0
       :: else -> addShared(s, v)
       fi;
#else
       addShared(s, v);
#endif
#ifndef MUTANT_2
       if
       :: state[s] == DEAD -> /* rescue */
            lock();
#ifdef MUTANT_4
            atomic { total = sum[s] + cells[s] }
#else
            readAndEmpty(s, total);
#endif
            if
            :: total != 0 -> activate(s); addShared(s, total)
            :: else
            fi;
#ifdef MUTANT_8
            if
            :: total != 0 -> unlock()
            :: else
            fi
#else
            unlock()
#endif
       :: else
       fi;
#endif
       total = 0;
       n++
  od;
  writersDone++
}

inline report(total) {
  atomic {
    assert(P1 || (reported & total) == 0);
    reported = reported | total;
    total = 0
  }
}

active proctype collector() {
  byte s, total, before, rounds;
  bool wasActive, last;
  do
  :: last -> break
  :: atomic { !last && rounds < 2 -> rounds++ }
     goto collect
  :: atomic { !last && writersDone == 2 -> last = true }
collect:
     lock(); /* advance */
     s = living;
     if
     :: s != NONE ->
          wasActive = state[s] == ACTIVE; /* hasPoint */
          state[s] = IDLE;
          readAndEmpty(s, total);
          if
          :: wasActive || total != 0 -> report(total)
#if !BOUND
          :: !wasActive && total == 0 && s == 0 -> /* expire */
#ifdef MUTANT_3
               readAndEmpty(s, total);
               state[s] = DEAD;
#else
               state[s] = DEAD;
               readAndEmpty(s, total);
#endif
               if
               :: total != 0 -> state[s] = IDLE; addShared(s, total); total = 0
               :: else -> living = NONE
               fi
#endif
          :: !wasActive && total == 0
          fi
     :: else
     fi;
     unlock()
  od;
  assert(P2 || reported == ALL)
}

init { atomic { run writer(0, 1); run writer(2, 2) } }
