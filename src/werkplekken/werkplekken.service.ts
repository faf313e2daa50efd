import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { AuditService } from '../audit/audit.service.js';
import type { Wijzigingen } from '../audit/auditcodes.rules.js';
import { Belangstelling } from '../belangstelling/belangstelling.entity.js';
import { AndereOrganisatie } from '../besturen/andere-organisatie.entity.js';
import { BesturenService, vergrendelOrganisaties } from '../besturen/besturen.service.js';
import { bestuursnaam } from '../besturen/besturen.rules.js';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { type NieuweSchool, ScholenService } from '../besturen/scholen.service.js';
import { School } from '../besturen/school.entity.js';
import { PlaatsenService } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { changes } from '../platform/records.js';
import type { Wie } from '../toegang/wie.js';
import { WachtlijstService } from '../wachtlijst/wachtlijst.service.js';
import { BestuurswisselService } from './bestuurswissel.service.js';
import { keuzeGesloten, keuzeOnbekend, werkplekAfgehandeld } from './werkplekken.errors.js';
import { idVan, recordsVan, vindWerkplek, type Werkplektekst } from './werkplekken.queries.js';

/** What it turned out to be. */
export interface Plek {
  soort: 'school' | 'bestuur';
  id: string;
}

/** How many records know now where that is, and how many people wait for an akkoord because of it. */
export interface Gekoppeld {
  naam: string;
  aanmeldingen: number;
  belangstelling: number;
  wachtOpAkkoord: number;
}

/** The school and bestuur that records get. */
interface Doel {
  naam: string;
  schoolId: string | null;
  bestuurId: string | null;
}

const INGEVULD = { van: 'ingevuld', naar: null };
const POGINGEN = 5;

/** While we waited for a lock, somebody typed the same in a cohort that we did not lock. */
class Ingehaald extends Error {}

/**
 * What people typed because their school is not in the list becomes a school, a bestuur, or no school at all. Organisaties
 * are locked first, then the cohorten in id order: see docs/plaatsen.md.
 */
