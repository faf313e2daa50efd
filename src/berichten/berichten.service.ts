import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { House, nameParts } from '../platform/web/house.js';
import { Templates } from '../platform/web/templates.js';
import type { Bijlage } from './bericht.entity.js';
import { adresOnbruikbaar, afmeldlinkOnbekend } from './berichten.errors.js';
import {
  afgemeld,
  afmeldlink,
  isUitnodiging,
  magOpSlot,
  opgemaakt,
  type Opmaak,
  persoonUit,
  postbusVan,
  uitnodigingen,
} from './berichten.rules.js';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Persoon } from '../toegang/persoon.entity.js';

/**
 * A mail to be. A feature has one named function per mail in its `<feature>.mails.ts`, with the data of its template
 * as a type, so that a template never meets data it does not know:
 *
 *     interface PlaatsGegevens { voornaam: string; opleiding: string; link: string }
 *
 *     export const geplaatst = (a: Aanmelding, aan: string, gegevens: PlaatsGegevens): NieuwBericht<PlaatsGegevens> => ({
 *       sleutel: `geplaatst:${a.id}`, sjabloon: 'aanmeldingen/geplaatst', aan, gegevens, aanmeldingId: a.id,
 *     });
 */
export interface NieuwBericht<Gegevens extends object = object> {
  /** What this mail means, for example `aanbod:<aanmeldingId>:<n>`; a meaning is written once, ever. */
  sleutel: string;
  /** `templates/mail/<feature>/<mail>`; also the soort of the bericht. */
  sjabloon: `${string}/${string}`;
  aan: string;
  gegevens: Gegevens;
  aanmeldingId?: string;
  cohortId?: string;
  persoonId?: string;
  bijlagen?: Bijlage[];
  /** All of it was written by a coördinator: the paragraphs of the cohort stay out. */
  eigenWoorden?: true;
  /** Not before this moment; without it, at once. */
  verzendenOp?: Date;
  /** Of no use after this moment, for example the end of an offer: what has not left by then never will. */
  vervaltOp?: Date | null;
}

const columns = `sleutel, soort, aan, onderwerp, html, tekst, aangemaakt_op, verzenden_op,
  aanmelding_id, cohort_id, persoon_id, bijlagen, vervalt_op`;

/**
 * Writes outgoing mail as rows, in the transaction that causes it; `BerichtenTaak` sends them later. And lets people
 * refuse mail that is not about an own place, and ask for it again.
 */
