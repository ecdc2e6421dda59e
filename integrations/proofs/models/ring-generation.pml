// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
/*
 * The generations of the byte ring: a larger or smaller ring follows while producers claim, and the
 * whole ring is closed meanwhile. Stands for ByteRing.settle, replace, handOver, settled, markAccepted,
 * RingGeneration.follow and RingChain.close, collect, dropDrained.
 *
 * Bounds: two producers with two records and one, two threads that replace the newest generation, one
 * consumer, one closing thread; at most four generations of one stripe.
 * Abstractions: a stripe is a counter of claims with a bit that closes it; claim and publication are
 * two steps (ring-stripe.pml has the rest); a stripe is full when the model says so.
 *
 * Properties:
 *   P1  every accepted record is collected exactly once; none is left in a generation that is dropped
 *   P2  no record is accepted after close has returned
 *   P3  no record of a generation is collected after one of a generation that follows it
 *   P4  isReleased is true only when all records accepted before markAccepted are released
 *   P5  an offer is refused as closed only after a close has begun
 *   P6  the records of one thread are collected in the order of its offers
 *
 * @config replace -DFIRST=2 -DSECOND=1 -DREPLACERS=1 -DRACING_CLOSE=0 -DROUNDS=1
 * @config twice -DFIRST=2 -DSECOND=0 -DREPLACERS=2 -DRACING_CLOSE=0 -DROUNDS=1
 * @config close -DFIRST=1 -DSECOND=0 -DREPLACERS=1 -DRACING_CLOSE=1 -DROUNDS=1
 * @config marks -DFIRST=2 -DSECOND=0 -DREPLACERS=1 -DRACING_CLOSE=0 -DROUNDS=2
 *
 * @mutant 1 replace:P4 the stripe of the older generation is not closed
 * @mutant 2 close:P2 close does not set END, so a generation follows after it
 * @mutant 3 replace:P3 the consumer goes on to the next generation before this one is collected
 * @mutant 4 replace:P1 a generation is dropped when its records are collected, closed or not
 * @mutant 5 marks:P4 markAccepted does not count the generations that are gone
 * @mutant 6 replace:P5 a refused producer does not look for newer stripes
 * @mutant 7 replace:P6 a refused producer does not close the older generations
 */
#define GENERATIONS 3
#define END 9

bool P1, P2, P3, P4, P5, P6; /* never set; they name the property in a violated assertion */

byte next[GENERATIONS]; /* 0: none; the generation that follows, or END */
byte made = 1;
byte stripes = 0; /* ByteRing.stripes: the generation that producers use */
byte oldest = 0; /* RingChain.rest */

typedef Stripe {
  bool closed;
  byte tail;
  byte published; /* bits */
  byte seen; /* collected and, after the turn, released */
  byte record[4]
};
Stripe stripe[GENERATIONS];

byte gone; /* RingChain.gone */
byte accepted; /* ghosts */
byte collected;
byte acceptedBits, collectedBits; /* by record */
bool closeReturned;
bool closeBegun;
byte lastCollected;
byte lastOf[2]; /* by producer */
byte producersDone, replacersDone;

inline newest(from, out) { /* RingGeneration.last */
  atomic {
    out = from;
    do
    :: next[out] != 0 && next[out] != END -> out = next[out]
    :: else -> break
    od
  }
}

inline handOver(last, after) {
  atomic { /* STRIPES.compareAndSet */
    if
    :: stripes == last -> stripes = after
    :: else
    fi
  }
#ifndef MUTANT_1
  stripe[last].closed = true
#else
  skip
#endif
}

inline settled() {
  last = oldest;
  do
  :: atomic { next[last] != 0 && next[last] != END -> after = next[last] }
     handOver(last, after);
     last = after
  :: atomic { next[last] == 0 || next[last] == END -> break }
  od
}

proctype producer(byte id; byte records) {
  byte n = 0;
  byte all, slot, last, after;
  byte result; /* 1 accepted, 2 closed or full */
  do
  :: n == records -> break
  :: n < records ->
       all = stripes;
       do /* ByteRing.offer, settle */
       :: atomic {
            if
            :: stripe[all].closed -> result = 2
            :: next[all] != 0 && next[all] != END -> result = 2 /* full for this record */
            :: !stripe[all].closed ->
                 assert(P2 || !closeReturned);
                 assert(P1 || all >= oldest); /* else its generation is dropped */
                 slot = stripe[all].tail;
                 stripe[all].record[slot] = 1 + id * 2 + n;
                 stripe[all].tail++;
                 accepted++;
                 acceptedBits = acceptedBits | (1 << (id * 2 + n));
                 result = 1
            fi
          }
          if
          :: result == 1 ->
               stripe[all].published = stripe[all].published | (1 << slot);
               break
          :: else ->
#ifndef MUTANT_6
               /* successor */
#ifdef MUTANT_7
               newest(oldest, last);
#else
               settled();
#endif
               if
               :: last == all -> atomic { assert(P5 || closeBegun); break }
               :: else -> all = last
               fi
#else
               atomic { assert(P5 || closeBegun); break }
#endif
          fi
       od;
       atomic { n++; all = 0; slot = 0; last = 0; after = 0; result = 0 }
  od;
  producersDone++
}

