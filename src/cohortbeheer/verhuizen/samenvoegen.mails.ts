import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import type { Bijlage } from '../../berichten/bericht.entity.js';
import { AgendaService } from '../../cohorten/agenda.service.js';
import type { Cohortstand } from '../../cohorten/plaatsen.service.js';
import { Settings } from '../../platform/config/settings.js';
import { cohortInMail, type CohortInMail, Deelnemerspost } from '../../cohorten/deelnemerspost.js';
import type { Samenvoeging } from './samenvoegen.rules.js';

/** The mail of a merge: one to everybody of the cohort that ends, and to who came further back in the line. */
@Injectable()
export class SamenvoegenMails {
  constructor(
    private readonly settings: Settings,
    private readonly agenda: AgendaService,
    private readonly post: Deelnemerspost,
  ) {}

  /**
   * A step, after everything else: it tells how things stand then.
   * @param eerder the positions in the line of the cohort that stays, before the merge.
   */
  async samengevoegd(
    m: EntityManager,
    van: string,
    { cohort }: Cohortstand,
    plan: Samenvoeging<Aanmelding>,
    eerder: Map<string, number>,
  ): Promise<void> {
    const { aanmeldingen, positie } = await this.ontvangers(m, plan, eerder);
    const verhuisd = new Set(plan.verhuizen.map(({ id }) => id));
    const dubbel = new Set(plan.dubbel.map(({ blijft }) => blijft.id));
    const [oud, bijlagen] = await this.oudEnNieuw(m, van, cohort.id);
    await this.post.schrijf(m, cohort.id, aanmeldingen, (a, aan, gegevens) => ({
      sleutel: `samengevoegd:${a.id}:${van}`,
      sjabloon: 'cohortbeheer/samengevoegd',
      aan,
      bijlagen: a.status === 'geplaatst' && (verhuisd.has(a.id) || dubbel.has(a.id)) ? bijlagen : [],
      gegevens: {
        ...gegevens,
        van: oud,
        soort: verhuisd.has(a.id) ? 'verhuisd' : dubbel.has(a.id) ? 'dubbel' : 'rij',
        status: a.status,
        stap: a.wachtOp[0] ?? null,
        vervaltOp: a.vervaltOp,
        positie: positie.get(a.id) ?? null,
        annuleerLink: `${gegevens.link}?doe=annuleren`,
      },
    }));
  }

  /** Everybody who moved or was in both; and who stood in line and now has more people before them. */
  private async ontvangers(m: EntityManager, plan: Samenvoeging<Aanmelding>, eerder: Map<string, number>) {
    const betrokken = [...plan.verhuizen, ...plan.dubbel.map(({ blijft }) => blijft)];
    const ids = [...betrokken, ...plan.rij].map(({ id }) => id);
    const nu = await m.findBy(Aanmelding, { id: In([...new Set(ids)]) });
    const wachtend = new Set(nu.filter(({ status }) => status === 'wachtlijst').map(({ id }) => id));
    const positie = new Map(plan.rij.filter(({ id }) => wachtend.has(id)).map(({ id }, i) => [id, i + 1]));
    const zelf = new Set(betrokken.map(({ id }) => id));
    const achteruit = (id: string): boolean => (positie.get(id) ?? 0) > (eerder.get(id) ?? Infinity);
    return { aanmeldingen: nu.filter(({ id }) => zelf.has(id) || achteruit(id)), positie };
  }

  private async oudEnNieuw(m: EntityManager, van: string, naar: string) {
    const oud = await cohortInMail(m, van, this.settings.BASE_URL);
    const weg = await this.agenda.bijlagen(m, van, 'af');
    const nieuw = await this.agenda.bijlagen(m, naar, 'nieuw');
    return [oud, [...weg.map((bijlage) => ({ ...bijlage, naam: 'vervallen-data.ics' })), ...nieuw]] as [
      CohortInMail,
      Bijlage[],
    ];
  }
}
