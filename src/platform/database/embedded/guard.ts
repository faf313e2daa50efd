/** Ends the watch, and waits for what it is doing. */
export type EndWatch = () => Promise<void>;

/**
 * Looks every so often whether something still runs, and starts it again when it does not. A start that fails is
 * reported once and tried again at the next look.
 */
export function keepRunning(
  everyMs: number,
  runs: () => Promise<boolean>,
  startAgain: () => Promise<void>,
  report: (error: unknown) => void,
): EndWatch {
  let busy: Promise<void> | undefined;
  let reported = false;
  const look = async (): Promise<void> => {
    try {
      if (await runs()) return;
      await startAgain();
      reported = false;
    } catch (error) {
      if (!reported) report(error);
      reported = true;
    }
  };
  const timer = setInterval(() => {
    busy ??= look().finally(() => (busy = undefined));
  }, everyMs).unref();
  return async () => {
    clearInterval(timer);
    await busy;
  };
}
