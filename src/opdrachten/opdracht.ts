import type { INestApplicationContext } from '@nestjs/common';
import { realpathSync } from 'node:fs';
import { constants } from 'node:os';
import type { Clock } from '../platform/clock/clock.js';
import { readSettings } from '../platform/config/settings.js';
import { during } from '../platform/database/work.js';
import { explain, leave, Running, stopOnSignal } from '../platform/running.js';
import { startContext } from '../start.js';

/** What is wrong with a command as it was typed, in Dutch. */
export class Opdrachtfout extends Error {}

/** Whether this file is the program that was started, rather than something that a test loads. */
export const isProgramma = ({ filename }: ImportMeta): boolean =>
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === filename;

/**
 * Runs a command on the product without its web server, and sets the exit code of this process. Whatever becomes of
 * the command, what was started for it is stopped.
 * @param lees reads what was typed, before anything is started: a wrong command is answered at once.
 * @param werk does the work and answers the exit code; 1 is for what could not be done.
 */
export async function voerOpdrachtUit(
  lees: () => { clock?: Clock },
  werk: (context: INestApplicationContext) => Promise<number>,
): Promise<void> {
  const running = new Running();
  // As the shell has it for a command that was broken off.
  stopOnSignal(running, (signal) => 128 + constants.signals[signal]);
  try {
    const { clock } = lees();
    const context = await startContext(readSettings(), running, clock);
    process.exitCode = await during('task', () => werk(context));
  } catch (error) {
    if (!running.isStopping) console.error(error instanceof Opdrachtfout ? error.message : explain(error));
    process.exitCode = 1;
  }
  await leave(running);
}
