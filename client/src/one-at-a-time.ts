/** Something that takes a while and is asked for again while it is going on, such as listing a queue. */

/** See {@link oneAtATime}. */
export interface OneAtATime {
  /** Does it; whoever asks while it is going on has it done once more afterwards, together with all others who asked. */
  again(): Promise<void>;
  /** What is going on, or else what is begun now. */
  current(): Promise<void>;
}

/** Has a call made once at a time. */
export function oneAtATime(call: () => Promise<void>): OneAtATime {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const begin = () => {
    running = call().finally(() => {
      running = undefined;
    });
    return running;
  };
  const followUp = () => {
    next = undefined;
    return begin();
  };
  return {
    again() {
      if (running === undefined) return begin();
      next ??= running.then(followUp, followUp);
      return next;
    },
    current: () => running ?? begin(),
  };
}
