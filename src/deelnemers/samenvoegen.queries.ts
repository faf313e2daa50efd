import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Kleur } from '../cohorten/cohort.scherm.js';
import { inFull } from '../platform/web/template-helpers.js';
import { botsingen, type Kandidaat } from './samenvoegen.rules.js';
import { IN_ACTIEF } from '../aanmeldingen/standen.js';
import { standVan } from '../aanmeldingen/aanmeldingen.rules.js';

type Rij = Kandidaat & { persoonId: string; opleiding: string; cohort: string };

/** Tells what moves when a person becomes part of another, and where both are in one cohort. */
export interface Samenvoegvoorbeeld {
  aanmeldingen: number;
  berichten: number;
  belangstelling: number;
  botsingen: {
    cohort: string;
    blijft: { soort: Kleur; tekst: string };
    vervalt: { soort: Kleur; tekst: string };
    /** Both have ended already, so both stay. */
    geschiedenis: boolean;
  }[];
}

const ACTIEVE = `
  SELECT a.id, a.persoon_id AS "persoonId", a.cohort_id AS "cohortId", a.status, a.wachtlijst_rang AS "wachtlijstRang",
         a.aangemeld_op AS "aangemeldOp", c.naam AS cohort, o.naam AS opleiding
    FROM aanmelding a JOIN cohort c ON c.id = a.cohort_id JOIN opleiding o ON o.id = c.opleiding_id
   WHERE a.persoon_id = ANY($1)
     AND a.status ${IN_ACTIEF}
   ORDER BY o.naam, c.naam`;

@Injectable()
export class PersonenSamenvoegenQueries {
  constructor(private readonly dataSource: DataSource) {}

  async voorbeeld(id: string, met: string): Promise<Samenvoegvoorbeeld> {
    const [telling] = await this.dataSource.query<Omit<Samenvoegvoorbeeld, 'botsingen'>[]>(
      `SELECT (SELECT count(*)::integer FROM aanmelding WHERE persoon_id = $1) AS aanmeldingen,
              (SELECT count(*)::integer FROM bericht WHERE persoon_id = $1) AS berichten,
              (SELECT count(*)::integer FROM belangstelling WHERE persoon_id = $1) AS belangstelling`,
      [met],
    );
    const actief = await this.dataSource.query<Rij[]>(ACTIEVE, [[id, met]]);
    const van = (persoonId: string) => actief.filter((rij) => rij.persoonId === persoonId);
    return {
      ...telling!,
      botsingen: botsingen(van(id), van(met)).map(({ blijft, vervalt, geschiedenis }) => ({
        cohort: inFull(blijft.opleiding, blijft.cohort),
        blijft: stand(blijft),
        vervalt: stand(vervalt),
        geschiedenis,
      })),
    };
  }
}

const stand = ({ status }: Rij) => standVan({ status, wachtlijstpositie: null });
