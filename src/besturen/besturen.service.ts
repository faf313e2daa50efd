import { Injectable } from '@nestjs/common';
import { DataSource, In, Not, type EntityManager } from 'typeorm';
import { type Wie, bestuurVan } from '../toegang/wie.js';
import { AuditService } from '../audit/audit.service.js';
import { changes } from '../platform/records.js';
import { inTransaction } from '../platform/database/transaction.js';
import type { FieldError, DomainError } from '../platform/errors/domain-error.js';
import {
  aliassenVol,
  aliasVanBestuur,
  bestuurOnbekend,
  bestuursnaamBezet,
  anderBestuur,
  schoolGesloten,
  schoolOnbekend,
} from './besturen.errors.js';
import { bestuursnaam, metAliassen, vindBestuurIn } from './besturen.rules.js';
import { Bestuur } from './bestuur.entity.js';
import { vestigingscodeVan } from './schoolnamen.rules.js';
import type { Sector } from './standen.js';
import { School } from './school.entity.js';

/** A bestuur as a file describes it. */
export interface Bestuurgegevens {
  code?: string | null;
  nummer?: string | null;
  /** Of a bestuur with a number there may be none. */
  naam?: string | null;
  aliassen?: string[] | null;
  email?: string | null;
  vraagtAkkoord?: boolean | null;
  voorbeeld?: boolean | null;
  sector?: Sector;
}

/** A school as a file describes it; `bestuur` is a number, code, name or alias. */
export interface Schoolgegevens {
  vestigingscode: string;
  naam: string;
  adres?: string | null;
  postcode?: string | null;
  plaats: string;
  bestuur?: string | null;
  sector?: Sector;
  aliassen?: string[];
  herkomst?: 'hand' | 'voorbeeld';
}

/** What a person may say of a bestuur; `aliassen` are separated by commas. */
export interface Bestuurformulier {
  naam: string;
  aliassen?: string | null;
  email?: string | null;
  vraagtAkkoord?: boolean;
  sector?: Sector | null;
}

@Injectable()
export class BesturenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** The bestuur that is meant by a number, code, name or alias; capitals, spaces and marks do not count. */
  async vindBestuur(tekst: string, m: EntityManager = this.dataSource.manager): Promise<Bestuur | undefined> {
    return vindBestuurIn(await m.find(Bestuur), tekst);
  }

  /**
   * Changes what a person may say of a bestuur; what is left out stays.
   * @throws DomainError `bestuur-onbekend`, or `bestuursnaam-bezet` when another bestuur is called so.
   */
  async wijzig(wie: Wie, id: string, formulier: Bestuurformulier): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      await vergrendelOrganisaties(m);
      const besturen = await m.find(Bestuur);
      const bestuur = besturen.find((b) => b.id === id);
      if (!bestuur) throw bestuurOnbekend();
      const anderen = besturen.filter((b) => b.id !== id);
      if (vindBestuurIn(anderen, formulier.naam)) throw bestuursnaamBezet(formulier.naam);
      const nieuw = gewenst(formulier);
      const velden = changes(bestuur, nieuw);
      await m.update(Bestuur, id, nieuw);
      await this.audit.noteer(m, {
        wie,
        code: 'bestuur.gewijzigd',
        onderwerp: { soort: 'bestuur', id },
        gegevens: { velden },
      });
    });
  }

  /**
   * A step, with the lock on organisaties: the bestuur is found by this name too.
   * @throws DomainError `alias-van-bestuur` when another bestuur is called so, `aliassen-vol`.
   */
  async noem(m: EntityManager, wie: Wie, bestuur: Bestuur, naam: string): Promise<void> {
    const aliassen = metAlias(bestuur, naam);
    if (aliassen.length === bestuur.aliassen.length) return;
    const ander = vindBestuurIn(await m.findBy(Bestuur, { id: Not(bestuur.id) }), naam);
    if (ander) throw aliasVanBestuur(naam, bestuursnaam(ander));
    const velden = changes<Partial<Bestuur>>(bestuur, { aliassen });
    await m.update(Bestuur, bestuur.id, { aliassen });
    const onderwerp = { soort: 'bestuur' as const, id: bestuur.id };
    await this.audit.noteer(m, { wie, code: 'bestuur.gewijzigd', onderwerp, gegevens: { velden } });
  }

  /** Adds what is new and fills what is empty; what somebody has filled in stays. */
  async vulAan(m: EntityManager, regels: readonly Bestuurgegevens[]): Promise<FieldError[]> {
    const besturen = await m.find(Bestuur);
    const fouten: FieldError[] = [];
    for (const [i, regel] of regels.entries()) {
      const gevonden = vind(besturen, regel);
      if (gevonden?.nummer && regel.nummer && gevonden.nummer !== regel.nummer) {
        const melding = `${bestuursnaam(gevonden)} heeft hier al nummer ${gevonden.nummer}.`;
        fouten.push({ veld: `besturen.${i}.nummer`, melding });
        continue;
      }
      if (!gevonden) besturen.push(m.create(Bestuur, { aliassen: [] }));
      vul(gevonden ?? besturen.at(-1)!, regel);
    }
    await m.save(besturen);
    return fouten;
  }

  /** Adds the schools that nobody has; what came from DUO, or from a person, stays theirs. Errors name the unknown besturen. */
  async bewaarScholen(m: EntityManager, regels: readonly Schoolgegevens[]): Promise<FieldError[]> {
    const besturen = await m.find(Bestuur);
    const codes = regels.map(({ vestigingscode }) => vestigingscode);
    const bestaand = new Map(
      (await m.findBy(School, { vestigingscode: In(codes) })).map((school) => [
        school.vestigingscode,
        school,
      ]),
    );
    const fouten: FieldError[] = [];
    const scholen: School[] = [];
    for (const [i, regel] of regels.entries()) {
      const oud = bestaand.get(regel.vestigingscode);
      const school = oud ?? m.create(School, { herkomst: regel.herkomst ?? 'voorbeeld' });
      const bestuur = regel.bestuur ? vindBestuurIn(besturen, regel.bestuur) : undefined;
      if (regel.bestuur && !bestuur) fouten.push(bestuurOnbekendIn(i, regel.bestuur));
      if (oud && oud.herkomst !== 'voorbeeld') continue;
      const { vestigingscode, naam, plaats, adres = null, postcode = null } = regel;
      scholen.push(m.merge(School, school, { vestigingscode, naam, plaats, adres, postcode }));
      school.bestuurId = bestuur?.id ?? null;
      school.sector ??= regel.sector ?? null;
      if (regel.aliassen) school.aliassen = regel.aliassen;
    }
    if (fouten.length === 0) await m.save(scholen);
    return fouten;
  }
}

