import { Injectable } from '@nestjs/common';
import { Page } from '../platform/web/page.js';
import { mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { InrichtenQueries } from './inrichten.queries.js';
import { eigenDaden, ontbrekend, stappen, type Inrichtstand, type Inrichtstap } from './inrichten.rules.js';
import { inrichtpaden } from './paden.js';

/** The page with all that an academie needs, and the bar that leads to it. */
@Injectable()
export class InrichtenScherm {
  constructor(private readonly queries: InrichtenQueries) {}

  /** @param mailfout why a test mail did not leave. */
  async stappen(wie: Wie, mailfout: string | null = null): Promise<Page> {
    const stand = await this.queries.inrichting();
    const alle = stappen(stand);
    const nog = ontbrekend(stand).length;
    const context = {
      ...{ nog, mailfout, testmail: stand.mail.verstuurt ? inrichtpaden.testmail : null },
      nodig: alle.filter(({ nodig }) => nodig).map((stap) => stapbeeld(wie, stap)),
      later: alle.filter(({ nodig }) => !nodig).map((stap) => stapbeeld(wie, stap)),
    };
    return new Page('inrichten/stappen', context, {
      titel: 'Eerste stappen',
      status: mailfout ? 422 : 200,
    });
  }

  /** What leads to that page, as long as something is missing without which nobody can enrol; null for who may not see it. */
  async balk(wie: Wie) {
    if (!mag(wie, 'inrichten.bekijken')) return null;
    return balkVan(await this.queries.inrichting());
  }
}

/** See partials/inrichtbalk.hbs. */
export function balkVan(stand: Inrichtstand): { href: string; titels: string[] } | null {
  const titels = ontbrekend(stand).map(({ titel }) => titel);
  return titels.length === 0 ? null : { href: inrichtpaden.stappen, titels };
}

export function stapbeeld(wie: Wie, stap: Inrichtstap) {
  const { code, titel, klaar, nodig, zin, door } = stap;
  const daden = eigenDaden(wie, stap);
  const badge = klaar
    ? { soort: 'goed', tekst: 'Klaar' }
    : nodig
      ? { soort: 'let-op', tekst: 'Ontbreekt' }
      : { soort: 'info', tekst: 'Kan later' };
  return {
    ...{ code, titel, klaar, zin, badge },
    icoon: klaar ? 'goed' : nodig ? 'let-op' : 'wacht',
    daden: daden.map(({ tekst, href }) => ({ tekst, href })),
    door: !klaar && (daden.length === 0 || daden.length < stap.daden.length) ? door : null,
  };
}
