import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { Bericht, type Bijlage } from '../berichten/bericht.entity.js';
import { BerichtenService } from '../berichten/berichten.service.js';
import { type CohortBeeld, vrijVan } from '../cohorten/cohorten.queries.js';
import { Deelnemerspost } from '../cohorten/deelnemerspost.js';
import { Clock } from '../platform/clock/clock.js';
import { addDays, addHours, dateOf, momentAt } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import type { Certificaat } from './certificaat/certificaat.entity.js';
import type { Certificaatbeeld } from './certificaat/certificaten.queries.js';
import { certificeringpaden } from './paden.js';
import type { Uitreiking } from './uitreiken/uitreiking.entity.js';
import type { Uitgenodigde } from './vervolg/vervolg.taken.js';
import type { Leerjaarbeeld } from './voorwaarden/leerjaar.rules.js';
import { agendaVan, AgendaService } from '../cohorten/agenda.service.js';

/** Somebody who is asked for a registernummer. */
interface Gevraagde {
  aanmeldingId: string;
  persoonId: string;
  voornaam: string;
  email: string;
}

/** How long a ceremony takes in the calendar of who comes. */
const UREN = 1.5;

/** The mails about certificaten: the ceremony, the certificaat itself, its number in the register, what follows. */
@Injectable()
export class CertificeringMails {
  constructor(
    private readonly post: Deelnemerspost,
    private readonly berichten: BerichtenService,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly kalender: AgendaService,
  ) {}

  /**
   * Invites to a ceremony: one mail per person and plan, so that a changed day is told again.
   * @returns how many did not have this invitation yet.
   */
  async uitnodiging(
    m: EntityManager,
    beeld: Leerjaarbeeld,
    aanmeldingIds: readonly string[],
  ): Promise<number> {
    const u = beeld.uitreiking!;
    const aanmeldingen = await m.findBy(Aanmelding, { id: In([...aanmeldingIds]) });
    const bekend = await this.geteld(m, u, aanmeldingIds);
    const eerder = await this.eerder(m, u);
    const bijlagen = [this.agenda(beeld, u)];
    await this.post.schrijf(m, beeld.cohort.id, aanmeldingen, (a, aan, gegevens) => ({
      sleutel: sleutelVan(u, a.id),
      sjabloon: 'certificering/uitnodiging',
      aan,
      bijlagen,
      gegevens: {
        voornaam: gegevens.voornaam,
        opleiding: beeld.opleiding.officieleNaam ?? beeld.opleiding.naam,
        leerjaar: beeld.opleiding.leerjaren > 1 ? beeld.leerjaar : null,
        begint: momentAt(u.datum, u.tijd!),
        plaats: u.plaats,
        gastheer: u.gastheer,
        gewijzigd: eerder.has(a.id),
        link: gegevens.link,
      },
    }));
    return aanmeldingIds.length - bekend;
  }

  geteld(m: EntityManager, uitreiking: Uitreiking, aanmeldingIds: readonly string[]): Promise<number> {
    return m.countBy(Bericht, { sleutel: In(aanmeldingIds.map((id) => sleutelVan(uitreiking, id))) });
  }

  /** Those who were invited to this ceremony when it was planned otherwise. */
  private async eerder(m: EntityManager, { id, cohortId }: Uitreiking): Promise<Set<string>> {
    const rows = await m.query<{ aanmeldingId: string }[]>(
      `SELECT DISTINCT aanmelding_id AS "aanmeldingId" FROM bericht
        WHERE cohort_id = $1 AND soort = 'certificering/uitnodiging' AND starts_with(sleutel, $2)`,
      [cohortId, `uitnodiging-uitreiking:${id}:`],
    );
    return new Set(rows.map(({ aanmeldingId }) => aanmeldingId));
  }

