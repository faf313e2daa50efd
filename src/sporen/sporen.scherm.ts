import { Injectable } from '@nestjs/common';
import { type Onderwerpsoort } from '../audit/auditcodes.rules.js';
import { type Auditfilter, AuditlijstQueries, type Auditlijstregel } from '../audit/auditlijst.queries.js';
import { gebeurtenis, wieVan } from '../audit/geschiedenis.rules.js';
import { Inkijk } from '../audit/inkijk.service.js';
import { berichtpaden } from '../berichten/paden.js';
import { cohortpaden } from '../cohorten/paden.js';
import { deelnemerpaden } from '../deelnemers/paden.js';
import { gebruikerspaden } from '../gebruikers/paden.js';
import { koppelpaden } from '../koppelingen/paden.js';
import { bestuurspaden, schoolpaden } from '../besturen/paden.js';
import { textOf, type Typed } from '../platform/web/form-input.js';
import { Page } from '../platform/web/page.js';
import { mag, type Recht } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import {
  type Auditvelden,
  groepen,
  ingevuldeVelden,
  isKenmerk,
  isOnderwerpsoort,
  recordnamen,
  wiesoorten,
} from './auditvraag.rules.js';
import { auditpaden } from './paden.js';
import { logboekNietVoorJou, recordOnbekend } from './sporen.errors.js';

const PER_PAGINA = 50;
/** Counted no further than this: of more it is said that it is more. */
const MEEST = 10_000;

const GEEN: Auditfilter = {
  ...{ van: null, tot: null, wieSoort: null, wieId: null },
  ...{ codes: null, soort: null, id: null },
};

/** Where a record has a screen of its own, and the right that opens it. */
const schermen: Partial<Record<Onderwerpsoort, { recht: Recht; href: (id: string) => string }>> = {
  persoon: { recht: 'personen.beheren', href: deelnemerpaden.persoon },
  cohort: { recht: 'aanmeldingen.beheren', href: cohortpaden.een },
  gebruiker: { recht: 'gebruikers.beheren', href: gebruikerspaden.een },
  bericht: { recht: 'berichten.bekijken', href: berichtpaden.een },
  bestuur: { recht: 'besturen.beheren', href: bestuurspaden.een },
  school: { recht: 'besturen.beheren', href: schoolpaden.een },
  sleutel: { recht: 'sleutels.beheren', href: () => koppelpaden.sleutels },
};

/** Of these the coördinator sees no more than their own screens tell. */
const NIET_VOOR_COORDINATOR: readonly Onderwerpsoort[] = ['gebruiker', 'sleutel', 'audit'];

const HEEL_KENMERK = /^[\da-f]{8}-/;

/** The audit over all records, and what it has of one. */
@Injectable()
export class SporenScherm {
  constructor(
    private readonly queries: AuditlijstQueries,
    private readonly inkijk: Inkijk,
  ) {}

  /** @param na the line after which the page goes on. @param gelezen the filter, or what is wrong with it. */
  async lijst(
    wie: Wie,
    gelezen: { velden: Auditvelden; filter: Auditfilter | null; fouten: Record<string, string> },
    vraag: Typed,
  ): Promise<Page> {
    const { velden, filter, fouten } = gelezen;
    const na = naVan(vraag);
    if (filter) await this.inkijk.logboek(wie);
    const { regels, meer } = await this.regels(filter, na);
    const gevuld = ingevuldeVelden(velden);
    const context = {
      pad: auditpaden.lijst,
      velden,
      fouten,
      keuzes: await this.keuzes(velden),
      geweigerd: filter === null,
      totaal: filter ? await this.queries.tel(filter, MEEST) : 0,
      meest: MEEST,
      regels: regels.map(regelbeeld),
      ouderHref: meer ? met(auditpaden.lijst, { ...gevuld, na: regels.at(-1)!.id }) : null,
      nieuwsteHref: na ? met(auditpaden.lijst, gevuld) : null,
      csvHref: filter ? met(auditpaden.csv, gevuld) : null,
    };
    const titel = filter ? 'Logboek' : 'Fout: Logboek';
    return new Page('sporen/lijst', context, { titel, status: filter ? 200 : 422 });
  }

