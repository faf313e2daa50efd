import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { ALLE } from '../../berichten/berichten.service.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Wie } from '../../toegang/wie.js';
import { Aanmeldpost } from './aanmeldpost.mails.js';
import { inProef, metAlinea, postgroepen, type Postsoort } from './geval.service.js';
import { Leerpost } from './leerpost.mails.js';
import { mailOnbekend } from './post.errors.js';
import { Verlooppost } from './verlooppost.mails.js';
import { type Bericht, Cohortalinea } from '../../berichten/bericht.entity.js';
import { Mededeling } from './mededeling.entity.js';
import { ZEKERSTE_EERST } from '../../aanmeldingen/standen.js';
import { randomUUID } from 'node:crypto';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { Persoon } from '../../toegang/persoon.entity.js';

export interface Posttelling {
  soort: string;
  aantal: number;
  wachtend: number;
  mislukt: number;
}

const TELLING = `
  SELECT soort, count(*)::integer AS aantal,
         count(*) FILTER (WHERE status IN ('wacht', 'bezig', 'opnieuw'))::integer AS wachtend,
         count(*) FILTER (WHERE status = 'mislukt')::integer AS mislukt
    FROM bericht WHERE cohort_id = $1 GROUP BY soort`;

/** Those with a place come first, then the line, then those who are out; each by name. */
const MENSEN = `
  SELECT a.id, concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam) AS naam, a.status
    FROM aanmelding a JOIN persoon p ON p.id = a.persoon_id
   WHERE a.cohort_id = $1
   ORDER BY array_position(${ZEKERSTE_EERST}, a.status),
            p.sorteernaam, a.id
   LIMIT 300`;

interface Voorbeeldvraag {
  /** The aanmelding whose mail it is; the first of the cohort when none is given or it is not of this cohort. */
  aanmelding?: string | undefined;
  variant?: string | undefined;
  /** A paragraph as it would be, not saved; empty text is none. */
  alinea?: { soort: string; tekst: string } | undefined;
}

/** The mail that somebody would read, or the reason why there is none. */
export type Voorbeeld =
  Pick<Bericht, 'aan' | 'onderwerp' | 'html' | 'tekst' | 'bijlagen'> | { reden: string };

const GESCHREVEN = `
  SELECT aan, onderwerp, html, tekst, bijlagen FROM pg_temp.bericht
   WHERE soort = $1 ORDER BY (aanmelding_id = $2) DESC NULLS LAST LIMIT 1`;

const EERSTE = `
  SELECT a.id FROM aanmelding a JOIN persoon p ON p.id = a.persoon_id WHERE a.cohort_id = $1
   ORDER BY array_position(${ZEKERSTE_EERST}, a.status),
            p.sorteernaam, a.id
   LIMIT 1`;

/** Every soort of mail that a cohort sends or may send, how each looks, and the coördinator's own paragraph in it. */
@Injectable()
export class PostService {
  /** In order of the moments. */
  readonly soorten: Postsoort[];

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    aanmeldpost: Aanmeldpost,
    verlooppost: Verlooppost,
    leerpost: Leerpost,
  ) {
    const alle = [aanmeldpost, verlooppost, leerpost].flatMap(({ soorten }) => soorten);
    this.soorten = postgroepen.flatMap((groep) => alle.filter((soort) => soort.groep === groep));
  }

  vind(soort: string): Postsoort | undefined {
    return this.soorten.find((post) => post.soort === soort);
  }

  /**
   * Keeps the paragraph, for mails that are written from now on.
   * @param soort of the mail, or `alle`.
   * @param tekst at most 1000 characters; null takes the paragraph out.
   * @throws DomainError `cohort-onbekend`, `mail-onbekend`
   */
  bewaarAlinea(wie: Wie, cohortId: string, soort: string, tekst: string | null): Promise<void> {
    const post = this.vind(soort);
    if (soort !== ALLE && !(post && metAlinea(post))) throw mailOnbekend();
    return inTransaction(this.dataSource, async (m) => {
      if (!(await m.existsBy(Cohort, { id: cohortId }))) throw cohortOnbekend();
      const oud = await m.findOneBy(Cohortalinea, { cohortId, soort });
      if ((oud?.tekst ?? null) === tekst) return;
      const kern = { cohortId, soort };
      if (tekst === null) await m.delete(Cohortalinea, kern);
      else
        await m.upsert(Cohortalinea, { ...kern, tekst, gewijzigdOp: this.clock.now() }, [
          'cohortId',
          'soort',
        ]);
      const gegevens = { soort, weg: tekst === null };
      const onderwerp = { soort: 'cohort', id: cohortId } as const;
      await this.audit.noteer(m, { wie, code: 'cohort.alinea', onderwerp, gegevens });
    });
  }

  /** @throws DomainError `cohort-onbekend` */
  async cohort(id: string): Promise<Cohort> {
    const cohort = await this.dataSource.manager.findOneBy(Cohort, { id });
    if (!cohort) throw cohortOnbekend();
    return cohort;
  }

  /** Counts the mails of each soort. */
  async telling(cohortId: string): Promise<Map<string, Posttelling>> {
    const rows = await this.dataSource.query<Posttelling[]>(TELLING, [cohortId]);
    return new Map(rows.map((row) => [row.soort, row]));
  }

  /** The paragraphs of a cohort, by soort. */
  async alineas(cohortId: string): Promise<Map<string, Cohortalinea>> {
    const rows = await this.dataSource.manager.findBy(Cohortalinea, { cohortId });
    return new Map(rows.map((row) => [row.soort, row]));
  }

  /** Lists the people whose mail can be looked at. */
  mensen(cohortId: string): Promise<{ id: string; naam: string; status: string }[]> {
    return this.dataSource.query(MENSEN, [cohortId]);
  }

  /** Newest first. */
  mededelingen(cohortId: string): Promise<Mededeling[]> {
    return this.dataSource.manager.find(Mededeling, {
      where: { cohortId },
      order: { gemaaktOp: 'DESC' },
      take: 20,
    });
  }

  /**
   * Shows a mail as the code that sends it would write it now. Nothing of it stays: no row, and no mail.
   * @throws DomainError `cohort-onbekend`
   */
  voorbeeld(cohortId: string, post: Postsoort, vraag: Voorbeeldvraag): Promise<Voorbeeld> {
    return inProef(this.dataSource, async (m) => {
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
