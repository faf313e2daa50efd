import { Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Page, Redirect } from '../../platform/web/page.js';
import { goed } from '../../platform/web/refused-form.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { certificeringpaden } from '../paden.js';
import { BadgesService } from './badges.service.js';

/** The keys that sign badges: which there are, and a new one. */
@ApiExcludeController()
@Mag('sleutels.beheren')
@Controller('beheer/badgesleutels')
export class BadgesleutelsPagesController {
  constructor(private readonly badges: BadgesService) {}

  @Get()
  async lijst(): Promise<Page> {
    const alle = await this.badges.sleutels();
    const sleutels = alle.map((sleutel) => ({
      kid: sleutel.kid,
      adres: certificeringpaden.sleutel(sleutel.kid),
      sinds: sleutel.sinds,
      vervangen: sleutel.vervangenOp,
      onleesbaar: sleutel.actief && !this.badges.leesbaar(sleutel),
    }));
    const context = {
      pad: certificeringpaden.badgesleutels,
      sleutels,
      onleesbaar: sleutels.some(({ onleesbaar }) => onleesbaar),
    };
    return new Page('certificering/badgesleutels', context, { titel: 'Badgesleutels' });
  }

  @Post()
  async vervang(@DezeWie() wie: Wie): Promise<Redirect> {
    await this.badges.vervangSleutel(wie);
    return new Redirect(
      certificeringpaden.badgesleutels,
      goed('De nieuwe sleutel ondertekent vanaf nu de badges.'),
    );
  }
}
