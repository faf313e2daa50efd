import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Persoon, volledigeNaam } from '../../toegang/persoon.entity.js';
import type { Wie } from '../../toegang/wie.js';
import {
  alIngetrokken,
  certificaatOnbekend,
  heeftAlGeldig,
  isVervangen,
  nietIngetrokken,
  nietsTeCorrigeren,
  tekensOntbreken,
} from '../certificering.errors.js';
import { CertificeringMails } from '../certificering.mails.js';
import { nietTeDrukken } from '../pdf/letters.rules.js';
import { Certificaat, type Certificaatgegevens } from './certificaat.entity.js';
import type { CorrectieDto } from './certificaten.dto.js';
import { type Certificaatbeeld, CertificatenQueries } from './certificaten.queries.js';
import { nieuweControlecode, nummerVan } from './certificaten.rules.js';

/** Handles certificaten that were issued. One is never changed: it is withdrawn, or another takes its place. */
@Injectable()
export class CertificatenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly queries: CertificatenQueries,
    private readonly mails: CertificeringMails,
    private readonly audit: AuditService,
  ) {}

  /** @throws DomainError `certificaat-onbekend` */
  vind(nummer: string): Promise<Certificaatbeeld> {
    return this.queries.vind(nummer);
  }

  /** The holder is told, with the reason. @throws DomainError `certificaat-onbekend`, `al-ingetrokken`, `certificaat-vervangen` */
  async trekIn(wie: Wie, nummer: string, reden: string): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const c = await this.geldig(m, nummer);
      await m.update(Certificaat, { id: c.id }, { ingetrokkenOp: this.clock.now(), intrekkingsreden: reden });
      await this.audit.noteer(m, {
        wie,
        code: 'certificaat.ingetrokken',
        onderwerp: { soort: 'aanmelding', id: c.aanmeldingId },
        gegevens: { nummer: c.nummer, reden },
      });
      await this.mails.ingetrokken(m, c, reden);
    });
  }

  /**
   * The name was wrong: another certificaat takes its place, and says of the old one that it was replaced.
   * @returns the new number.
   * @throws DomainError `certificaat-onbekend`, `al-ingetrokken`, `certificaat-vervangen`, `niets-te-corrigeren`
   */
  async corrigeer(wie: Wie, nummer: string, { naam, reden }: CorrectieDto): Promise<string> {
    return inTransaction(this.dataSource, async (m) => {
      const oud = await this.geldig(m, nummer);
      const juist = naam ?? volledigeNaam(await m.findOneByOrFail(Persoon, { id: oud.persoonId }));
      if (juist === oud.gegevens.naam) throw nietsTeCorrigeren();
      await m.update(Certificaat, { id: oud.id }, { vervangenOp: this.clock.now() });
      const nieuw = await this.volg(m, wie, oud, { ...oud.gegevens, naam: juist }, reden);
      await this.mails.opnieuw(m, oud, nieuw, 'correctie');
      return nieuw.nummer;
    });
  }

  /**
   * One that was withdrawn is issued again, under a new number; the old one stays withdrawn.
   * @returns the new number.
   * @throws DomainError `certificaat-onbekend`, `niet-ingetrokken`, `heeft-al-certificaat`
   */
  async reikOpnieuwUit(wie: Wie, nummer: string, reden: string): Promise<string> {
    return inTransaction(this.dataSource, async (m) => {
      const oud = await this.vergrendeld(m, nummer);
      if (oud.stand !== 'ingetrokken') throw nietIngetrokken();
      const alle = await this.queries.vanCohort(oud.cohortId, oud.leerjaar, m);
      const ander = alle.find((c) => c.aanmeldingId === oud.aanmeldingId && c.stand === 'geldig');
      if (ander) throw heeftAlGeldig(ander.nummer);
      if (oud.vervangenDoor) throw isVervangen(oud.vervangenDoor);
      const naam = volledigeNaam(await m.findOneByOrFail(Persoon, { id: oud.persoonId }));
      const nieuw = await this.volg(m, wie, oud, { ...oud.gegevens, naam }, reden);
      await this.mails.opnieuw(m, oud, nieuw, 'heruitgave');
      return nieuw.nummer;
    });
  }

  /**
   * The holder wants the name on the public page, or not. Asking for what is so already changes nothing.
   * @throws DomainError `certificaat-onbekend` also for one of somebody else.
   */
  zetNaamOpenbaar(wie: Wie, persoonId: string, nummer: string, aan: boolean): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const [eigen] = await m.query<{ id: string; aanmeldingId: string; openbaar: boolean }[]>(
        `SELECT k.id, k.aanmelding_id AS "aanmeldingId", k.naam_openbaar_op IS NOT NULL AS openbaar
           FROM certificaat k JOIN aanmelding a ON a.id = k.aanmelding_id
          WHERE k.nummer = $1 AND a.persoon_id = $2 FOR UPDATE OF k`,
        [nummer, persoonId],
      );
      if (!eigen) throw certificaatOnbekend();
      if (eigen.openbaar === aan) return;
      await m.update(Certificaat, { id: eigen.id }, { naamOpenbaarOp: aan ? this.clock.now() : null });
      await this.audit.noteer(m, {
        wie,
        code: 'certificaat.naam-openbaar',
        onderwerp: { soort: 'aanmelding', id: eigen.aanmeldingId },
        gegevens: { nummer, aan },
      });
    });
  }

  /** The aanmelding is the lock: of one person, one thing at a time. */
  private async vergrendeld(m: EntityManager, nummer: string): Promise<Certificaatbeeld> {
    const { aanmeldingId } = await this.queries.vind(nummer, m);
    await m.query('SELECT 1 FROM aanmelding WHERE id = $1 FOR NO KEY UPDATE', [aanmeldingId]);
    return this.queries.vind(nummer, m);
  }

  private async geldig(m: EntityManager, nummer: string): Promise<Certificaatbeeld> {
    const c = await this.vergrendeld(m, nummer);
    if (c.stand === 'vervangen') throw isVervangen(c.vervangenDoor!);
    if (c.stand === 'ingetrokken') throw alIngetrokken();
    return c;
  }

  private async volg(
    m: EntityManager,
    wie: Wie,
    oud: Certificaatbeeld,
    gegevens: Certificaatgegevens,
    reden: string,
  ): Promise<Certificaat> {
    const { uitreikingId } = await m.findOneByOrFail(Certificaat, { id: oud.id });
    const { aanmeldingId } = oud;
    const nieuwe = [{ uitreikingId, aanmeldingId, gegevens, vervangt: oud }];
    const [nieuw] = await geefUit(m, wie, nieuwe, this.audit, this.clock.now());
    await this.audit.noteer(m, {
      wie,
      code: 'certificaat.vervangen',
      onderwerp: { soort: 'aanmelding', id: aanmeldingId },
      gegevens: { nummer: oud.nummer, door: nieuw!.nummer, reden },
    });
    return nieuw!;
  }
}

