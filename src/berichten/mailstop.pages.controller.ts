import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { byField } from '../platform/web/form-input.js';
import { goed } from '../platform/web/refused-form.js';
import { Page, Redirect } from '../platform/web/page.js';
import { check } from '../platform/web/validation.js';
import { DezeWie, mag, Mag } from '../toegang/rechten.js';
import { NieuweStilstandDto } from './berichten.dto.js';
import { mailstopbalk } from './berichten.scherm.js';
import { berichtpaden } from './paden.js';
import { MailstopService } from './mailstop.service.js';

/** The switch that stops all mail, also for who may not read mail. */
@ApiExcludeController()
@Mag('berichten.stoppen')
@Controller('beheer/berichten')
export class MailstopPagesController {
  constructor(private readonly mailstop: MailstopService) {}

  @Get('stilstand')
  vraag(@DezeWie() wie: Wie): Promise<Page> {
    return this.toon(wie, 200, '');
  }

  @Post('stilstand')
  @HttpCode(200)
  async stop(@Body() body: Record<string, unknown>, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const reden = typeof body.reden === 'string' ? body.reden : '';
    const { waarde, fouten } = check(NieuweStilstandDto, { reden });
    if (!waarde) return this.toon(wie, 422, reden, byField(fouten));
    await this.mailstop.stop(wie, waarde.reden);
    return new Redirect(terug(wie), goed('Alle mail staat stil.'));
  }

  @Post('hervatting')
  async hervat(@DezeWie() wie: Wie): Promise<Redirect> {
    await this.mailstop.hervat(wie);
    return new Redirect(terug(wie), goed('De mail gaat weer.'));
  }

  private async toon(
    wie: Wie,
    status: number,
    reden: string,
    fouten: Record<string, string> = {},
  ): Promise<Page> {
    const stop = await this.mailstop.stand();
    const kruimels = mag(wie, 'berichten.bekijken') ? [{ tekst: 'Berichten', href: berichtpaden.lijst }] : [];
    const mailstop = stop && mailstopbalk(stop, wie);
    const context = { kruimels, pad: berichtpaden.stilstand, mailstop, waarden: { reden }, fouten };
    return new Page('berichten/stilstand', context, { titel: 'Alle mail stilzetten', status });
  }
}

const terug = (wie: Wie): string =>
  mag(wie, 'berichten.bekijken') ? berichtpaden.lijst : berichtpaden.stilstand;
