import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { DomainError, type FieldError } from '../platform/errors/domain-error.js';
import { byField } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { check } from '../platform/web/validation.js';
import { SleutelsService } from './sleutels.service.js';
import { formulier, sleutelregel, type GetypteSleutel } from './sleutels.scherm.js';
import { ACADEMIE, MaakSleutelDto } from './sleutels.dto.js';
import { SleutelsQueries } from './sleutels.queries.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { koppelpaden } from './paden.js';

interface Uitkomst {
  status: number;
  getypt?: GetypteSleutel;
  fouten?: FieldError[];
  /** Only on the answer to the form that made it: it is not kept anywhere, also not in a redirect. */
  nieuw?: { naam: string; sleutel: string };
}

/** The keys with which other systems use the API: made, shown once, revoked. */
@ApiExcludeController()
@Mag('sleutels.beheren')
@Controller('beheer/sleutels')
export class SleutelsPagesController {
  constructor(
    private readonly sleutels: SleutelsService,
    private readonly queries: SleutelsQueries,
  ) {}

  @Get()
  lijst(): Promise<Page> {
    return this.pagina({ status: 200 });
  }

  @Post()
  async maak(@Body() body: Record<string, unknown>, @DezeWie() wie: Wie): Promise<Page> {
    const { waarde, fouten } = check(MaakSleutelDto, body);
    if (!waarde) return this.pagina({ status: 422, getypt: body, fouten });
    const { naam, eigenaar, bevoegdheden } = waarde;
    const bestuurId = eigenaar === ACADEMIE ? null : eigenaar;
    try {
      const sleutel = await this.sleutels.maak(wie, naam, bestuurId, bevoegdheden);
      return await this.pagina({ status: 201, nieuw: { naam, sleutel } });
    } catch (error) {
      if (!(error instanceof DomainError && error.kind === 'ongeldig')) throw error;
      return this.pagina({ status: 422, getypt: body, fouten: error.fouten });
    }
  }

  @Post(':id/intrekking')
  async trekIn(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Redirect> {
    await this.sleutels.trekIn(wie, id);
    return new Redirect(koppelpaden.sleutels, {
      soort: 'goed',
      tekst: 'De sleutel is ingetrokken en werkt niet meer.',
    });
  }

  private async pagina({ status, getypt = {}, fouten = [], nieuw }: Uitkomst): Promise<Page> {
    const context = {
      pad: koppelpaden.sleutels,
      nieuw: nieuw ?? null,
      sleutels: (await this.queries.alle()).map(sleutelregel),
      ...formulier(getypt, await this.queries.besturen()),
      fouten: byField(fouten),
    };
    return new Page('koppelingen/sleutels', context, {
      titel: fouten.length > 0 ? 'Fout: Sleutels' : 'Sleutels',
      status,
    });
  }
}
