import { HttpStatus, Injectable } from '@nestjs/common';
import { standnaam } from '../aanmeldingen/aanmeldingen.rules.js';
import { AuditQueries } from '../audit/audit.queries.js';
import { geschiedenisVan } from '../audit/geschiedenis.rules.js';
import { belangstellingpaden } from '../belangstelling/paden.js';
import { OrganisatiesQueries } from '../besturen/organisaties.queries.js';
import { bestuurspaden } from '../besturen/paden.js';
import { sectorkeuzes } from '../besturen/standen.js';
import { cohortpaden } from '../cohorten/paden.js';
import { deelnemerpaden } from '../deelnemers/paden.js';
import { Page } from '../platform/web/page.js';
import { pageLinks } from '../platform/web/paging.js';
import { inFull } from '../platform/web/template-helpers.js';
import type { Geweigerd } from '../platform/web/refused-form.js';
import { werkplekpaden } from './paden.js';
import type { WerkplekkenQuery } from './werkplekken.dto.js';
import { werkplekOnbekend } from './werkplekken.errors.js';
import {
  type Invuller,
  type Plekvoorstel,
  type Werkplektekst,
  type Werkplekregel,
  WerkplekkenQueries,
} from './werkplekken.queries.js';

type Werkplekweigering = Geweigerd<Record<string, string>>;

const PER_PAGINA = 50;
const BOVEN = [{ tekst: 'Besturen en scholen', href: bestuurspaden.lijst }];
const KRUIMELS = [...BOVEN, { tekst: 'Niet in de lijst', href: werkplekpaden.lijst }];

/** The screens of what people typed as where they work. */
@Injectable()
export class WerkplekkenScherm {
  constructor(
    private readonly queries: WerkplekkenQueries,
    private readonly organisaties: OrganisatiesQueries,
    private readonly audit: AuditQueries,
  ) {}

  async lijst({ stand = 'open', pagina }: WerkplekkenQuery): Promise<Page> {
    const vraag = { pagina: pagina ?? 1, paginaGrootte: PER_PAGINA };
    const [open, geen] = [await this.queries.open(vraag), await this.queries.geenSchool(vraag)];
    const toon = stand === 'geen' ? geen : open;
    const context = {
      kruimels: BOVEN,
      geen: stand === 'geen',
      tabs: [
        { tekst: 'Nog te bekijken', aantal: open.totaal, href: werkplekpaden.lijst, hier: stand === 'open' },
        { tekst: 'Geen school', aantal: geen.totaal, href: werkplekpaden.geen, hier: stand === 'geen' },
      ],
      regels: toon.items.map(regelVan),
      paginering: pageLinks(toon, werkplekpaden.lijst, { stand: stand === 'geen' ? 'geen' : '' }),
    };
    return new Page('werkplekken/lijst', context, { titel: 'Scholen die niet in de lijst staan' });
  }

  /**
   * @param zoek what to look for instead of what is like the text.
   * @throws DomainError `werkplek-onbekend`
   */
  async een(id: string, zoek: string, geweigerd?: Werkplekweigering): Promise<Page> {
    const werkplek = await this.vind(id);
    const { totaal, mensen } = await this.queries.mensen(id);
    const voorstellen = await this.queries.voorstellen(zoek || werkplek.tekst);
    const gekozen = geweigerd?.waarden.keuze;
    const context = {
      kruimels: KRUIMELS,
      ...kopVan(werkplek),
      pad: werkplekpaden.een(id),
      zoek,
      keuzes: voorstellen.map((voorstel) => keuzeVan(voorstel, gekozen)),
      onthoud: geweigerd ? geweigerd.waarden.onthoud === 'ja' : true,
      koppeling: werkplekpaden.koppeling(id),
      nieuweSchoolHref: werkplekpaden.nieuweSchool(id),
      geenSchool: werkplekpaden.geenSchool(id),
      herziening: werkplekpaden.herziening(id),
      totaal,
      meer: totaal - mensen.length,
      onbevestigd: werkplek.onbevestigd,
      mensen: mensen.map(mensVan),
      regels: geschiedenisVan(await this.audit.vanOnderwerp('werkplek', id)),
      fouten: geweigerd?.fouten,
    };
    const status = geweigerd ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK;
    return new Page('werkplekken/een', context, { titel: werkplek.tekst, status });
  }

  /** @throws DomainError `werkplek-onbekend` */
  async nieuweSchool(id: string, geweigerd?: Werkplekweigering): Promise<Page> {
    const { tekst } = await this.vind(id);
    const context = {
      kruimels: [...KRUIMELS, { tekst, href: werkplekpaden.een(id) }],
      tekst,
      actie: werkplekpaden.nieuweSchool(id),
      terugHref: werkplekpaden.een(id),
      besturen: await this.organisaties.keuzes(),
      sectoren: sectorkeuzes,
      waarden: geweigerd?.waarden ?? { naam: tekst },
      onthoud: geweigerd ? geweigerd.waarden.onthoud === 'ja' : true,
      fouten: geweigerd?.fouten,
    };
    const status = geweigerd ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK;
    return new Page('werkplekken/school', context, { titel: 'School toevoegen', status });
  }

  private async vind(id: string): Promise<Werkplektekst> {
    const werkplek = await this.queries.een(id);
    if (!werkplek) throw werkplekOnbekend();
    return werkplek;
  }
}

const regelVan = ({ id, ...regel }: Werkplekregel) => ({
  ...regel,
  href: werkplekpaden.een(id),
  herziening: werkplekpaden.herziening(id),
});

const kopVan = ({ tekst, schrijfwijzen, geen }: Werkplektekst) => ({
  tekst,
  geen,
  anders: schrijfwijzen.filter((een) => een !== tekst),
});

const waardeVan = ({ soort, id }: Plekvoorstel): string => `${soort}:${id}`;

function keuzeVan(voorstel: Plekvoorstel, gekozen: string | undefined) {
  const { soort, naam, plaats, adres, vestigingscode, van } = voorstel;
  const waarde = waardeVan(voorstel);
  return {
    waarde,
    naam,
    bij:
      soort === 'bestuur'
        ? 'Het bestuur zelf, bijvoorbeeld het kantoor'
        : [[adres, plaats].filter(Boolean).join(', '), van].filter(Boolean).join(' – '),
    code: vestigingscode,
    aan: waarde === gekozen,
  };
}

function mensVan(mens: Invuller) {
  const { soort, persoonId, naam, cohortId, opleiding, opleidingcode, cohort, status, op, tekst, bestuur } =
    mens;
  return {
    ...{ naam, op, tekst, bestuur },
    persoonHref: deelnemerpaden.persoon(persoonId),
    waarvoor: cohort === null ? opleiding : inFull(opleiding, cohort),
    waarvoorHref:
      soort === 'aanmelding' && cohortId
        ? cohortpaden.een(cohortId)
        : belangstellingpaden.beheer(opleidingcode),
    stand: status === null ? 'Belangstelling' : standnaam(status),
  };
}
