import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { inTransaction } from '../platform/database/transaction.js';
import { changes } from '../platform/records.js';
import type { Wie } from '../toegang/wie.js';
import {
  aliasBezet,
  alInDezeStand,
  bestuurGesloten,
  bestuurOnbekend,
  codeBezet,
  datumInToekomst,
  geenBrin,
  schoolpaginaOnbekend,
  vanDuo,
} from './besturen.errors.js';
import { zoeksleutel } from './besturen.rules.js';
import { aliassenUit, metAlias, vergrendelOrganisaties } from './besturen.service.js';
import { Bestuur } from './bestuur.entity.js';
import { School } from './school.entity.js';
import { VESTIGINGSCODE, vestigingscodeVan } from './schoolnamen.rules.js';
import type { Sector } from './standen.js';

/** What a person may say of a school; `aliassen` are separated by commas. The first four not of a school of DUO. */
export interface Schoolformulier {
  naam?: string;
  adres?: string | null;
  postcode?: string | null;
  plaats?: string;
  aliassen?: string | null;
  sector?: Sector | null;
}

/** A school that DUO does not know. */
export interface NieuweSchool extends Schoolformulier {
  naam: string;
  plaats: string;
  /** Of four signs or six; without one it gets a code of our own. */
  brin?: string | null;
  bestuurId?: string | null;
}

/** Schools as people keep them. */
@Injectable()
export class ScholenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns its id.
   * @throws DomainError `geen-brin`, `code-bezet`, `alias-bezet`, `bestuur-onbekend`, `bestuur-gesloten`
   */
  maak(wie: Wie, nieuwe: NieuweSchool): Promise<string> {
    return inTransaction(this.dataSource, async (m) => {
      await vergrendelOrganisaties(m);
      return (await this.maakIn(m, wie, nieuwe)).id;
    });
  }

  /** The same as a step, with the lock on organisaties. */
  async maakIn(
    m: EntityManager,
    wie: Wie,
    { brin, bestuurId = null, aliassen, ...rest }: NieuweSchool,
  ): Promise<School> {
    if (bestuurId) await openBestuur(m, bestuurId);
    const namen = aliassenUit(rest.naam, aliassen ?? null);
    await weigerBezetteAlias(m, null, namen);
    const vestigingscode = await codeVoor(m, brin);
    const nieuw = m.create(School, { ...rest, vestigingscode, aliassen: namen, bestuurId, herkomst: 'hand' });
    const school = await m.save(nieuw);
    const onderwerp = { soort: 'school' as const, id: school.id };
    await this.audit.noteer(m, { wie, code: 'school.gemaakt', onderwerp, gegevens: {} });
    return school;
  }

  /**
   * A step, with the lock on organisaties: an open school is found by this name too.
   * @throws DomainError `alias-bezet`, `aliassen-vol`
   */
  async noem(m: EntityManager, wie: Wie, school: School, naam: string): Promise<void> {
    const aliassen = metAlias(school, naam);
    if (aliassen.length === school.aliassen.length) return;
    await weigerBezetteAlias(m, school.id, [naam]);
    const velden = changes<Partial<School>>(school, { aliassen });
    await m.update(School, school.id, { aliassen });
    const onderwerp = { soort: 'school' as const, id: school.id };
    await this.audit.noteer(m, { wie, code: 'school.gewijzigd', onderwerp, gegevens: { velden } });
  }

  /** What is left out stays. @throws DomainError `school-onbekend`, `alias-bezet`, `van-duo` */
  async wijzig(wie: Wie, id: string, formulier: Schoolformulier): Promise<void> {
    await this.metSchool(id, async (m, school) => {
      const { aliassen, ...rest } = formulier;
      const nieuw: Partial<School> = {
        ...rest,
        ...(aliassen === undefined ? {} : { aliassen: aliassenUit(rest.naam ?? school.naam, aliassen) }),
      };
      const velden = changes(school, nieuw);
      const eigen = ['naam', 'adres', 'postcode', 'plaats'].some((veld) => veld in velden);
      if (eigen && school.herkomst === 'duo') throw vanDuo();
      if (!school.geslotenOp && nieuw.aliassen) await weigerBezetteAlias(m, id, nieuw.aliassen);
      if (Object.keys(velden).length === 0) return;
      await m.save(m.merge(School, school, nieuw, { aliassen: nieuw.aliassen ?? school.aliassen }));
      await this.audit.noteer(m, {
        wie,
        code: 'school.gewijzigd',
        onderwerp: { soort: 'school', id },
        gegevens: { velden },
      });
    });
  }

  /**
   * No new aanmeldingen from this day, today or earlier; a move that was planned goes.
   * @throws DomainError `school-onbekend`, `al-zo`, `datum-in-toekomst`
   */
  async sluit(wie: Wie, id: string, vanaf: string): Promise<void> {
    await this.metSchool(id, async (m, school) => {
      if (school.geslotenOp) throw alInDezeStand('Deze school is al gesloten.');
      if (vanaf > dateOf(this.clock.now())) throw datumInToekomst();
      await m.update(School, id, { geslotenOp: vanaf, verhuistNaarId: null, verhuistOp: null });
      await this.audit.noteer(m, {
        wie,
        code: 'school.gesloten',
        onderwerp: { soort: 'school', id },
        gegevens: { vanaf },
      });
    });
  }

  /** @throws DomainError `school-onbekend`, `al-zo`, `alias-bezet`, `bestuur-gesloten` */
  async heropen(wie: Wie, id: string): Promise<void> {
    await this.metSchool(id, async (m, school) => {
      if (!school.geslotenOp) throw alInDezeStand('Deze school is al open.');
      if (school.bestuurId) await openBestuur(m, school.bestuurId);
      await weigerBezetteAlias(m, id, school.aliassen);
      await m.update(School, id, { geslotenOp: null });
      await this.audit.noteer(m, {
        wie,
        code: 'school.heropend',
        onderwerp: { soort: 'school', id },
        gegevens: {},
      });
    });
  }

  private metSchool(id: string, daad: (m: EntityManager, school: School) => Promise<void>): Promise<void> {
    return inTransaction(this.dataSource, async (m) => daad(m, await vergrendelSchool(m, id)));
  }
}

