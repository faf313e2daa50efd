import { Injectable } from '@nestjs/common';
import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { deelnemerpaden } from '../deelnemers/paden.js';
import { contactOf, Settings } from '../platform/config/settings.js';
import { Page } from '../platform/web/page.js';
import type { Geweigerd } from '../platform/web/refused-form.js';
import { inFull } from '../platform/web/template-helpers.js';
import { LOPEND } from '../aanmeldingen/standen.js';
import { mag } from '../toegang/rechten.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import type { Wie } from '../toegang/wie.js';
import { type Dossier, GegevensQueries } from './gegevens.queries.js';
import { gegevenssoorten, nietHier } from './gegevens.rules.js';
import { privacypaden } from '../privacyverzoeken/paden.js';
import { toestemmingspaden } from '../toestemmingen/paden.js';
import { inzagepaden } from './paden.js';
import type { Gegevensregel, Gegevenssoort } from './soorten.rules.js';
import { regelInWoorden } from './gegevensregel.scherm.js';

/** So many rows of one kind are read on a screen; the file has all. */
const MEESTE = 100;

/** What somebody typed in one of the forms of their own page. */
export type Verbeterwaarden = Partial<
  Record<'voornaam' | 'tussenvoegsel' | 'achternaam' | 'email', string | null>
>;

/** What we hold of somebody: as they read it themselves, and as who helps them does. */
@Injectable()
export class GegevensScherm {
  constructor(
    private readonly queries: GegevensQueries,
    private readonly settings: Settings,
  ) {}

  async mijn(id: string, geweigerd?: Geweigerd<Verbeterwaarden>): Promise<Page> {
    const dossier = await this.queries.verzamel(id);
    const { voornaam, tussenvoegsel, achternaam } = dossier.persoon;
    const context = {
      kruimels: [{ tekst: 'Mijn aanmeldingen', href: aanmeldpaden.mijn }],
      contact: contactOf(this.settings),
      naamActie: inzagepaden.naam,
      adresActie: inzagepaden.vraagAdres,
      verbeterbaar: verbeterbaarVan(dossier),
      toestemmingenHref: toestemmingspaden.mijn,
      verzoekHref: privacypaden.mijn,
      heeftAccount: dossier.gegevens.account!.length > 0,
      open: geweigerd?.formulier ?? null,
      waarden: { voornaam, tussenvoegsel, achternaam, email: '', ...geweigerd?.waarden },
      fouten: geweigerd?.fouten,
      ...gegevenscontext(dossier, inzagepaden.mijnBestand),
    };
    return new Page('inzage/mijn', context, {
      titel: geweigerd ? 'Fout: Mijn gegevens' : 'Mijn gegevens',
      status: geweigerd ? 422 : 200,
    });
  }

  async persoon(id: string, wie: Wie): Promise<Page> {
    const dossier = await this.queries.verzamel(id);
    const naam = volledigeNaam(dossier.persoon);
    const beheert = mag(wie, 'personen.beheren');
    const personen = { tekst: 'Personen', href: deelnemerpaden.personen };
    const context = {
      kruimels: beheert ? [personen, { tekst: naam, href: deelnemerpaden.persoon(id) }] : [personen],
      naam,
      email: dossier.persoon.email,
      bevestigdOp: dossier.persoon.emailBevestigdOp,
      beperktOp: dossier.persoon.beperktOp,
      wisHref: privacypaden.wissing(id),
      beperkActie: privacypaden.beperking(id),
      ontslotActie: privacypaden.opheffing(id),
      ...gegevenscontext(dossier, inzagepaden.persoonBestand(id)),
    };
    return new Page('inzage/persoon', context, { titel: `Gegevens van ${naam}` });
  }
}

/** Aanmeldingen of which school, functie and remark still count. */
const verbeterbaarVan = ({ gegevens }: Dossier) =>
  gegevens
    .aanmeldingen!.filter(({ status }) => (LOPEND as readonly unknown[]).includes(status))
    .map(({ id, opleiding, cohort }) => ({
      naam: inFull(opleiding as string, cohort as string),
      href: inzagepaden.aanmelding(id as string),
    }));

function gegevenscontext({ gegevens }: Dossier, bestandHref: string) {
  const alle = gegevenssoorten.map((soort) => soortOpScherm(soort, gegevens[soort.naam] ?? []));
  return {
    bestandHref,
    soorten: alle.filter(({ aantal }) => aantal > 0),
    leeg: alle.filter(({ aantal }) => aantal === 0).map(({ kop }) => kop),
    nietHier: [...nietHier],
  };
}

/** One kind of data, as partials/gegevenssoort.hbs shows it. */
export const soortOpScherm = (soort: Gegevenssoort, rijen: readonly Gegevensregel[]) => ({
  id: soort.naam,
  kop: soort.kop,
  uitleg: soort.uitleg,
  aantal: rijen.length,
  regels: rijen.slice(0, MEESTE).map((rij) => regelInWoorden(soort, rij)),
  meer: Math.max(rijen.length - MEESTE, 0),
});