const bestuurOnbekendIn = (i: number, bestuur: string): FieldError => ({
  veld: `scholen.${i}.bestuur`,
  melding: `Er is geen bestuur dat ${bestuur} heet.`,
});

function vind(besturen: readonly Bestuur[], regel: Bestuurgegevens): Bestuur | undefined {
  for (const naam of [regel.nummer, regel.code, regel.naam]) {
    const bestuur = naam ? vindBestuurIn(besturen, naam) : undefined;
    if (bestuur) return bestuur;
  }
  return undefined;
}

function vul(bestuur: Bestuur, regel: Bestuurgegevens): void {
  bestuur.nummer ??= regel.nummer ?? null;
  bestuur.code ??= regel.code ?? null;
  const naam = regel.naam ?? null;
  bestuur.naam ??= naam;
  bestuur.aliassen = metAliassen(bestuur, [naam ?? '', ...(regel.aliassen ?? [])]);
  bestuur.email ??= regel.email ?? null;
  bestuur.vraagtAkkoord ??= regel.vraagtAkkoord ?? false;
  bestuur.voorbeeld ??= regel.voorbeeld ?? false;
  bestuur.sector ??= regel.sector ?? null;
}

/** The given fields; absent ones are left out. */
export function gewenst({ naam, aliassen, ...rest }: Bestuurformulier): Partial<Bestuur> {
  return {
    naam,
    ...(aliassen === undefined ? {} : { aliassen: aliassenUit(naam, aliassen) }),
    ...Object.fromEntries(Object.entries(rest).filter(([, waarde]) => waarde !== undefined)),
  };
}

/** The other names that somebody typed with commas between them, without doubles. */
export const aliassenUit = (naam: string, getypt: string | null): string[] =>
  metAliassen({ naam, aliassen: [] }, getypt?.split(',').map((alias) => alias.trim()) ?? []);

/** As many signs as the forms of a school and a bestuur take. */
const MEESTE_TEKENS = 500;

/** The names with one more, as the forms keep them: with a comma between two. @throws DomainError `aliassen-vol` */
export function metAlias(van: { naam: string | null; aliassen: string[] }, naam: string): string[] {
  const aliassen = metAliassen(van, [naam.replaceAll(',', ' ').replaceAll(/\s+/g, ' ').trim()]);
  if (aliassen.length > van.aliassen.length && aliassen.join(', ').length > MEESTE_TEKENS)
    throw aliassenVol();
  return aliassen;
}

const SLOT = 7_318_003;

/** A step: only one at a time changes besturen and schools, so that what is decided about their names holds. */
export async function vergrendelOrganisaties(m: EntityManager): Promise<void> {
  await m.query('SELECT pg_advisory_xact_lock($1)', [SLOT]);
}

/**
 * A step: the school that somebody filled in, null for none.
 * @throws DomainError `school-onbekend`.
 */
export async function schoolMet(m: EntityManager, getypt: string | null | undefined): Promise<School | null> {
  const vestigingscode = vestigingscodeVan(getypt);
  if (vestigingscode === null) return null;
  const school = await m.findOneBy(School, { vestigingscode });
  if (!school) throw schoolOnbekend();
  return school;
}

/**
 * Why this person cannot fill in this school, if so.
 * @param ookGesloten who enters what was already so, may choose a school that closed since.
 */
export function schoolweigering(wie: Wie, school: School | null, ookGesloten: boolean): DomainError | null {
  if (school?.geslotenOp && !ookGesloten) return schoolGesloten();
  const eigen = bestuurVan(wie);
  return eigen && school?.bestuurId !== eigen ? anderBestuur() : null;
}