/** A step: the school, while nobody else changes one. @throws DomainError `school-onbekend` */
export async function vergrendelSchool(m: EntityManager, id: string): Promise<School> {
  await vergrendelOrganisaties(m);
  const school = await m.findOneBy(School, { id });
  if (!school) throw schoolpaginaOnbekend();
  return school;
}

/** A step. @throws DomainError `bestuur-onbekend`, `bestuur-gesloten` */
export async function openBestuur(m: EntityManager, id: string): Promise<Bestuur> {
  const bestuur = await m.findOneBy(Bestuur, { id });
  if (!bestuur) throw bestuurOnbekend();
  if (bestuur.geslotenOp) throw bestuurGesloten();
  return bestuur;
}

/** An alias means one open school. */
async function weigerBezetteAlias(
  m: EntityManager,
  id: string | null,
  aliassen: readonly string[],
): Promise<void> {
  if (aliassen.length === 0) return;
  const anderen = await m.query<{ naam: string; plaats: string; aliassen: string[] }[]>(
    `SELECT naam, plaats, aliassen FROM school WHERE gesloten_op IS NULL AND id IS DISTINCT FROM $1::uuid`,
    [id],
  );
  for (const alias of aliassen) {
    const sleutel = zoeksleutel(alias);
    const ander = anderen.find(({ naam, aliassen: van }) =>
      [naam, ...van].some((een) => zoeksleutel(een) === sleutel),
    );
    if (ander) throw aliasBezet(alias, `${ander.naam}, ${ander.plaats}`);
  }
}

/** The BRIN as a vestigingscode, or the next code of our own. */
async function codeVoor(m: EntityManager, brin: string | null | undefined): Promise<string> {
  const getypt = vestigingscodeVan(brin);
  if (getypt === null) return eigenCode(m);
  const code = getypt.length === 4 ? `${getypt}00` : getypt;
  if (!VESTIGINGSCODE.test(code) || code.startsWith('X')) throw geenBrin();
  const al = await m.findOneBy(School, { vestigingscode: code });
  if (al) throw codeBezet(`${al.naam}, ${al.plaats}${al.geslotenOp ? ' (gesloten)' : ''}`);
  return code;
}

/** A file with the catalogue may have brought one of these codes already. */
async function eigenCode(m: EntityManager): Promise<string> {
  for (;;) {
    const [rij] = await m.query<{ code: string }[]>(
      `SELECT 'X' || lpad(nextval('school_eigen_code')::text, 5, '0') AS code`,
    );
    if (!(await m.existsBy(School, { vestigingscode: rij!.code }))) return rij!.code;
  }
}
