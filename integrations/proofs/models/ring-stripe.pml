// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
/*
 * One stripe of the byte ring: claim, publish, collect, release, reuse of blocks, close.
 * Stands for dev.ringlet.internal.ring.RingStripe with BlockTable and BlockPool.
 *
 * Bounds: two producers with two records each of one or two bytes, one consumer, one closing
 * thread; chunks of two bytes, segments of two words, two table entries and a budget of two blocks
 * of each kind, at most two records in the stripe. So every block and every table entry is used
 * again while both producers may still hold what they looked up before.
 * Abstractions: memory is sequentially consistent (jcstress covers the weaker modes); numbers do
 * not overflow; taking a block from the pool is one step; the consumer is woken for each record.
 *
 * Properties:
 *   P1  every accepted record is collected exactly once, in the order of the claims
 *   P2  no byte and no word is written before the record in it has been released, and the consumer
 *       reads exactly the bytes of the record
 *   P3  no claim succeeds after the close, and what was claimed before is drained
 *   P4  FULL is not the answer because of a stale tail
 *   end the consumer gets to the end: no published record is invisible to it
 *
 * @config reuse -DFIRST=2 -DSECOND=5 -DRACING_CLOSE=0
 * @config close -DFIRST=1 -DSECOND=4 -DRACING_CLOSE=1
 *
 * @mutant 1 reuse:P2 a claim stores the tail without comparing it
 * @mutant 2 reuse:P2 the word is published before the bytes are copied
 * @mutant 3 reuse:P2 the consumer releases before it copies
 * @mutant 4 reuse:P2 a segment is reused without setting its words to zero
 * @mutant 5 reuse:P2 a look-up ignores the number of the virtual block
 * @mutant 6 reuse:end a producer without stack leaves no hole
 * @mutant 7 close:P1 the close stores a tail that it has read before
 * @mutant 8 reuse:P2 a segment is given back before its words are zero
 * @mutant 9 reuse:P4 FULL without looking at the tail again
 * @mutant 11 close:P3 a claim compares all of the tail but the bit of the close
 * @mutant 10 reuse:P2 the chunk of the tail is retired with the last record in it
 */
#define SEGMENT 2
#define CHUNK 2
#define LIMIT 2
#define ENTRIES 2
#define BUDGET 2
#define BLOCKS 3
#define RECORDS 6
#define HOLE 15
#define FAILING 4 /* the record whose producer may have no stack left */

bool P1, P2, P3, P4; /* never set; they name the property in a violated assertion */

/* tail: one word in the class */
bool closed;
byte number;
byte position;
byte head;

typedef Table { byte virtual[ENTRIES]; byte block[ENTRIES] }; /* block + 1, or 0 */
typedef Pool { byte inUse; bool taken[BLOCKS] };
Table segments;
Table chunks;
Pool segmentPool;
Pool chunkPool;

byte wordRecord[6]; /* BLOCKS * SEGMENT; 0: not published */
byte wordPosition[6];
byte wordLength[6];
byte data[6]; /* BLOCKS * CHUNK */

/* ghosts */
byte claimed[8]; /* record by number */
byte heldBy[6]; /* record whose bytes must not be overwritten */
bool closeReturned;
byte producersDone;

/* BlockTable.number, numberOrAssign, assign; BlockPool.take, giveBack */
inline lookUp(table, v, out) {
  d_step {
    out = 0;
    if
#ifdef MUTANT_5
    :: true -> out = table.block[(v) % ENTRIES]
#else
    :: table.virtual[(v) % ENTRIES] == (v) -> out = table.block[(v) % ENTRIES]
    :: else
#endif
    fi
  }
}

inline giveBack(pool, b) {
  d_step { pool.taken[(b) - 1] = false; pool.inUse--; }
}

inline numberOrAssign(table, pool, v, out) {
  lookUp(table, v, out);
  if
  :: out != 0
  :: else ->
    do
    :: atomic {
         out = 0;
         if
         :: table.virtual[(v) % ENTRIES] != (v) || table.block[(v) % ENTRIES] != 0 ->
              lookUp(table, v, out);
              fresh = 0
         :: else ->
              fresh = 0;
              if
              :: pool.inUse == BUDGET
              :: else ->
                   if
                   :: !pool.taken[0] -> fresh = 1
                   :: pool.taken[0] && !pool.taken[1] -> fresh = 2
                   :: pool.taken[0] && pool.taken[1] -> fresh = 3
                   fi;
                   pool.taken[fresh - 1] = true;
                   pool.inUse++
              fi
         fi
       }
       if
       :: fresh == 0 -> break
       :: else ->
            atomic {
              if
              :: table.virtual[(v) % ENTRIES] == (v) && table.block[(v) % ENTRIES] == 0 ->
                   table.block[(v) % ENTRIES] = fresh; out = fresh; fresh = 0; break
              :: else -> giveBack(pool, fresh); fresh = 0
              fi
            }
       fi
    od
  fi
}

