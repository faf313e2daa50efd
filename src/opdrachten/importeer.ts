import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import fs from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { systeem } from '../toegang/wie.js';
import { DuoImportService, type Duoverslag } from '../besturen/duo-import.service.js';
import {
  CatalogusImportService,
  type Catalogusverslag,
} from '../cohorten/catalogusbestand/catalogus-import.service.js';
import { formatDate, isDate } from '../platform/clock/dates.js';
import { DomainError, InputError } from '../platform/errors/domain-error.js';
import { isProgramma, Opdrachtfout, voerOpdrachtUit } from './opdracht.js';

export const gebruik = [
  'Gebruik: npm run importeer -- duo BESTAND… [--peildatum JJJJ-MM-DD]',
  '         npm run importeer -- catalogus BESTAND',
].join('\n');

/** What was refused; the rest of the errors are ours. */
const GEWEIGERD = 2;

interface Importopdracht {
  soort: string | undefined;
  bestanden: string[];
  peildatum: string | undefined;
}

/** @throws Opdrachtfout saying in Dutch what is wrong. */
export function leesImportopdracht(argv: string[]): Importopdracht {
  const { values, positionals } = ontleed(argv);
  const [soort, ...bestanden] = positionals;
  if (soort !== 'duo' && soort !== 'catalogus') throw new Opdrachtfout(gebruik);
  if (bestanden.length === 0) throw new Opdrachtfout(`Noem een bestand.\n${gebruik}`);
  if (soort === 'catalogus' && bestanden.length > 1) throw new Opdrachtfout(`Noem één bestand.\n${gebruik}`);
  const { peildatum } = values;
  if (peildatum !== undefined && !(soort === 'duo' && isDate(peildatum))) {
    throw new Opdrachtfout(`--peildatum hoort bij duo en is een datum als 2026-10-01.\n${gebruik}`);
  }
  return { soort, bestanden, peildatum };
}

function ontleed(argv: string[]) {
  try {
    return parseArgs({ args: argv, options: { peildatum: { type: 'string' } }, allowPositionals: true });
  } catch {
    throw new Opdrachtfout(`Deze opdracht is niet te lezen.\n${gebruik}`);
  }
}

/**
 * The command `npm run importeer`: reads files into the database, all or nothing, and prints what it did.
 * @returns the exit code: 0 when it was read, 2 when it was refused.
 */
export async function importeer(argv: string[], context: INestApplicationContext): Promise<number> {
  const { soort, bestanden, peildatum } = leesImportopdracht(argv);
  try {
    const bronnen = await Promise.all(bestanden.map(leesBestand));
    const regels =
      soort === 'duo'
        ? duoregels(await context.get(DuoImportService).importeer(systeem, bronnen, peildatum))
        : catalogusregels(
            await context.get(CatalogusImportService).importeer(systeem, bronnen[0]!.bytes.toString('utf8')),
          );
    console.log(regels.join('\n'));
    return 0;
  } catch (error) {
    if (!(error instanceof DomainError || error instanceof InputError)) throw error;
    console.error(weigering(error).join('\n'));
    return GEWEIGERD;
  }
}

async function leesBestand(bestand: string): Promise<{ naam: string; bytes: Buffer }> {
  try {
    return { naam: path.basename(bestand), bytes: await fs.readFile(bestand) };
  } catch (error) {
    throw new Opdrachtfout(
      `${bestand} is niet te lezen (${(error as NodeJS.ErrnoException).code ?? 'onbekend'}).`,
    );
  }
}

function weigering(error: DomainError | InputError): string[] {
  const kop = error instanceof DomainError ? error.melding : 'De invoer klopt niet. Er is niets ingelezen.';
  return [kop, ...error.fouten.map(({ veld, melding }) => `- ${veld}: ${melding}`)];
}

function duoregels(verslag: Duoverslag): string[] {
  const { nieuw, gewijzigd, gelijk, heropend, gesloten, besturen, peildatums } = verslag;
  return [
    `Ingelezen: DUO Open Onderwijsdata, ${peildatums.map((dag) => formatDate(dag)).join(' en ')}.`,
    `Scholen: ${nieuw} nieuw, ${gewijzigd} gewijzigd, ${gelijk} gelijk, ${heropend} weer open, ${gesloten.length} gesloten.`,
    ...gesloten.map(({ vestigingscode, naam }) => `- gesloten: ${vestigingscode} ${naam}`),
    `Besturen: ${besturen.nieuw} nieuw, ${besturen.benoemd} kregen een naam.`,
  ];
}

function catalogusregels({ opleidingen, cohorten }: Catalogusverslag): string[] {
  return [
    'Ingelezen: catalogus.',
    `Opleidingen: ${opleidingen.totaal} in het bestand, ${opleidingen.gewijzigd} nieuw of gewijzigd.`,
    `Cohorten: ${cohorten.totaal} in het bestand, ${cohorten.gewijzigd} nieuw of gewijzigd.`,
  ];
}

if (isProgramma(import.meta)) {
  const argv = process.argv.slice(2);
  await voerOpdrachtUit(
    () => (leesImportopdracht(argv), {}),
    (context) => importeer(argv, context),
  );
}
