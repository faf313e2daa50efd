import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Aangemeld, AanmeldenService } from '../aanmeldingen/aanmelden.service.js';
import { MeldAanDto } from '../aanmeldingen/aanmeldingen.dto.js';
import { type Werkplekantwoord, Werkplekkiezer } from '../besturen/werkplek.scherm.js';
import { cohortpaden } from '../cohorten/paden.js';
import { anders } from '../personen/personen.rules.js';
import { leesFormulier, type Persoonsformulier } from '../personen/persoonsformulier.scherm.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { asTyped, byField, type Typed } from '../platform/web/form-input.js';
import { Form } from '../platform/web/form-kind.js';
import { type Melding, Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { goed, probeer } from '../platform/web/refused-form.js';
import { uploadFrom } from '../platform/web/uploads.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { LijstGeweigerd } from './deelnemers.errors.js';
import { DeelnemersService } from './deelnemers.service.js';
import { leesTeamlijst } from './lijst.rules.js';
import { deelnemerpaden } from './paden.js';
import {
  NAAMFOUT,
  type Teamwaarden,
  ToevoegenScherm,
  uitkomstInWoorden,
  TEAMVELDEN,
} from './toevoegen.scherm.js';

/** Adding people to a cohort: one by hand, a team, a file. */
@ApiExcludeController()
@Mag('aanmeldingen.beheren')
@Controller('beheer/cohorten/:id/deelnemers')
export class ToevoegenPagesController {
  constructor(
    private readonly scherm: ToevoegenScherm,
    private readonly aanmelden: AanmeldenService,
    private readonly deelnemers: DeelnemersService,
    private readonly kiezer: Werkplekkiezer,
  ) {}

  @Get('nieuw')
  async nieuw(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.nieuw(await this.scherm.cohort(id));
  }

  @Post('nieuw')
  @HttpCode(200)
  async voegToe(
    @Param('id', IdPipe) id: string,
    @Body() formulier: Persoonsformulier,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const cohort = await this.scherm.cohort(id);
    const werkplek = await this.kiezer.lees(formulier, { voor: 'ander' });
    const { verzoek, fouten } = leesFormulier(MeldAanDto, formulier, werkplek);
    if (!verzoek) return this.scherm.nieuw(cohort, formulier, fouten);
    return probeer(
      async () =>
        new Redirect(cohortpaden.een(id), meldingVan(await this.aanmelden.meldAan(id, verzoek, wie))),
      (_fouten, fout) => {
        if (!(fout instanceof DomainError)) throw fout;
        const veld = fout.code === 'al-aangemeld' ? 'email' : '_';
        const eigen = fout.fouten.length > 0 ? fout.fouten : [{ veld, melding: fout.melding }];
        return this.scherm.nieuw(cohort, formulier, eigen, fout);
      },
    );
  }

  /** Of one school at once: the school and the functie once, the people one a line. */
  @Get('team')
  async team(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.team(await this.scherm.cohort(id));
  }

  /** With `actie` is `aanmelden` it is done; before that it is shown what would happen. */
  @Post('team')
  @HttpCode(200)
  async bekijkOfMeldAan(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const cohort = await this.scherm.cohort(id);
    const waarden = waardenVanTeam(body);
    const werkplek = await this.kiezer.lees(waarden, { voor: 'team' });
    if (werkplek.zoekt) return this.scherm.team(cohort, waarden);
    const ontbrekend = ontbrekendIn(waarden, werkplek);
    if (Object.keys(ontbrekend).length > 0) return this.scherm.team(cohort, waarden, ontbrekend);
    const keuring = await this.deelnemers.keur(
      leesTeamlijst(waarden.mensen ?? ''),
      standaardVan(waarden, werkplek),
    );
    if (keuring.fouten.length > 0 || body.actie !== 'aanmelden')
      return this.scherm.team(cohort, waarden, {}, keuring);
    return probeer(
      async () => {
        const bevestigd = body.bevestigNaam === 'true';
        const uitkomst = await this.deelnemers.meldSamenAan(wie, id, keuring.regels, bevestigd);
        return new Redirect(cohortpaden.een(id), goed(uitkomstInWoorden(uitkomst)));
      },
      (_fouten, fout) => {
        if (fout instanceof LijstGeweigerd)
          return fout.omNamen
            ? this.scherm.team(cohort, waarden, { bevestigNaam: NAAMFOUT }, keuring)
            : this.scherm.team(cohort, waarden, {}, { ...keuring, fouten: fout.regels });
        if (fout instanceof DomainError) return this.scherm.team(cohort, waarden, { _: fout.melding });
        throw fout;
      },
    );
  }

  /** A file with people: chosen, looked through, and only then carried out. */
  @Get('import')
  async kies(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.bestandskeuze(await this.scherm.cohort(id));
  }

  @Post('import')
  @Form('file')
  @HttpCode(200)
  async lees(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const cohort = await this.scherm.cohort(id);
    const upload = uploadFrom(body.bestand);
    const functie = asTyped(body.functie);
    if (!upload) {
      const fouten = { bestand: 'Kies een bestand met mensen erin.' };
      return this.scherm.bestandskeuze(cohort, { functie, fouten });
    }
    const { bestandsnaam, inhoud } = upload;
    const gelezen = await this.deelnemers.lees(wie, id, bestandsnaam, inhoud, { functie: functie || null });
    if (gelezen.id) return new Redirect(deelnemerpaden.gelezen(id, gelezen.id));
    return this.scherm.bestandskeuze(cohort, { functie, gelezen, bestandsnaam });
  }

  @Get('import/:importId')
  async bekijk(@Param('id', IdPipe) id: string, @Param('importId', IdPipe) importId: string): Promise<Page> {
    return this.scherm.bestand(await this.scherm.cohort(id), await this.deelnemers.vind(id, importId));
  }

  @Post('import/:importId/uitvoering')
  @HttpCode(200)
  voerUit(
    @Param('id', IdPipe) id: string,
    @Param('importId', IdPipe) importId: string,
    @Body() { bevestigNaam }: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    return probeer(
      async () => {
        const uitkomst = await this.deelnemers.voerUit(wie, id, importId, bevestigNaam === 'true');
        return new Redirect(cohortpaden.een(id), goed(uitkomstInWoorden(uitkomst)));
      },
      async (_fouten, fout) => {
        const cohort = await this.scherm.cohort(id);
        const bestand = await this.deelnemers.vind(id, importId);
        if (fout instanceof LijstGeweigerd)
          return fout.omNamen
            ? this.scherm.bestand(cohort, bestand, [], true)
            : this.scherm.bestand(cohort, bestand, fout.regels);
        if (fout instanceof DomainError && fout.kind === 'conflict')
          return this.scherm.bestand(cohort, bestand, [{ rij: null, kolom: null, melding: fout.melding }]);
        throw fout;
      },
    );
  }
}

function meldingVan({ aanmelding, wachtlijstpositie }: Aangemeld): Melding {
  if (wachtlijstpositie !== null) return goed(`Aangemeld, op plaats ${wachtlijstpositie} van de wachtlijst.`);
  return aanmelding.status === 'voorlopig'
    ? goed('Aangemeld. De plaats is voorlopig.')
    : goed('Aangemeld. Deze deelnemer heeft een plaats.');
}

function waardenVanTeam(body: Typed): Teamwaarden {
  return Object.fromEntries(
    TEAMVELDEN.flatMap((veld) => {
      const waarde = body[veld];
      return typeof waarde === 'string' ? [[veld, waarde]] : [];
    }),
  );
}

/** What the form says once holds for everybody whose line does not say otherwise. */
const standaardVan = ({ functie, functieAnders }: Teamwaarden, { werkplek }: Werkplekantwoord) => ({
  functie: functie === anders ? functieAnders : functie,
  werkplek,
});

function ontbrekendIn(
  { functie, functieAnders, mensen }: Teamwaarden,
  { fouten }: Werkplekantwoord,
): Record<string, string> {
  const mist = (waarde: string | undefined): boolean => !waarde?.trim();
  return {
    ...byField(fouten),
    ...(mist(functie) ? { functie: 'Kies de functie.' } : {}),
    ...(functie === anders && mist(functieAnders) ? { functieAnders: 'Vul in welke functie het is.' } : {}),
    ...(mist(mensen) ? { mensen: 'Vul in wie je aanmeldt, één mens op een regel.' } : {}),
  };
}