proctype producer(byte first; byte last) {
  byte record = first;
  byte t, p, h, segment, chunk, length, fresh, i;
  bool byLimit;
  do
  :: record > last -> break
  :: else ->
       length = (record == 2 || record == 4 -> 2 : 1);
       do /* RingStripe.offer */
       :: atomic { /* tailAcquire */
            if
            :: closed -> break
            :: else -> t = number; p = position; segment = 0; chunk = 0; byLimit = true
            fi
          }
          atomic { /* headAcquire */
            h = head;
            if
            :: ((t - h) & 7) < LIMIT -> byLimit = false
            :: else
            fi
          }
          if
          :: !byLimit -> numberOrAssign(segments, segmentPool, t / SEGMENT, segment)
          :: else
          fi;
          if
          :: segment != 0 ->
               if
               :: length > CHUNK - p % CHUNK -> p = p + CHUNK - p % CHUNK
               :: else
               fi;
               numberOrAssign(chunks, chunkPool, p / CHUNK, chunk)
          :: else
          fi;
          if
          :: segment == 0 || chunk == 0 ->
               atomic {
                 if
#ifdef MUTANT_9
                 :: true ->
#else
                 :: !closed && number == t -> /* the position moves with the number */
#endif
                      assert(P4 || !byLimit || t >= h);
                      break /* FULL: counted as dropped */
                 :: else -> segment = 0; chunk = 0
                 fi
               }
          :: else ->
               atomic {
                 if
#ifdef MUTANT_1
                 :: !closed ->
#else
#ifdef MUTANT_11
                 :: number == t ->
#else
                 :: !closed && number == t -> /* tailCas */
#endif
#endif
                      assert(P3 || !closeReturned);
                      number = t + 1; position = p + length;
                      claimed[t] = record
                 :: else -> t = 255; segment = 0; chunk = 0
                 fi
               }
               if
               :: t == 255 -> skip
               :: else ->
#ifdef MUTANT_2
                    atomic {
                      wordPosition[(segment - 1) * SEGMENT + t % SEGMENT] = p;
                      wordLength[(segment - 1) * SEGMENT + t % SEGMENT] = length;
                      wordRecord[(segment - 1) * SEGMENT + t % SEGMENT] = record
                    }
#endif
                    if
                    :: record == FAILING ->
                         atomic {
                           assert(P2 || wordRecord[(segment - 1) * SEGMENT + t % SEGMENT] == 0);
#ifndef MUTANT_6
                           wordPosition[(segment - 1) * SEGMENT + t % SEGMENT] = p;
                           wordLength[(segment - 1) * SEGMENT + t % SEGMENT] = length;
                           wordRecord[(segment - 1) * SEGMENT + t % SEGMENT] = HOLE
#endif
                         }
                    :: true ->
                         d_step { /* System.arraycopy */
                           i = 0;
                           do
                           :: i < length ->
                                assert(P2 || heldBy[(chunk - 1) * CHUNK + p % CHUNK + i] == 0);
                                data[(chunk - 1) * CHUNK + p % CHUNK + i] = record;
                                heldBy[(chunk - 1) * CHUNK + p % CHUNK + i] = record;
                                i++
                           :: else -> break
                           od;
                           i = 0
                         }
#ifndef MUTANT_2
                         atomic { /* publish: wordRelease */
                           assert(P2 || wordRecord[(segment - 1) * SEGMENT + t % SEGMENT] == 0);
                           wordPosition[(segment - 1) * SEGMENT + t % SEGMENT] = p;
                           wordLength[(segment - 1) * SEGMENT + t % SEGMENT] = length;
                           wordRecord[(segment - 1) * SEGMENT + t % SEGMENT] = record
                         }
#endif
                    fi;
                    break
               fi
          fi
       od;
       atomic { record++; t = 0; p = 0; h = 0; segment = 0; chunk = 0; i = 0; byLimit = false }
  od;
  producersDone++
}

proctype closer() {
#if !RACING_CLOSE
  producersDone == 2;
#endif
#ifdef MUTANT_7
  byte t, p;
  atomic { t = number; p = position }
  atomic { number = t; position = p; closed = true; closeReturned = true }
#else
  atomic { closed = true; closeReturned = true } /* RingStripe.close: one read-modify-write */
#endif
}

inline retireChunk() {
  lookUp(chunks, releasedVirtual, seenChunk);
  atomic {
    chunks.virtual[releasedVirtual % ENTRIES] = releasedVirtual + ENTRIES;
    chunks.block[releasedVirtual % ENTRIES] = 0
  }
  if
  :: seenChunk != 0 -> giveBack(chunkPool, seenChunk)
  :: else
  fi;
  releasedVirtual++
}

