import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { PlaatsenService, type Cohortstand } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { Aanmelding } from './aanmelding.entity.js';
import { isEigenaar } from './bevoegdheid.js';
import { OverzetMails } from './overzetten.mails.js';
import { wachtOpNaVerhuizing } from './overzetten.rules.js';
import { Overzetvoorstellen } from './overzetvoorstellen.stappen.js';
import { verhuisReferentie } from './referentie.js';
import { controleerNietActief } from './rij.js';
import { Toewijzing } from './toewijzing.js';
import type { Wachtreden } from './standen.js';

/** The move itself: what was, ends, and a new aanmelding with the date of the first one takes its place. */
@Injectable()
export class Verhuizing {
  constructor(
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly toewijzing: Toewijzing,
    private readonly voorstellen: Overzetvoorstellen,
    private readonly mails: OverzetMails,
    private readonly audit: AuditService,
  ) {}

  /** A step, with both cohorten locked and their lines up to date. @returns the aanmelding in the other cohort. */
  async verplaats(
    m: EntityManager,
    oud: Aanmelding,
    doel: Cohortstand,
    wie: Wie,
    toelichting?: string | null,
  ): Promise<Aanmelding> {
    const zelf = isEigenaar(wie, oud);
    const wachtOp = wachtOpNaVerhuizing(await wachtteOp(m, oud), zelf);
    const van = oud.cohortId;
    await this.beeindig(m, oud);
    await controleerNietActief(m, Object.assign(new Aanmelding(), oud, { cohortId: doel.cohort.id }));
    if (zelf) await m.update(Persoon, { id: oud.persoonId }, { emailBevestigdOp: this.clock.now() });
    const [gemaakt] = await this.toewijzing.wijsToe(m, doel, [
      {
        aanvraag: { verzoek: { ...VERZOEK, functie: oud.functie, opmerking: oud.opmerking }, wie },
        ...kern(oud),
        wachtOp,
        schijn: false,
      },
    ]);
    const nieuw = gemaakt!.aanmelding;
    await this.neemMee(m, oud, nieuw);
    await this.voorstellen.besluit(m, [oud.id], doel.cohort.id);
    await this.audit.noteer(m, {
      wie,
      code: 'aanmelding.overgezet',
      onderwerp: { soort: 'aanmelding', id: oud.id },
      gegevens: { van, naar: doel.cohort.id, nieuw: nieuw.id, ...(toelichting ? { toelichting } : {}) },
    });
    await this.mails.overgezet(m, van, doel, gemaakt!);
    return m.findOneByOrFail(Aanmelding, { id: nieuw.id });
  }

  /** Who comes from a cohort that was called off, lost the place already. */
  private async beeindig(m: EntityManager, oud: Aanmelding): Promise<void> {
    if (oud.status === 'geannuleerd') return;
    oud.gaNaar('geannuleerd', this.clock.now());
    Object.assign(oud, { reden: 'overgezet naar een ander cohort', beeindigdDoor: 'academie' });
    await this.plaatsen.bewaar(m, [oud]);
  }

  /** The date of the first aanmelding, and the reference by which another system knows it. */
  private async neemMee(m: EntityManager, oud: Aanmelding, nieuw: Aanmelding): Promise<void> {
    await m.update(Aanmelding, { id: nieuw.id }, { aangemeldOp: oud.aangemeldOp });
    await verhuisReferentie(m, oud, nieuw);
  }
}

/** What it waits for, or waited for when its cohort was called off: only the audit remembers that. */
async function wachtteOp(m: EntityManager, a: Aanmelding): Promise<Wachtreden[]> {
  if (a.status !== 'geannuleerd') return a.wachtOp;
  const [row] = await m.query<{ wachtteOp: Wachtreden[] | null }[]>(
    `SELECT gegevens->'wachtteOp' AS "wachtteOp" FROM auditregel
      WHERE onderwerp_soort = 'aanmelding' AND onderwerp_id = $1 AND code = 'aanmelding.geannuleerd'
      ORDER BY id DESC LIMIT 1`,
    [a.id],
  );
  return row?.wachtteOp ?? [];
}

/** Name and address are those of the person, who exists already. */
const VERZOEK = { voornaam: '', achternaam: '', email: '' };

const kern = ({ persoonId, schoolId, bestuurId }: Aanmelding) => ({ persoonId, schoolId, bestuurId });
