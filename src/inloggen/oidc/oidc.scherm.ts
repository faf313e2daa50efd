import { Injectable, NotFoundException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Settings } from '../../platform/config/settings.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { zetSessie } from '../../platform/web/cookies.js';
import { InloggenService } from '../inloggen.service.js';
import { Aanbieder } from './aanbieder.js';
import { OidcService, type Ingelogd } from './oidc.service.js';
import { wisVerzoeksleutel } from './poging.js';
import { Geweigerd, weigeringen } from './weigeringen.js';

/** How each of these screens ends: logged in, or refused. */
@Injectable()
export class OidcScherm {
  constructor(
    private readonly aanbieder: Aanbieder,
    private readonly oidc: OidcService,
    private readonly inloggen: InloggenService,
    private readonly settings: Settings,
  ) {}

  /** A refusal is recorded, and becomes a page that says what to do now. */
  async ofGeweigerd(doe: () => Promise<Page | Redirect>): Promise<Page | Redirect> {
    if (this.aanbieder.naam === null) throw new NotFoundException();
    try {
      return await doe();
    } catch (fout) {
      if (!(fout instanceof Geweigerd)) throw fout;
      await this.oidc.noteer(fout);
      const { status, titel, uitleg } = weigeringen[fout.reden];
      return new Page('inloggen/oidc-geweigerd', { titel, uitleg }, { titel, status });
    }
  }

  async ingelogd(reply: FastifyReply, { begonnen, terug }: Ingelogd): Promise<Redirect> {
    wisVerzoeksleutel(reply, this.settings);
    zetSessie(reply, this.settings, begonnen.sleutel, begonnen.uren);
    return new Redirect(await this.inloggen.waarheen(begonnen, terug));
  }
}