  private agenda({ cohort, opleiding }: Leerjaarbeeld, u: Uitreiking): Bijlage {
    const begint = momentAt(u.datum, u.tijd!);
    const punt = {
      id: u.id,
      begint,
      eindigt: addHours(begint, UREN),
      locatie: [u.gastheer, u.plaats].filter(Boolean).join(', ') || null,
      link: null,
      onderwerp: null,
    };
    const inhoud = agendaVan(
      {
        opleiding: { code: opleiding.code, naam: `Uitreiking certificaten: ${opleiding.naam}` },
        cohort: { ...cohort, locatie: null, versie: u.versie },
        bijeenkomsten: [punt],
      },
      this.kalender.uitgever(),
      this.clock.now(),
    );
    return { naam: 'uitreiking.ics', type: 'text/calendar; charset=utf-8; method=PUBLISH', inhoud };
  }

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
      link: `${this.settings.BASE_URL}${certificeringpaden.controle(nummer)}`,
      mijnLink: `${this.settings.BASE_URL}${aanmeldpaden.mijn}`,
    };
  }

  /** Asks for a registernummer. @returns how many mails were written. */
  vraagNummer(
    m: EntityManager,
    cohortId: string,
    opleiding: string,
    aan: readonly Gevraagde[],
  ): Promise<number> {
    const vandaag = dateOf(this.clock.now());
    const link = `${this.settings.BASE_URL}${certificeringpaden.mijnRegister}`;
    return this.berichten.schrijf(
      m,
      aan.map(({ aanmeldingId, persoonId, voornaam, email }) => ({
        sleutel: `vraag-registernummer:${persoonId}:${vandaag}`,
        sjabloon: 'certificering/vraag-registernummer' as const,
        aan: email,
        gegevens: { voornaam, opleiding: { naam: opleiding }, link },
        aanmeldingId,
        cohortId,
        persoonId,
      })),
    );
  }

  /**
   * Invites to what follows.
   * @param gedaan name of the opleiding that they finished.
   * @param open cohorten of the one that follows, all with a free place.
   */
  async vervolg(
    m: EntityManager,
    gedaan: string,
    open: readonly CohortBeeld[],
    aan: readonly Uitgenodigde[],
  ): Promise<void> {
    const { opleidingId, opleiding: naam } = open[0]!;
    await this.berichten.schrijf(
      m,
      aan.map((u) => ({
        sleutel: `vervolg:${u.aanmeldingId}:${opleidingId}`,
        sjabloon: 'certificering/vervolg' as const,
        aan: u.email,
        gegevens: {
          voornaam: u.voornaam,
          gedaan: { naam: gedaan },
          opleiding: { naam },
          cohorten: open.map((cohort) => this.vervolgcohort(cohort, u)),
        },
        persoonId: u.persoonId,
      })),
    );
  }

  private vervolgcohort(c: CohortBeeld, u: Uitgenodigde) {
    return {
      naam: c.naam,
      eerste: c.eerste,
      laatste: c.laatste,
      bijeenkomsten: c.bijeenkomsten.length,
      locatie: c.locatie ?? c.bijeenkomsten[0]?.locatie ?? null,
      vrij: vrijVan(c),
      aanmeldenTotEnMet: c.aanmeldenVoor && addDays(c.aanmeldenVoor, -1),
      link: `${this.settings.BASE_URL}${aanmeldpaden.aanmelden(c.id)}?${vooringevuld(u)}`,
    };
  }
}

const sleutelVan = ({ id, versie }: Uitreiking, aanmeldingId: string): string =>
  `uitnodiging-uitreiking:${id}:${aanmeldingId}:${versie}`;

/** Fills in the form by its address, so that nobody types it twice. */
function vooringevuld({ voornaam, tussenvoegsel, achternaam, email, functie, vestigingscode }: Uitgenodigde) {
  const velden = { voornaam, tussenvoegsel, achternaam, email, functie, vestigingscode };
  return new URLSearchParams(
    Object.entries(velden).filter((paar): paar is [string, string] => Boolean(paar[1])),
  ).toString();
}
