// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
/*
 * The spool on disk: write, sync, send, acknowledge, delete, crash at any step, recover. Stands for
 * SpoolStore, ActiveSegments, SegmentWriter, SpoolReader, SegmentRemoval, SegmentLoader and the jobs of
 * SpoolWorker that store.
 *
 * A kill leaves what was written; a power cut leaves of each file any part after the last sync, and of
 * each name that was created or deleted since the last sync of the directory either state.
 *
 * Bounds: two records, in one segment (strict) or two (interval), two crashes, one sync that
 * fails, one caller that gives up too early, one answer that is lost.
 * Abstractions: one signal; one thread, as in the class; a file keeps its number for ever; a damaged
 * record is recognised; no limits of bytes or age; no quarantine after three crashes while sending;
 * every file can be read, because one that cannot is tried again later.
 *
 * Properties:
 *   P1  what is reported as stored survives a kill; it survives a power cut in strict mode, or after
 *       a flush of the same process that returned true
 *   P2  a request is sent again only after its answer or its acknowledgement was lost
 *   P3  a record is done only if it was sent or undone
 *   P4  a request that is reported as not stored is not sent, unless a power cut takes the note of it
 *   P5  in the end every request that is reported as stored was sent, or was lost in a power cut
 *
 * @config interval -DSTRICT=0 -DRECORDS=2 -DPER=1 -DLATE=1 -DFAILURES=1
 * @config strict -DSTRICT=1 -DRECORDS=2 -DPER=2 -DLATE=1 -DFAILURES=1
 * @config kind -DSTRICT=1 -DRECORDS=2 -DPER=2 -DLATE=0 -DFAILURES=0
 *
 * @mutant 1 strict:P1 the directory is not synced
 * @mutant 2 strict:P3 a record is acknowledged before it is sent
 * @mutant 3 strict:P1 a sync that failed is tried again, and then succeeds
 * @mutant 4 kind:P2 acknowledgements are not written
 * @mutant 5 kind:P2 the acknowledgements are deleted before their segment
 * @mutant 6 kind:P5 a segment with a torn record is given up
 * @mutant 7 interval:P4 a record is not undone if its segment was closed meanwhile
 * @mutant 8 interval:P1 a flush looks only at the segment that is written
 */
#define FILES 4

bool P1, P2, P3, P4, P5; /* never set; they name the property in a violated assertion */

/* The disk: what the process sees, and with a D what is certain to survive a power cut. */
bool segment[FILES], segmentD[FILES];
bool ackFile[FILES], ackFileD[FILES];
byte count[FILES], countD[FILES];
bool torn[FILES];
byte acks[FILES]; /* bits */
byte record[8]; /* FILES * 2 */

/* The memory of the process */
byte current; /* the segment that is written, or 0 */
byte done[FILES]; /* bits; the index */
bool unsynced[FILES]; /* lastSequence > syncedSequence */
bool directoryDirty[FILES];
byte written; /* the segment of the last record; see undoLast */

/* ghosts, by record as bits */
byte mine; /* reported as stored by the process that lives */
byte storedOk, notStored, safe, sent, lostInPowerCut, maySendAgain, mayBeSent;
byte pending; /* sent, and not acknowledged yet */
byte made, next, crashes, failures, late, lostAnswers;
bool power;

#define OPEN(k) (count[k] - (done[k] & 1) - ((done[k] >> 1) & 1))
#define BIT(r) (1 << (r))
#define CRASH if :: crashes < 2 -> goto crashed :: true fi

inline remove(k) { /* SegmentRemoval.remove */
#ifdef MUTANT_5
  ackFile[k] = false;
  CRASH;
  segment[k] = false;
#else
  segment[k] = false;
  CRASH;
  ackFile[k] = false;
#endif
  CRASH
}

inline acknowledge(k, i) { /* SpoolReader.acknowledge, SegmentWriter.ack */
#ifndef MUTANT_4
  d_step { ackFile[k] = true; acks[k] = acks[k] | BIT(i) }
#endif
  pending = pending & ~BIT(record[(k) * 2 + i]);
  done[k] = done[k] | BIT(i);
  CRASH;
  if
  :: OPEN(k) == 0 && current != k -> remove(k)
  :: else
  fi
}