inline retireSegment() {
  atomic {
    segments.virtual[releasedSegment % ENTRIES] = releasedSegment + ENTRIES;
    segments.block[releasedSegment % ENTRIES] = 0
  }
  giveBack(segmentPool, seenSegment)
}

#define SEEN_WORD ((seenSegment - 1) * SEGMENT + seen % SEGMENT)

active proctype consumer() {
  byte seen, seenVirtual, releasedVirtual, releasedSegment, seenSegment, seenChunk, w;
  byte from = 0; /* number of the first record of the plan */
  byte planned, i, at, off;
  byte planRecord[2];
  byte planChunk[2];
  byte planOffset[2];
  byte planLength[2];
  do
  :: atomic { /* BatchWorker: something is published, or the ring is closed and collected */
       (segments.virtual[(seen / SEGMENT) % ENTRIES] == seen / SEGMENT
         && segments.block[(seen / SEGMENT) % ENTRIES] != 0
         && wordRecord[(segments.block[(seen / SEGMENT) % ENTRIES] - 1) * SEGMENT + seen % SEGMENT]
            != 0) -> planned = 0; from = seen }
     do /* RingStripe.collect */
     :: atomic {
          if
          :: planned == 2 -> break
          :: else ->
               lookUp(segments, seen / SEGMENT, seenSegment);
               if
               :: seenSegment == 0 -> break
               :: else ->
                    if
                    :: wordRecord[SEEN_WORD] == 0 -> break
                    :: else ->
                         assert(P1 || seen < number);
                         assert(P1 || wordRecord[SEEN_WORD] == HOLE
                           || wordRecord[SEEN_WORD] == claimed[seen]);
                         planRecord[planned] = wordRecord[SEEN_WORD];
                         planOffset[planned] = wordPosition[SEEN_WORD] % CHUNK;
                         planLength[planned] = wordLength[SEEN_WORD];
                         seenVirtual = wordPosition[SEEN_WORD] / CHUNK;
                         lookUp(chunks, seenVirtual, seenChunk);
                         assert(P2 || seenChunk != 0);
                         planChunk[planned] = seenChunk;
                         planned++;
                         seen++
                    fi
               fi
          fi
        }
     od;
#ifdef MUTANT_3
     head = seen;
     do
     :: releasedVirtual < seenVirtual -> retireChunk()
     :: else -> break
     od;
#endif
     /* RequestFrame.write, RecordPlan.copy */
     atomic {
       i = 0;
       do
       :: i < planned ->
            off = 0;
            do
            :: planRecord[i] != HOLE && off < planLength[i] ->
                 at = (planChunk[i] - 1) * CHUNK + planOffset[i] + off;
                 assert(P2 || data[at] == planRecord[i]);
                 heldBy[at] = 0;
                 off++
            :: else -> break
            od;
            planRecord[i] = 0; planOffset[i] = 0; planChunk[i] = 0; planLength[i] = 0;
            i++
       :: else -> break
       od;
       i = 0; off = 0; at = 0; planned = 0; seenChunk = 0
     }
     /* RingStripe.release */
     do
#ifdef MUTANT_10
     :: releasedVirtual <= seenVirtual -> retireChunk()
#else
     :: releasedVirtual < seenVirtual -> retireChunk()
#endif
     :: else -> break
     od;
     do
     :: releasedSegment < seen / SEGMENT ->
          lookUp(segments, releasedSegment, seenSegment);
#ifdef MUTANT_8
          w = seenSegment;
          retireSegment();
          seenSegment = w;
#endif
#ifndef MUTANT_4
          atomic { wordRecord[(seenSegment - 1) * SEGMENT] = 0;
            wordPosition[(seenSegment - 1) * SEGMENT] = 0;
            wordLength[(seenSegment - 1) * SEGMENT] = 0 }
          atomic { wordRecord[(seenSegment - 1) * SEGMENT + 1] = 0;
            wordPosition[(seenSegment - 1) * SEGMENT + 1] = 0;
            wordLength[(seenSegment - 1) * SEGMENT + 1] = 0 }
#endif
#ifndef MUTANT_8
          retireSegment();
#endif
          releasedSegment++
     :: else -> break
     od;
     head = seen
  :: atomic { closed && number == seen -> break } /* isCollected */
  od;
  producersDone == 2;
  assert(P1 || seen == number)
}

init {
  atomic {
    segments.virtual[1] = 1;
    chunks.virtual[1] = 1;
    run producer(1, FIRST);
    run producer(4, SECOND);
    run closer()
  }
}
