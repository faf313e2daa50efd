import { Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../../toegang/wie.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { paden } from './badgeadressen.js';
import { BadgesleutelsService } from './badgesleutels.service.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';

const PAD = '/beheer/badgesleutels';

/** The keys that sign badges: which there are, and a new one. */
@ApiExcludeController()
@Mag('sleutels.beheren')
@Controller('beheer/badgesleutels')
export class BadgesleutelsPagesController {
  constructor(private readonly sleutels: BadgesleutelsService) {}

  @Get()
  async lijst(): Promise<Page> {
    const alle = await this.sleutels.alle();
    const sleutels = alle.map((sleutel) => ({
      kid: sleutel.kid,
      adres: paden.sleutel(sleutel.kid),
      sinds: sleutel.sinds,
      vervangen: sleutel.vervangenOp,
      onleesbaar: sleutel.actief && !this.sleutels.leesbaar(sleutel),
    }));
    const context = { pad: PAD, sleutels, onleesbaar: sleutels.some(({ onleesbaar }) => onleesbaar) };
    return new Page('certificering/badgesleutels', context, { titel: 'Badgesleutels' });
  }

  @Post()
  async vervang(@DezeWie() wie: Wie): Promise<Redirect> {
    await this.sleutels.vervang(wie);
    return new Redirect(PAD, { soort: 'goed', tekst: 'De nieuwe sleutel ondertekent vanaf nu de badges.' });
  }
}
