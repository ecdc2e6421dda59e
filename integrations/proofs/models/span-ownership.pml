// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
/*
 * Spans that several threads write and end, and the buffers that they borrow. Stands for
 * RecordingSpan (acquire, putText, putNumber, endAt) and RecordPool (take, giveBack).
 *
 * Bounds: two spans, open at the same time; a thread that writes and
 * ends both, one that writes and ends the first, one that writes both; one buffer that the first
 * thread owns, one handy buffer; one Throwable at an end.
 * Abstractions: sequentially consistent memory; other buffers are new ones; a record is the number of
 * its attributes.
 *
 * Properties:
 *   P1  a record that is complete has every attribute whose call was not refused before
 *   P2  no buffer is written by two spans before it has been given back
 *   P3  a span is completed, and so handed over, once at most
 *   P4  a buffer is given back once
 *   P5  a thread that hands a record over, which may run the exporter, keeps no span busy
 *   end every thread gets to its end: no span stays busy
 *
 * @mutant 1 P2 a thread makes a span busy without comparing
 * @mutant 2 P2 the buffer is given back before the record is copied
 * @mutant 3 P1 a span that has ended takes attributes
 * @mutant 4 P2 the owner takes its buffer without a look whether it is lent
 * @mutant 5 P2 a handy buffer is taken without comparing
 * @mutant 6 end a Throwable leaves the span busy
 * @mutant 7 P4 a Throwable gives the buffer back twice
 * @mutant 8 P3 the end of a span does not mark it as ended
 * @mutant 9 P1 the end reads how much is in the record before it makes the span busy
 * @mutant 10 P1 a put borrows a new buffer and leaves what is in the one before
 * @mutant 11 P5 the record is handed over while the span is busy
 */
#define OPEN 0
#define BUSY 1
#define ENDED 2
#define NONE 9
#define FRESH 2

bool P1, P2, P3, P4, P5; /* never set; they name the property in a violated assertion */

byte lock[2];
byte buffer[2] = NONE; /* 0: the owner's, 1: handy, 2 and 3: new */
byte written[4]; /* attributes in a buffer */
bool lent, taken;
byte holder[4]; /* ghost: span + 1 that borrows the buffer */
byte puts[2]; /* ghost: attributes whose call was not refused */
#ifdef MUTANT_9
byte early[2];
#define IN_RECORD(s) early[s]
#else
#define IN_RECORD(s) written[mine]
#endif
byte completed[2];
bool thrown, startedSecond;

inline acquire(s, got) { /* RecordingSpan.acquire, acquireToRead */
#ifdef MUTANT_1
  lock[s] != BUSY;
  got = lock[s] != ENDED;
  lock[s] = (got -> BUSY : ENDED)
#else
  atomic {
    lock[s] != BUSY ->
    if
#ifdef MUTANT_3
    :: true -> got = true; lock[s] = BUSY
#else
    :: lock[s] == ENDED -> got = false
    :: lock[s] == OPEN -> got = true; lock[s] = BUSY
#endif
    fi
  }
#endif
}

inline take(s) { /* RecordingSpan.buffer, RecordPool.take */
  if
  :: buffer[s] != NONE
  :: buffer[s] == NONE ->
       b = NONE;
       if
#ifdef MUTANT_4
       :: owner -> lent = true; b = 0
#else
       :: owner && !lent -> lent = true; b = 0 /* lendToOwner: no other thread sets it */
#endif
       :: else ->
            if
            :: !taken ->
#ifdef MUTANT_5
                 taken = true; b = 1
#else
                 atomic {
                   if
                   :: !taken -> taken = true; b = 1
                   :: else -> b = FRESH + s
                   fi
                 }
#endif
            :: else -> b = FRESH + s
            fi
       fi;
       atomic {
         assert(P2 || holder[b] == 0);
         holder[b] = s + 1;
         written[b] = 0;
         buffer[s] = b;
         b = NONE
       }
  fi
}

inline giveBack(b) { /* RecordPool.giveBack */
  atomic {
    assert(P4 || (b != NONE && holder[b] != 0));
    holder[b] = 0
  }
  if
  :: b == 0 -> lent = false
  :: b == 1 -> taken = false
  :: b >= FRESH
  fi
}

inline put(s) { /* RecordingSpan.putText, putNumber */
  acquire(s, got);
  if
  :: got ->
#ifdef MUTANT_10
       if
       :: buffer[s] != NONE -> giveBack(buffer[s]); buffer[s] = NONE
       :: else
       fi;
#endif
       take(s);
       atomic {
         assert(P2 || (buffer[s] != NONE && holder[buffer[s]] == s + 1));
         written[buffer[s]]++; puts[s]++
       }
       lock[s] = OPEN
  :: else
  fi;
  got = false
}

inline end(s) { /* RecordingSpan.endAt */
#ifdef MUTANT_9
  early[s] = (buffer[s] == NONE -> 0 : written[buffer[s]]);
#endif
  acquire(s, got);
  if
  :: got ->
       take(s);
       atomic { mine = buffer[s]; buffer[s] = NONE }
#ifdef MUTANT_2
       giveBack(mine);
#endif
       if
       :: !thrown -> /* a Throwable while the span is busy */
            thrown = true;
#ifndef MUTANT_6
            lock[s] = ENDED;
#endif
#ifdef MUTANT_7
            giveBack(mine)
#else
            skip
#endif
       :: true ->
            atomic { /* complete */
              assert(P2 || (mine != NONE && holder[mine] == s + 1));
              assert(P3 || completed[s] == 0);
              assert(P1 || IN_RECORD(s) == puts[s]);
              completed[s]++
            }
#ifdef MUTANT_8
            atomic { lock[s] = OPEN; got = false };
#endif
#if !defined(MUTANT_8) && !defined(MUTANT_11)
            atomic { lock[s] = ENDED; got = false };
#endif
            if
            :: !thrown -> /* a Throwable before the record is in the queue, or after */
                 thrown = true;
                 lock[s] = ENDED
            :: true ->
                 atomic { /* handOver, which may run the exporter */
                   assert(P2 || holder[mine] == s + 1);
                   assert(P5 || !got)
                 }
            fi
#ifdef MUTANT_11
            ;
            lock[s] = ENDED
#endif
       fi;
#ifndef MUTANT_2
       giveBack(mine); /* finally: SpanEngine.recycle */
#endif
       mine = NONE
  :: else
  fi;
  got = false
}

active proctype starter() {
  byte b = NONE, mine = NONE;
  bool got, owner = true;
  startedSecond = true;
  put(0);
  put(1);
  end(0);
  end(1)
}

active proctype ender() {
  byte b = NONE, mine = NONE;
  bool got, owner;
  put(0);
  end(0)
}

active proctype other() {
  byte b = NONE;
  bool got, owner;
  startedSecond;
  put(1);
  put(0)
}
