import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until the answer is yes, however slow the machine is: a test that waits for what never comes ends by its own
 * time-out.
 */
export async function totdat<T>(
  vraag: () => T | Promise<T>,
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
  for (;;) {
    const antwoord = await vraag();
    if (antwoord) return antwoord as Exclude<T, false | null | undefined | 0 | ''>;
    await pause(10);
  }
}

/** Milliseconds of processor time that this process spends on the work: other programs on the machine do not count. */
export async function rekentijd(werk: () => unknown): Promise<number> {
  const begin = process.cpuUsage();
  await werk();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}
