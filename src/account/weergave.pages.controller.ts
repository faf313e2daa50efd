import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { eigenPad } from '../inloggen/inloggen.rules.js';
import { Settings } from '../platform/config/settings.js';
import { zetWeergave } from '../platform/web/cookies.js';
import { textOf, type Typed } from '../platform/web/form-input.js';
import { Redirect } from '../platform/web/page.js';
import { Mag } from '../toegang/rechten.js';

/** Light or dark: a choice that a browser remembers, of whoever uses it. */
@ApiExcludeController()
@Mag('openbaar')
@Controller('weergave')
export class WeergavePagesController {
  constructor(private readonly settings: Settings) {}

  @Post()
  @HttpCode(200)
  kies(@Body() { weergave, terug }: Typed, @Res({ passthrough: true }) reply: FastifyReply): Redirect {
    zetWeergave(reply, this.settings, textOf(weergave));
    return new Redirect(eigenPad(terug) ?? '/');
  }
}
