import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { systeem } from '../toegang/wie.js';
import { BesturenService } from '../besturen/besturen.service.js';
import { vestigingscodeVan } from '../besturen/schoolnamen.rules.js';
import { School } from '../besturen/school.entity.js';
import { GebruikersService } from '../gebruikers/gebruikers.service.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf, formatDateTime } from '../platform/clock/dates.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { addressKey, isAddress } from '../platform/text/address.js';
import { tidyLine } from '../platform/text/characters.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { hoedInWoorden, type Rol, rollen } from '../toegang/gebruiker-rol.entity.js';
import { hoedenVan } from '../toegang/rollen.queries.js';
import { isProgramma, Opdrachtfout, voerOpdrachtUit } from './opdracht.js';

export const gebruik = `Gebruik:
  npm run gebruiker -- uitnodigen ADRES --rol ROL [--naam NAAM] [--bestuur NUMMER] [--school CODE]
  npm run gebruiker -- lijst
  npm run gebruiker -- uitschakelen ADRES
  npm run gebruiker -- herstel ADRES
ROL is ${rollen.join(', ')}. NUMMER is het nummer, de code of de naam van een bestuur.`;

/** What a start says as long as nobody can log in. */
export const eersteGebruiker =
  'Er kan nog niemand inloggen. Nodig de eerste beheerder uit: npm run gebruiker -- uitnodigen ADRES --rol beheer';

export type Gebruikersopdracht =
  | { soort: 'lijst' }
  | { soort: 'uitschakelen' | 'herstel'; email: string }
  | { soort: 'uitnodigen'; email: string; rol: Rol; naam?: string; bestuur?: string; school?: string };

const options = {
  rol: { type: 'string' },
  naam: { type: 'string' },
  bestuur: { type: 'string' },
  school: { type: 'string' },
} as const;

/** @throws Opdrachtfout saying in Dutch what is wrong. */
export function leesGebruikersopdracht(argv: string[]): Gebruikersopdracht {
  const { values, positionals } = parse(argv);
  const [soort, adres, ...meer] = positionals;
  const kent = ['uitnodigen', 'lijst', 'uitschakelen', 'herstel'].includes(soort ?? '');
  if (!kent || meer.length > 0 || (soort === 'lijst' && adres)) throw new Opdrachtfout(gebruik);
  if (soort !== 'uitnodigen' && Object.keys(values).length > 0)
    throw new Opdrachtfout(`Bij ${soort} hoort geen --${Object.keys(values)[0]}.\n${gebruik}`);
  if (soort === 'lijst') return { soort };
  const email = tidyLine(adres ?? '');
  if (!isAddress(addressKey(email)))
    throw new Opdrachtfout(adres ? `${adres} is geen e-mailadres.` : `Noem een e-mailadres.\n${gebruik}`);
  if (soort !== 'uitnodigen') return { soort: soort as 'uitschakelen' | 'herstel', email };
  const { naam, bestuur, school } = values;
  return { soort, email, rol: leesRol(values), ...opgegeven({ naam, bestuur, school }) };
}

function leesRol({ rol, bestuur, school }: { rol?: string; bestuur?: string; school?: string }): Rol {
  const gekend = rollen.find((een) => een === rol);
  if (!gekend) throw new Opdrachtfout(`--rol moet een van deze zijn: ${rollen.join(', ')}.`);
  if (gekend === 'bestuur' && !bestuur)
    throw new Opdrachtfout('Noem bij de rol bestuur ook --bestuur: het nummer, de code of de naam.');
  if (gekend === 'schoolleider' && !school)
    throw new Opdrachtfout(
      'Noem bij de rol schoolleider ook --school: de vestigingscode, bijvoorbeeld 12AB00.',
    );
  if (gekend !== 'bestuur' && bestuur) throw new Opdrachtfout(`Bij de rol ${gekend} hoort geen --bestuur.`);
  if (gekend !== 'schoolleider' && school)
    throw new Opdrachtfout(`Bij de rol ${gekend} hoort geen --school.`);
  return gekend;
}

function parse(argv: string[]) {
  try {
    return parseArgs({ args: argv, options, allowPositionals: true });
  } catch {
    throw new Opdrachtfout(`Deze opdracht is niet te lezen.\n${gebruik}`);
  }
}

const opgegeven = <T extends object>(waarden: T): Partial<T> =>
  Object.fromEntries(Object.entries(waarden).filter(([, waarde]) => waarde !== undefined)) as Partial<T>;

