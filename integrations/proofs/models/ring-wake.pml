// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
/*
 * The parked worker and who wakes it: marks, bytes in use, crowded stripes, the first record, flush
 * and close. Stands for WorkerLoop.turn, sleep, pause, wakeIfParked, ByteRing.armWakeUp,
 * RingStripe.armWakeMark, ByteBudget.take, ByteRing.wakeFrom, and the ends of RingStripe.offer and BatchWorker.close.
 *
 * The timer that ends the sleep in the class is missing here, on purpose: it would hide each lost
 * wake-up. Instead the sleep may end once without a reason.
 *
 * Bounds: three or four records of two or three producers, one worker, one flush or one close.
 * Abstractions: each chunk holds one record; a batch takes everything that is published; the
 * exporter takes no time; a stripe has no neighbour to turn to.
 *
 * Properties, at each moment when nothing but a timer could move the worker:
 *   P1  if it sleeps, fewer records are pending than WAKE_ITEMS, and none if bytes in use have
 *       reached LEVEL or a stripe is crowded
 *   P2  if the ring is closed, the worker has ended and no record is pending
 *   P3  a flush has passed, and with it all records accepted before it
 *   P4  if a record is pending, the exporter is prepared
 *
 * @config marks -DSTRIPES=2 -DWAKE_ITEMS=3 -DLEVEL=100 -DCROWDED=100 -DENDS=0
 * @config ends -DSTRIPES=1 -DWAKE_ITEMS=2 -DLEVEL=100 -DCROWDED=100 -DENDS=1
 * @config bytes -DSTRIPES=1 -DWAKE_ITEMS=100 -DLEVEL=3 -DCROWDED=100 -DENDS=0
 * @config level -DSTRIPES=1 -DWAKE_ITEMS=100 -DLEVEL=3 -DLARGE_LEVEL=4 -DCROWDED=100 -DENDS=0
 * @config limit -DSTRIPES=1 -DWAKE_ITEMS=100 -DLEVEL=100 -DCROWDED=2 -DENDS=0
 *
 * @mutant 1 marks:P1 the worker says that it is parked after its last look at the ring
 * @mutant 2 marks:P1 the worker looks at the tail before it stores the mark
 * @mutant 3 bytes:P1 an empty stripe alone reaches the level of bytes
 * @mutant 4 limit:P1 a mark lies beyond the crowded level
 * @mutant 5 marks:P1 a producer looks at the mark before it claims
 * @mutant 6 ends:P2 close does not unpark
 * @mutant 7 ends:P3 a flush does not unpark the worker
 * @mutant 8 ends:P4 the first mark is that of a batch
 * @mutant 9 marks:P1 each stripe may wait for all missing records
 * @mutant 10 marks:P1 the waking thread clears parked after it has unparked
 * @mutant 11 ends:P3 a flush passes when the records that are pending now are released
 * @mutant 12 level:P1 the worker lowers the level after its last look at the ring
 */
#define LIMIT 3
#define BUDGET 4
#define NONE 255

bool P1, P2, P3, P4; /* never set; they name the property in a violated assertion */

typedef Stripe { byte tail; byte published; byte head; byte assigned; byte wakeAt = NONE };
Stripe stripe[STRIPES];
bool closed, closing;
byte inUse;
byte level = LEVEL; /* ByteBudget.wakeBytes */
bool parked, permit, asleep, ended;
byte asked, passed;
bool prepared;
bool flushAsked; /* ghosts */
byte acceptedBefore[2];
byte flushMark[2];

#if STRIPES == 2
#define PENDING (stripe[0].tail - stripe[0].head + stripe[1].tail - stripe[1].head)
#define IS_CROWDED (stripe[0].tail - stripe[0].head >= CROWDED || stripe[1].tail - stripe[1].head >= CROWDED)
#else
#define PENDING (stripe[0].tail - stripe[0].head)
#define IS_CROWDED (stripe[0].tail - stripe[0].head >= CROWDED)
#endif
#ifdef MUTANT_3
#define WAKE_LEVEL 2
#else
#define WAKE_LEVEL level
#endif
#define UNDER_PRESSURE (inUse >= WAKE_LEVEL || IS_CROWDED)
#define IS_ENOUGH (PENDING >= WAKE_ITEMS || (PENDING > 0 && UNDER_PRESSURE))