/** A certificaat to be. */
interface NieuwCertificaat {
  uitreikingId: string;
  aanmeldingId: string;
  gegevens: Certificaatgegevens;
  /** The one that it comes after. */
  vervangt?: { id: string; versie: number; naamOpenbaarOp: Date | null };
}

/** Who agreed that the name stands at every certificaat, finds it at a new one too. $1 numbers, $2 when. */
const NAAM_VAN_WIE_DAT_WIL = `
  UPDATE certificaat SET naam_openbaar_op = $2
   WHERE nummer = ANY($1) AND aanmelding_id IN (
     SELECT a.id FROM aanmelding a JOIN toestemming t ON t.persoon_id = a.persoon_id
      WHERE t.doel = 'certificaatcontrole' AND t.ingetrokken_op IS NULL AND NOT a.beperkt)`;

/**
 * A step: gives out numbers of the year of the ceremony, in the given order, and writes the certificaten. Do this last:
 * the counter of the year stays locked until the transaction ends.
 * @param op the moment of issuing.
 * @throws DomainError `teken-ontbreekt` when one of them could never be printed.
 */
export async function geefUit(
  m: EntityManager,
  wie: Wie,
  nieuwe: readonly NieuwCertificaat[],
  audit: AuditService,
  op: Date,
): Promise<Certificaat[]> {
  const [eerste] = nieuwe;
  if (!eerste) return [];
  const mis = nietTeDrukken(nieuwe.flatMap(({ gegevens: g }) => [g.naam, g.opleiding, g.plaats, g.niveau]));
  if (mis) throw tekensOntbreken(mis);
  const jaar = Number(eerste.gegevens.datum.slice(0, 4));
  const nummers = await neemNummers(m, jaar, nieuwe.length);
  const rijen = nieuwe.map((nieuw, i) => certificaatrij(m, nieuw, jaar, nummers[i]!, op));
  await m.insert(Certificaat, rijen);
  await m.query(NAAM_VAN_WIE_DAT_WIL, [
    rijen.filter(({ vervangtId }) => !vervangtId).map(({ nummer }) => nummer),
    op,
  ]);
  await audit.noteerAlle(
    m,
    rijen.map(({ aanmeldingId, nummer, leerjaar }) => ({
      wie,
      code: 'certificaat.uitgereikt' as const,
      onderwerp: { soort: 'aanmelding' as const, id: aanmeldingId },
      gegevens: { nummer, leerjaar },
    })),
  );
  return rijen;
}

/**
 * A step: the next `aantal` numbers of a year, in order. The row of the year stays locked until the transaction ends,
 * so take them last: whoever certifies in the same year waits. A transaction that is rolled back gives them back.
 */
export async function neemNummers(m: EntityManager, jaar: number, aantal: number): Promise<number[]> {
  const [{ laatste }] = await m.query<[{ laatste: number }]>(
    `INSERT INTO certificaatteller AS t (jaar, laatste) VALUES ($1, $2)
     ON CONFLICT (jaar) DO UPDATE SET laatste = t.laatste + $2 RETURNING laatste`,
    [jaar, aantal],
  );
  return Array.from({ length: aantal }, (_, i) => laatste - aantal + 1 + i);
}

function certificaatrij(
  m: EntityManager,
  { uitreikingId, aanmeldingId, gegevens, vervangt }: NieuwCertificaat,
  jaar: number,
  volgnummer: number,
  uitgereiktOp: Date,
): Certificaat {
  return m.create(Certificaat, {
    jaar,
    volgnummer,
    nummer: nummerVan(jaar, volgnummer),
    controlecode: nieuweControlecode(),
    uitreikingId,
    aanmeldingId,
    leerjaar: gegevens.leerjaar,
    versie: (vervangt?.versie ?? 0) + 1,
    vervangtId: vervangt?.id ?? null,
    vervangenOp: null,
    gegevens,
    uitgereiktOp,
    ingetrokkenOp: null,
    intrekkingsreden: null,
    naamOpenbaarOp: vervangt?.naamOpenbaarOp ?? null,
  });
}
