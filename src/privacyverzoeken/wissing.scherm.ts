import { Injectable } from '@nestjs/common';
import { standVan } from '../aanmeldingen/aanmeldingen.rules.js';
import { deelnemerpaden } from '../deelnemers/paden.js';
import { inzagepaden } from '../inzage/paden.js';
import { Settings } from '../platform/config/settings.js';
import { Page } from '../platform/web/page.js';
import type { Geweigerd } from '../platform/web/refused-form.js';
import { inFull, plural } from '../platform/web/template-helpers.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import { privacypaden } from './paden.js';
import type { Lopende } from './wissen.queries.js';
import { WissenService, type Wissing } from './wissen.service.js';
import { blijftVan, zelfVan } from './wissing.rules.js';

/** What an erasure would do, for somebody of the staff who is about to say yes. */
@Injectable()
export class WissingScherm {
  constructor(
    private readonly wissen: WissenService,
    private readonly settings: Settings,
  ) {}

  /** From the page of a person. @throws DomainError `persoon-onbekend` or `al-gewist` */
  async toon(persoonId: string, geweigerd?: Pick<Geweigerd, 'fouten'>): Promise<Page> {
    const voorbeeld = await this.voorbeeld(persoonId);
    const context = {
      kruimels: [
        { tekst: 'Personen', href: deelnemerpaden.personen },
        { tekst: voorbeeld.naam, href: inzagepaden.persoon(persoonId) },
      ],
      ...voorbeeld,
      fouten: geweigerd?.fouten,
      terugHref: inzagepaden.persoon(persoonId),
    };
    const status = geweigerd ? 422 : 200;
    return new Page('privacyverzoeken/wissing', context, { titel: `${voorbeeld.naam} wissen`, status });
  }

  /** The preview as `partials/wissing.hbs` shows it. */
  async voorbeeld(persoonId: string) {
    return voorbeeldVan(await this.wissen.proef(persoonId), this.settings.BEWAAR_CERTIFICATEN);
  }
}

function voorbeeldVan(wissing: Wissing, maanden: number) {
  const { doelwit, aantallen, persoonId } = wissing;
  const [mens, ...anderen] = doelwit.mensen;
  const met = (afloop: 'weg' | 'anoniem'): string[] =>
    aantallen.filter((een) => een.afloop === afloop).map(({ wat, aantal }) => plural(aantal, ...wat));
  const aanmeldingen = plural(doelwit.aanmeldingen.length, 'aanmelding', 'aanmeldingen');
  return {
    naam: volledigeNaam(mens!),
    email: mens!.email,
    anderen: anderen.map((ander) => ({ naam: volledigeNaam(ander), email: ander.email })),
    weg: [zelfVan(mens!), ...met('weg')],
    anoniem: [
      ...(doelwit.aanmeldingen.length > 0
        ? [`${aanmeldingen}: bestuur, stand, data en aanwezigheid tellen mee, zonder wie het was`]
        : []),
      ...met('anoniem'),
    ],
    woorden: doelwit.woorden,
    blijft: blijftVan(wissing, maanden),
    lopend: doelwit.lopend.map(lopendeRegel),
    afmeldenNodig: doelwit.lopend.some(({ dichtbij }) => dichtbij),
    actie: privacypaden.wissing(persoonId),
  };
}

const lopendeRegel = ({ opleiding, cohort, status, eerste, dichtbij }: Lopende) => ({
  cohort: inFull(opleiding, cohort),
  stand: standVan({ status, wachtlijstpositie: null }),
  eerste,
  dichtbij,
});
