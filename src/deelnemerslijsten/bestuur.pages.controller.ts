import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AfwijzingDto } from '../aanmeldingen/aanmeldingen.dto.js';
import { aanmeldingOnbekend } from '../aanmeldingen/aanmeldingen.errors.js';
import { AanmeldingenService } from '../aanmeldingen/aanmeldingen.service.js';
import { bestuurVan, type Wie } from '../toegang/wie.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { Page, Redirect, type Melding } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { check } from '../platform/web/validation.js';
import { Bestuursportaal, type AfwijzingGeweigerd } from './bestuur.scherm.js';
import { LijstQuery } from './deelnemerslijsten.dto.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { portaalpaden } from './paden.js';

/** The portal of a bestuur: its own people, and whom it has to decide about. */
@ApiExcludeController()
@Mag('bestuur.bekijken')
@Controller('bestuur')
export class BestuurPagesController {
  constructor(
    private readonly portaal: Bestuursportaal,
    private readonly aanmeldingen: AanmeldingenService,
  ) {}

  @Get()
  toon(@Query() query: LijstQuery, @DezeWie() wie: Wie): Promise<Page> {
    return this.pagina(wie, query, 200);
  }

  @Post('aanmeldingen/:id/akkoord')
  geefAkkoord(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    return this.doe(wie, 'Je hebt akkoord gegeven. De deelnemer krijgt bericht.', () =>
      this.aanmeldingen.geefAkkoord(id, wie),
    );
  }

  @Post('aanmeldingen/:id/afwijzing')
  wijsAf(
    @Param('id', IdPipe) id: string,
    @Body() body: Record<string, unknown>,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { waarde, fouten } = check(AfwijzingDto, body);
    if (!waarde) {
      const reden = typeof body.reden === 'string' ? body.reden : '';
      return this.weiger(wie, { id, reden, fout: fouten.map(({ melding }) => melding).join(' ') });
    }
    return this.doe(wie, 'De aanmelding is afgewezen. De deelnemer krijgt bericht met de reden.', () =>
      this.aanmeldingen.wijsAf(id, wie, waarde.reden),
    );
  }

  /** Does it and goes on; what cannot be done any more is said above the same screen. */
  private async doe(wie: Wie, gelukt: string, daad: () => Promise<unknown>): Promise<Page | Redirect> {
    try {
      await daad();
      return new Redirect(portaalpaden.bestuur, { soort: 'goed', tekst: gelukt });
    } catch (error) {
      if (!(error instanceof DomainError && error.kind === 'conflict')) throw error;
      return this.pagina(wie, {}, 409, { soort: 'fout', tekst: error.melding });
    }
  }

  private async weiger(wie: Wie, geweigerd: AfwijzingGeweigerd): Promise<Page> {
    const context = await this.portaal.beeld(wie, eigenBestuur(wie), {}, geweigerd);
    if (!context.akkoord.some(({ id }) => id === geweigerd.id)) throw aanmeldingOnbekend();
    return new Page('deelnemerslijsten/bestuur', context, { titel: 'Fout: Onze deelnemers', status: 422 });
  }

  private async pagina(wie: Wie, query: LijstQuery, status: number, melding?: Melding): Promise<Page> {
    const context = await this.portaal.beeld(wie, eigenBestuur(wie), query);
    const meer = melding ? { melding } : {};
    return new Page('deelnemerslijsten/bestuur', context, { titel: 'Onze deelnemers', status, ...meer });
  }
}

/** The right `bestuur.bekijken` is for who has one. */
function eigenBestuur(wie: Wie): string {
  const bestuurId = bestuurVan(wie);
  if (bestuurId === null) throw new Error('Somebody without a bestuur got to the portal of a bestuur');
  return bestuurId;
}