  /** What is on record of one record, also who looked at it. @throws DomainError `logboek-niet-voor-jou` */
  async record(wie: Wie, soort: string, id: string, vraag: Typed): Promise<Page> {
    if (!isOnderwerpsoort(soort) || !isKenmerk(id)) throw recordOnbekend();
    const overAlles = mag(wie, 'audit.bekijken');
    if (!overAlles && NIET_VOOR_COORDINATOR.includes(soort)) throw logboekNietVoorJou();
    await this.inkijk.logboek(wie);
    const na = naVan(vraag);
    const { regels, meer } = await this.regels({ ...GEEN, soort, id }, na);
    const pad = auditpaden.record(soort, id);
    const scherm = schermen[soort];
    const context = {
      kruimels: overAlles ? [{ tekst: 'Logboek', href: auditpaden.lijst }] : [],
      soort: recordnamen[soort],
      naam: regels[0]?.onderwerp ?? (HEEL_KENMERK.test(id) ? null : id),
      schermHref: scherm && HEEL_KENMERK.test(id) && mag(wie, scherm.recht) ? scherm.href(id) : null,
      regels: regels.map((regel) => ({
        op: regel.op,
        wie: wieVan(regel),
        tekst: gebeurtenis(regel),
        over: null,
      })),
      ouderHref: meer ? met(pad, { na: regels.at(-1)!.id }) : null,
      nieuwsteHref: na ? pad : null,
    };
    return new Page('sporen/record', context, { titel: `Logboek: ${recordnamen[soort].toLowerCase()}` });
  }

  private async regels(filter: Auditfilter | null, na: string | null) {
    const gelezen = filter ? await this.queries.bladzijde(filter, na, PER_PAGINA + 1) : [];
    return { regels: gelezen.slice(0, PER_PAGINA), meer: gelezen.length > PER_PAGINA };
  }

  private async keuzes({ wie }: Auditvelden) {
    const doeners = await this.queries.doeners();
    const [soort, id] = wie.split(':');
    const persoon = soort === 'persoon' && id && HEEL_KENMERK.test(id) ? await this.persoon(id) : [];
    return {
      wie: [
        ...Object.entries(wiesoorten).map(([waarde, tekst]) => ({ waarde, tekst })),
        ...persoon,
        ...doeners.map((d) => ({
          waarde: `${d.soort}:${d.id}`,
          tekst: d.soort === 'sleutel' ? `Sleutel ${d.naam}` : d.naam,
        })),
      ],
      wat: Object.entries(groepen).map(([waarde, tekst]) => ({ waarde, tekst })),
      soorten: Object.entries(recordnamen).map(([waarde, tekst]) => ({ waarde, tekst })),
    };
  }

  private async persoon(id: string): Promise<{ waarde: string; tekst: string }[]> {
    const naam = await this.queries.persoon(id);
    return [{ waarde: `persoon:${id}`, tekst: naam ?? 'Iemand van wie de naam is gewist' }];
  }
}

/** The line after which a page goes on; nonsense begins again. */
const naVan = ({ na }: Typed): string | null => (/^[1-9]\d{0,17}$/.test(textOf(na)) ? textOf(na) : null);

const met = (pad: string, vraag: Record<string, string>): string =>
  `${pad}?${new URLSearchParams(vraag).toString()}`;

const regelbeeld = (regel: Auditlijstregel) => ({
  op: regel.op,
  wie: wieVan(regel),
  wieHref: regel.wieId === null ? null : met(auditpaden.lijst, { wie: `${regel.wieSoort}:${regel.wieId}` }),
  tekst: gebeurtenis(regel),
  soort: isOnderwerpsoort(regel.onderwerpSoort) ? recordnamen[regel.onderwerpSoort] : regel.onderwerpSoort,
  onderwerp: regel.onderwerp,
  recordHref: auditpaden.record(regel.onderwerpSoort, regel.onderwerpId),
});
