import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { BerichtenService, type NieuwBericht } from '../berichten/berichten.service.js';
import { Settings } from '../platform/config/settings.js';
import { type Persoon, volledigeNaam } from '../toegang/persoon.entity.js';
import type { Bijeenkomst } from './bijeenkomst.entity.js';
import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { cohortpaden } from './paden.js';

/** What every mail about a cohort tells of it. */
export interface CohortInMail {
  opleiding: { naam: string; href: string };
  cohort: {
    id: string;
    naam: string;
    eerste: Date | null;
    locatie: string | null;
    bijeenkomsten: Pick<Bijeenkomst, 'begint' | 'eindigt' | 'locatie'>[];
  };
}

interface Cohortregel {
  id: string;
  naam: string;
  locatie: string | null;
  opleiding: string;
  code: string;
  /** With the moments as JSON tells them. */
  bijeenkomsten: { begint: string; eindigt: string; locatie: string | null }[];
}

// Without the link of what is online: most of these mails go to people who have no place.
const IN_MAIL = `
  SELECT c.id, c.naam, c.locatie, o.naam AS opleiding, o.code,
         coalesce((SELECT json_agg(json_build_object('begint', b.begint, 'eindigt', b.eindigt, 'locatie', b.locatie)
                                   ORDER BY b.begint)
                     FROM bijeenkomst b WHERE b.cohort_id = c.id), '[]') AS bijeenkomsten
    FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id WHERE c.id = ANY($1)`;

/** Reads any number of cohorten with one statement. @param baseUrl the address of the site, for the link to the opleiding. */
async function cohortenInMail(
  m: EntityManager,
  ids: string[],
  baseUrl: string,
): Promise<Map<string, CohortInMail>> {
  const rows = await m.query<Cohortregel[]>(IN_MAIL, [ids]);
  return new Map(rows.map((row) => [row.id, inMail(row, baseUrl)]));
}

function inMail(row: Cohortregel, baseUrl: string): CohortInMail {
  const bijeenkomsten = row.bijeenkomsten.map(({ begint, eindigt, locatie }) => ({
    begint: new Date(begint),
    eindigt: new Date(eindigt),
    locatie,
  }));
  return {
    opleiding: { naam: row.opleiding, href: `${baseUrl}${cohortpaden.opleiding(row.code)}` },
    cohort: {
      id: row.id,
      naam: row.naam,
      eerste: bijeenkomsten[0]?.begint ?? null,
      locatie: row.locatie ?? bijeenkomsten[0]?.locatie ?? null,
      bijeenkomsten,
    },
  };
}

/** @param baseUrl the address of the site, for the link to the opleiding. */
export async function cohortInMail(
  m: EntityManager,
  cohortId: string,
  baseUrl: string,
): Promise<CohortInMail> {
  return (await cohortenInMail(m, [cohortId], baseUrl)).get(cohortId)!;
}

/** What every mail about an aanmelding begins with. */
export interface AanmeldingInMail extends CohortInMail {
  voornaam: string;
  /** For whom it is; null until the address is confirmed, because then it is only what somebody typed. */
  voor: string | null;
  /** The page of this aanmelding, where everything can be done. */
  link: string;
}

type Ontvanger = Pick<
  Persoon,
  | 'id'
  | 'email'
  | 'voornaam'
  | 'tussenvoegsel'
  | 'achternaam'
  | 'emailBevestigdOp'
  | 'geenUitnodigingenOp'
  | 'beperktOp'
>;

const ONTVANGERS = `
  SELECT id, email, voornaam, tussenvoegsel, achternaam,
         email_bevestigd_op AS "emailBevestigdOp", geen_uitnodigingen_op AS "geenUitnodigingenOp",
         beperkt_op AS "beperktOp"
    FROM persoon WHERE id = ANY($1)`;

/** One mail for each of these aanmeldingen of one cohort. */
export interface Cohortpost {
  cohortId: string;
  aanmeldingen: Aanmelding[];
  maak: (a: Aanmelding, aan: string, gegevens: AanmeldingInMail) => NieuwBericht;
}

/** Mail to the people of cohorten, whatever it is about. */
@Injectable()
export class Deelnemerspost {
  constructor(
    private readonly berichten: BerichtenService,
    private readonly settings: Settings,
  ) {}

  /** Writes one mail for each aanmelding of one cohort. */
  async schrijf(
    m: EntityManager,
    cohortId: string,
    aanmeldingen: Aanmelding[],
    maak: Cohortpost['maak'],
  ): Promise<void> {
    await this.schrijfAlle(m, [{ cohortId, aanmeldingen, maak }]);
  }

  /** Writes the mails of any number of cohorten, with as many statements as for one. */
  async schrijfAlle(m: EntityManager, alle: Cohortpost[]): Promise<void> {
    const post = alle.filter(({ aanmeldingen }) => aanmeldingen.length > 0);
    if (post.length === 0) return;
    const cohortIds = [...new Set(post.map(({ cohortId }) => cohortId))];
    const cohorten = await cohortenInMail(m, cohortIds, this.settings.BASE_URL);
    const ids = post.flatMap(({ aanmeldingen }) => aanmeldingen.map((a) => a.persoonId));
    const personen = await m.query<Ontvanger[]>(ONTVANGERS, [ids]);
    const persoonVan = new Map(personen.map((persoon) => [persoon.id, persoon]));
    const berichten = post.flatMap(({ cohortId, aanmeldingen, maak }) =>
      aanmeldingen.map((a) => {
        const persoon = persoonVan.get(a.persoonId)!;
        const gegevens = { ...cohorten.get(cohortId)!, ...this.over(a, persoon) };
        return { ...maak(a, persoon.email, gegevens), aanmeldingId: a.id, cohortId, persoonId: a.persoonId };
      }),
    );
    await this.berichten.schrijf(m, berichten, personen);
  }

  private over(a: Aanmelding, persoon: Ontvanger): Omit<AanmeldingInMail, keyof CohortInMail> {
    return {
      voornaam: persoon.voornaam,
      voor: persoon.emailBevestigdOp ? volledigeNaam(persoon) : null,
      link: `${this.settings.BASE_URL}${aanmeldpaden.een(a.token)}`,
    };
  }
}
