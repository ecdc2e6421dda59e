// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
/*
 * Retry, circuit breakers and fail-over. Stands for Route.deliverPart, send, store,
 * RetrySchedule, Destinations.send, EndpointOrder, Destination.trySend and CircuitBreaker.
 *
 * Bounds: two destinations; two senders with one request each (count) or one that never
 * ends (progress); each receiver fails in up to two ways before it works for good; two attempts for a
 * request; two failures open a breaker (five in the class); the route is closed at any moment (count).
 * Abstractions: there is no clock. A timer lets the open time of a breaker, and the time until the
 * earlier endpoints may be tried, end at any moment; waits between attempts take no time. A request
 * is not split. The spool is full, fails or stores.
 *
 * Properties:
 *   P1  every request has exactly one outcome: delivered, refused, stored or dropped
 *   P2  a receiver gets a request again only after an answer of this request was lost
 *   P3  a request is reported as delivered only if a receiver has it
 *   P4  a breaker that is half open lets one request through
 *   P5  a request that was permanently refused goes to no other receiver
 *   deliver  when the receivers work again, requests are delivered again and again
 *   home     and in the end they go to the first endpoint
 *
 * @config count -DREQUESTS=1 -DFAULTS=2
 * @config progress -DREQUESTS=0 -DFAULTS=2
 * @claim deliver progress
 * @claim home progress
 *
 * @mutant 1 count:P3 an answer that is lost counts as delivered nowhere but is reported as delivered
 * @mutant 2 count:P2 a delivered request is sent to the next endpoint, too
 * @mutant 3 count:P4 every request passes a breaker that is half open
 * @mutant 4 count:P5 a refused request is tried at the next endpoint
 * @mutant 5 home a breaker gets no result when the transport throws
 * @mutant 6 home the earlier endpoints are never tried again
 * @mutant 7 count:P1 a request that cannot be stored is not reported
 * @mutant 8 deliver an opened breaker never lets a request try
 * @mutant 9 home a request that succeeds at an earlier endpoint does not move the position
 */
#define FAILURES_TO_OPEN 2
#define ATTEMPTS 2

#if REQUESTS
bool P1, P2, P3, P4, P5; /* never set; they name the property in a violated assertion */
#endif

mtype = { WORKS, REFUSES, LOSES_ANSWER, MISCONFIGURED, THROWS, BAD_DATA, NO_THREAD };
/* UNSENT: a retryable failure of the process itself, which says nothing about the endpoint */
mtype = { OK, RETRY, UNSENT, PERMANENT, INTERNAL, CLOSED_ROUTE, NONE };
mtype = { CLOSED, OPEN, HALF_OPEN };

/* CircuitBreaker */
mtype state[2] = CLOSED;
byte breakerFailures[2];
bool expired[2]; /* openUntil has passed */
byte trying[2]; /* ghost: requests that passed since it became half open */

/* Destinations.position */
byte index;
bool returnDue;

mtype receiver[2] = WORKS;
bool faultsOver;
bool closing;
bool delivered; /* ghost: the last request of some sender was delivered */

#if REQUESTS
/* ghosts by request */
byte received[REQUESTS * 2];
byte lostAnswers[REQUESTS * 2];
bool refusedOnce[REQUESTS * 2];
byte outcomes[REQUESTS * 2];
byte sendersDone;
#endif

/* The environment: receivers fail in any way, and then work. */
active proctype faults() {
  byte left = FAULTS;
  do
  :: left > 0 ->
       left--;
       if
       :: receiver[0] = REFUSES
       :: receiver[0] = LOSES_ANSWER
       :: receiver[0] = MISCONFIGURED
       :: receiver[0] = THROWS
       :: receiver[0] = BAD_DATA
       :: receiver[0] = NO_THREAD
       :: receiver[0] = WORKS
       :: receiver[1] = REFUSES
       :: receiver[1] = LOSES_ANSWER
       :: receiver[1] = WORKS
       fi
  :: left == 0 -> break
  od;
  atomic { receiver[0] = WORKS; receiver[1] = WORKS; faultsOver = true }
}

/* Time passes. */
active proctype timers() {
end:
  do
#ifndef MUTANT_8
  :: atomic { state[0] == OPEN && !expired[0] -> expired[0] = true }
  :: atomic { state[1] == OPEN && !expired[1] -> expired[1] = true }
#endif
#ifndef MUTANT_6
  :: atomic { index != 0 && !returnDue -> returnDue = true }
#endif
  od
}

#if REQUESTS
active proctype closer() { /* Route.closeBy, cutShort */
  closing = true
}
#endif

inline open(d) { state[d] = OPEN; expired[d] = false }

inline tryPass(d, passes) { /* CircuitBreaker.tryPass, synchronized */
  atomic {
    passes = false;
    if
    :: state[d] == OPEN && expired[d] ->
         state[d] = HALF_OPEN; passes = true; trying[d] = 1;
#if REQUESTS
         assert(P4 || trying[d] == 1)
#endif
    :: state[d] == CLOSED -> passes = true
#ifdef MUTANT_3
    :: state[d] == HALF_OPEN -> passes = true; trying[d]++;
         assert(P4 || trying[d] == 1)
#endif
    :: else
    fi
  }
}

