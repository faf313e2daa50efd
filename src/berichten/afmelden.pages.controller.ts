import { Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Form } from '../platform/web/form-kind.js';
import { Page } from '../platform/web/page.js';
import { berichtpaden } from './paden.js';
import { Mag } from '../toegang/rechten.js';
import { BerichtenService } from './berichten.service.js';

/**
 * The way out of mail that is not about an own place. Opening the page changes nothing, because scanners open links.
 * Mail programs post to the same address by themselves (RFC 8058): without a session, so the token alone is the
 * right, and with an answer that is no redirect.
 */
@ApiExcludeController()
@Mag('openbaar')
@Controller('afmelden/:token')
export class AfmeldenPagesController {
  constructor(private readonly berichten: BerichtenService) {}

  @Get()
  @Header('x-robots-tag', 'noindex')
  @Header('referrer-policy', 'no-referrer')
  async toon(@Param('token') token: string): Promise<Page> {
    const { email, geenUitnodigingenOp } = await this.berichten.ontvangerVan(token);
    const pad = berichtpaden.afmelden(token);
    const afgemeld = geenUitnodigingenOp !== null;
    const titel = afgemeld ? 'Je krijgt geen uitnodigingen meer' : 'Geen uitnodigingen meer?';
    return new Page('berichten/afmelden', { email, afgemeld, pad, terugPad: `${pad}/herroeping` }, { titel });
  }

  @Post()
  @Form('one-click')
  @HttpCode(200)
  async meldAf(@Param('token') token: string): Promise<Page> {
    await this.berichten.kiesUitnodigingen(token, false);
    return this.toon(token);
  }

  @Post('herroeping')
  @HttpCode(200)
  async tochWel(@Param('token') token: string): Promise<Page> {
    await this.berichten.kiesUitnodigingen(token, true);
    return this.toon(token);
  }
}
