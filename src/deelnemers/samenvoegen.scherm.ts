import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { standVan } from '../aanmeldingen/aanmeldingen.rules.js';
import { IN_ACTIEF } from '../aanmeldingen/standen.js';
import type { Kleur } from '../cohorten/cohort.scherm.js';
import { PersonenQueries } from '../personen/personen.queries.js';
import { Page, Redirect } from '../platform/web/page.js';
import { inFull } from '../platform/web/template-helpers.js';
import { type Persoon, volledigeNaam } from '../toegang/persoon.entity.js';
import { LevensloopQueries } from './levensloop.queries.js';
import { deelnemerpaden } from './paden.js';
import { persoonInLijst } from './persoon.scherm.js';
import { botsingen, type Kandidaat } from './samenvoegen.rules.js';

const MEESTE_GEVONDEN = 20;

type Rij = Kandidaat & { persoonId: string; opleiding: string; cohort: string };

/** Tells what moves when a person becomes part of another, and where both are in one cohort. */
interface Verhuizing {
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

/** Two records of one human: the choice of the other, and what moves. */
@Injectable()
export class SamenvoegenScherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly personen: PersonenQueries,
    private readonly levensloop: LevensloopQueries,
  ) {}

  /** @param zoek whom to look for; without it, who has the same name. */
  async keuze(persoon: Persoon, zoek = persoon.achternaam): Promise<Page> {
    const { items } = await this.personen.zoek({ zoek, paginaGrootte: MEESTE_GEVONDEN + 1 });
    const anderen = items.filter((ander) => ander.id !== persoon.id).slice(0, MEESTE_GEVONDEN);
    const context = {
      ...kopVan(persoon),
      pad: deelnemerpaden.samenvoegen(persoon.id),
      zoek,
      personen: anderen.map((ander) => ({
        ...persoonInLijst(ander),
        href: deelnemerpaden.samenvoegenMet(persoon.id, ander.id),
      })),
    };
    return new Page('deelnemers/samenvoegen', context, { titel: `${volledigeNaam(persoon)} samenvoegen` });
  }

  /** @throws DomainError `persoon-onbekend` */
  async voorbeeld(persoon: Persoon, met: string): Promise<Page | Redirect> {
    const { id } = persoon;
    const ander = await this.levensloop.persoon(met);
    if (ander.samengevoegdMetId) {
      const tekst = 'Die persoon is al samengevoegd met een ander.';
      return new Redirect(deelnemerpaden.samenvoegen(id), { soort: 'let-op', tekst });
    }
    const context = {
      ...kopVan(persoon),
      blijft: { naam: volledigeNaam(persoon), email: persoon.email },
      gaatOp: { naam: volledigeNaam(ander), email: ander.email },
      ...(await this.verhuizing(id, met)),
      met,
      actie: deelnemerpaden.samenvoegen(id),
      omgekeerdHref: deelnemerpaden.samenvoegenMet(met, id),
      anderHref: deelnemerpaden.samenvoegen(id),
    };
    return new Page('deelnemers/samenvoegen-voorbeeld', context, {
      titel: `${volledigeNaam(persoon)} samenvoegen`,
    });
  }

  private async verhuizing(id: string, met: string): Promise<Verhuizing> {
    const [telling] = await this.dataSource.query<Omit<Verhuizing, 'botsingen'>[]>(
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

const kopVan = (persoon: Persoon) => ({
  kruimels: [
    { tekst: 'Personen', href: deelnemerpaden.personen },
    { tekst: volledigeNaam(persoon), href: deelnemerpaden.persoon(persoon.id) },
  ],
  naam: volledigeNaam(persoon),
});
