/** The times the rules speak of, in seconds. Each is a "longer than", except `startUp`, which is a "younger than". */
export const LIMITS = {
  /** A queued message proves something, and a pool is starved, only after this. */
  queued: 10,
  /** `blocked-at-start` and `blocked-at-exit`: every thread has waited longer than this. */
  blocked: 10,
  /** `lost-reply`: an asynchronous LPC server looks the same for a while. */
  lostReply: 30,
  longWait: 30,
  startUp: 60,
} as const;
