import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Wie } from '../toegang/wie.js';
import { Page } from '../platform/web/page.js';
import { DezeWie, mag, Mag } from '../toegang/rechten.js';
import { Opleiding } from './opleiding.entity.js';
import { opleidingOnbekend, versieOnbekend } from './opleidingen.errors.js';
import { linkNaar, opleidingsfeiten } from './feiten.rules.js';
import { VersiesQueries } from './versies.queries.js';

/** An opleiding as it stood before, for who enrolled then; also when it is no longer on the site. */
@ApiExcludeController()
@Controller('opleidingen/:code/versies')
export class VersiesPagesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly versies: VersiesQueries,
  ) {}

  @Get(':nummer')
  @Mag('openbaar')
  @Header('x-robots-tag', 'noindex')
  async een(
    @Param('code') code: string,
    @Param('nummer') nummer: string,
    @DezeWie() wie: Wie,
  ): Promise<Page> {
    const { manager } = this.dataSource;
    const nu = await manager.findOneBy(Opleiding, { code: code.toUpperCase() });
    if (!nu) throw opleidingOnbekend();
    const versie = await this.versies.een(nu.id, nummer, !mag(wie, 'opleidingen.beheren'));
    if (!versie) throw versieOnbekend();
    const { gegevens, geldigTot } = versie;
    const vorige = gegevens.vervolgOpId;
    const vervolgOp = vorige ? await manager.findOneBy(Opleiding, { id: vorige, gepubliceerd: true }) : null;
    const context = {
      ...opleidingsfeiten(gegevens, linkNaar(vervolgOp), null),
      kruimels: [{ tekst: 'Opleidingen', href: '/' }],
      geldigTot,
      openbaar: gegevens.gepubliceerd,
      nu: nu.gepubliceerd ? linkNaar(nu) : null,
    };
    return new Page('opleidingen/versie', context, { titel: `${gegevens.naam} (eerdere versie)` });
  }
}
