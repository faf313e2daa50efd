import { Injectable } from '@nestjs/common';
import { wijzigingen } from '../audit/wijzigingen.rules.js';
import type { DomainError, FieldError } from '../platform/errors/domain-error.js';
import { Page } from '../platform/web/page.js';
import { kruimelsNaarLijst } from './besturen.scherm.js';
import type { Duolezing, Duoregel } from './duolezing.entity.js';
import { bestuurspaden, duopaden } from './paden.js';

const MEESTE_FOUTEN = 100;

/** What was typed beside the files, and what was wrong with them. */
interface Geweigerdekeuze {
  peildatum: string;
  fouten: Record<string, string>;
  regels?: readonly FieldError[];
}

const koppen: Record<Duoregel['soort'], string> = {
  nieuw: 'Nieuw',
  gewijzigd: 'Gewijzigd',
  heropend: 'Weer open',
  gesloten: 'Sluiten',
};

/** The screens on which a list of DUO is chosen and looked through. */
@Injectable()
export class DuolezingScherm {
  keuze(geweigerd?: Geweigerdekeuze): Page {
    const { regels = [] } = geweigerd ?? {};
    const context = {
      kruimels: kruimelsNaarLijst,
      actie: duopaden.kies,
      terugHref: bestuurspaden.lijst,
      peildatum: geweigerd?.peildatum,
      fouten: geweigerd?.fouten,
      regelfouten: regels.slice(0, MEESTE_FOUTEN).map(({ veld, melding }) => ({ veld, melding })),
      meer: Math.max(0, regels.length - MEESTE_FOUTEN),
    };
    return new Page('beheer/duo', context, { titel: 'Lijst van DUO inlezen', status: geweigerd ? 422 : 200 });
  }

  /** What was read, before it is done and after. */
  vooruitzicht({ id, vooruitzicht, uitgevoerdOp }: Duolezing, geweigerd?: DomainError): Page {
    const { bestanden, peildatums, gelijk, besturen, aantallen, eerste } = vooruitzicht;
    const soorten = (Object.keys(koppen) as Duoregel['soort'][])
      .filter((soort) => aantallen[soort] > 0)
      .map((soort) => ({
        kop: koppen[soort],
        aantal: aantallen[soort],
        meer: aantallen[soort] - eerste[soort].length,
        scholen: eerste[soort].map(({ naam, plaats, vestigingscode, velden }) => ({
          ...{ naam, plaats, vestigingscode },
          wijzigingen: wijzigingen(velden),
        })),
      }));
    const context = {
      kruimels: kruimelsNaarLijst,
      ...{ bestanden, peildatums, gelijk, besturen, soorten, uitgevoerdOp },
      fout: geweigerd && { kop: geweigerd.melding, regels: geweigerd.fouten.slice(0, MEESTE_FOUTEN) },
      doetIets: soorten.length > 0 || besturen.nieuw > 0 || besturen.benoemd > 0,
      actie: duopaden.uitvoering(id),
      anderHref: duopaden.kies,
      terugHref: bestuurspaden.lijst,
    };
    const status = geweigerd ? 422 : 200;
    return new Page('beheer/duo-vooruitzicht', context, { titel: 'Lijst van DUO inlezen', status });
  }
}