@Injectable()
export class BerichtenService {
  /** What the shell around every mail needs besides the data of the mail itself. */
  private readonly shell: { basisUrl: string; postbus: string | null };

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly templates: Templates,
    private readonly settings: Settings,
    private readonly audit: AuditService,
    private readonly house: House,
  ) {
    this.shell = { basisUrl: settings.BASE_URL, postbus: postbusVan(settings.MAIL_FROM) };
  }

  /** Every soort of mail that there is. */
  get soorten(): string[] {
    const mail = /^mail\/(.+)\.subject$/;
    return this.templates.names.flatMap((name) => mail.exec(name)?.[1] ?? []).sort();
  }

  /**
   * A step: renders and stores the mails with one statement. A sleutel that exists already is left as it is, and who
   * wants no invitations is passed over where a mail is one. Who never confirmed the address is greeted without a name:
   * what a stranger typed for one does not go out in our mail.
   * @param m the transaction that causes the mails; when it is rolled back they were never there.
   * @param bekend the people they are for, when they were read already.
   * @returns how many were new.
   */
  async schrijf(m: EntityManager, berichten: NieuwBericht[], bekend?: Ontvanger[]): Promise<number> {
    const ontvangers = bekend ?? (await ontvangersVan(m, berichten));
    const gewenst = voorOntvangers(await zonderBeperkte(m, berichten, ontvangers), ontvangers);
    if (gewenst.length === 0) return 0;
    const nu = this.clock.now();
    const alinea = await alineasVoor(m, gewenst);
    await this.house.fresh(m);
    const rows = gewenst.map((bericht) => this.row(bericht, nu, alinea(bericht)));
    const columnwise = rows[0]!.map((_value, column) => rows.map((row) => row[column]));
    const written: unknown[] = await m.query(
      `INSERT INTO bericht (${columns})
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
         $7::timestamptz[], $8::timestamptz[], $9::uuid[], $10::uuid[], $11::uuid[],
         $12::jsonb[], $13::timestamptz[])
       ON CONFLICT (sleutel) DO NOTHING RETURNING id`,
      columnwise,
    );
    return written.length;
  }

  private row(bericht: NieuwBericht, nu: Date, alinea: Alinea | null): unknown[] {
    checkAddress(bericht.aan);
    const { name, contact } = this.house.current;
    const { basisUrl, postbus } = this.shell;
    const context = {
      ...bericht.gegevens,
      basisUrl,
      academie: { name, ...nameParts(name) },
      contact: contact ?? postbus,
      alinea,
      afmeldLink: this.afmeldlink(bericht),
    };
    const { onderwerp, html, tekst } = this.templates.mail(bericht.sjabloon, context);
    return [
      bericht.sleutel,
      bericht.sjabloon,
      bericht.aan,
      onderwerp.replace(/\s+/g, ' '),
      html,
      tekst,
      nu,
      bericht.verzendenOp ?? nu,
      bericht.aanmeldingId ?? null,
      bericht.cohortId ?? null,
      bericht.persoonId ?? null,
      JSON.stringify(bericht.bijlagen ?? []),
      bericht.vervaltOp ?? null,
    ];
  }

  private afmeldlink({ sjabloon, persoonId }: NieuwBericht): string | null {
    return persoonId && isUitnodiging(sjabloon) ? afmeldlink(this.settings, persoonId) : null;
  }

  /** Finds the person of a link, as the page shows it. @throws afmeldlink-onbekend */
  async ontvangerVan(token: string): Promise<Pick<Persoon, 'email' | 'geenUitnodigingenOp'>> {
    return this.persoonVan(this.dataSource.manager, token);
  }

  /** The one with the link; a second time changes nothing. @throws afmeldlink-onbekend */
  kiesUitnodigingen(token: string, wil: boolean): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const { id, voornaam: naam, email } = await this.persoonVan(m, token);
      await this.zetUitnodigingen(m, { soort: 'persoon', id, naam, email }, id, wil);
    });
  }

  /** A step. @param wil whether invitations are wanted. */
  async zetUitnodigingen(m: EntityManager, wie: Wie, persoonId: string, wil: boolean): Promise<void> {
    const [rows] = await m.query<[unknown[], number]>(
      `UPDATE persoon SET geen_uitnodigingen_op = $2
        WHERE id = $1 AND (geen_uitnodigingen_op IS NULL) <> ($2::timestamptz IS NULL) RETURNING id`,
      [persoonId, wil ? null : this.clock.now()],
    );
    if (rows.length === 0) return;
    const onderwerp = { soort: 'persoon' as const, id: persoonId };
    await this.audit.noteer(m, {
      wie,
      code: 'persoon.geen-uitnodigingen',
      onderwerp,
      gegevens: { aan: !wil },
    });
    if (!wil) await this.trekUitnodigingenTerug(m, persoonId);
  }

  /** Withdraws invitations that were written before and have not left yet. */
  private async trekUitnodigingenTerug(m: EntityManager, persoonId: string): Promise<void> {
    await m.query(
      `UPDATE bericht SET status = 'vervallen', fout = $3
        WHERE persoon_id = $1 AND soort = ANY($2) AND status IN ('wacht', 'opnieuw')`,
      [persoonId, uitnodigingen, afgemeld],
    );
  }

  private async persoonVan(m: EntityManager, token: string): Promise<Persoon> {
    const id = persoonUit(this.settings, token);
    const persoon = id && (await m.findOneBy(Persoon, { id }));
    if (!persoon) throw afmeldlinkOnbekend();
    const { samengevoegdMetId } = persoon;
    return samengevoegdMetId ? m.findOneByOrFail(Persoon, { id: samengevoegdMetId }) : persoon;
  }
}

type Ontvanger = Pick<Persoon, 'id' | 'geenUitnodigingenOp' | 'emailBevestigdOp' | 'beperktOp'>;

async function ontvangersVan(m: EntityManager, berichten: NieuwBericht[]): Promise<Ontvanger[]> {
  const ids = new Set(berichten.flatMap(({ persoonId }) => persoonId ?? []));
  if (ids.size === 0) return [];
  return m.find(Persoon, {
    select: { id: true, geenUitnodigingenOp: true, emailBevestigdOp: true, beperktOp: true },
    where: { id: In([...ids]) },
  });
}

/**
 * Who asked that what we hold is kept and not used gets no mail, and nobody gets mail about them; except about that itself,
 * what they ask for themselves, and what they enrolled in since.
 */
