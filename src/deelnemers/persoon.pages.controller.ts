import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Inkijk } from '../audit/inkijk.service.js';
import type { Wie } from '../toegang/wie.js';
import { CertificatenQueries } from '../certificering/certificaat/certificaten.queries.js';
import { certificaatregel } from '../certificering/mijn/mijn.scherm.js';
import { AdresVanAnder } from '../personen/personen.errors.js';
import { HerverzendenService } from '../berichten/herverzenden.service.js';
import { PersonenQueries } from '../personen/personen.queries.js';
import { PersoonsgegevensService } from '../personen/persoonsgegevens.service.js';
import { DomainError, InputError } from '../platform/errors/domain-error.js';
import { plural } from '../platform/web/template-helpers.js';
import { byField, pageNumberOf } from '../platform/web/form-input.js';
import { pageLinks } from '../platform/web/page-links.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { check } from '../platform/web/validation.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import { LevensloopQueries } from './levensloop.queries.js';
import { PersonenQuery, WijzigPersoonDto } from './persoon.dto.js';
import {
  aanmeldingOpPersoon,
  belangstellingOpPersoon,
  onbestelbaarVan,
  persoonInLijst,
  tijdlijnregel,
} from './persoon.scherm.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

const PAD = '/beheer/personen';
const PER_PAGINA = 25;
const PER_TIJDLIJN = 50;
const VELDEN = ['voornaam', 'tussenvoegsel', 'achternaam', 'email'] as const;
type Waarden = Record<(typeof VELDEN)[number], string | null>;

interface Geweigerd {
  waarden: Waarden;
  fouten: Record<string, string>;
  /** Somebody who has the address already. */
  ander?: { naam: string; href: string };
}

/** Finding people, and one person over all cohorten and years. */
@ApiExcludeController()
@Mag('personen.beheren')
@Controller('beheer/personen')
export class PersoonPagesController {
  constructor(
    private readonly personen: PersonenQueries,
    private readonly levensloop: LevensloopQueries,
    private readonly gegevens: PersoonsgegevensService,
    private readonly certificaten: CertificatenQueries,
    private readonly herverzenden: HerverzendenService,
    private readonly inkijk: Inkijk,
  ) {}

  @Get()
  async lijst(@Query() query: PersonenQuery): Promise<Page> {
    const zoek = query.zoek ?? '';
    const lijst = await this.personen.zoek({ ...query, zoek, paginaGrootte: PER_PAGINA });
    const context = {
      pad: PAD,
      zoek,
      totaal: lijst.totaal,
      personen: lijst.items.map(persoonInLijst),
      paginering: pageLinks(lijst, PAD, { zoek }),
    };
    return new Page('deelnemers/personen', context, { titel: 'Personen' });
  }

  @Get(':id')
  async een(
    @Param('id', IdPipe) id: string,
    @DezeWie() wie: Wie,
    @Query('pagina') pagina?: string,
  ): Promise<Page | Redirect> {
    await this.levensloop.persoon(id);
    await this.inkijk.persoon(wie, id);
    return this.toon(id, pageNumberOf(pagina));
  }

  @Post(':id')
  @HttpCode(200)
  async wijzig(
    @Param('id', IdPipe) id: string,
    @Body() body: Record<string, unknown>,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const getypt = VELDEN.map((veld) => [veld, typeof body[veld] === 'string' ? body[veld] : '']);
    const waarden = Object.fromEntries(getypt) as Waarden;
    const { waarde, fouten } = check(WijzigPersoonDto, waarden);
    if (!waarde) {
      const overEenAnder = fouten.map((f) => ({ ...f, melding: f.melding.replace('Vul je', 'Vul het') }));
      return this.toon(id, 1, { waarden, fouten: byField(overEenAnder) });
    }
    try {
      await this.gegevens.wijzig(wie, id, { ...waarde });
      return new Redirect(`${PAD}/${id}`, { soort: 'goed', tekst: 'De gegevens zijn gewijzigd.' });
    } catch (fout) {
      if (fout instanceof AdresVanAnder) {
        const ander = { naam: fout.naam, href: `${PAD}/${id}/samenvoegen?met=${fout.persoonId}` };
        return this.toon(id, 1, { waarden, fouten: { email: fout.melding }, ander });
      }
      if (fout instanceof DomainError && fout.kind === 'conflict')
        return this.toon(id, 1, { waarden, fouten: { _: fout.melding } });
      if (fout instanceof InputError) return this.toon(id, 1, { waarden, fouten: byField(fout.fouten) });
      throw fout;
    }
  }

  /** What failed, once more: the way to mend an address ends here. */
  @Mag('berichten.herverzenden')
  @Post(':id/herverzending')
  async herverzend(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Redirect> {
    const aantal = await this.herverzenden.herverzendMislukte(wie, id);
    const tekst = `${plural(aantal, 'mail staat', 'mails staan')} klaar en ${aantal === 1 ? 'gaat' : 'gaan'} opnieuw weg.`;
    return new Redirect(`${PAD}/${id}`, { soort: 'goed', tekst });
  }

  private async toon(id: string, pagina: number, geweigerd?: Geweigerd): Promise<Page | Redirect> {
    const persoon = await this.levensloop.persoon(id);
    if (persoon.samengevoegdMetId) return new Redirect(`${PAD}/${persoon.samengevoegdMetId}`);
    const paging = { pagina, paginaGrootte: PER_TIJDLIJN };
    const tijdlijn = await this.levensloop.tijdlijn(id, paging);
    const { voornaam, tussenvoegsel, achternaam, email } = persoon;
    const context = {
      kruimels: [{ tekst: 'Personen', href: PAD }],
      naam: volledigeNaam(persoon),
      email,
      bevestigdOp: persoon.emailBevestigdOp,
      onbestelbaar: onbestelbaarVan(persoon),
      mislukt: await this.herverzenden.telMislukte(id),
      herzend: `${PAD}/${id}/herverzending`,
      bekendSinds: persoon.aangemaaktOp,
      andereAdressen: await this.levensloop.andereAdressen(id),
      aanmeldingen: (await this.levensloop.aanmeldingen(id)).map(aanmeldingOpPersoon),
      certificaten: (await this.certificaten.vanPersoon(id)).map(certificaatregel),
      registernummer: persoon.registernummer,
      belangstelling: (await this.levensloop.belangstelling(id)).map(belangstellingOpPersoon),
      tijdlijn: tijdlijn.items.map((regel) => tijdlijnregel(regel, persoon)),
      paginering: pageLinks(tijdlijn, `${PAD}/${id}`, {}),
      actie: `${PAD}/${id}`,
      samenvoegHref: `${PAD}/${id}/samenvoegen`,
      waarden: geweigerd?.waarden ?? { voornaam, tussenvoegsel, achternaam, email },
      fouten: geweigerd?.fouten,
      ander: geweigerd?.ander ?? null,
    };
    const status = geweigerd ? 422 : 200;
    return new Page('deelnemers/persoon', context, { titel: volledigeNaam(persoon), status });
  }
}
