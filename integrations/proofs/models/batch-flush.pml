// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
/*
 * From the ring to the exporter: batches, flush, close and the count of every record. Stands for
 * BatchWorker, WorkerLoop, RequestFiller, Dispatcher, FlushGate, RequestSender and Request.
 *
 * Bounds: two records, one in a batch, one or two requests, one flush at
 * any moment (also during and after close), one close whose deadline may pass at any moment.
 * Abstractions: the ring is one queue (ring-stripe.pml and ring-generation.pml have the rest); the
 * worker wakes whenever there is work (ring-wake.pml); an export succeeds or fails as a whole after
 * any time; each wait of a flush may end by its deadline.
 *
 * Properties:
 *   P1  flush returns true only if everything that was accepted before the call, and had no outcome
 *       then, has arrived
 *   P2  flush returns true after a close only if everything that was pending when close was called
 *       has arrived
 *   P3  no record is counted twice
 *   P4  when close is over, at its deadline or before, every accepted record is counted as exported
 *       or dropped; so it is when the worker is over
 *   P5  what is counted as exported has arrived
 *   end every thread gets to its end
 *
 * @config flush -DSLOTS=2 -DFLUSH=1
 * @config giveup -DSLOTS=2 -DFLUSH=0
 * @config after -DSLOTS=1 -DFLUSH=2
 *
 * @mutant 1 flush:P1 a request that is sent has no ticket
 * @mutant 2 flush:P1 a flush passes although records are left in the ring
 * @mutant 3 flush:P1 a flush does not compare the number of failures
 * @mutant 4 giveup:P3 the outcome of a request is counted without settling it
 * @mutant 5 giveup:P4 giving up does not count the records in the ring
 * @mutant 6 giveup:P4 giving up does not count the requests in progress
 * @mutant 7 giveup:P3 giving up does not take the lock of the filler
 * @mutant 8 flush:P1 a request is free before its failure is counted
 * @mutant 9 after:P2 failures are compared with their number after the last turn, not at the close
 * @mutant 10 giveup:end close does not wake the worker
 * @mutant 11 flush:P1 the number of failures is read when the flush has passed the gate
 * @mutant 12 giveup:P5 a request that was given up before it was sent counts as exported
 */
#define RECORDS 2
#define BATCH 1

bool P3, P4, P5; /* never set; as P1 and P2 they name the property in a violated assertion */
#if FLUSH
bool P1, P2;
#endif

/* The ring: records in the order of their claims, as bits. */
bool closed;
byte tail, released;
byte claimed[RECORDS];
byte published; /* bits of records */

/* RequestSender, Dispatcher, FlushGate */
bool closing;
byte items[2]; /* of each request, as bits */
bool settled[2] = true;
byte ticket[2];
bool isFree[2];
byte freeCount = SLOTS;
bool handed[2]; /* a task for a sender thread */
byte lastTicket;
byte failures;
bool abandoned, shutDown, arrivedAtEnd;
byte asked, passed, gatePassed;
bool gateEnded;
bool fillerLocked, givenUp;
bool over;
byte failuresAtClose;

/* ghosts */
byte accepted, exported, dropped, arrivedThere, pendingAtClose;
byte counting; /* settled, and counted in the next step of the same thread */
byte producersDone, sendersDone, closersDone;
bool flusherDone;
bool workerDone;

#define OPEN(mask) ((mask) & ~exported & ~dropped)

inline countExported(mask) {
  assert(P5 || ((mask) & ~arrivedThere) == 0);
  assert(P3 || ((mask) & (exported | dropped)) == 0);
  exported = exported | (mask)
}

inline countDropped(mask) {
  assert(P3 || ((mask) & (exported | dropped)) == 0);
  dropped = dropped | (mask)
}

proctype producer(byte first; byte last) {
  byte record = first;
  bool taken;
  do
  :: record > last -> break
  :: else ->
       atomic { /* ByteRing.offer: claim */
         taken = !closed;
         if
         :: taken ->
              claimed[tail] = 1 << record;
              tail++;
              accepted = accepted | (1 << record)
         :: else
         fi
       }
       if
       :: taken -> published = published | (1 << record)
       :: else
       fi;
       record++
  od;
  producersDone++
}

