import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { isRFC3339 } from 'class-validator';
import { parseArgs } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { formatDateTime, momentAt, timeZone, toDate } from '../platform/clock/dates.js';
import { PlannerService, type Taakuitkomst } from '../planner/planner.service.js';
import { isProgramma, Opdrachtfout, voerOpdrachtUit } from './opdracht.js';
import { AsOfClock } from '../platform/clock/clock.js';

export interface Taakopdracht {
  /** Without a name the tasks are listed. */
  naam?: string;
  /** The moment as of which the task runs. */
  nu?: Date;
  proef: boolean;
}

/** The task went well, and somebody has to look into something. */
const LET_OP = 2;

export const gebruik = 'Gebruik: npm run taak -- NAAM [--nu 2026-09-01T08:00:00+02:00] [--proef]';

/** @throws Opdrachtfout saying in Dutch what is wrong. */
export function leesTaakopdracht(argv: string[]): Taakopdracht {
  const { values, positionals } = parse(argv);
  if (positionals.length > 1) throw new Opdrachtfout(`Noem één taak.\n${gebruik}`);
  const nu = values.nu === undefined ? undefined : leesMoment(values.nu);
  return { naam: positionals[0], nu, proef: values.proef };
}

/** With a time zone as it says; without one it is the clock of the academie. */
function leesMoment(tekst: string): Date {
  const lokaal = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?))?$/.exec(tekst);
  try {
    if (lokaal) return momentAt(lokaal[1]!, lokaal[2]);
    if (isRFC3339(tekst)) return toDate(Temporal.Instant.from(tekst).toZonedDateTimeISO(timeZone));
  } catch {
    // Looks like a moment but does not exist, such as 31 June.
  }
  throw new Opdrachtfout(
    `--nu moet een moment zijn, niet ${tekst}. Zonder tijdzone is het de tijd in Nederland.\n${gebruik}`,
  );
}

function parse(argv: string[]) {
  const options = { nu: { type: 'string' }, proef: { type: 'boolean', default: false } } as const;
  try {
    return parseArgs({ args: argv, options, allowPositionals: true });
  } catch {
    throw new Opdrachtfout(`Deze opdracht is niet te lezen.\n${gebruik}`);
  }
}

/**
 * The command `npm run taak`: lists the tasks, or runs one and prints what it did.
 * @returns the exit code: 0 when it went well, 2 when it did and something has to be looked into, else 1.
 */
export async function taak(argv: string[], context: INestApplicationContext): Promise<number> {
  const { naam, proef, nu } = leesTaakopdracht(argv);
  const taken = context.get(PlannerService).taken();
  if (naam === undefined || !taken.some((gepland) => gepland.taak.naam === naam)) {
    if (naam !== undefined) console.error(`Er is geen taak ${naam}.`);
    console.log([gebruik, '', ...taken.map(regel)].join('\n'));
    return naam === undefined ? 0 : 1;
  }
  if (nu)
    console.log(
      `Alsof het ${formatDateTime(nu)} is (tijd in Nederland)${proef ? '' : '; wat nu gebeurt, blijft gebeurd'}.`,
    );
  const uitkomst = await context.get(PlannerService).draai(naam, { proef, door: 'opdracht' });
  toon(naam, proef, uitkomst);
  if (uitkomst.resultaat !== 'gelukt') return 1;
  return uitkomst.letOp ? LET_OP : 0;
}

const regel = ({ taak: { naam, omschrijving }, inWoorden }: ReturnType<PlannerService['taken']>[number]) =>
  `  ${naam.padEnd(16)} ${omschrijving} (${inWoorden})`;

function toon(naam: string, proef: boolean, { resultaat, aantal, regels, fout, letOp }: Taakuitkomst): void {
  for (const wat of regels) console.log(`- ${wat}`);
  if (resultaat === 'bezet') console.error(`${naam} draait al, hier of in een ander proces.`);
  else if (resultaat === 'mislukt') console.error(`${naam} mislukt: ${fout}`);
  else
    console.log(
      `${naam}: ${aantal} ${proef ? 'te doen; dit was een proef, er is niets veranderd' : 'gedaan'}`,
    );
  if (letOp) console.error(`Let op: ${letOp}`);
}

if (isProgramma(import.meta)) {
  const argv = process.argv.slice(2);
  await voerOpdrachtUit(
    () => {
      const { nu } = leesTaakopdracht(argv);
      return nu ? { clock: new AsOfClock(nu) } : {};
    },
    (context) => taak(argv, context),
  );
}
