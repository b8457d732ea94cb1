/**
 * Situations with a name, each a few lines. They work on every layout of their era; `world(layout, library.twoCycle)`.
 * What a tool should make of them follows from waits.md; it is no part of the situation.
 */

/** Two servers wait for each other; a client is queued behind them. */
export const twoCycle = `
  process printer.exe ; thread p
  process fonts.exe ; thread f
  process mail.exe ; thread m
  port SpoolerRpc of printer.exe pool p
  port FontCache of fonts.exe pool f
  p calls FontCache, in service of f, 40s
  f calls SpoolerRpc, in service of p, 38s
  m calls SpoolerRpc, queued 20s
  current printer.exe`;

/** A circle over three services, with idle workers that do not help. */
export const threeCycle = `
  process a.exe ; process b.exe ; process c.exe
  port A of a.exe pool a1 a2
  port B of b.exe pool b1 b2
  port C of c.exe pool c1 c2
  a1 calls B, in service of b1, 33s
  b1 calls C, in service of c1, 32s
  c1 calls A, in service of a1, 31s`;

/** Two clients of one server meet again at a third party: no cycle. */
export const diamond = `
  process top.exe ; thread t
  process left.exe ; process right.exe ; process bottom.exe
  port Left of left.exe pool l
  port Right of right.exe pool r
  port Bottom of bottom.exe pool b
  process other.exe ; thread o
  t calls Left, in service of l, 12s
  o calls Right, in service of r, 12s
  l calls Bottom, in service of b, 11s
  r calls Bottom, queued 8s
  b waits event 9s`;

/** A tail of three threads that leads into a cycle of two. */
export const tailIntoCycle = `
  process a.exe ; process b.exe
  port A of a.exe pool a1 a2
  port B of b.exe pool b1
  process far.exe ; thread far
  process near.exe ; port Near of near.exe pool near
  a1 calls B, in service of b1, 50s
  b1 calls A, in service of a1, 49s
  near calls A, in service of a2, 30s
  a2 waits mutant L owned by a1, 30s
  far calls Near, in service of near, 29s`;

/** The client holds a mutant for which its server waits. */
export const mutantCycle = `
  process app.exe ; thread t
  process svc.exe ; port Svc of svc.exe pool w
  t calls Svc, in service of w, 45s
  w waits mutant M owned by t, 44s`;

/** A thread calls a port of its own process, and it is the only one to answer. */
export const selfCall = `
  process svc.exe ; port Own of svc.exe pool w
  w calls Own, in service of w, 15s`;

/** One request is in service, its server thread runs. */
export const inService = `
  process svc.exe ; port Svc of svc.exe pool w
  process app.exe ; thread t
  t calls Svc, in service of w, 5s
  current svc.exe`;

/** A request is queued at a port with an idle receiver, since boot: a long poll. */
export const queuedIdle = `
  process devices.exe ; port DeviceWatch of devices.exe waitqueue d1 d2
  process mail.exe ; thread m
  m calls DeviceWatch, queued since boot`;

/** The only chain ends in a thread that waits for an event. */
export const endsInEvent = `
  process a.exe ; port A of a.exe pool w
  process c.exe ; thread t
  t calls A, in service of w, 40s
  w waits event done 39s`;

/** Two servers wait for each other, one of them with a timeout. */
export const timedCycle = `
  process a.exe ; port A of a.exe pool a1
  process b.exe ; port B of b.exe pool b1
  a1 calls B, in service of b1, 40s
  b1 calls A, in service of a1, 40s, timeout`;

/** A service waits for a child; every thread of the child is stuck behind the service. */
export const processWait = `
  process svc.exe ; port Svc of svc.exe pool w
  process child.exe ; threads c1..c2
  c1 calls Svc, in service of w, 60s
  c2 waits thread c1 58s
  w waits process child.exe 59s`;

/** The same, but one thread of the child is free. */
export const processWaitFree = `
  process svc.exe ; port Svc of svc.exe pool w
  process child.exe ; threads c1..c2
  c1 calls Svc, in service of w, 60s
  c2 waits event 58s
  w waits process child.exe 59s`;

/** A server waits for all of two things, one of which leads back. */
export const waitAllCycle = `
  process svc.exe ; port Svc of svc.exe pool w
  process app.exe ; threads t1..t2
  t1 calls Svc, in service of w, 60s
  t2 waits event 60s
  w waits all of thread t1, event go 59s`;

/** The same with any of them: the event may come. */
export const waitAnyFree = `
  process svc.exe ; port Svc of svc.exe pool w
  process app.exe ; threads t1..t2
  t1 calls Svc, in service of w, 60s
  t2 waits event 60s
  w waits any of thread t1, event go 59s`;

