import { Injectable } from '@nestjs/common';
import { deelnemerpaden } from '../deelnemers/paden.js';
import { inzagepaden } from '../inzage/paden.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf, daysBetween } from '../platform/clock/dates.js';
import { Page } from '../platform/web/page.js';
import { pageLinks } from '../platform/web/paging.js';
import type { Geweigerd } from '../platform/web/refused-form.js';
import { plural } from '../platform/web/template-helpers.js';
import { privacypaden } from './paden.js';
import type { Verzoeksoort, Verzoekstatus } from './standen.js';
import { VerzoekenQueries, type Verzoekbeeld } from './verzoeken.queries.js';
import { WissingScherm } from './wissing.scherm.js';

const PER_PAGINA = 25;
/** Days before the end of the term from which a request stands out. */
const BIJNA = 7;

export const soortInWoorden: Record<Verzoeksoort, string> = { wissing: 'Wissen', beperking: 'Op slot' };

type Kleur = 'goed' | 'let-op' | 'fout' | 'info' | 'neutraal';

export const verzoekstanden: Record<Verzoekstatus, { soort: Kleur; tekst: string }> = {
  open: { soort: 'let-op', tekst: 'open' },
  uitgevoerd: { soort: 'goed', tekst: 'uitgevoerd' },
  afgewezen: { soort: 'neutraal', tekst: 'afgewezen' },
  ingetrokken: { soort: 'neutraal', tekst: 'ingetrokken' },
};

/** The requests about privacy, for who handles them. */
@Injectable()
export class VerzoekenScherm {
  constructor(
    private readonly queries: VerzoekenQueries,
    private readonly wissing: WissingScherm,
    private readonly clock: Clock,
  ) {}

  async lijst(pagina: number): Promise<Page> {
    const vandaag = dateOf(this.clock.now());
    const lijst = await this.queries.afgehandeld({ pagina, paginaGrootte: PER_PAGINA });
    const context = {
      open: (await this.queries.open()).map((beeld) => verzoekregel(beeld, vandaag)),
      afgehandeld: lijst.items.map((beeld) => verzoekregel(beeld, vandaag)),
      paginering: pageLinks(lijst, privacypaden.lijst, {}),
      personenHref: deelnemerpaden.personen,
    };
    return new Page('privacyverzoeken/verzoeken', context, { titel: 'Privacyverzoeken' });
  }

  /** @throws DomainError `verzoek-onbekend` */
  async een(id: string, geweigerd?: Geweigerd<{ reden: string }>): Promise<Page> {
    const beeld = await this.queries.een(id);
    const open = beeld.status === 'open' && beeld.persoonId !== null;
    const wissing = open && beeld.soort === 'wissing' ? await this.wissing.voorbeeld(beeld.persoonId!) : null;
    const context = {
      kruimels: [{ tekst: 'Privacyverzoeken', href: privacypaden.lijst }],
      ...verzoekregel(beeld, dateOf(this.clock.now())),
      wat: beeld.soort,
      email: beeld.email,
      persoonHref: beeld.persoonId && inzagepaden.persoon(beeld.persoonId),
      toelichting: beeld.toelichting,
      reden: beeld.reden,
      wissing: wissing && { ...wissing, fouten: undefined, terugHref: privacypaden.lijst },
      beperkActie: open && beeld.soort === 'beperking' ? privacypaden.beperking(beeld.persoonId!) : null,
      afwijsActie: open ? privacypaden.afwijzing(id) : null,
      waarden: geweigerd?.waarden ?? { reden: '' },
      fouten: geweigerd?.fouten,
    };
    const titel = `Verzoek: ${context.soort.toLowerCase()}`;
    return new Page('privacyverzoeken/verzoek', context, { titel, status: geweigerd ? 422 : 200 });
  }
}

/** One line of the list; what was erased has no name any more. */
function verzoekregel(beeld: Verzoekbeeld, vandaag: string) {
  const { id, naam, status, ontvangenOp, termijnOp, afgehandeldOp, door } = beeld;
  return {
    href: privacypaden.een(id),
    naam: naam ?? 'Gewist',
    soort: soortInWoorden[beeld.soort],
    ontvangenOp,
    termijnOp,
    nog: status === 'open' ? termijnVan(daysBetween(vandaag, termijnOp)) : null,
    stand: verzoekstanden[status],
    afgehandeldOp,
    door,
  };
}

function termijnVan(dagen: number): { soort: Kleur; tekst: string } {
  if (dagen < 0) return { soort: 'fout', tekst: `${plural(-dagen, 'dag', 'dagen')} te laat` };
  if (dagen === 0) return { soort: 'fout', tekst: 'vandaag' };
  return { soort: dagen <= BIJNA ? 'let-op' : 'neutraal', tekst: `nog ${plural(dagen, 'dag', 'dagen')}` };
}
