import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AanmeldenService } from '../aanmeldingen/aanmelden.service.js';
import { NaamAnders } from '../aanmeldingen/aanmeldingen.errors.js';
import type { Wie } from '../toegang/wie.js';
import { inTransaction } from '../platform/database/transaction.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { LijstGeweigerd } from './deelnemers.errors.js';
import type { Regel } from './keuring.rules.js';
import type { Regelfout } from './velden.rules.js';

/** How many of a list got a place, a place in line, or were in the cohort already. */
export interface Lijstuitkomst {
  geplaatst: number;
  wachtlijst: number;
  overgeslagen: number;
}

/** One decision for so many, so that no statement outgrows what PostgreSQL takes; the cohort stays locked in between. */
const PER_BESLUIT = 500;

/** Enrolling a list of people: a team, a file. */
@Injectable()
export class DeelnemersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly aanmelden: AanmeldenService,
  ) {}

  /**
   * All of them, or none. Who is in the cohort already is passed over, so the same list may come again.
   * @param bevestigNaam whose address is known by another name is that human all the same.
   * @throws LijstGeweigerd with every line that was refused.
   */
  meldSamenAan(wie: Wie, cohortId: string, regels: Regel[], bevestigNaam: boolean): Promise<Lijstuitkomst> {
    return inTransaction(this.dataSource, (m) => this.meldAan(m, wie, cohortId, regels, bevestigNaam));
  }

  /** A step; a refusal must end the transaction. Places are given out in the order of the list. */
  async meldAan(
    m: EntityManager,
    wie: Wie,
    cohortId: string,
    regels: Regel[],
    bevestigNaam: boolean,
  ): Promise<Lijstuitkomst> {
    const uitkomst: Lijstuitkomst = { geplaatst: 0, wachtlijst: 0, overgeslagen: 0 };
    const fouten: (Regelfout & { omNaam: boolean })[] = [];
    for (let i = 0; i < regels.length; i += PER_BESLUIT) {
      const deel = regels.slice(i, i + PER_BESLUIT);
      const aanvragen = deel.map(({ verzoek }) => ({ verzoek: { ...verzoek, bevestigNaam }, wie }));
      const besluiten = await this.aanmelden.beslis(m, cohortId, aanvragen);
      for (const [j, besluit] of besluiten.entries()) {
        if (!(besluit instanceof DomainError))
          uitkomst[besluit.wachtlijstpositie === null ? 'geplaatst' : 'wachtlijst'] += 1;
        else if (besluit.code === 'al-aangemeld') uitkomst.overgeslagen += 1;
        else if (besluit instanceof NaamAnders || besluit.kind !== 'conflict')
          fouten.push({ ...regelfout(deel[j]!, besluit), omNaam: besluit instanceof NaamAnders });
        // A refusal by the cohort itself holds for everybody.
        else throw besluit;
      }
    }
    if (fouten.length > 0)
      throw new LijstGeweigerd(
        fouten,
        fouten.every(({ omNaam }) => omNaam),
      );
    return uitkomst;
  }
}

const regelfout = ({ rij }: Regel, { fouten, melding }: DomainError): Regelfout => ({
  rij,
  kolom: null,
  melding: fouten[0]?.melding ?? melding,
});