/** The command `npm run gebruiker`. @returns the exit code: 0 when it was done, 1 when it could not be. */
export async function gebruiker(argv: string[], context: INestApplicationContext): Promise<number> {
  const opdracht = leesGebruikersopdracht(argv);
  try {
    if (opdracht.soort === 'lijst') await toonLijst(context);
    else if (opdracht.soort === 'uitnodigen') await nodigUit(context, opdracht);
    else await doeMet(context, opdracht.soort, opdracht.email);
    return 0;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new Opdrachtfout([error.melding, ...error.fouten.map(({ melding }) => melding)].join(' '));
  }
}

async function nodigUit(
  context: INestApplicationContext,
  { email, rol, naam, bestuur, school }: Extract<Gebruikersopdracht, { soort: 'uitnodigen' }>,
): Promise<void> {
  const { link, gebruiker: wie } = await context.get(GebruikersService).nodigUit(systeem, {
    ...{ email, rol, naam: naam && tidyLine(naam) },
    bestuurId: bestuur ? await bestuurId(context, bestuur) : null,
    schoolId: school ? await schoolId(context, school) : null,
  });
  if (link) console.log(`Uitnodiging voor ${wie.email}, 7 dagen geldig en één keer te gebruiken:\n${link}`);
  else console.log(`${wie.email} kan al inloggen en heeft er deze rol bij.`);
}

async function bestuurId(context: INestApplicationContext, tekst: string): Promise<string> {
  const bestuur = await context.get(BesturenService).vindBestuur(tekst);
  if (!bestuur)
    throw new Opdrachtfout(
      `We kennen geen bestuur ${tekst}. Lees eerst de scholen in: npm run importeer -- duo BESTAND…`,
    );
  return bestuur.id;
}

async function schoolId(context: INestApplicationContext, tekst: string): Promise<string> {
  const vestigingscode = vestigingscodeVan(tekst) ?? '';
  const school = await context.get(DataSource).manager.findOneBy(School, { vestigingscode });
  if (!school)
    throw new Opdrachtfout(
      `We kennen geen school ${tekst}. Lees eerst de scholen in: npm run importeer -- duo BESTAND…`,
    );
  return school.id;
}

async function doeMet(
  context: INestApplicationContext,
  soort: 'uitschakelen' | 'herstel',
  email: string,
): Promise<void> {
  const service = context.get(GebruikersService);
  const wie = await context.get(DataSource).manager.findOneBy(Gebruiker, { emailNorm: addressKey(email) });
  if (!wie) throw new Opdrachtfout(`Er is geen gebruiker ${email}.`);
  if (soort === 'uitschakelen') {
    await service.schakelUit(systeem, wie.id);
    console.log(`${wie.email} is uitgeschakeld en overal uitgelogd.`);
    return;
  }
  const { link, vervaltOp } = await service.herstel(systeem, wie.id);
  console.log(
    `Nieuw wachtwoord en nieuwe tweede stap voor ${wie.email}, tot ${formatDateTime(vervaltOp)}:\n${link}`,
  );
}

async function toonLijst(context: INestApplicationContext): Promise<void> {
  const { manager } = context.get(DataSource);
  const allen = await manager.find(Gebruiker, { order: { emailNorm: 'ASC' } });
  if (allen.length === 0) console.log('Er is nog geen gebruiker.');
  const vandaag = dateOf(context.get(Clock).now());
  for (const een of allen) {
    const hoeden =
      (await hoedenVan(manager, een.id, vandaag)).map(hoedInWoorden).join(', ') || 'geen rol vandaag';
    console.log(`${een.email.padEnd(36)} ${hoeden.padEnd(36)} ${stand(een)}`);
  }
}

function stand({ uitgeschakeldOp, wachtwoordHash, laatstIngelogdOp }: Gebruiker): string {
  if (uitgeschakeldOp) return 'uitgeschakeld';
  if (!wachtwoordHash) return 'uitgenodigd';
  return laatstIngelogdOp ? `laatst hier ${formatDateTime(laatstIngelogdOp)}` : 'nog niet ingelogd';
}

if (isProgramma(import.meta)) {
  const argv = process.argv.slice(2);
  void voerOpdrachtUit(
    () => (leesGebruikersopdracht(argv), {}),
    (context) => gebruiker(argv, context),
  );
}
