import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { inzagepaden } from '../inzage/paden.js';
import { persoonOnbekend } from '../personen/personen.errors.js';
import { Page } from '../platform/web/page.js';
import type { Geweigerd } from '../platform/web/refused-form.js';
import { inFull } from '../platform/web/template-helpers.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { privacypaden } from './paden.js';
import type { Verzoeksoort } from './standen.js';
import { VerzoekenQueries, type Verzoekbeeld } from './verzoeken.queries.js';
import { verzoekstanden } from './verzoeken.scherm.js';
import { WissenService } from './wissen.service.js';

const vragen: Record<Verzoeksoort, string> = {
  wissing: 'Wis mijn gegevens',
  beperking: 'Zet mijn gegevens op slot',
};

/** A participant asks to be erased or that what we hold is not used, and sees how it stands. */
@Injectable()
export class MijnVerzoekScherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queries: VerzoekenQueries,
    private readonly wissen: WissenService,
  ) {}

  /** @throws DomainError `persoon-onbekend` */
  async toon(persoonId: string): Promise<Page> {
    const verzoeken = await this.queries.vanPersoon(persoonId);
    const persoon = await this.dataSource.manager.findOneBy(Persoon, { id: persoonId });
    // Erased since the page was asked for.
    if (!persoon) throw persoonOnbekend();
    const { beperktOp } = persoon;
    const kan = (soort: Verzoeksoort): boolean =>
      !verzoeken.some((v) => v.soort === soort && v.status === 'open');
    const context = {
      kruimels,
      verzoeken: verzoeken.map(eigenVerzoek),
      wissenHref: kan('wissing') ? `${privacypaden.mijn}?soort=wissing` : null,
      slotHref: kan('beperking') && !beperktOp ? `${privacypaden.mijn}?soort=beperking` : null,
      beperktOp,
      ontslotActie: privacypaden.mijnOpheffing,
    };
    return new Page('privacyverzoeken/mijn', context, { titel: 'Wissen of op slot' });
  }

  /** What it would mean, before it is asked. */
  async bevestig(
    persoonId: string,
    soort: Verzoeksoort,
    geweigerd?: Geweigerd<{ toelichting: string }>,
  ): Promise<Page> {
    const { lopend, certificaten, medewerker } = await this.wissen.schets(persoonId);
    const context = {
      kruimels: [...kruimels, { tekst: 'Wissen of op slot', href: privacypaden.mijn }],
      soort,
      kop: vragen[soort],
      lopend: lopend.map(({ opleiding, cohort }) => inFull(opleiding, cohort)),
      certificaten,
      medewerker,
      actie: privacypaden.mijn,
      terugHref: privacypaden.mijn,
      waarden: geweigerd?.waarden ?? { toelichting: '' },
      fouten: geweigerd?.fouten,
    };
    return new Page('privacyverzoeken/mijn-vraag', context, {
      titel: vragen[soort],
      status: geweigerd ? 422 : 200,
    });
  }
}

const kruimels = [
  { tekst: 'Mijn aanmeldingen', href: aanmeldpaden.mijn },
  { tekst: 'Mijn gegevens', href: inzagepaden.mijn },
];

function eigenVerzoek({ id, soort, status, ontvangenOp, termijnOp, afgehandeldOp, reden }: Verzoekbeeld) {
  return {
    wat: soort === 'wissing' ? 'Gegevens wissen' : 'Gegevens op slot',
    stand: verzoekstanden[status],
    open: status === 'open',
    ontvangenOp,
    termijnOp,
    afgehandeldOp,
    reden,
    intrekActie: privacypaden.mijnIntrekking(id),
  };
}
