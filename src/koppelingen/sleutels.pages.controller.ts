import { Transform } from 'class-transformer';
import { ArrayNotEmpty, IsIn, Matches } from 'class-validator';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { byField } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { check } from '../platform/web/validation.js';
import { SleutelsService } from './sleutels.service.js';
import { ACADEMIE, sleutelcontext, type GetypteSleutel, type NieuweSleutel } from './sleutels.scherm.js';
import { TextField } from '../platform/web/fields.js';
import { probeer, type Geweigerd } from '../platform/web/refused-form.js';
import { bevoegdheden, type Bevoegdheid, DezeWie, Mag } from '../toegang/rechten.js';
import { koppelpaden } from './paden.js';

/** One checked box comes as text, several as a list, none not at all. */
const aangevinkt = ({ value }: { value: unknown }): unknown => [value].flat();

class MaakSleutelDto {
  @TextField({ max: 100 })
  naam!: string;

  @Matches(/^(academie|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/, {
    message: 'Kies voor wie de sleutel is.',
  })
  eigenaar!: string;

  @Transform(aangevinkt)
  @IsIn([...bevoegdheden], { each: true, message: `Kies uit: ${bevoegdheden.join(', ')}.` })
  @ArrayNotEmpty({ message: 'Kies ten minste één ding dat de sleutel mag.' })
  bevoegdheden: Bevoegdheid[] = [];
}

/** The keys with which other systems use the API: made, shown once, revoked. */
@ApiExcludeController()
@Mag('sleutels.beheren')
@Controller('beheer/sleutels')
export class SleutelsPagesController {
  constructor(private readonly sleutels: SleutelsService) {}

  @Get()
  lijst(): Promise<Page> {
    return this.pagina(200);
  }

  @Post()
  async maak(@Body() body: Record<string, unknown>, @DezeWie() wie: Wie): Promise<Page> {
    const { waarde, fouten } = check(MaakSleutelDto, body);
    const opnieuw = (geweigerd: Record<string, string>) =>
      this.pagina(422, { waarden: body, fouten: geweigerd });
    if (!waarde) return opnieuw(byField(fouten));
    const { naam, eigenaar, bevoegdheden } = waarde;
    return probeer(async () => {
      const bestuurId = eigenaar === ACADEMIE ? null : eigenaar;
      const sleutel = await this.sleutels.maak(wie, naam, bestuurId, bevoegdheden);
      return this.pagina(201, null, { naam, sleutel });
    }, opnieuw);
  }

  @Post(':id/intrekking')
  async trekIn(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Redirect> {
    await this.sleutels.trekIn(wie, id);
    return new Redirect(koppelpaden.sleutels, {
      soort: 'goed',
      tekst: 'De sleutel is ingetrokken en werkt niet meer.',
    });
  }

  private async pagina(
    status: 200 | 201 | 422,
    geweigerd: Geweigerd<GetypteSleutel> | null = null,
    nieuw: NieuweSleutel | null = null,
  ): Promise<Page> {
    const sleutels = await this.sleutels.alle();
    const context = sleutelcontext(sleutels, await this.sleutels.besturen(), geweigerd, nieuw);
    const titel = geweigerd ? 'Fout: Sleutels' : 'Sleutels';
    return new Page('koppelingen/sleutels', context, { titel, status });
  }
}