async function zonderBeperkte(
  m: EntityManager,
  berichten: NieuwBericht[],
  ontvangers: Ontvanger[],
): Promise<NieuwBericht[]> {
  const opSlot = new Set(ontvangers.filter(({ beperktOp }) => beperktOp).map(({ id }) => id));
  const vraagt = ({ persoonId, aanmeldingId }: NieuwBericht): boolean =>
    persoonId ? opSlot.has(persoonId) : aanmeldingId !== undefined;
  const twijfel = berichten.filter((bericht) => vraagt(bericht) && !magOpSlot(bericht.sjabloon));
  if (twijfel.length === 0) return berichten;
  const rows = await m.query<{ id: string }[]>('SELECT id FROM aanmelding WHERE id = ANY($1) AND beperkt', [
    twijfel.flatMap(({ aanmeldingId }) => aanmeldingId ?? []),
  ]);
  const beperkt = new Set(rows.map(({ id }) => id));
  const weg = new Set(twijfel.filter(({ aanmeldingId }) => !aanmeldingId || beperkt.has(aanmeldingId)));
  return berichten.filter((bericht) => !weg.has(bericht));
}

function voorOntvangers(berichten: NieuwBericht[], personen: Ontvanger[]): NieuwBericht[] {
  const ontvangers = new Map(personen.map((persoon) => [persoon.id, persoon]));
  return berichten.flatMap((bericht) => {
    const ontvanger = ontvangers.get(bericht.persoonId ?? '');
    if (ontvanger?.geenUitnodigingenOp && isUitnodiging(bericht.sjabloon)) return [];
    return ontvanger?.emailBevestigdOp === null ? [zonderNaam(bericht)] : [bericht];
  });
}

const zonderNaam = (bericht: NieuwBericht): NieuwBericht => ({
  ...bericht,
  gegevens: { ...bericht.gegevens, voornaam: null },
});

const unsafe = /[\p{Cc}\p{Zl}\p{Zp}<>,;]/u;

/** Addresses were checked where they came in; here is the last stop for what could become a header or a second receiver. */
function checkAddress(aan: string): void {
  if (!aan.includes('@') || aan.length > 254 || unsafe.test(aan)) throw adresOnbruikbaar();
}

/** The soort of the paragraph that goes along in every mail to a deelnemer of the cohort. */
export const ALLE = 'alle';

/** What the shell of a mail shows of the coördinator's own words. */
interface Alinea {
  opmaak: Opmaak;
  tekst: string;
}

interface Rij {
  cohort_id: string;
  soort: string;
  tekst: string;
}

const hoortBijCohort = ({ cohortId, aanmeldingId, eigenWoorden }: NieuwBericht): boolean =>
  cohortId !== undefined && aanmeldingId !== undefined && !eigenWoorden;

/**
 * A step: the paragraphs for mails about a place in a cohort, read with one statement. That for all mails is for deelnemers;
 * a mail to a bestuur about one gets only what was written for that very mail.
 */
async function alineasVoor(
  m: EntityManager,
  berichten: NieuwBericht[],
): Promise<(bericht: NieuwBericht) => Alinea | null> {
  const cohorten = new Set(berichten.filter(hoortBijCohort).map(({ cohortId }) => cohortId));
  if (cohorten.size === 0) return () => null;
  const rijen = await m.query<Rij[]>(
    'SELECT cohort_id, soort, tekst FROM cohortalinea WHERE cohort_id = ANY($1)',
    [[...cohorten]],
  );
  const perSoort = new Map(rijen.map(({ cohort_id, soort, tekst }) => [`${cohort_id} ${soort}`, tekst]));
  return (bericht) => {
    if (!hoortBijCohort(bericht)) return null;
    const eigen = perSoort.get(`${bericht.cohortId} ${bericht.sjabloon}`);
    const alle = bericht.persoonId ? perSoort.get(`${bericht.cohortId} ${ALLE}`) : undefined;
    const tekst = [eigen, alle].filter((deel) => deel !== undefined).join('\n\n');
    return tekst === '' ? null : { opmaak: opgemaakt(tekst), tekst };
  };
}

/** A step: gives a cohort the paragraphs of another one. */
export async function neemAlineasMee(m: EntityManager, van: string, naar: string, nu: Date): Promise<void> {
  await m.query(
    `INSERT INTO cohortalinea (cohort_id, soort, tekst, gewijzigd_op)
     SELECT $2, soort, tekst, $3 FROM cohortalinea WHERE cohort_id = $1`,
    [van, naar, nu],
  );
}
