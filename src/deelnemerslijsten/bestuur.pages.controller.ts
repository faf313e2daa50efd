import { Body, Controller, Get, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AfwijzingDto } from '../aanmeldingen/aanmeldingen.dto.js';
import { aanmeldingOnbekend } from '../aanmeldingen/aanmeldingen.errors.js';
import { AanmeldingenService } from '../aanmeldingen/aanmeldingen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { DomainError } from '../platform/errors/domain-error.js';
import type { Typed } from '../platform/web/form-input.js';
import { Page, Redirect, type Melding } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { goed, probeer } from '../platform/web/refused-form.js';
import { check } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { bestuurVan, type Wie } from '../toegang/wie.js';
import { Bestuursportaal, type AfwijzingGeweigerd } from './bestuur.scherm.js';
import { CertificatenQuery } from './certificatenlijst.dto.js';
import { CertificatenlijstService } from './certificatenlijst.service.js';
import { LijstQuery } from './deelnemerslijsten.dto.js';
import { alsBestand } from './formaten.rules.js';
import { OphalersScherm } from './ophalers.scherm.js';
import { portaalpaden } from './paden.js';

/** The portal of a bestuur: its own people, whom it has to decide about, and who of them holds what. */
@ApiExcludeController()
@Mag('bestuur.bekijken')
@Controller('bestuur')
export class BestuurPagesController {
  constructor(
    private readonly portaal: Bestuursportaal,
    private readonly aanmeldingen: AanmeldingenService,
    private readonly certificaten: CertificatenlijstService,
    private readonly clock: Clock,
    private readonly ophalers: OphalersScherm,
  ) {}

  @Get()
  toon(@Query() query: LijstQuery, @DezeWie() wie: Wie): Promise<Page> {
    return this.pagina(wie, query, 200);
  }

  @Get('downloads')
  downloads(@Query() vraag: Typed, @DezeWie() wie: Wie): Promise<Page> {
    return this.ophalers.toon(eigenBestuur(wie), vraag);
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

  @Get('certificaten')
  toonCertificaten(@Query() query: CertificatenQuery, @DezeWie() wie: Wie): Promise<Page> {
    return this.portaal.certificaten(eigenBestuur(wie), query);
  }

  @Get('certificaten.csv')
  csv(
    @Query() query: CertificatenQuery,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.stuur(wie, query, 'csv', reply);
  }

  @Get('certificaten.xlsx')
  xlsx(
    @Query() query: CertificatenQuery,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.stuur(wie, query, 'xlsx', reply);
  }

  /** Does it and goes on; what cannot be done any more is said above the same screen. */
  private doe(wie: Wie, gelukt: string, daad: () => Promise<unknown>): Promise<Page | Redirect> {
    return probeer(
      async () => {
        await daad();
        return new Redirect(portaalpaden.bestuur, goed(gelukt));
      },
      (_fouten, fout): Promise<Page> => {
        if (!(fout instanceof DomainError && fout.kind === 'conflict')) throw fout;
        return this.pagina(wie, {}, 409, { soort: 'fout', tekst: fout.melding });
      },
    );
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

  private async stuur(
    wie: Wie,
    query: CertificatenQuery,
    formaat: 'csv' | 'xlsx',
    reply: FastifyReply,
  ): Promise<StreamableFile> {
    const inhoud = await this.certificaten.bestand(wie, query, formaat);
    const delen = [query.opleiding, query.schooljaar];
    alsBestand(reply, formaat, delen, dateOf(this.clock.now()), 'certificaten');
    return new StreamableFile(inhoud);
  }
}

/** The right `bestuur.bekijken` is for who has one. */
function eigenBestuur(wie: Wie): string {
  const bestuurId = bestuurVan(wie);
  if (bestuurId === null) throw new Error('Somebody without a bestuur got to the portal of a bestuur');
  return bestuurId;
}
