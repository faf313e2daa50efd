import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { AgendaService } from '../../cohorten/agenda.service.js';
import { Deelnemerspost } from '../../cohorten/deelnemerspost.js';
import { type Planbericht, zonderLinks } from './wijziging.rules.js';

/** Of one aanmelding the mail needs no more than this. */
type Ontvanger = Pick<Aanmelding, 'id' | 'status'>;

/** The mail that a plan has changed. */
@Injectable()
export class WijzigingMails {
  constructor(
    private readonly post: Deelnemerspost,
    private readonly agenda: AgendaService,
  ) {}

  /**
   * @param versie of the cohort after the change: each change mails once, also to who came from a cohort that had this
   *   versie before.
   */
  async gewijzigd(
    m: EntityManager,
    { id, versie }: { id: string; versie: number },
    ontvangers: Aanmelding[],
    bericht: Planbericht,
    reden: string | null,
  ): Promise<void> {
    const [metPlaats, zonder] = [true, false].map((ja) =>
      ontvangers.filter(({ status }) => (status === 'geplaatst') === ja),
    ) as [Aanmelding[], Aanmelding[]];
    const voorAllen = zonderLinks(bericht);
    await this.schrijf(m, { id, versie }, metPlaats, bericht, reden);
    if (voorAllen) await this.schrijf(m, { id, versie }, zonder, voorAllen, reden);
  }

  private async schrijf(
    m: EntityManager,
    { id, versie }: { id: string; versie: number },
    ontvangers: Aanmelding[],
    bericht: Planbericht,
    reden: string | null,
  ): Promise<void> {
    const [eerste] = ontvangers;
    if (!eerste) return;
    const voor = eerste.status === 'geplaatst' ? 'bijgewerkt' : 'zonder-plaats';
    const bijlagen = await this.agenda.bijlagen(m, id, voor);
    await this.post.schrijf(m, id, ontvangers, (a: Ontvanger, aan, gegevens) => ({
      sleutel: `gewijzigd:${a.id}:${id}:${versie}`,
      sjabloon: 'cohortbeheer/gewijzigd',
      aan,
      bijlagen,
      gegevens: {
        ...gegevens,
        ...bericht,
        reden,
        stand: a.status,
        annuleerLink: `${gegevens.link}?doe=annuleren`,
      },
    }));
  }
}
