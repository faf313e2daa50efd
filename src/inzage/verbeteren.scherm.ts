import { Injectable } from '@nestjs/common';
import { aanmeldpaden } from '../aanmeldingen/paden.js';
import type { AanmeldingBeeld } from '../aanmeldingen/aanmeldingen.queries.js';
import { Werkplekkiezer } from '../besturen/werkplek.scherm.js';
import {
  Aanmeldingbeheerscherm,
  waardenVan,
  werkplekVan,
} from '../cohortbeheer/mensen/aanmeldingbeheer.scherm.js';
import { functiekeuzes } from '../opleidingen/opleidingen.rules.js';
import type { Typed } from '../platform/web/form-input.js';
import { Page } from '../platform/web/page.js';
import { inFull } from '../platform/web/template-helpers.js';
import type { Adreswens } from './adreslink.rules.js';
import { inzagepaden } from './paden.js';

type Waarden = ReturnType<typeof waardenVan>;

const kruimels = [
  { tekst: 'Mijn aanmeldingen', href: aanmeldpaden.mijn },
  { tekst: 'Mijn gegevens', href: inzagepaden.mijn },
];

/** The screens on which a deelnemer puts something right: another address, and one aanmelding. */
@Injectable()
export class VerbeterScherm {
  constructor(
    private readonly kiezer: Werkplekkiezer,
    private readonly beheer: Aanmeldingbeheerscherm,
  ) {}

  /** What the link in the mail leads to. */
  adres(token: string, { email, oud }: Adreswens & { oud: string }, fouten?: Record<string, string>): Page {
    const context = { kruimels, actie: inzagepaden.adres(token), email, oud, fouten };
    return new Page('inzage/adres', context, {
      titel: fouten ? 'Fout: Je nieuwe e-mailadres' : 'Je nieuwe e-mailadres',
      status: fouten ? 422 : 200,
    });
  }

  async aanmelding(a: AanmeldingBeeld, getypt?: Waarden, fouten?: Record<string, string>): Promise<Page> {
    const context = {
      kruimels,
      naam: inFull(a.opleiding, a.cohort),
      actie: inzagepaden.aanmelding(a.id),
      functies: functiekeuzes,
      werkplek: await this.kiezer.veld(getypt ?? werkplekVan(a), { voor: 'zelf', bestuurId: a.bestuurId }),
      waarden: getypt ?? waardenVan(a),
      fouten,
    };
    const titel = `${fouten ? 'Fout: ' : ''}Verbeter je aanmelding`;
    return new Page('inzage/aanmelding', context, { titel, status: fouten ? 422 : 200 });
  }

  leesAanmelding(body: Typed, { bestuurId }: AanmeldingBeeld) {
    return this.beheer.leesGegevens(body, { voor: 'zelf', bestuurId });
  }
}
