import { Injectable } from '@nestjs/common';
import { wijzigingen } from '../../audit/wijzigingen.rules.js';
import type { DomainError } from '../../platform/errors/domain-error.js';
import { Page } from '../../platform/web/page.js';
import { mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { bestandpaden, cohortpaden } from '../paden.js';
import { plaatsInWoorden } from './catalogus-yaml.rules.js';
import { cataloguslijsten, type Cataloguslezing, type Cataloguslijst } from './cataloguslezing.entity.js';

const MEESTE_FOUTEN = 100;

const koppen: Record<Cataloguslijst, string> = {
  besturen: 'Besturen',
  scholen: 'Scholen',
  vakanties: 'Vakanties',
  opleidingen: 'Opleidingen',
  cohorten: 'Cohorten',
};

const fouten = (geweigerd: DomainError | undefined) => {
  const alle = geweigerd?.fouten ?? [];
  return {
    fout: geweigerd?.melding ?? null,
    regelfouten: alle
      .slice(0, MEESTE_FOUTEN)
      .map(({ veld, melding }) => ({ veld: plaatsInWoorden(veld), melding })),
    meer: Math.max(0, alle.length - MEESTE_FOUTEN),
  };
};

/** The screens on which a catalogue file is taken along, chosen and looked through. */
@Injectable()
export class CatalogusbestandScherm {
  keuze(geweigerd?: DomainError): Page {
    const context = {
      actie: bestandpaden.kies,
      ophalenHref: bestandpaden.bestand,
      ...fouten(geweigerd),
      fouten: geweigerd && { bestand: geweigerd.melding },
    };
    return new Page('cohorten/catalogusbestand', context, {
      titel: 'Catalogus als bestand',
      status: geweigerd ? 422 : 200,
    });
  }

  /** What was read, before it is done and after. */
  vooruitzicht(
    wie: Wie,
    { id, bestand, vooruitzicht, uitgevoerdOp }: Cataloguslezing,
    geweigerd?: DomainError,
  ): Page {
    const lijsten = cataloguslijsten
      .map((lijst) => ({ kop: koppen[lijst], ...vooruitzicht[lijst] }))
      .filter(({ nieuw, gewijzigd }) => nieuw + gewijzigd > 0)
      .map(({ kop, nieuw, gewijzigd, eerste }) => ({
        ...{ kop, nieuw, gewijzigd },
        meer: nieuw + gewijzigd - eerste.length,
        regels: eerste.map(({ soort, sleutel, naam, velden }) => ({
          ...{ sleutel, naam },
          nieuw: soort === 'nieuw',
          wijzigingen: wijzigingen(velden),
        })),
      }));
    const context = {
      kruimels: [{ tekst: 'Catalogus als bestand', href: bestandpaden.kies }],
      ...{ bestand, lijsten, uitgevoerdOp },
      ...fouten(geweigerd),
      doetIets: lijsten.length > 0,
      actie: bestandpaden.uitvoering(id),
      anderHref: bestandpaden.kies,
      verderHref: mag(wie, 'cohorten.beheren') ? cohortpaden.lijst : cohortpaden.catalogus,
    };
    const status = geweigerd ? 422 : 200;
    return new Page('cohorten/catalogus-vooruitzicht', context, { titel: 'Catalogus inlezen', status });
  }
}
