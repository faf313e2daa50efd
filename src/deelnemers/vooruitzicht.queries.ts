import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { academieMagAanmelden, biedtPlaatsenAan } from '../cohorten/cohorten.rules.js';
import { statusInWoorden } from '../cohorten/cohort.scherm.js';
import { vrijVan, type CohortBeeld } from '../cohorten/cohorten.queries.js';
import { normaliseerEmail } from '../personen/personen.rules.js';
import { adressenIn, type Adresstand } from '../aanmeldingen/aanvragen.service.js';

/** The outcome of a list if it were carried out at this moment. */
export interface Vooruitzicht {
  /** Free places that are not for somebody in line. */
  vrij: number;
  wachtend: number;
  geplaatst: number;
  wachtlijst: number;
  overgeslagen: number;
  /** The people whom we know by these addresses, by normalised address. */
  bekend: Map<string, Adresstand>;
}

@Injectable()
export class VooruitzichtQueries {
  constructor(private readonly dataSource: DataSource) {}

  async van(cohort: CohortBeeld, adressen: string[]): Promise<Vooruitzicht> {
    const bekend = await adressenIn(this.dataSource.manager, cohort.id, adressen);
    const nieuw = new Set<string>();
    for (const adres of adressen.map(normaliseerEmail)) {
      const stand = bekend.get(adres);
      if (!stand?.actief) nieuw.add(stand?.persoonId ?? adres);
    }
    const vrij = await this.vrijVoorNieuwen(cohort);
    const geplaatst = Math.min(vrij, nieuw.size);
    const overgeslagen = adressen.length - nieuw.size;
    const wachtlijst = nieuw.size - geplaatst;
    return { vrij, wachtend: cohort.wachtend, geplaatst, wachtlijst, overgeslagen, bekend };
  }

  /** A free place goes to the line first, as long as the cohort offers places. */
  private async vrijVoorNieuwen(cohort: CohortBeeld): Promise<number> {
    const vrij = vrijVan(cohort);
    if (vrij === 0 || cohort.wachtend === 0) return vrij;
    if (!biedtPlaatsenAan(cohort.status, cohort.aanmelden === 'begonnen')) return vrij;
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM aanmelding
        WHERE cohort_id = $1 AND status = 'wachtlijst' AND NOT wacht_op @> ARRAY['emailbevestiging']`,
      [cohort.id],
    );
    return Math.max(0, vrij - row!.n);
  }
}

/** Why nobody can be added to this cohort now, as a sentence; null when the academie may. */
export function waaromDicht({ status, capaciteit }: CohortBeeld): string | null {
  if (!academieMagAanmelden(status)) {
    const woord = statusInWoorden(status).toLowerCase();
    return `Dit cohort heeft de stand ‘${woord}’. Daarin kun je nu niemand aanmelden.`;
  }
  return capaciteit === null ? 'Van dit cohort is het aantal plaatsen niet bekend. Vul dat eerst in.' : null;
}