inline record(d, how) { /* CircuitBreaker.record, synchronized */
  atomic {
    if
    :: how == CLOSED_ROUTE || how == INTERNAL || how == UNSENT ->
#ifndef MUTANT_5
         if
         :: state[d] == HALF_OPEN -> open(d)
         :: else
         fi
#else
         skip
#endif
    :: how == RETRY || (how == PERMANENT && misconfigured) ->
         breakerFailures[d] = (breakerFailures[d] < FAILURES_TO_OPEN ->
             breakerFailures[d] + 1 : FAILURES_TO_OPEN);
         if
         :: state[d] == OPEN
         :: state[d] != OPEN ->
              if
              :: state[d] == HALF_OPEN || misconfigured || breakerFailures[d] >= FAILURES_TO_OPEN ->
                   open(d)
              :: else
              fi
         fi
    :: how == OK || (how == PERMANENT && !misconfigured) ->
         state[d] = CLOSED; breakerFailures[d] = 0
    fi;
    misconfigured = false
  }
}

inline attempt(d) { /* Destinations.attempt, Destination.trySend; result stays if nothing passes */
  tryPass(d, passes);
  if
  :: !passes
  :: passes ->
       atomic { /* the transport */
#if REQUESTS
         assert(P5 || !refusedOnce[id]);
#endif
         misconfigured = false;
         if
         :: closing -> result = CLOSED_ROUTE
         :: !closing && receiver[d] == WORKS -> result = OK
         :: !closing && receiver[d] == REFUSES -> result = RETRY
         :: !closing && receiver[d] == LOSES_ANSWER -> result = RETRY
         :: !closing && receiver[d] == MISCONFIGURED -> result = PERMANENT; misconfigured = true
         :: !closing && receiver[d] == THROWS -> result = INTERNAL
         :: !closing && receiver[d] == BAD_DATA -> result = PERMANENT
         :: !closing && receiver[d] == NO_THREAD -> result = UNSENT
         fi;
#if REQUESTS
         if
         :: result == OK || (!closing && receiver[d] == LOSES_ANSWER) ->
              received[id]++;
              assert(P2 || received[id] <= 1 + lostAnswers[id]);
              lostAnswers[id] = lostAnswers[id] + (result == OK -> 0 : 1);
#ifdef MUTANT_1
              if
              :: result == RETRY -> received[id] = 0; result = OK
              :: else
              fi
#endif
         :: result == PERMANENT -> refusedOnce[id] = true
         :: else
         fi
#endif
       }
       record(d, result);
       if
#ifdef MUTANT_9
       :: result == OK && index < d ->
#else
       :: result == OK && index != d ->
#endif
            atomic { /* moveTo: a compare-and-set of what has just been read */
              if
              :: index == from -> index = d; returnDue = false
              :: else
              fi
            }
       :: else
       fi
  fi
}

#define IS_RETRY (result == RETRY || result == UNSENT)
#ifdef MUTANT_2
#define IS_FINAL (result != NONE && !IS_RETRY && result != OK)
#else
#ifdef MUTANT_4
#define IS_FINAL (result == OK || result == INTERNAL || result == CLOSED_ROUTE)
#else
#define IS_FINAL (result != NONE && !IS_RETRY)
#endif
#endif
#define PASSES(d) (state[d] == CLOSED || (state[d] == OPEN && expired[d]))

inline sendOnce() { /* Destinations.send */
  from = index;
  result = NONE;
  tried = 0;
  atomic { /* tryReturn */
    if
    :: from != 0 && index == from && returnDue && PASSES(0) -> returnDue = false; tried = from
    :: else
    fi
  }
  if
  :: tried == 1 -> attempt(0)
  :: else
  fi;
  if
  :: !IS_FINAL -> attempt(from)
  :: else
  fi;
  if
  :: !IS_FINAL && 1 - from >= tried -> attempt(1 - from)
  :: else
  fi;
  if
  :: result == NONE -> result = RETRY /* refusal */
  :: else
  fi
}

proctype sender(byte first) {
  byte id = first;
  byte from, tried, number;
  mtype result;
  bool passes, misconfigured;
  do
#if REQUESTS
  :: id == first + REQUESTS -> break
  :: id < first + REQUESTS ->
#else
  :: true ->
#endif
       number = 1;
       do /* Route.send */
       :: sendOnce();
          if
          :: number == ATTEMPTS || !IS_RETRY -> break
          :: number < ATTEMPTS && IS_RETRY ->
               if
               :: closing -> break /* Pause.await is false */
               :: !closing -> number++
               fi
          fi
       od;
       delivered = result == OK;
#if REQUESTS
       atomic { /* Route.deliverPart, store */
         if
         :: result == OK ->
              assert(P3 || received[id] > 0);
              outcomes[id]++
         :: result == PERMANENT || result == INTERNAL -> outcomes[id]++
         :: IS_RETRY || result == CLOSED_ROUTE ->
              if
              :: outcomes[id]++ /* stored */
#ifdef MUTANT_7
              :: skip
#else
              :: outcomes[id]++ /* the spool is full, has failed, or there is none: dropped */
#endif
              fi
         fi;
         assert(P1 || outcomes[id] == 1)
       }
       id++;
#endif
       atomic { delivered = false; from = 0; tried = 0; number = 0; result = NONE; passes = false }
  od;
#if REQUESTS
  sendersDone++
#endif
}

init {
  atomic {
#if REQUESTS
    run sender(0);
    run sender(REQUESTS)
#else
    run sender(0)
#endif
  }
}

#if !REQUESTS
ltl deliver { [] (faultsOver -> <> delivered) }
ltl home { <> [] (index == 0) }
#endif