inline putBack(slot, arrived) {
#ifdef MUTANT_8
  atomic { ticket[slot] = 0; isFree[slot] = true; freeCount++ }
  failures = failures + (arrived -> 0 : 1)
#else
  atomic { /* under the lock of the dispatcher */
    failures = failures + (arrived -> 0 : 1);
    ticket[slot] = 0;
    isFree[slot] = true;
    freeCount++
  }
#endif
}

inline sendHere(slot, arrived, mask) { /* Dispatcher.sendHere, RequestSender.send */
  if
  :: settled[slot] ->
#ifdef MUTANT_12
       atomic { countExported(items[slot]) }
#endif
       arrived = false
  :: else ->
       mask = (settled[slot] -> 0 : items[slot]); /* openItems */
       if /* the exporter */
       :: atomic { arrived = true; arrivedThere = arrivedThere | items[slot] }
       :: arrived = false
       fi;
#ifdef MUTANT_4
       if
       :: !settled[slot] ->
            settled[slot] = true;
#else
       if
       :: atomic { !settled[slot] -> settled[slot] = true; counting = counting | mask } /* settle */
#endif
            atomic {
              counting = counting & ~mask;
              if
              :: arrived -> countExported(mask)
              :: else -> countDropped(mask)
              fi
            }
       :: else
       fi
  fi;
  mask = 0;
  putBack(slot, arrived)
}

proctype sender(byte slot) { /* a thread of Dispatcher.senders */
  bool arrived;
  byte mask;
  do
  :: atomic { handed[slot] -> handed[slot] = false }
     sendHere(slot, arrived, mask)
  :: workerDone && !handed[slot] -> break
  od;
  sendersDone++
}

inline endSending(arrived) {
  /* RequestFiller.giveUp */
#ifndef MUTANT_7
  atomic { !fillerLocked -> fillerLocked = true }
#endif
  atomic {
    if
    :: !givenUp ->
         givenUp = true;
#ifndef MUTANT_5
         i = released;
         do
         :: i < tail -> countDropped(claimed[i]); i++
         :: else -> break
         od;
         i = 0
#endif
    :: else
    fi;
#ifndef MUTANT_7
    fillerLocked = false
#endif
  }
  abandoned = true; /* Dispatcher.abandon */
#ifndef MUTANT_6
  i = 0;
  do
  :: i < SLOTS ->
       mask = (settled[i] -> 0 : items[i]); /* RequestSender.abandon */
#ifdef MUTANT_4
       if
       :: !settled[i] -> settled[i] = true; atomic { countDropped(mask) }
#else
       if
       :: atomic { !settled[i] -> settled[i] = true; counting = counting | mask }
            atomic { counting = counting & ~mask; countDropped(mask) }
#endif
       :: else
       fi;
       mask = 0;
       i++
  :: else -> break
  od;
  i = 0;
#endif
  atomic { /* Dispatcher.shutdown */
    arrivedAtEnd = arrivedAtEnd || (arrived && !shutDown);
    shutDown = true
  }
  gateEnded = true /* FlushGate.end */
}

inline sendOne() {
  taken = 0;
  if /* Dispatcher.take */
  :: atomic { freeCount > 0 ->
       slot = (isFree[0] -> 0 : 1);
       isFree[slot] = false;
       freeCount-- }
     atomic { !fillerLocked -> fillerLocked = true } /* RequestFiller.fill */
     if
     :: givenUp -> skip
     :: else ->
          plan = 0;
          atomic { /* ByteRing.collect */
            do
            :: (taken < BATCH && released + taken < tail) ->
                 if
                 :: (published & claimed[released + taken]) != 0 ->
                      plan = plan | claimed[released + taken]; taken++
                 :: else -> break
                 fi
            :: else -> break
            od
          }
          if
          :: taken > 0 ->
               atomic { items[slot] = plan; settled[slot] = false } /* Request.filled */
          :: else
          fi;
          released = released + taken
     fi;
     plan = 0;
     fillerLocked = false;
     if
     :: taken > 0 ->
#ifndef MUTANT_1
          atomic { lastTicket++; ticket[slot] = lastTicket }
#endif
          if
          :: atomic { SLOTS > 1 && !shutDown -> handed[slot] = true }
          :: else -> sendHere(slot, arrived, mask)
          fi
     :: else -> putBack(slot, true)
     fi
  :: freeCount == 0 && (abandoned || closing) -> taken = 0 /* closing: the deadline */
  fi
}