@Injectable()
export class WerkplekkenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly scholen: ScholenService,
    private readonly besturen: BesturenService,
    private readonly wissel: BestuurswisselService,
  ) {}

  /**
   * It is this school, or the office of this bestuur.
   * @param onthoud from now on it is found by this name too.
   * @throws DomainError `werkplek-afgehandeld`, `keuze-onbekend`, `keuze-gesloten`, `alias-bezet`, `alias-van-bestuur`, `aliassen-vol`
   */
  koppel(wie: Wie, id: string, plek: Plek, onthoud: boolean): Promise<Gekoppeld> {
    return this.handelAf(wie, id, async (m, { tekst }) => {
      if (plek.soort === 'school') {
        const school = await m.findOneBy(School, { id: plek.id });
        if (!school) throw keuzeOnbekend();
        if (school.geslotenOp) throw keuzeGesloten(school.naam);
        if (onthoud) await this.scholen.noem(m, wie, school, tekst);
        return doelVan(school);
      }
      const bestuur = await m.findOneBy(Bestuur, { id: plek.id });
      if (!bestuur) throw keuzeOnbekend();
      const naam = bestuursnaam(bestuur);
      if (bestuur.geslotenOp) throw keuzeGesloten(naam);
      if (onthoud) await this.besturen.noem(m, wie, bestuur, tekst);
      return { naam, schoolId: null, bestuurId: bestuur.id };
    });
  }

  /**
   * It is a school that was not in the list.
   * @throws DomainError as `koppel`, and as `ScholenService.maak`.
   */
  maakSchool(wie: Wie, id: string, nieuwe: NieuweSchool, onthoud: boolean): Promise<Gekoppeld> {
    return this.handelAf(wie, id, async (m, { tekst }) => {
      const school = await this.scholen.maakIn(m, wie, nieuwe);
      if (onthoud) await this.scholen.noem(m, wie, school, tekst);
      return doelVan(school);
    });
  }

  /** It is no school of the list: what was typed stays, and is not asked again. @throws DomainError `werkplek-afgehandeld` */
  isGeenSchool(wie: Wie, id: string): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const { sleutel, tekst } = await vergrendelWerkplek(m, id);
      await m.insert(AndereOrganisatie, { sleutel, naam: tekst, beoordeeldOp: this.clock.now() });
      const onderwerp = { soort: 'werkplek' as const, id };
      await this.audit.noteer(m, { wie, code: 'werkplek.geen-school', onderwerp, gegevens: {} });
    });
  }

  /** It may be a school after all. @throws DomainError `werkplek-afgehandeld` */
  vraagOpnieuw(wie: Wie, id: string): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      await vergrendelOrganisaties(m);
      const [, aantal] = await m.query<[unknown, number]>(
        `DELETE FROM andere_organisatie WHERE ${idVan('sleutel')} = $1`,
        [id],
      );
      if (aantal === 0) throw werkplekAfgehandeld();
      const onderwerp = { soort: 'werkplek' as const, id };
      await this.audit.noteer(m, { wie, code: 'werkplek.weer-gevraagd', onderwerp, gegevens: {} });
    });
  }

  private async handelAf(
    wie: Wie,
    id: string,
    kies: (m: EntityManager, werkplek: Werkplektekst) => Promise<Doel>,
  ): Promise<Gekoppeld> {
    for (let poging = 1; ; poging += 1) {
      try {
        return await inTransaction(this.dataSource, async (m) => {
          const werkplek = await vergrendelWerkplek(m, id);
          return this.zet(m, wie, id, await kies(m, werkplek));
        });
      } catch (error) {
        if (!(error instanceof Ingehaald) || poging === POGINGEN) throw error;
      }
    }
  }

  private async zet(m: EntityManager, wie: Wie, id: string, doel: Doel): Promise<Gekoppeld> {
    const eerst = await recordsVan(m, id);
    const cohortIds = [...new Set(eerst.aanmeldingen.map(({ cohortId }) => cohortId))];
    const standen = cohortIds.length > 0 ? await this.plaatsen.vergrendel(m, cohortIds) : [];
    for (const stand of standen) await this.wachtlijst.laatVerlopen(m, stand);
    const { aanmeldingen, belangstelling } = await recordsVan(m, id);
    if (aanmeldingen.some(({ cohortId }) => !cohortIds.includes(cohortId))) throw new Ingehaald();
    if (aanmeldingen.length + belangstelling.length === 0) throw werkplekAfgehandeld();
    const alle = await m.findBy(Aanmelding, { id: In(aanmeldingen.map((a) => a.id)) });
    const anders = alle.filter(({ bestuurId }) => bestuurId !== doel.bestuurId);
    await this.zetAanmeldingen(m, wie, alle, doel);
    await this.zetBelangstelling(m, wie, belangstelling, doel);
    const { naam, bestuurId } = doel;
    const vraagt = bestuurId !== null && (await m.existsBy(Bestuur, { id: bestuurId, vraagtAkkoord: true }));
    let wachtOpAkkoord = 0;
    for (const stand of standen) {
      for (const a of anders.filter(({ cohortId }) => cohortId === stand.cohort.id))
        if (await this.wissel.na(m, a, stand, vraagt)) wachtOpAkkoord += 1;
      await this.wachtlijst.bied(m, stand);
    }
    return { naam, aanmeldingen: alle.length, belangstelling: belangstelling.length, wachtOpAkkoord };
  }

  private async zetAanmeldingen(m: EntityManager, wie: Wie, alle: Aanmelding[], doel: Doel): Promise<void> {
    const { schoolId, bestuurId } = doel;
    const regels = alle.map((a) => ({
      wie,
      code: 'aanmelding.gewijzigd' as const,
      onderwerp: { soort: 'aanmelding' as const, id: a.id },
      gegevens: { velden: veldenVan(a, doel) },
    }));
    const ids = alle.map(({ id }) => id);
    await m.update(Aanmelding, { id: In(ids) }, { schoolId, bestuurId, organisatie: null });
    await this.audit.noteerAlle(m, regels);
    for (const a of alle) Object.assign(a, { schoolId, bestuurId, organisatie: null });
  }

  private async zetBelangstelling(m: EntityManager, wie: Wie, ids: string[], doel: Doel): Promise<void> {
    const { schoolId, bestuurId } = doel;
    const lock = { mode: 'pessimistic_write' as const };
    const alle = await m.find(Belangstelling, { where: { id: In(ids) }, order: { id: 'ASC' }, lock });
    const regels = alle.map((b) => ({
      wie,
      code: 'belangstelling.gewijzigd' as const,
      onderwerp: { soort: 'belangstelling' as const, id: b.id },
      gegevens: { velden: veldenVan(b, doel) },
    }));
    await m.update(Belangstelling, { id: In(ids) }, { schoolId, bestuurId, organisatie: null });
    await this.audit.noteerAlle(m, regels);
  }
}

/** A step: the text, while nobody else decides what it is. @throws DomainError `werkplek-afgehandeld` */
async function vergrendelWerkplek(m: EntityManager, id: string): Promise<Werkplektekst> {
  await vergrendelOrganisaties(m);
  const werkplek = await vindWerkplek(m, id);
  if (!werkplek || werkplek.geen) throw werkplekAfgehandeld();
  return werkplek;
}

const doelVan = ({ id, naam, plaats, bestuurId }: School): Doel => ({
  naam: `${naam}, ${plaats}`,
  schoolId: id,
  bestuurId,
});

/** What was typed may say anything: that it is gone is enough. */
const veldenVan = (van: Pick<Aanmelding, 'schoolId' | 'bestuurId'>, doel: Doel): Wijzigingen => ({
  ...changes<Pick<Aanmelding, 'schoolId' | 'bestuurId'>>(van, {
    schoolId: doel.schoolId,
    bestuurId: doel.bestuurId,
  }),
  organisatie: INGEVULD,
});