inline wakeIfParked() {
  if
  :: parked ->
#ifdef MUTANT_10
       permit = true;
       parked = false
#else
       parked = false;
       permit = true
#endif
  :: else
  fi
}

proctype producer(byte s; byte records) {
  byte t, mark;
  bool noRoom;
  do
  :: records == 0 -> break
  :: records > 0 ->
       do /* RingStripe.offer */
       :: atomic {
            if
            :: closed -> break
            :: else -> t = stripe[s].tail; noRoom = t - stripe[s].head >= LIMIT
            fi
          }
          if
          :: !noRoom && stripe[s].assigned <= t ->
               atomic { /* ByteBudget.take */
                 if
                 :: inUse == BUDGET -> noRoom = true
                 :: else -> inUse++
                 fi
               }
               if
               :: !noRoom ->
                    if
                    :: inUse >= WAKE_LEVEL -> wakeIfParked()
                    :: else
                    fi;
                    atomic {
                      if
                      :: stripe[s].assigned == t -> stripe[s].assigned++
                      :: else -> inUse--
                      fi
                    }
               :: else
               fi
          :: else
          fi;
          if
          :: noRoom ->
               atomic {
                 if
                 :: stripe[s].tail == t -> break
                 :: else -> noRoom = false
                 fi
               }
          :: else ->
#ifdef MUTANT_5
               mark = stripe[s].wakeAt;
#endif
               atomic { /* tailCas */
                 if
                 :: !closed && stripe[s].tail == t -> stripe[s].tail++
                 :: else -> t = NONE
                 fi
               }
               if
               :: t == NONE -> t = 0
               :: else ->
                    stripe[s].published = stripe[s].published | (1 << t);
#ifndef MUTANT_5
                    mark = stripe[s].wakeAt;
#endif
                    if
                    :: mark == t + 1 -> wakeIfParked()
                    :: else
                    fi;
                    break
               fi
          fi
       od;
       atomic { records--; t = 0; noRoom = false; mark = 0 }
  od
}

inline collectAndRelease(s) { /* RequestFiller.fill on one stripe */
  atomic {
    do
    :: (stripe[s].head + items < stripe[s].tail
         && (stripe[s].published & (1 << (stripe[s].head + items))) != 0) -> items++
    :: else -> break
    od;
    if
    :: items > 0 ->
         /* The chunk of the last record is kept until a record beyond it is read. */
         if
         :: stripe[s].head == 0 -> inUse = inUse - (items - 1)
         :: else -> inUse = inUse - items
         fi;
         stripe[s].head = stripe[s].head + items;
         sent = sent + items
    :: else
    fi;
    items = 0
  }
}

inline sendOne() {
  sent = 0;
  collectAndRelease(0);
#if STRIPES == 2
  collectAndRelease(1);
#endif
}

inline pause() {
  parked = true;
  permit = false; /* it ends with its timer or by an unpark */
  parked = false
}

inline armMark(s) { /* RingStripe.armWakeMark; part: records that the stripe may wait for */
  if
  :: !ready ->
#ifdef MUTANT_2
       ready = stripe[s].tail - tails[s] >= more;
       stripe[s].wakeAt = tails[s] + more
#else
       stripe[s].wakeAt = tails[s] + more;
       ready = stripe[s].tail - tails[s] >= more
#endif
  :: else
  fi
}

inline computePart(s) {
  d_step {
#ifdef MUTANT_9
    more = missing;
#else
    more = (pending == 0 -> (missing + STRIPES - 1) / STRIPES :
        (missing * (tails[s] - stripe[s].head) + pending - 1) / pending);
#endif
    more = (more < 1 -> 1 : more);
#ifndef MUTANT_4
    more = (more < CROWDED - (tails[s] - stripe[s].head) -> more :
        CROWDED - (tails[s] - stripe[s].head))
#endif
  }
}

inline armWakeUp(records) { /* ByteRing.arm */
  tails[0] = stripe[0].tail;
#if STRIPES == 2
  tails[1] = stripe[1].tail;
  pending = tails[0] - stripe[0].head + tails[1] - stripe[1].head;
#else
  pending = tails[0] - stripe[0].head;
#endif
  missing = records - pending;
  ready = missing <= 0;
  computePart(0);
  armMark(0);
#if STRIPES == 2
  computePart(1);
  armMark(1)
#else
  skip
#endif
}