/** Somebody waits for a mutant whose owner has ended. */
export const abandonedMutant = `
  process svc.exe ; port Svc of svc.exe pool w
  process app.exe ; thread t
  t calls Svc, in service of w, 20s
  w waits mutant M abandoned, 19s`;

/** The server thread is suspended; its client waits. */
export const suspendedServer = `
  process svc.exe ; port Svc of svc.exe pool w
  process app.exe ; thread t
  t calls Svc, in service of w, 20s
  w is suspended`;

/** A suspended client waits in a cycle all the same. */
export const suspendedClient = `
  process svc.exe ; port Svc of svc.exe pool w
  process app.exe ; thread t
  t calls Svc, in service of w, 20s, suspended`;

/** All workers of a pool call back into their own port; two clients behind them. */
export const starvation = `
  process svc.exe ; port Svc of svc.exe pool w1..w3
  process app.exe ; threads t1..t2
  t1 calls Svc, queued 40s ; t2 calls Svc, queued 39s
  w1 calls Svc, queued 50s ; w2 calls Svc, queued 49s ; w3 calls Svc, queued 48s`;

/** Nobody of a pool is free, but what the workers wait for can come from outside. */
export const starvedPort = `
  process svc.exe ; port Svc of svc.exe pool w1..w3
  process app.exe ; thread t
  t calls Svc, queued 30s
  w1..w3 waits event 30s`;

/** The thread that received the request has ended. */
export const staleServer = `
  process svc.exe ; port Svc of svc.exe pool w1..w2 ; thread old terminated
  process app.exe ; thread t
  t calls Svc, in service of old, 40s`;

/** The server process is exiting, its thread has ended, a client still waits. */
export const serverGone = `
  process svc.exe exiting ; thread w terminated ; thread last waiting event 10s
  port Svc of svc.exe owner gone
  process app.exe ; thread t
  t calls Svc, in service of w, 40s`;

/** A request that the server keeps for later; its thread is idle again. */
export const parked = `
  process svc.exe ; port Svc of svc.exe pool w1..w2
  process app.exe ; thread t
  t calls Svc, parked by w1, 45s`;

/** A canceled request whose client has not woken yet. */
export const canceledWaiter = `
  process svc.exe ; port Svc of svc.exe pool w1
  process app.exe ; thread t
  t calls Svc, canceled, 3s`;

/** The reply has come, its thread has not run yet. */
export const replyReady = `
  process svc.exe ; port Svc of svc.exe pool w1
  process app.exe ; thread t
  t calls Svc, ready, 3s`;

/** Requests at a port that nobody serves. */
export const noReceiver = `
  process svc.exe ; thread busy waiting event 60s ; port Svc of svc.exe
  process app.exe ; thread t
  t calls Svc, queued 60s`;

/** A port without a handle that still holds a message. */
export const orphanPort = `
  process svc.exe ; thread s waiting event 9s ; port Svc of svc.exe, no handle
  process app.exe ; thread t
  t sends Svc, queued`;

/** A waitable port: the receiver waits on the port's semaphore. */
export const waitablePort = `
  process svc.exe ; port Svc of svc.exe waitable ; thread w
  w waits semaphore of Svc, 20s
  process app.exe ; thread t
  t calls Svc, queued 15s`;

/** A machine on which nothing is wrong: parked calls, long polls, asynchronous messages, a thread asleep. */
export const healthy = `
  process services.exe ; port ntsvcs of services.exe pool s1..s4
  process explorer.exe ; threads e1..e3
  process mail.exe ; threads m1..m2
  process tray.exe ; thread t
  process broker.exe ; port TimeBroker of broker.exe waitqueue b1
  e1 calls ntsvcs, parked by s1, 300s
  e2 calls ntsvcs, parked by s2, 310s
  e3 sends ntsvcs, parked by s3 ; e3 sends ntsvcs, parked by s3 ; e3 sends ntsvcs, parked by s3
  e3 waits event 2s
  m1 calls TimeBroker, queued since boot
  m2 calls ntsvcs, in service of s4, 2s
  t sleeps 1s
  current services.exe`;

/** Ready for every layout of both eras. */
export const everywhere = {
  twoCycle,
  threeCycle,
  diamond,
  tailIntoCycle,
  mutantCycle,
  selfCall,
  inService,
  queuedIdle,
  endsInEvent,
  timedCycle,
  processWait,
  processWaitFree,
  waitAllCycle,
  waitAnyFree,
  abandonedMutant,
  suspendedServer,
  suspendedClient,
};

/** Situations that only ALPC knows. */
export const alpcOnly = {
  starvation,
  starvedPort,
  staleServer,
  serverGone,
  parked,
  canceledWaiter,
  replyReady,
  noReceiver,
  orphanPort,
  waitablePort,
  healthy,
};