inline syncAll() { /* ActiveSegments.sync */
  if
  :: current != 0 ->
       if
       :: countD[current] = count[current]; unsynced[current] = false
       :: failures < FAILURES -> /* syncSegment: abandon */
            failures++;
#ifdef MUTANT_3
            unsynced[current] = false
#else
            s = current;
            current = 0;
            if
            :: OPEN(s) == 0 -> remove(s)
            :: else
            fi;
            s = 0
#endif
       fi;
       CRASH
  :: else
  fi;
  d_step { /* syncDirectory */
    s = 1;
    do
    :: s < FILES ->
#ifndef MUTANT_1
         segmentD[s] = segment[s]; ackFileD[s] = ackFile[s];
#endif
         directoryDirty[s] = false; s++
    :: else -> break
    od;
    s = 0
  }
  CRASH
}

active proctype spool() {
  byte s, k, i, r;
  bool all;
life:
  /* SpoolRecovery, SegmentLoader: the index from the files */
  skip;
  d_step {
    k = 1; current = 0; written = 0; pending = 0; mine = 0;
    do
    :: k < FILES ->
         done[k] = (segment[k] && ackFile[k] -> acks[k] & (BIT(count[k]) - 1) : 0);
         unsynced[k] = false; directoryDirty[k] = false;
         if
         :: !segment[k] && ackFile[k] -> ackFile[k] = false
#ifdef MUTANT_6
         :: segment[k] && torn[k] -> segment[k] = false
#endif
         :: else
         fi;
         i = 0;
         do
         :: i < 2 ->
              r = record[k * 2 + i];
              assert(P3 || !segment[k] || (done[k] & BIT(i)) == 0 || ((sent | notStored) & BIT(r)) != 0);
              i++
         :: else -> break
         od;
         k++
    :: else -> break
    od;
    k = 0; i = 0; r = 0
  }
  do
  :: next < RECORDS -> /* SpoolStore.append */
       r = next;
       next++;
       if
       :: current != 0 && count[current] == PER -> /* sealIfFull, seal */
            k = current;
            if
            :: countD[k] = count[k]; unsynced[k] = false
            :: failures < FAILURES -> failures++
            fi;
            current = 0;
            CRASH;
            if
            :: OPEN(k) == 0 -> remove(k)
            :: else
            fi
       :: else
       fi;
       if
       :: current == 0 ->
            made++;
            current = made;
            segment[current] = true;
            directoryDirty[current] = true;
            CRASH
       :: else
       fi;
       if /* SegmentWriter.write */
       :: crashes < 2 -> torn[current] = true; goto crashed
       :: true
       fi;
       d_step { record[current * 2 + count[current]] = r; count[current]++; unsynced[current] = true }
       written = current;
       CRASH;
       if
#if STRICT
       :: syncAll();
          if
          :: unsynced[written] || directoryDirty[written] ->
               notStored = notStored | BIT(r);
               acknowledge(written, count[written] - 1)
          :: else ->
#else
       :: syncAll(); /* the bytes are enough for a sync */
          if
          :: true ->
#endif
               if
               :: late < LATE -> /* SpoolWorker.append: the caller has given up; undoLast */
                    late++;
                    notStored = notStored | BIT(r);
#ifdef MUTANT_7
                    if
                    :: current == written -> acknowledge(written, count[written] - 1)
                    :: else
                    fi
#else
                    acknowledge(written, count[written] - 1)
#endif
               :: true ->
                    storedOk = storedOk | BIT(r);
                     mine = mine | BIT(r);
                    safe = safe | (STRICT -> BIT(r) : 0)
               fi
          fi
#if !STRICT
       :: true -> storedOk = storedOk | BIT(r); mine = mine | BIT(r)
#endif
       fi;
       d_step { r = 0; k = 0 }
       CRASH
#if !STRICT
  :: (mine & ~safe & ~sent) != 0 -> /* SignalSpool.sync: a flush */
       syncAll();
       d_step {
         all = true;
         k = 1;
         do
         :: k < FILES ->
              all = all && (!segment[k] || OPEN(k) == 0 || (!unsynced[k] && !directoryDirty[k]));
              k++
         :: else -> break
         od;
         k = 0;
         if
#ifdef MUTANT_8
         :: true -> safe = safe | mine
#else
         :: all -> safe = safe | mine
#endif
         :: else
         fi;
         all = false
       }
#endif
  :: (segment[1] && OPEN(1) > 0) || (segment[2] && OPEN(2) > 0) || (segment[3] && OPEN(3) > 0) ->
       d_step { /* SpoolReader.next: the oldest */
         k = 1;
         do
         :: !segment[k] || OPEN(k) == 0 -> k++
         :: else -> break
         od;
         i = (done[k] & 1);
         r = record[k * 2 + i]
       }
#ifdef MUTANT_2
       acknowledge(k, i);
#endif
       if /* the receiver has it */
       :: true ->
            d_step {
              assert(P2 || (sent & ~maySendAgain & BIT(r)) == 0);
              assert(P4 || (notStored & ~mayBeSent & BIT(r)) == 0);
              sent = sent | BIT(r);
              maySendAgain = maySendAgain & ~BIT(r);
              pending = pending | BIT(r)
            }
            CRASH;
            if
#ifndef MUTANT_2
            :: acknowledge(k, i)
#else
            :: skip
#endif
            :: lostAnswers == 0 -> /* putBack */
                 lostAnswers++;
                 d_step { maySendAgain = maySendAgain | BIT(r); pending = pending & ~BIT(r) }
            fi
       fi;
       d_step { k = 0; i = 0; r = 0 }
  :: (next == RECORDS && !(segment[1] && OPEN(1) > 0) && !(segment[2] && OPEN(2) > 0)
       && !(segment[3] && OPEN(3) > 0)) -> break
  od;
  assert(P5 || (storedOk & ~sent & ~lostInPowerCut) == 0);
  goto over;

crashed:
  crashes++;
  s = 0; k = 0; i = 0; r = 0; all = false;
  maySendAgain = maySendAgain | pending;
  if
  :: power = false
  :: power = true
  fi;
  if
  :: power ->
       k = 1;
       do
       :: k < FILES ->
            if
            :: segment[k] != segmentD[k] -> segment[k] = !segment[k]
            :: true
            fi;
            if
            :: ackFile[k] != ackFileD[k] -> ackFile[k] = !ackFile[k]
            :: true
            fi;
            if
            :: count[k] > countD[k] -> count[k] = countD[k]
            :: true
            fi;
            if
            :: acks[k] != 0 -> acks[k] = 0
            :: true
            fi;
            segmentD[k] = segment[k]; ackFileD[k] = ackFile[k]; countD[k] = count[k];
            k++
       :: k == FILES -> break
       od
  :: else
  fi;
  skip;
  d_step { /* what has survived */
    r = 0;
    do
    :: r < RECORDS ->
         all = false;
         k = 1;
         do
         :: k < FILES ->
              i = 0;
              do
              :: i < 2 ->
                   if
                   :: segment[k] && i < count[k] && record[k * 2 + i] == r ->
                        all = true;
                        if
                        :: power && !(ackFile[k] && (acks[k] & BIT(i)) != 0) ->
                             maySendAgain = maySendAgain | BIT(r);
                             mayBeSent = mayBeSent | BIT(r)
                        :: else
                        fi
                   :: else
                   fi;
                   i++
              :: else -> break
              od;
              k++
         :: else -> break
         od;
         if
         :: !all && (storedOk & ~sent & ~lostInPowerCut & BIT(r)) != 0 ->
              assert(P1 || power);
              assert(P1 || (safe & BIT(r)) == 0);
              lostInPowerCut = lostInPowerCut | BIT(r)
         :: else
         fi;
         r++
    :: else -> break
    od;
    r = 0; k = 0; i = 0; all = false; power = false
  }
  goto life;
over:
  skip
}
