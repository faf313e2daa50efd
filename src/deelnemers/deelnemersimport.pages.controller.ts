import { cohortpaden } from '../cohorten/paden.js';
import { deelnemerpaden } from './paden.js';
import { goed } from '../platform/web/refused-form.js';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { functiekeuzes } from '../opleidingen/opleidingen.rules.js';
import { DomainError } from '../platform/errors/domain-error.js';
import type { Typed } from '../platform/web/form-input.js';
import { Form } from '../platform/web/form-kind.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { uploadFrom } from '../platform/web/uploads.js';
import { LijstGeweigerd } from './deelnemers.errors.js';
import { DeelnemersimportService, type GelezenBestand } from './deelnemersimport.service.js';
import { foutenlijst, NAAMFOUT, ToevoegenScherm, uitkomstInWoorden } from './toevoegen.scherm.js';
import { velden, veldnamen, type Regelfout } from './velden.rules.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

/** A file with people: chosen, looked through, and only then carried out. */
@ApiExcludeController()
@Mag('aanmeldingen.beheren')
@Controller('beheer/cohorten/:id/deelnemers/import')
export class DeelnemersimportPagesController {
  constructor(
    private readonly scherm: ToevoegenScherm,
    private readonly imports: DeelnemersimportService,
  ) {}

  @Get()
  kies(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.toonKeuze(id, {});
  }

  @Post()
  @Form('file')
  @HttpCode(200)
  async lees(
    @Param('id', IdPipe) id: string,
    @Body() body: Record<string, unknown>,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    await this.scherm.cohort(id);
    const upload = uploadFrom(body.bestand);
    const functie = typeof body.functie === 'string' ? body.functie : '';
    if (!upload)
      return this.toonKeuze(id, { functie, fouten: { bestand: 'Kies een bestand met mensen erin.' } });
    const { bestandsnaam, inhoud } = upload;
    const gelezen = await this.imports.lees(wie, id, bestandsnaam, inhoud, { functie: functie || null });
    if (gelezen.id) return new Redirect(deelnemerpaden.gelezen(id, gelezen.id));
    return this.toonKeuze(id, { functie, gelezen, bestandsnaam });
  }

  @Get(':importId')
  bekijk(@Param('id', IdPipe) id: string, @Param('importId', IdPipe) importId: string): Promise<Page> {
    return this.toonVoorbeeld(id, importId);
  }

  @Post(':importId/uitvoering')
  @HttpCode(200)
  async voerUit(
    @Param('id', IdPipe) id: string,
    @Param('importId', IdPipe) importId: string,
    @Body() { bevestigNaam }: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    try {
      const uitkomst = await this.imports.voerUit(wie, id, importId, bevestigNaam === 'true');
      return new Redirect(cohortpaden.een(id), goed(uitkomstInWoorden(uitkomst)));
    } catch (fout) {
      if (fout instanceof LijstGeweigerd && fout.omNamen) return this.toonVoorbeeld(id, importId, [], true);
      if (fout instanceof LijstGeweigerd) return this.toonVoorbeeld(id, importId, fout.regels);
      if (fout instanceof DomainError && fout.kind === 'conflict')
        return this.toonVoorbeeld(id, importId, [{ rij: null, kolom: null, melding: fout.melding }]);
      throw fout;
    }
  }

  private async toonKeuze(
    id: string,
    met: {
      functie?: string;
      fouten?: Record<string, string>;
      gelezen?: GelezenBestand;
      bestandsnaam?: string;
    },
  ): Promise<Page> {
    const cohort = await this.scherm.cohort(id);
    const { functie, fouten, gelezen, bestandsnaam } = met;
    const context = {
      ...(await this.scherm.basis(cohort)),
      actie: deelnemerpaden.import(id),
      functies: functiekeuzes,
      kolommen: velden.map((veld) => veldnamen[veld]),
      waarden: { functie },
      fouten: gelezen ? { bestand: 'In dit bestand kloppen dingen niet. Er is niemand aangemeld.' } : fouten,
      bestand: gelezen ? { naam: bestandsnaam, aantal: gelezen.aantal, vorm: gelezen.vorm } : null,
      onbekend: gelezen?.onbekend ?? [],
      regelfouten: gelezen ? foutenlijst(gelezen.fouten) : null,
    };
    const titel = `Een bestand aanmelden: ${cohort.opleiding}`;
    return new Page('deelnemers/import', context, { titel, status: gelezen || fouten ? 422 : 200 });
  }

  private async toonVoorbeeld(
    id: string,
    importId: string,
    fouten: Regelfout[] = [],
    omNamen = false,
  ): Promise<Page> {
    const cohort = await this.scherm.cohort(id);
    const bestand = await this.imports.vind(id, importId);
    const context = {
      ...(await this.scherm.basis(cohort)),
      bestandsnaam: bestand.bestandsnaam,
      onbekend: bestand.overgeslagenKolommen,
      uitgevoerd: bestand.resultaat
        ? { op: bestand.uitgevoerdOp, tekst: uitkomstInWoorden(bestand.resultaat) }
        : null,
      vooruitblik: await this.scherm.vooruitblik(cohort, bestand.rijen),
      regelfouten: fouten.length > 0 ? foutenlijst(fouten) : null,
      fouten: omNamen ? { bevestigNaam: NAAMFOUT } : undefined,
      actie: deelnemerpaden.uitvoering(id, importId),
      anderHref: deelnemerpaden.import(id),
    };
    const status = fouten.length > 0 || omNamen ? 422 : 200;
    return new Page('deelnemers/import-voorbeeld', context, {
      titel: `Bestand: ${cohort.opleiding}`,
      status,
    });
  }
}
