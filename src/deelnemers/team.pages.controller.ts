import { cohortpaden } from '../cohorten/paden.js';
import { deelnemerpaden } from './paden.js';
import { goed } from '../platform/web/refused-form.js';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { GEEN_SCHOOL } from '../personen/persoonsformulier.scherm.js';
import type { Wie } from '../toegang/wie.js';
import type { CohortBeeld } from '../cohorten/cohorten.queries.js';
import { anders } from '../personen/personen.rules.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { LijstGeweigerd } from './deelnemers.errors.js';
import { DeelnemersService } from './deelnemers.service.js';
import { keur, type Lijstkeuring } from './keuring.rules.js';
import { ScholenwijzerQueries } from './scholenwijzer.queries.js';
import { leesTeamlijst } from './teamlijst.rules.js';
import { foutenlijst, NAAMFOUT, ToevoegenScherm, uitkomstInWoorden } from './toevoegen.scherm.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

const VELDEN = ['vestigingscode', 'functie', 'functieAnders', 'mensen'] as const;
type Waarden = Partial<Record<(typeof VELDEN)[number], string>>;

/** A team of one school at once: the school and the functie once, the people one a line. */
@ApiExcludeController()
@Mag('aanmeldingen.beheren')
@Controller('beheer/cohorten/:id/deelnemers/team')
export class TeamPagesController {
  constructor(
    private readonly scherm: ToevoegenScherm,
    private readonly scholen: ScholenwijzerQueries,
    private readonly deelnemers: DeelnemersService,
  ) {}

  @Get()
  async formulier(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.toon(await this.scherm.cohort(id), {}, {});
  }

  /** With `actie` is `aanmelden` it is done; before that it is shown what would happen. */
  @Post()
  @HttpCode(200)
  async bekijkOfMeldAan(
    @Param('id', IdPipe) id: string,
    @Body() body: Record<string, unknown>,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const cohort = await this.scherm.cohort(id);
    const waarden = waardenVan(body);
    const fouten = ontbrekend(waarden);
    if (Object.keys(fouten).length > 0) return this.toon(cohort, waarden, fouten);
    const keuring = await this.keur(waarden);
    if (keuring.fouten.length > 0 || body.actie !== 'aanmelden')
      return this.toon(cohort, waarden, {}, keuring);
    try {
      const uitkomst = await this.deelnemers.meldSamenAan(
        wie,
        id,
        keuring.regels,
        body.bevestigNaam === 'true',
      );
      return new Redirect(cohortpaden.een(id), goed(uitkomstInWoorden(uitkomst)));
    } catch (fout) {
      if (fout instanceof LijstGeweigerd && fout.omNamen)
        return this.toon(cohort, waarden, { bevestigNaam: NAAMFOUT }, keuring);
      if (fout instanceof LijstGeweigerd)
        return this.toon(cohort, waarden, {}, { ...keuring, fouten: fout.regels });
      if (fout instanceof DomainError) return this.toon(cohort, waarden, { _: fout.melding });
      throw fout;
    }
  }

  private async keur({
    mensen = '',
    vestigingscode,
    functie,
    functieAnders,
  }: Waarden): Promise<Lijstkeuring> {
    const standaard = {
      functie: functie === anders ? functieAnders : functie,
      vestigingscode: vestigingscode === GEEN_SCHOOL ? null : vestigingscode,
    };
    return keur(leesTeamlijst(mensen), { wijzer: await this.scholen.wijzer(), koppen: {}, standaard });
  }

  private async toon(
    cohort: CohortBeeld,
    waarden: Waarden,
    fouten: Record<string, string>,
    keuring?: Lijstkeuring,
  ): Promise<Page> {
    const mis = keuring?.fouten ?? [];
    const context = {
      ...(await this.scherm.basis(cohort)),
      ...(await this.scherm.keuzelijsten()),
      actie: deelnemerpaden.team(cohort.id),
      waarden,
      fouten:
        mis.length > 0 ? { mensen: 'Niet elke regel klopt. Verbeter ze hieronder.', ...fouten } : fouten,
      regelfouten: mis.length > 0 ? foutenlijst(mis) : null,
      vooruitblik: keuring && mis.length === 0 ? await this.scherm.vooruitblik(cohort, keuring.regels) : null,
    };
    const status = mis.length > 0 || Object.keys(fouten).length > 0 ? 422 : 200;
    return new Page('deelnemers/team', context, { titel: `Een team aanmelden: ${cohort.opleiding}`, status });
  }
}

function waardenVan(body: Record<string, unknown>): Waarden {
  return Object.fromEntries(
    VELDEN.flatMap((veld) => {
      const waarde = body[veld];
      return typeof waarde === 'string' ? [[veld, waarde]] : [];
    }),
  );
}

function ontbrekend({ vestigingscode, functie, functieAnders, mensen }: Waarden): Record<string, string> {
  const mist = (waarde: string | undefined): boolean => !waarde?.trim();
  return {
    ...(mist(vestigingscode)
      ? { vestigingscode: 'Kies de school, of kies ‘Niet op een van deze scholen’.' }
      : {}),
    ...(mist(functie) ? { functie: 'Kies de functie.' } : {}),
    ...(functie === anders && mist(functieAnders) ? { functieAnders: 'Vul in welke functie het is.' } : {}),
    ...(mist(mensen) ? { mensen: 'Vul in wie je aanmeldt, één mens op een regel.' } : {}),
  };
}
