import { HttpStatus, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { Page } from '../platform/web/page.js';
import type { Geweigerd } from '../platform/web/refused-form.js';
import { bestuurOnbekend, contactpersoonOnbekend } from './besturen.errors.js';
import { kruimelsNaarLijst } from './besturen.scherm.js';
import { ContactpersonenQueries } from './contactpersonen.queries.js';
import type { Contactpersoon } from './contactpersoon.entity.js';
import { OrganisatiesQueries } from './organisaties.queries.js';
import { bestuurspaden, contactpaden } from './paden.js';

type Contactweigering = Geweigerd<Record<string, string>>;

/** The form of a contactpersoon. */
@Injectable()
export class ContactpersoonScherm {
  constructor(
    private readonly queries: OrganisatiesQueries,
    private readonly contactpersonen: ContactpersonenQueries,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `bestuur-onbekend` */
  nieuw(bestuurId: string, geweigerd?: Contactweigering): Promise<Page> {
    return this.toon(bestuurId, null, geweigerd);
  }

  /** @throws DomainError `bestuur-onbekend`, `contactpersoon-onbekend` */
  async een(bestuurId: string, id: string, geweigerd?: Contactweigering): Promise<Page> {
    const contact = await this.contactpersonen.een(bestuurId, id);
    if (!contact) throw contactpersoonOnbekend();
    return this.toon(bestuurId, contact, geweigerd);
  }

  private async toon(
    bestuurId: string,
    contact: Contactpersoon | null,
    geweigerd: Contactweigering | undefined,
  ): Promise<Page> {
    const bestuur = await this.queries.bestuur(bestuurId);
    if (!bestuur) throw bestuurOnbekend();
    const titel = contact ? contact.naam : 'Contactpersoon toevoegen';
    const context = {
      kruimels: [...kruimelsNaarLijst, { tekst: bestuur.naam, href: bestuurspaden.een(bestuurId) }],
      kop: titel,
      actie: contact ? contactpaden.een(bestuurId, contact.id) : contactpaden.nieuw(bestuurId),
      verwijdering: contact && contactpaden.verwijdering(bestuurId, contact.id),
      terugHref: bestuurspaden.een(bestuurId),
      vandaag: dateOf(this.clock.now()),
      waarden: geweigerd?.waarden ?? (contact ? waardenVan(contact) : {}),
      fouten: geweigerd?.fouten,
    };
    const status = geweigerd ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK;
    return new Page('beheer/contactpersoon', context, { titel, status });
  }
}

const waardenVan = (contact: Contactpersoon): Record<string, string> => ({
  ...{ naam: contact.naam, rol: contact.rol ?? '', email: contact.email ?? '' },
  ...{ telefoon: contact.telefoon ?? '', opmerking: contact.opmerking ?? '' },
  ...{ laatstOp: contact.laatstOp ?? '', laatstOver: contact.laatstOver ?? '' },
});