active proctype worker() {
  byte items, sent, owed, flushNumber, before;
  short missing, more, pending;
  byte tails[2];
  bool ready, flushing, spurious;
  do
  :: closing -> break
  :: !closing ->
       prepared = prepared || PENDING > 0;
       atomic { /* noteFlush */
         if
         :: flushNumber == passed && asked != passed ->
              flushMark[0] = stripe[0].tail;
#if STRIPES == 2
              flushMark[1] = stripe[1].tail;
#endif
              flushNumber = asked
         :: else
         fi;
         flushing = flushNumber != passed
       }
       if
       :: flushing || owed > 0 || IS_ENOUGH ->
            before = PENDING;
            sendOne();
            owed = (before > sent -> before - sent : 0);
            if
            :: atomic { (flushing
#ifndef MUTANT_11
                 && stripe[0].head >= flushMark[0]
#if STRIPES == 2
                 && stripe[1].head >= flushMark[1]
#endif
#endif
                 ) -> passed = flushNumber;
                 assert(P3 || (stripe[0].head >= acceptedBefore[0]
                   && stripe[STRIPES - 1].head >= acceptedBefore[STRIPES - 1])) }
            :: else ->
                 if
                 :: sent == 0 && before > 0 -> pause()
                 :: else
                 fi
            fi;
            atomic { before = 0; sent = 0 };
#ifdef LARGE_LEVEL
            if /* WorkerLoop.changeSize, ByteRing.wakeFrom */
            :: level = LEVEL
            :: level = LARGE_LEVEL
            fi
#endif
       :: else ->
            /* WorkerLoop.sleep */
#ifndef MUTANT_1
            parked = true;
#endif
#ifdef MUTANT_8
            armWakeUp(WAKE_ITEMS);
#else
            if
            :: prepared -> armWakeUp(WAKE_ITEMS)
            :: else -> armWakeUp(1)
            fi;
#endif
            if
            :: UNDER_PRESSURE && PENDING > 0 -> ready = true
            :: else
            fi;
            if
            :: asked != passed -> ready = true
            :: else
            fi;
            if
            :: closing -> ready = true
            :: else
            fi;
#ifdef MUTANT_1
            parked = true;
#endif
            if
            :: ready -> skip
            :: else ->
#ifdef MUTANT_12
                 level = LEVEL;
#endif
                 asleep = true;
endPark:         if
                 :: atomic { permit -> permit = false }
                 :: atomic { !spurious -> spurious = true }
                 fi;
                 asleep = false
            fi;
            parked = false;
            atomic { /* disarmWakeUp */
              stripe[0].wakeAt = NONE;
#if STRIPES == 2
              stripe[1].wakeAt = NONE;
#endif
              ready = false; missing = 0; more = 0; pending = 0; tails[0] = 0; tails[1] = 0
            }
       fi
  od;
  do /* sendRest */
  :: PENDING == 0 -> break
  :: else -> sendOne()
  od;
  ended = true
}

proctype flusher() { /* BatchWorker.flushBy, FlushGate.ask */
  atomic {
    flushAsked = true;
    acceptedBefore[0] = stripe[0].tail;
#if STRIPES == 2
    acceptedBefore[1] = stripe[1].tail;
#endif
    asked++
  }
#ifndef MUTANT_7
  permit = true
#else
  skip
#endif
}

proctype closer() { /* BatchWorker.close */
  closed = true;
  closing = true;
#ifndef MUTANT_6
  permit = true
#else
  skip
#endif
}

active proctype monitor() {
  timeout ->
  assert(P1 || !asleep || closing || PENDING < WAKE_ITEMS);
  assert(P1 || !asleep || closing || PENDING == 0 || !(inUse >= WAKE_LEVEL || IS_CROWDED));
  assert(P2 || !closing || (ended && PENDING == 0));
  assert(P3 || closing || !flushAsked || passed == 1);
  assert(P4 || closing || PENDING == 0 || prepared)
}

init {
  atomic {
#if STRIPES == 2
    run producer(0, 1);
    run producer(1, 1);
    run producer(1, 1)
#elif ENDS
    run producer(0, 1);
    run producer(0, 1);
    if
    :: run closer()
    :: run flusher()
    fi
#else
    run producer(0, 2);
    run producer(0, 2)
#endif
  }
}