active proctype worker() {
  byte flushNumber, flushMark, before, sent, taken, slot, plan, mask, failuresBefore, i;
  bool flushing, arrived, all;
  do /* WorkerLoop.run */
#ifdef MUTANT_10
  :: closing && tail > released -> break
#else
  :: closing -> break
#endif
  :: atomic { !closing && (tail > released || asked != passed) -> /* noteFlush */
       if
       :: flushNumber == passed && asked != passed -> flushMark = tail; flushNumber = asked
       :: else
       fi;
       flushing = flushNumber != passed;
       before = tail - released;
       sent = 0; taken = 1
     }
     do /* WorkerLoop.send */
     :: taken > 0 && sent < before && !closing -> sendOne(); sent = sent + taken
     :: else -> break
     od;
     if
#ifdef MUTANT_2
     :: flushing ->
#else
     :: flushing && released >= flushMark ->
#endif
          passed = flushNumber;
          atomic { gatePassed = flushNumber }
     :: else
     fi;
     atomic { before = 0; sent = 0; taken = 0; flushing = false }
  od;
  /* BatchWorker.run after the loop */
#ifdef MUTANT_9
  failuresBefore = failures;
#else
  failuresBefore = failuresAtClose;
#endif
  do /* WorkerLoop.sendRest */
  :: tail > released && !givenUp -> sendOne()
  :: tail == released || givenUp -> break
#if FLUSH != 1
  :: true -> break /* the deadline */
#endif
  od;
  all = tail == released;
  if
  :: all ->
       if /* Dispatcher.awaitIdle */
       :: freeCount == SLOTS -> skip
       :: freeCount < SLOTS -> all = false /* abandoned, or the deadline */
       fi
  :: else
  fi;
  all = all && failures == failuresBefore;
  endSending(all);
  over = true;
  workerDone = true
}

proctype closer() { /* BatchWorker.close */
  byte i, mask;
#if FLUSH == 1
  flusherDone && producersDone == 1;
#endif
  atomic {
    i = released;
    pendingAtClose = OPEN(accepted);
    i = 0;
    failuresAtClose = failures
  }
  closed = true; /* ByteRing.close */
  closing = true; /* RequestSender.closeBy, Dispatcher.closing */
  if
  :: over
#if FLUSH != 1
  :: true -> /* the deadline: giveUp */
       endSending(false);
       over = true;
       assert(P4 || (accepted & ~(exported | dropped | counting)) == 0)
#endif
  fi;
  closersDone++
}

#if FLUSH
proctype flusher() { /* BatchWorker.flush, flushBy */
  byte failuresBefore, number, upTo, before;
  bool result;
#if FLUSH == 2
  closing;
#endif
  atomic { failuresBefore = failures; before = OPEN(accepted) }
  atomic { asked++; number = asked }
  do
  :: gatePassed >= number || gateEnded -> /* FlushGate.await */
#ifdef MUTANT_11
       failuresBefore = failures;
#endif
       upTo = lastTicket; /* Dispatcher.awaitSent */
       if
       :: !((ticket[0] != 0 && ticket[0] <= upTo) || (ticket[1] != 0 && ticket[1] <= upTo)) ->
#ifndef MUTANT_3
            if
            :: failures != failuresBefore -> break
            :: else
            fi;
#endif
            if /* Dispatcher.flushExporter */
            :: shutDown ->
                 result = arrivedAtEnd;
                 assert(P2 || !result || (pendingAtClose & ~arrivedThere) == 0)
            :: else -> result = true
            fi;
            break
       :: true -> break /* the deadline, or abandoned */
       fi
  :: true -> break /* the deadline */
  od;
#ifdef MUTANT_9 /* it violates P1, too */
  P1 = true;
#endif
  assert(P1 || !result || (before & ~arrivedThere) == 0);
  flusherDone = true
}
#endif

active proctype end() {
  producersDone == 1 && (SLOTS == 1 || sendersDone == 2) && closersDone == 1 && workerDone;
  assert(P4 || (accepted & ~(exported | dropped)) == 0)
}

init {
  atomic {
    isFree[0] = true;
    isFree[1] = SLOTS == 2;
    run producer(0, 1);
#if SLOTS == 2
    run sender(0);
    run sender(1);
#endif
#if FLUSH
    run flusher();
#endif
    run closer()
  }
}
