/** Machines on which everything is wrong that the analysis has a word for. */
import { world, type World } from "../worlds/world";

/** In both eras. Everything hangs on one service, a thread of it for each trouble. */
const COMMON = `
  process app.exe pid 0x600 ; threads t1..t20
  process svc.exe pid 0x500 ; threads w1..w12
  process helper.exe ; threads u1..u4 ; threads k1..k3
  port Svc of svc.exe pool w1..w12
  process none.exe ; thread n waiting event 60s
  port None of none.exe
  port Orphan of none.exe no handle
  process far.exe ; thread far waiting event 60s

  # Two servers of each other; the same with a timeout; receivers that wait for who is queued.
  process a.exe ; thread a ; port A of a.exe
  process b.exe ; thread b ; port B of b.exe
  a calls B, in service of b, 40s
  b calls A, in service of a, 39s
  process c.exe ; thread c ; port C of c.exe
  process d.exe ; thread d ; port D of d.exe
  c calls D, in service of d, 40s
  d calls C, in service of c, 39s, timeout

  # What a server thread can wait for.
  t1 calls Svc, in service of w1, 25s ; w1 waits mutant Lost abandoned, 20s
  t2 calls Svc, in service of w2, 24s ; w2 is suspended
  t5 calls Svc, in service of w5, 45s ; w5 waits critical section C owned by w1, 40s ; u1 waits event 41s
  t6 calls Svc, in service of w6, 22s, suspended ; w6 waits resource R owned by u2 kernel mode, 3s
  u2 waits thread u3 21s ; u3 waits process far.exe 20s
  t7 calls Svc, in service of w7, 21s ; w7 waits mutant Held owned by u4, 20s ; u4 sleeps 30s
  t8 calls Svc, in service of w8, 20s ; w8 waits any of event go, thread u1, 19s
  t9 calls Svc, in service of w9, 18s ; w9 waits event pushed kernel mode reason WrPushLock, 17s

  # Nobody takes the message.
  t10 calls None, queued 60s
  t11 sends Orphan, queued

  # Processes that do not get on.
  process young.exe created 40s ago ; thread ya ; thread yb
  ya calls Svc, in service of w10, 30s ; yb waits thread ya 29s
  process old.exe exiting ; thread oa
  oa calls Svc, in service of w11, 28s
  current t1`;

const ALPC = `${COMMON}
  w3 calls Svc, in service of w3, 15s
  thread stale in svc.exe terminated
  t4 calls Svc, in service of stale, 13s
  process gone.exe exiting ; thread g terminated ; thread gl waiting event 10s
  port Gone of gone.exe owner gone
  t12 calls Gone, in service of g, 40s
  process starved.exe ; port Starved of starved.exe pool s1 s2
  t13 calls Starved, queued 30s ; s1..s2 waits event 31s
  process policy.exe ; port Policy of policy.exe pool q1 q2
  q1..q2 calls Policy, queued 60s
  process knot.exe ; port Knot of knot.exe pool k4 k5
  k1 calls Knot, queued 50s ; k4..k5 waits mutant KnotLock owned by k1, 49s
  t14 calls Svc, canceled, 3s
  t15 calls Svc, ready, 2s
  t16 calls Svc, parked by w12, 33s
  t17 calls Svc, in service of w4, 9s
  t18 sends Svc, queued
  damage: loop MainQueue of port Orphan
  set port Starved PendingQueueLength = 3
  set message t17 ServerThread = 0x10`;

const LPC = `${COMMON}
  process gone.exe ; thread g ; port Gone of gone.exe closed
  t12 calls Gone, queued, 40s
  t3 calls Svc, lost, 41s
  t13 calls Svc, replied, id 0x501, 12s
  t14 calls Svc, in service of w3, id 0x600, 12s
  t15 calls Svc, in service of w4, id 0x700, 12s
  t16 calls None, queued, 8s
  set thread w12 LpcReceivedMessageId = 0x700
  set thread w12 LpcReceivedMsgIdValid = 1
  set thread t13 LpcReplyMessageId = 0x777
  damage: loop MsgQueue.ReceiveHead of port None`;

export const alpcTrouble = (layout: string): World => world(layout, ALPC);
export const lpcTrouble = (layout: string): World => world(layout, LPC);
