import { HttpStatus, Injectable } from '@nestjs/common';
import { AuditQueries } from '../audit/audit.queries.js';
import { geschiedenisVan } from '../audit/geschiedenis.rules.js';
import { Page } from '../platform/web/page.js';
import { paged, pageLinks, sliceOf } from '../platform/web/paging.js';
import type { Geweigerd } from '../platform/web/refused-form.js';
import type { OrganisatiesQuery } from './besturen.dto.js';
import { mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { werkplekpaden } from '../werkplekken/paden.js';
import { bestuurOnbekend } from './besturen.errors.js';
import { OrganisatiesQueries, type Bestuursbeeld, type Organisatievraag } from './organisaties.queries.js';
import { ContactpersonenQueries } from './contactpersonen.queries.js';
import type { Contactpersoon } from './contactpersoon.entity.js';
import { bestuurspaden, contactpaden, duopaden, schoolpaden } from './paden.js';
import { sectorInWoorden, sectorkeuzes } from './standen.js';

const PER_PAGINA = 25;
const akkoordkeuzes = [
  { waarde: 'nee', tekst: 'Nee, een aanmelding is meteen geldig' },
  { waarde: 'ja', tekst: 'Ja, het bestuur beslist eerst' },
];

/** A form that came back; `formulier` is the id of its bestuur. */
type Bestuurweigering = Geweigerd<Record<string, string>>;

export const kruimelsNaarLijst = [{ tekst: 'Besturen en scholen', href: bestuurspaden.lijst }];

/** The screens of besturen with their schools. */
@Injectable()
export class BesturenScherm {
  constructor(
    private readonly queries: OrganisatiesQueries,
    private readonly contactpersonen: ContactpersonenQueries,
    private readonly audit: AuditQueries,
  ) {}

  async lijst(wie: Wie, query: OrganisatiesQuery, geweigerd?: Bestuurweigering): Promise<Page> {
    const paging = { pagina: query.pagina ?? 1, paginaGrootte: PER_PAGINA };
    const filter = vraagVan(query);
    const besturen = await this.queries.metScholen(filter);
    const { skip, take } = sliceOf(paging);
    const deze = besturen.slice(skip, skip + take);
    const contact = await this.contactpersonen.laatsteContact(deze.flatMap(({ id }) => id ?? []));
    const context = {
      pad: bestuurspaden.lijst,
      nieuwHref: bestuurspaden.nieuw,
      nieuweSchoolHref: schoolpaden.nieuw,
      duoHref: duopaden.kies,
      onbekendHref: mag(wie, 'personen.beheren') ? werkplekpaden.lijst : null,
      ...filter,
      gefilterd: filter.zoek !== '' || filter.sector !== null,
      sectoren: sectorkeuzes,
      ...(await this.queries.tellingen()),
      verhuizingen: (await this.queries.verhuizingen()).map(({ id, ...rest }) => ({
        ...rest,
        href: schoolpaden.een(id),
      })),
      zonderNaam: (await this.queries.zonderNaam()).map((bestuur) => ({
        ...bestuur,
        actie: bestuurspaden.een(bestuur.id),
        waarde: bestuur.id === geweigerd?.formulier ? geweigerd.waarden.naam : undefined,
        fout: bestuur.id === geweigerd?.formulier ? Object.values(geweigerd.fouten)[0] : undefined,
      })),
      besturen: deze.map((bestuur) => ({
        ...regelVan(bestuur),
        laatsteContact: (bestuur.id && contact.get(bestuur.id)) ?? null,
      })),
      paginering: pageLinks(paged(besturen, besturen.length, paging), bestuurspaden.lijst, {
        zoek: filter.zoek,
        sector: filter.sector ?? '',
        gesloten: filter.gesloten ? 'true' : '',
      }),
    };
    const status = geweigerd ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK;
    return new Page('beheer/organisaties', context, { titel: 'Besturen en scholen', status });
  }

  nieuw(geweigerd?: Bestuurweigering): Page {
    const context = {
      kruimels: kruimelsNaarLijst,
      actie: bestuurspaden.nieuw,
      terugHref: bestuurspaden.lijst,
      akkoordkeuzes,
      sectoren: sectorkeuzes,
      waarden: geweigerd?.waarden ?? { vraagtAkkoord: 'nee' },
      fouten: geweigerd?.fouten,
    };
    const status = geweigerd ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK;
    return new Page('beheer/bestuur-nieuw', context, { titel: 'Bestuur toevoegen', status });
  }

  /** One bestuur; `formulier` of a refused form is the id of a contactpersoon, or else it is the bestuur itself. @throws DomainError `bestuur-onbekend` */
  async een(id: string, geweigerd?: Bestuurweigering): Promise<Page> {
    const bestuur = await this.queries.bestuur(id);
    if (!bestuur) throw bestuurOnbekend();
    const contacten = await this.contactpersonen.vanBestuur(id);
    const eigen = geweigerd?.formulier ? undefined : geweigerd;
    const context = {
      kruimels: kruimelsNaarLijst,
      ...regelVan(bestuur),
      actie: bestuurspaden.een(id),
      sluiting: bestuurspaden.sluiting(id),
      heropening: bestuurspaden.heropening(id),
      nieuweSchoolHref: `${schoolpaden.nieuw}?bestuur=${id}`,
      akkoordkeuzes,
      sectoren: sectorkeuzes,
      waarden: eigen?.waarden ?? waardenVan(bestuur),
      fouten: eigen?.fouten,
      nieuwContactHref: contactpaden.nieuw(id),
      contactpersonen: contacten.map((contact) => contactregel(contact, geweigerd)),
      regels: geschiedenisVan(await this.audit.vanOnderwerp('bestuur', id)),
      inzage: geschiedenisVan(await this.audit.inzageIn('bestuur', [id])),
    };
    const status = geweigerd ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK;
    return new Page('beheer/bestuur', context, { titel: bestuur.naam, status });
  }
}

const vraagVan = ({ zoek, sector, gesloten }: OrganisatiesQuery): Organisatievraag => ({
  zoek: zoek ?? '',
  sector: sector ?? null,
  gesloten: gesloten ?? false,
});

const contactregel = (
  { id, bestuurId, naam, rol, email, telefoon, opmerking, laatstOp, laatstOver }: Contactpersoon,
  geweigerd: Bestuurweigering | undefined,
) => ({
  ...{ id, naam, rol, email, telefoon, opmerking, laatstOp, laatstOver },
  href: contactpaden.een(bestuurId, id),
  gesproken: contactpaden.gesproken(bestuurId, id),
  over: geweigerd?.formulier === id ? geweigerd.waarden.over : undefined,
  fout: geweigerd?.formulier === id ? Object.values(geweigerd.fouten)[0] : undefined,
});

const waardenVan = (bestuur: Bestuursbeeld): Record<string, string> => ({
  naam: bestuur.naam,
  aliassen: bestuur.aliassen ?? '',
  email: bestuur.contact ?? '',
  sector: bestuur.sector ?? '',
  vraagtAkkoord: bestuur.akkoordNodig ? 'ja' : 'nee',
});

/** A school has its own sector; where that is the one of its bestuur it is not said twice. */
function regelVan({
  id,
  naam,
  nummer,
  aliassen,
  contact,
  sector,
  akkoordNodig,
  scholen,
  geslotenOp,
}: Bestuursbeeld) {
  return {
    ...{ naam, nummer, aliassen, contact, akkoordNodig, geslotenOp },
    href: id && bestuurspaden.een(id),
    sector: id && sectorInWoorden(sector),
    scholen: scholen.map((school) => ({
      ...school,
      href: schoolpaden.een(school.id),
      sector: school.sector === sector ? null : school.sector && sectorInWoorden(school.sector),
    })),
  };
}