/* ByteRing.larger and trim: replace */
proctype replacer() {
  byte last, fresh, after;
  newest(oldest, last);
  atomic {
    fresh = made;
    made++
  }
  atomic { /* RingGeneration.follow */
    if
    :: next[last] == 0 -> next[last] = fresh
    :: else
    fi;
    after = next[last]
  }
  if
  :: after == END -> skip
  :: else -> handOver(last, after)
  fi;
  replacersDone++
}

proctype closer() { /* RingChain.close */
  byte last, one;
#if !RACING_CLOSE
  producersDone == 2 && replacersDone == REPLACERS;
#endif
  closeBegun = true;
  newest(oldest, last);
#ifndef MUTANT_2
  do
  :: atomic {
       if
       :: next[last] == 0 -> next[last] = END; break
       :: next[last] == END -> break
       :: else
       fi
     }
     newest(last, last)
  od;
#endif
  one = oldest;
  do
  :: stripe[one].closed = true;
     atomic {
       if
       :: next[one] == 0 || next[one] == END -> break
       :: else -> one = next[one]
       fi
     }
  od;
  closeReturned = true
}

inline collectFrom(g) { /* RingStripe.collect */
  do
  :: atomic { (stripe[g].seen < stripe[g].tail
         && (stripe[g].published & (1 << stripe[g].seen)) != 0) ->
       r = stripe[g].record[stripe[g].seen];
       assert(P3 || g >= lastCollected);
       lastCollected = g;
       assert(P6 || r > lastOf[(r - 1) / 2]);
       lastOf[(r - 1) / 2] = r;
       collected++;
       collectedBits = collectedBits | (1 << (r - 1));
       stripe[g].seen++;
       r = 0
     }
  :: atomic { (stripe[g].seen == stripe[g].tail
         || (stripe[g].published & (1 << stripe[g].seen)) == 0) -> break }
  od
}

inline turn() {
  if
  :: mark == 255 && !flushed -> /* WorkerLoop.noteFlush: ByteRing.markAccepted */
       acceptedBefore = acceptedBits;
       settled();
#ifdef MUTANT_5
       mark = 0;
#else
       mark = gone;
#endif
       one = oldest;
       do
       :: atomic {
            mark = mark + stripe[one].tail;
            if
            :: next[one] == 0 || next[one] == END -> break
            :: else -> one = next[one]
            fi
          }
       od;
       one = 0
  :: true
  fi;
  /* ByteRing.collect, RingChain.collect */
  settled();
  from = oldest;
  collectFrom(from);
  do
  :: atomic {
       if
       :: next[from] == 0 || next[from] == END -> break
#ifndef MUTANT_3
       :: (next[from] != 0 && next[from] != END
            && !(stripe[from].closed && stripe[from].seen == stripe[from].tail)) -> break
       :: (next[from] != 0 && next[from] != END
            && stripe[from].closed && stripe[from].seen == stripe[from].tail) ->
#else
       :: next[from] != 0 && next[from] != END ->
#endif
            from = next[from]
       fi
     }
     collectFrom(from)
  od;
  /* ByteRing.release, RingChain.dropDrained */
  do
  :: atomic {
       if
#ifdef MUTANT_4
       :: (next[oldest] != 0 && next[oldest] != END
            && stripe[oldest].seen == stripe[oldest].tail) ->
#else
       :: (next[oldest] != 0 && next[oldest] != END && stripe[oldest].closed
            && stripe[oldest].seen == stripe[oldest].tail) ->
#endif
            gone = gone + stripe[oldest].seen;
            oldest = next[oldest]
       :: else -> break
       fi
     }
  od;
  if
  :: mark != 255 -> /* isReleased */
       atomic {
         released = gone;
         one = oldest;
         do
         :: true ->
              released = released + stripe[one].seen;
              if
              :: next[one] == 0 || next[one] == END -> break
              :: else -> one = next[one]
              fi
         od;
         if
         :: released >= mark ->
              assert(P4 || (acceptedBefore & ~collectedBits) == 0);
              mark = 255; flushed = true
         :: else
         fi;
         one = 0; released = 0
       }
  :: else
  fi
}

active proctype consumer() {
  byte last, after, from, r;
  byte mark = 255; /* of one flush */
  byte acceptedBefore;
  bool flushed;
  byte released, one, rounds;
  do
  :: atomic { rounds < ROUNDS -> rounds++ }
     turn()
  :: atomic { closeReturned && producersDone == 2 && replacersDone == REPLACERS -> rounds = ROUNDS }
     turn();
     break
  od;
  assert(P1 || collected == accepted)
}

init {
  atomic {
    run producer(0, FIRST); run producer(1, SECOND); run replacer();
#if REPLACERS == 2
    run replacer();
#endif
    run closer()
  }
}
