import { Injectable } from '@nestjs/common';
import { ArrayContains, type EntityManager, LessThanOrEqual, Not } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { AuditService } from '../audit/audit.service.js';
import { systeem } from '../toegang/wie.js';
import { biedtPlaatsenAan } from '../cohorten/cohorten.rules.js';
import { PlaatsenService, type Cohortstand } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { WachtlijstMails } from './wachtlijst.mails.js';
import type { Wachtreden } from '../aanmeldingen/standen.js';
import { Schoolvakantie } from '../cohorten/schoolvakantie.entity.js';
import { regio } from '../cohorten/schoolvakanties.service.js';
import { Settings } from '../platform/config/settings.js';
import { termijnVervaltOp } from './wachtlijst.rules.js';

/** The line of a cohort: holds that run out, and freed places that are offered. All steps need the cohort locked. */
@Injectable()
export class WachtlijstService {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly plaatsen: PlaatsenService,
    private readonly mails: WachtlijstMails,
    private readonly audit: AuditService,
  ) {}

  /** Lets holds run out and offers what is free. Done in every transaction that may free a place, and by the planner. */
  async werkBij(m: EntityManager, stand: Cohortstand): Promise<Aanmelding[]> {
    const verlopen = await this.laatVerlopen(m, stand);
    const aangeboden = await this.bied(m, stand);
    return [...verlopen, ...aangeboden];
  }

  /** A step: every hold of this cohort whose end has passed loses its place. */
  async laatVerlopen(m: EntityManager, stand: Cohortstand): Promise<Aanmelding[]> {
    const nu = this.clock.now();
    const verlopen = await m.findBy(Aanmelding, {
      cohortId: stand.cohort.id,
      status: 'voorlopig',
      vervaltOp: LessThanOrEqual(nu),
    });
    const wachttenOp = new Map<string, Wachtreden[]>(verlopen.map((a) => [a.id, a.wachtOp]));
    if (verlopen.length === 0) return [];
    for (const a of verlopen) a.gaNaar('verlopen', nu);
    await this.plaatsen.bewaar(m, verlopen);
    await this.audit.noteerAlle(
      m,
      verlopen.map((a) => ({
        wie: systeem,
        code: 'aanmelding.verlopen' as const,
        onderwerp: { soort: 'aanmelding' as const, id: a.id },
        gegevens: { wachtteOp: wachttenOp.get(a.id) ?? [] },
      })),
    );
    await this.mails.verlopen(m, stand, verlopen, wachttenOp);
    return verlopen;
  }

  /**
   * A step: offers every free place to the first in line.
   * @param aanwezig who is here at this moment and asks for it: they get the place itself instead of an offer by mail.
   * @returns the aanmeldingen that left the line.
   */
  async bied(
    m: EntityManager,
    stand: Cohortstand,
    aanwezig: ReadonlySet<string> = new Set(),
  ): Promise<Aanmelding[]> {
    const nu = this.clock.now();
    const { cohort, eerste } = stand;
    if (!biedtPlaatsenAan(cohort.status, eerste !== null && eerste <= nu)) return [];
    const nummers = await this.plaatsen.vrijeNummers(m, stand, cohort.capaciteit ?? 0);
    const rij = await this.eersten(m, cohort.id, nummers.length);
    if (rij.length === 0) return [];
    const vervaltOp = await this.vervaltOp(m, ['aanbod'], eerste);
    const aangeboden = rij.filter((a) => !aanwezig.has(a.id));
    for (const [i, a] of rij.entries()) {
      if (aanwezig.has(a.id)) await this.geefPlaats(m, a, nu, eerste);
      else biedAan(a, nu, vervaltOp);
      a.plaatsnummer = nummers[i]!;
      a.plaatsVan = cohort.capaciteit;
    }
    await this.plaatsen.bewaar(m, rij);
    await this.noteerAanbod(m, aangeboden);
    await this.mails.aanbod(m, cohort.id, aangeboden);
    return rij;
  }

  /**
   * Tells until when somebody may do what is asked: the end of a hold that begins now. One rule for all of it, see
   * docs/wachtlijst.md. Whoever confirms an address enrolled a moment ago and so reads mail, in a holiday
   * too; a place that a stranger holds must not stay shut for a whole summer.
   * @param wachtOp what it waits for; the answer to an offer comes first, then the address, then the akkoord.
   */
  async vervaltOp(m: EntityManager, wachtOp: readonly Wachtreden[], eerste: Date | null): Promise<Date> {
    const { AANBOD_UREN, BEVESTIGING_UREN, AKKOORD_UREN } = this.settings;
    const nu = this.clock.now();
    if (wachtOp.includes('emailbevestiging')) return termijnVervaltOp(nu, BEVESTIGING_UREN, [], eerste);
    const uren = wachtOp.includes('aanbod') ? AANBOD_UREN : AKKOORD_UREN;
    return termijnVervaltOp(nu, uren, await m.findBy(Schoolvakantie, { regio }), eerste);
  }

  /** The first of the line that may be offered a place; who has not confirmed the address, or asked not to be used, keeps waiting. */
  private eersten(m: EntityManager, cohortId: string, aantal: number): Promise<Aanmelding[]> {
    if (aantal === 0) return Promise.resolve([]);
    return m.find(Aanmelding, {
      where: {
        cohortId,
        status: 'wachtlijst',
        beperkt: false,
        wachtOp: Not(ArrayContains(['emailbevestiging'])),
      },
      order: { wachtlijstRang: 'ASC' },
      take: aantal,
    });
  }

  private async geefPlaats(m: EntityManager, a: Aanmelding, nu: Date, eerste: Date | null): Promise<void> {
    if (a.wachtOp.length === 0) return a.gaNaar('geplaatst', nu);
    a.gaNaar('voorlopig', nu);
    a.vervaltOp = await this.vervaltOp(m, a.wachtOp, eerste);
  }

  private async noteerAanbod(m: EntityManager, aangeboden: Aanmelding[]): Promise<void> {
    await this.audit.noteerAlle(
      m,
      aangeboden.map((a) => ({
        wie: systeem,
        code: 'aanmelding.aanbod' as const,
        onderwerp: { soort: 'aanmelding' as const, id: a.id },
        gegevens: { nummer: a.aanbodNummer, vervaltOp: a.vervaltOp?.toISOString() ?? '' },
      })),
    );
  }
}

function biedAan(a: Aanmelding, nu: Date, vervaltOp: Date): void {
  a.gaNaar('voorlopig', nu);
  a.wachtOp = [...a.wachtOp, 'aanbod'];
  a.vervaltOp = vervaltOp;
  a.aanbodNummer += 1;
}
