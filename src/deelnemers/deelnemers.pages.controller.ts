import { cohortpaden } from '../cohorten/paden.js';
import { deelnemerpaden } from './paden.js';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  foutenPerVeld,
  leesFormulier,
  waardenVan,
  type Persoonsformulier,
} from '../personen/persoonsformulier.scherm.js';
import { AanmeldenService, type Aangemeld } from '../aanmeldingen/aanmelden.service.js';
import type { Wie } from '../toegang/wie.js';
import type { CohortBeeld } from '../cohorten/cohorten.queries.js';
import { DomainError, type FieldError } from '../platform/errors/domain-error.js';
import { Page, Redirect, type Melding } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { ToevoegenScherm } from './toevoegen.scherm.js';
import { MeldAanDto } from '../aanmeldingen/aanmeldingen.dto.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { naamvraag } from '../aanmeldingen/aanvraag.rules.js';

/** Adding one person by hand. */
@ApiExcludeController()
@Mag('aanmeldingen.beheren')
@Controller('beheer/cohorten/:id/deelnemers/nieuw')
export class DeelnemersPagesController {
  constructor(
    private readonly scherm: ToevoegenScherm,
    private readonly aanmelden: AanmeldenService,
  ) {}

  @Get()
  async formulier(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.toon(await this.scherm.cohort(id), {}, []);
  }

  @Post()
  @HttpCode(200)
  async voegToe(
    @Param('id', IdPipe) id: string,
    @Body() formulier: Persoonsformulier,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const cohort = await this.scherm.cohort(id);
    const { verzoek, fouten } = leesFormulier(MeldAanDto, formulier);
    if (!verzoek) return this.toon(cohort, formulier, fouten);
    try {
      const aangemeld = await this.aanmelden.meldAan(id, verzoek, wie);
      return new Redirect(cohortpaden.een(id), meldingVan(aangemeld));
    } catch (fout) {
      if (!(fout instanceof DomainError)) throw fout;
      const veld = fout.code === 'al-aangemeld' ? 'email' : '_';
      const eigen = fout.fouten.length > 0 ? fout.fouten : [{ veld, melding: fout.melding }];
      return this.toon(cohort, formulier, eigen, fout);
    }
  }

  private async toon(
    cohort: CohortBeeld,
    formulier: Persoonsformulier,
    fouten: FieldError[],
    geweigerd?: DomainError,
  ): Promise<Page> {
    const context = {
      ...(await this.scherm.basis(cohort)),
      ...(await this.scherm.keuzelijsten()),
      actie: deelnemerpaden.nieuw(cohort.id),
      waarden: waardenVan(formulier),
      naamvraag: naamvraag(geweigerd, formulier),
      fouten: fouten.length > 0 ? foutenPerVeld(fouten.map(overEenAnder)) : undefined,
    };
    const status = fouten.length > 0 ? 422 : 200;
    return new Page('deelnemers/nieuw', context, { titel: `Iemand aanmelden: ${cohort.opleiding}`, status });
  }
}

/** The form speaks to the deelnemer; here somebody else fills it in. */
const overEenAnder = ({ veld, melding }: FieldError): FieldError => ({
  veld,
  melding: melding
    .replace(/^Kies je school, .*/, 'Kies de school, of kies ‘Niet op een van deze scholen’.')
    .replace('welke functie je hebt', 'welke functie het is')
    .replace(/ je (?=voornaam|achternaam|functie)/, ' de ')
    .replace(' je e-mailadres', ' het e-mailadres'),
});

function meldingVan({ aanmelding, wachtlijstpositie }: Aangemeld): Melding {
  if (wachtlijstpositie !== null)
    return { soort: 'goed', tekst: `Aangemeld, op plaats ${wachtlijstpositie} van de wachtlijst.` };
  return aanmelding.status === 'voorlopig'
    ? { soort: 'goed', tekst: 'Aangemeld. De plaats is voorlopig.' }
    : { soort: 'goed', tekst: 'Aangemeld. Deze deelnemer heeft een plaats.' };
}
