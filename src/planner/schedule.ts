import type { Type } from '@nestjs/common';
import { BerichtenTaak } from '../berichten/berichten.taken.js';
import { BewaartermijnenTaak } from '../bewaartermijnen/bewaartermijnen.taken.js';
import { VervolgTaak } from '../certificering/vervolg/vervolg.taken.js';
import { LevensloopTaak } from '../cohortbeheer/levensloop/levensloop.taken.js';
import { GoNoGoTaak, HerinneringenTaak } from '../cohortbeheer/levensloop/levensloop.taken.js';
import { EvaluatieTaak, NametingTaak } from '../evaluaties/evaluaties.taken.js';
import { AccountsTaak } from '../gebruikers/gebruikers.taken.js';
import { VerhuizingenTaak } from '../besturen/verhuizingen.taken.js';
import type { Taak } from '../platform/taak.js';
import { WachtlijstTaak } from '../wachtlijst/wachtlijst.taken.js';

export interface Gepland {
  taak: Type<Taak>;
  /** Cron with seconds, in Europe/Amsterdam: second, minute, hour, day, month, day of the week. */
  elke: string;
  inWoorden: string;
  /** Minutes without a finished run after which something is wrong. */
  teLaatNa: number;
}

/**
 * Every scheduled task, and how often it looks whether its moment has come. At what hour and how many days before
 * something a mail goes, says its own noun: cohorten/momenten.rules.ts for reminders, go/no-go and evaluaties.
 */
export const schedule: Gepland[] = [
  { taak: WachtlijstTaak, elke: '0 * * * * *', inWoorden: 'elke minuut', teLaatNa: 5 },
  { taak: BerichtenTaak, elke: '*/10 * * * * *', inWoorden: 'elke 10 seconden', teLaatNa: 30 },
  { taak: LevensloopTaak, elke: '20 * * * * *', inWoorden: 'elke minuut', teLaatNa: 15 },
  { taak: HerinneringenTaak, elke: '30 */5 * * * *', inWoorden: 'elke 5 minuten', teLaatNa: 30 },
  { taak: GoNoGoTaak, elke: '40 */5 * * * *', inWoorden: 'elke 5 minuten', teLaatNa: 30 },
  { taak: BewaartermijnenTaak, elke: '0 15 4 * * *', inWoorden: 'elke nacht om 4.15 uur', teLaatNa: 3000 },
  { taak: AccountsTaak, elke: '0 30 6 * * *', inWoorden: 'elke ochtend om 6.30 uur', teLaatNa: 3000 },
  { taak: EvaluatieTaak, elke: '50 */5 * * * *', inWoorden: 'elke 5 minuten', teLaatNa: 30 },
  { taak: NametingTaak, elke: '10 */15 * * * *', inWoorden: 'elk kwartier', teLaatNa: 60 },
  { taak: VerhuizingenTaak, elke: '45 */10 * * * *', inWoorden: 'elke 10 minuten', teLaatNa: 60 },
  // Three times a morning: what was missed while nothing ran is caught up with; nobody is invited twice.
  {
    taak: VervolgTaak,
    elke: '15 0 10-12 * * 1-5',
    inWoorden: 'op werkdagen om 10, 11 en 12 uur',
    teLaatNa: 4 * 24 * 60,
  },
];
