import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { Settings } from '../../platform/config/settings.js';
import { Deelnemerspost } from '../../cohorten/deelnemerspost.js';
import type { Certificaat } from './certificaat.entity.js';
import type { Certificaatbeeld } from './certificaten.queries.js';

/** The mails to the holder of a certificaat. */
@Injectable()
export class CertificeringMails {
  constructor(
    private readonly post: Deelnemerspost,
    private readonly settings: Settings,
  ) {}

  /** @param verzendenOp not before the ceremony. */
  async uitgereikt(
    m: EntityManager,
    cohortId: string,
    certificaten: readonly Certificaat[],
    verzendenOp?: Date,
  ): Promise<void> {
    const van = new Map(certificaten.map((c) => [c.aanmeldingId, c]));
    const aanmeldingen = await m.findBy(Aanmelding, { id: In([...van.keys()]) });
    await this.post.schrijf(m, cohortId, aanmeldingen, (a, aan, { voornaam }) => {
      const c = van.get(a.id)!;
      return {
        sleutel: `certificaat:${c.nummer}`,
        sjabloon: 'certificering/uitgereikt',
        aan,
        gegevens: { voornaam, ...this.certificaat(c) },
        ...(verzendenOp ? { verzendenOp } : {}),
      };
    });
  }

  /** After a correction, or when one that was withdrawn is issued again. */
  async opnieuw(
    m: EntityManager,
    oud: Certificaatbeeld,
    nieuw: Certificaat,
    soort: 'correctie' | 'heruitgave',
  ): Promise<void> {
    await this.aanHouder(m, oud, (aan, voornaam) => ({
      sleutel: `certificaat:${nieuw.nummer}`,
      sjabloon: 'certificering/vervangen',
      aan,
      gegevens: { voornaam, ...this.certificaat(nieuw), vorige: oud.nummer, soort },
    }));
  }

  async ingetrokken(m: EntityManager, c: Certificaatbeeld, reden: string): Promise<void> {
    await this.aanHouder(m, c, (aan, voornaam) => ({
      sleutel: `certificaat-ingetrokken:${c.nummer}`,
      sjabloon: 'certificering/ingetrokken',
      aan,
      gegevens: { voornaam, ...this.certificaat(c), reden },
    }));
  }

  private async aanHouder(
    m: EntityManager,
    { aanmeldingId, cohortId }: Certificaatbeeld,
    maak: (
      aan: string,
      voornaam: string,
    ) => { sleutel: string; sjabloon: `${string}/${string}`; aan: string; gegevens: object },
  ): Promise<void> {
    const aanmelding = await m.findOneByOrFail(Aanmelding, { id: aanmeldingId });
    await this.post.schrijf(m, cohortId, [aanmelding], (_a, aan, { voornaam }) => maak(aan, voornaam));
  }

  private certificaat({ nummer, gegevens }: Pick<Certificaat, 'nummer' | 'gegevens'>) {
    const { opleiding, leerjaar, leerjaren, datum, plaats, naam } = gegevens;
    return {
      nummer,
      naam,
      opleiding,
      leerjaar: leerjaren > 1 ? leerjaar : null,
      datum,
      plaats,
      link: `${this.settings.BASE_URL}/certificaten/${nummer}`,
      mijnLink: `${this.settings.BASE_URL}/mijn`,
    };
  }
}
