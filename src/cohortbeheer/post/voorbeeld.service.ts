import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { type Bericht, Cohortalinea } from '../../berichten/bericht.entity.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { Clock } from '../../platform/clock/clock.js';
import { inSteps } from '../../platform/database/rehearsal.js';
import { Persoon } from '../../toegang/persoon.entity.js';
import type { Postsoort } from './geval.service.js';
import { ZEKERSTE_EERST } from '../../aanmeldingen/standen.js';

export interface Voorbeeldvraag {
  /** Whose mail; the first of the cohort when it is not said or not of this cohort. */
  aanmelding?: string | undefined;
  variant?: string | undefined;
  /** A paragraph as it would be, not saved; empty text is none. */
  alinea?: { soort: string; tekst: string } | undefined;
}

/** What somebody would read, or why there is nothing to read. */
export type Voorbeeld =
  Pick<Bericht, 'aan' | 'onderwerp' | 'html' | 'tekst' | 'bijlagen'> | { reden: string };

// A mail of a preview goes into a table of this transaction alone, which has the name of the real one: no sender can
// ever see it, and it meets no mail that was written before.
const EIGEN_POSTBUS = `
  CREATE TEMPORARY TABLE bericht (LIKE bericht INCLUDING DEFAULTS INCLUDING GENERATED) ON COMMIT DROP;
  CREATE UNIQUE INDEX ON pg_temp.bericht (sleutel)`;

const GESCHREVEN = `
  SELECT aan, onderwerp, html, tekst, bijlagen FROM pg_temp.bericht
   WHERE soort = $1 ORDER BY (aanmelding_id = $2) DESC NULLS LAST LIMIT 1`;

const EERSTE = `
  SELECT a.id FROM aanmelding a JOIN persoon p ON p.id = a.persoon_id WHERE a.cohort_id = $1
   ORDER BY array_position(${ZEKERSTE_EERST}, a.status),
            p.sorteernaam, a.id
   LIMIT 1`;

/** Shows a mail as the code that sends it would write it now. Nothing of it stays: no row, and no mail. */
@Injectable()
export class VoorbeeldService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `cohort-onbekend` */
  maak(cohortId: string, post: Postsoort, vraag: Voorbeeldvraag): Promise<Voorbeeld> {
    return this.inProef(async (m) => {
      const cohort = await m.findOneBy(Cohort, { id: cohortId });
      if (!cohort) throw cohortOnbekend();
      if (vraag.alinea) await this.zetAlinea(m, cohortId, vraag.alinea);
      const a = await this.vanWie(m, cohortId, vraag.aanmelding);
      const variant = post.varianten?.find(({ waarde }) => waarde === vraag.variant) ?? post.varianten?.[0];
      const stand = { cohort, eerste: cohort.eerste };
      const reden = await post.schrijf({ m, stand, a, variant: variant?.waarde ?? '' });
      const [bericht] = await m.query<Exclude<Voorbeeld, { reden: string }>[]>(GESCHREVEN, [
        post.soort,
        a.id,
      ]);
      return bericht ?? { reden: reden ?? 'Deze mail gaat nu aan niemand.' };
    });
  }

  /** In a transaction that is always undone, with a mailbox of its own. */
  inProef<T>(work: (m: EntityManager) => Promise<T>): Promise<T> {
    return inSteps(this.dataSource, true, (step) =>
      step(async (m) => {
        await m.query(EIGEN_POSTBUS);
        return work(m);
      }),
    );
  }

  private async zetAlinea(
    m: EntityManager,
    cohortId: string,
    { soort, tekst }: NonNullable<Voorbeeldvraag['alinea']>,
  ): Promise<void> {
    await m.delete(Cohortalinea, { cohortId, soort });
    if (tekst) await m.insert(Cohortalinea, { cohortId, soort, tekst, gewijzigdOp: this.clock.now() });
  }

  private async vanWie(m: EntityManager, cohortId: string, id: string | undefined): Promise<Aanmelding> {
    const gekozen = id ? await m.findOneBy(Aanmelding, { id, cohortId }) : null;
    if (gekozen) return gekozen;
    const [eerste] = await m.query<{ id: string }[]>(EERSTE, [cohortId]);
    if (eerste) return m.findOneByOrFail(Aanmelding, { id: eerste.id });
    return this.verzonnen(m, cohortId);
  }

  /** Somebody to show it for while nobody is in it; withdrawn, so that no place is needed. */
  private async verzonnen(m: EntityManager, cohortId: string): Promise<Aanmelding> {
    const nu = this.clock.now();
    const email = `noor.voorbeeld.${randomUUID()}@school.example`;
    const persoon = await m.save(Persoon, {
      ...{ voornaam: 'Noor', tussenvoegsel: null, achternaam: 'Voorbeeld' },
      ...{ email, emailNorm: email, emailBevestigdOp: nu, aangemaaktOp: nu },
    } as Persoon);
    return m.save(Aanmelding, {
      ...{ cohortId, persoonId: persoon.id, functie: 'leraar', status: 'geannuleerd' },
      ...{ token: 'voorbeeld', aangemeldOp: nu, statusSinds: nu, wachtOp: [] as string[] },
    } as unknown as Aanmelding);
  }
}
