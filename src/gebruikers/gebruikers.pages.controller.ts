import { Body, Controller, Get, HttpCode, Post, Query, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { byField, pageNumberOf, searchTextOf, type Typed } from '../platform/web/form-input.js';
import { goed, probeer } from '../platform/web/refused-form.js';
import { gebruikerspaden } from './paden.js';
import { Page, Redirect } from '../platform/web/page.js';
import { check } from '../platform/web/validation.js';
import { NieuweGebruikerDto, EindeDto, OverdrachtDto, RolDto, WaarnemingDto } from './gebruikers.dto.js';
import { GebruikersService } from './gebruikers.service.js';
import { GebruikersScherm } from './gebruikers.scherm.js';
import { RollenService } from './rollen.service.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { ClassConstructor } from 'class-transformer';
import { Werkplekkiezer, werkplekvelden } from '../besturen/werkplek.scherm.js';
import type { FieldError } from '../platform/errors/domain-error.js';
import { binnenBestuur } from './gebruikers.rules.js';
import { IdPipe } from '../platform/web/params.js';
import { plural } from '../platform/web/template-helpers.js';

/**
 * Who works with the academie, and inviting somebody: each sees just whom they may. And one of them: roles, deputies,
 * getting in and out, work that goes on with somebody else.
 */
@ApiExcludeController()
@Mag('gebruikers.beheren')
@Controller('beheer/gebruikers')
export class GebruikersPagesController {
  constructor(
    private readonly gebruikers: GebruikersService,
    private readonly rollen: RollenService,
    private readonly scherm: GebruikersScherm,
    private readonly kiezer: Werkplekkiezer,
  ) {}

  @Get()
  lijst(
    @DezeWie() wie: Wie,
    @Query('zoek') zoek?: unknown,
    @Query('pagina') pagina?: unknown,
  ): Promise<Page> {
    return this.scherm.lijst(wie, searchTextOf(zoek), pageNumberOf(pagina));
  }

  @Post()
  @HttpCode(200)
  async nodigUit(@Body() getypt: Typed, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const { waarde, fouten } = await this.lees(NieuweGebruikerDto, wie, getypt);
    if (!waarde) return this.geweigerd(wie, getypt, inWoorden(byField(fouten)));
    return probeer(
      async () => {
        const rol = await this.rollen.verzoekVan(wie, waarde);
        const { email, naam } = waarde;
        const { link } = await this.gebruikers.nodigUit(wie, { email, naam: naam ?? undefined, ...rol });
        const tekst = link
          ? `De uitnodiging is verstuurd naar ${email}. De link werkt 7 dagen.`
          : `${email} kon al inloggen en heeft er nu een rol bij. We sturen een mail.`;
        return new Redirect(gebruikerspaden.lijst, goed(tekst));
      },
      (fouten) => this.geweigerd(wie, getypt, fouten),
    );
  }

  private geweigerd(wie: Wie, getypt: Typed, fouten: Record<string, string>): Promise<Page> {
    return this.scherm.lijst(wie, '', 1, { formulier: 'uitnodiging', waarden: getypt, fouten });
  }

  @Get(':id')
  een(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.een(wie, id);
  }

  @Post(':id/uitnodiging')
  @HttpCode(200)
  nodigOpnieuwUit(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const gedaan = 'De uitnodiging is opnieuw verstuurd. De vorige link werkt niet meer.';
    return this.doe(wie, id, () => this.gebruikers.nodigOpnieuwUit(wie, id).then(() => gedaan));
  }

  @Post(':id/herstel')
  @HttpCode(200)
  herstel(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const gedaan = 'De herstellink is verstuurd en werkt 7 dagen.';
    return this.doe(wie, id, () => this.gebruikers.herstel(wie, id).then(() => gedaan));
  }

  @Post(':id/uitschakeling')
  @HttpCode(200)
  schakelUit(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const gedaan = 'Deze gebruiker is uitgelogd en komt er niet meer in.';
    return this.doe(wie, id, () => this.gebruikers.schakelUit(wie, id).then(() => gedaan));
  }

  @Post(':id/inschakeling')
  @HttpCode(200)
  schakelAan(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const gedaan = 'Deze gebruiker kan weer inloggen.';
    return this.doe(wie, id, () => this.gebruikers.schakelAan(wie, id).then(() => gedaan));
  }

  @Post(':id/rollen')
  @HttpCode(200)
  async geefRol(
    @Param('id', IdPipe) id: string,
    @Body() getypt: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { waarde, fouten } = await this.lees(RolDto, wie, getypt);
    if (!waarde)
      return this.scherm.een(wie, id, {
        formulier: 'rol',
        waarden: getypt,
        fouten: inWoorden(byField(fouten)),
      });
    const werk = async (): Promise<string> => {
      await this.rollen.voegToe(wie, id, await this.rollen.verzoekVan(wie, waarde));
      return 'De rol is gegeven. Wie ingelogd was, logt opnieuw in.';
    };
    return this.doe(wie, id, werk, 'rol', getypt);
  }

  @Post(':id/rollen/:rol/einde')
  @HttpCode(200)
  zetEinde(
    @Param('id', IdPipe) id: string,
    @Param('rol', IdPipe) rol: string,
    @Body() getypt: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    return this.verwerk(EindeDto, { wie, id, formulier: rol, getypt }, async ({ eindigtOp }) => {
      await this.rollen.zetEinde(wie, id, rol, eindigtOp ?? null);
      return eindigtOp ? 'De laatste dag is bewaard.' : 'De rol is beëindigd.';
    });
  }

  @Post(':id/waarneming')
  @HttpCode(200)
  laatWaarnemen(
    @Param('id', IdPipe) id: string,
    @Body() getypt: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    return this.verwerk(WaarnemingDto, { wie, id, formulier: 'waarneming', getypt }, async (dto) => {
      await this.rollen.laatWaarnemen(wie, id, dto);
      return 'De waarneming is geregeld. De waarnemer krijgt een mail.';
    });
  }

  @Post(':id/overdracht')
  @HttpCode(200)
  draagOver(
    @Param('id', IdPipe) id: string,
    @Body() getypt: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    return this.verwerk(OverdrachtDto, { wie, id, formulier: 'overdracht', getypt }, async ({ wat, aan }) => {
      if (wat === 'postbussen') {
        const aantal = await this.gebruikers.draagPostbussenOver(wie, id, aan);
        return `De mails van ${plural(aantal, 'bestuur', 'besturen')} gaan nu naar het nieuwe adres.`;
      }
      const { aantal, dubbel } = await this.gebruikers.draagBijeenkomstenOver(wie, id, aan);
      const botst =
        dubbel > 0
          ? ` Let op: ${plural(dubbel, 'bijeenkomst', 'bijeenkomsten')} van de nieuwe trainer vallen samen.`
          : '';
      return `${plural(aantal, 'bijeenkomst heeft', 'bijeenkomsten hebben')} een andere trainer.${botst}`;
    });
  }

  /** A form with a role in it: the school is searched for, the rest is as in the API. */
  private async lees<T extends RolDto>(
    dto: ClassConstructor<T>,
    wie: Wie,
    getypt: Typed,
  ): Promise<{ waarde?: T; fouten: FieldError[] }> {
    const antwoord = await this.kiezer.lees(getypt, { voor: 'rol', bestuurId: binnenBestuur(wie) });
    if (antwoord.zoekt) return { fouten: [] };
    const rest = Object.entries(getypt).filter(
      ([veld]) => !(werkplekvelden as readonly string[]).includes(veld),
    );
    const { vestigingscode } = antwoord.werkplek;
    const { waarde, fouten } = check(dto, { ...Object.fromEntries(rest), vestigingscode });
    const alle = [...fouten, ...antwoord.fouten];
    return waarde && alle.length === 0 ? { waarde, fouten: [] } : { fouten: alle };
  }

  private async verwerk<T extends object>(
    dto: ClassConstructor<T>,
    { wie, id, formulier, getypt }: { wie: Wie; id: string; formulier: string; getypt: Typed },
    werk: (dto: T) => Promise<string>,
  ): Promise<Page | Redirect> {
    const { waarde, fouten } = check(dto, getypt);
    if (waarde) return this.doe(wie, id, () => werk(waarde), formulier, getypt);
    const perVeld = inWoorden(byField(fouten));
    return this.scherm.een(wie, id, { formulier, waarden: getypt, fouten: leesbaar(perVeld) });
  }

  /** Shows a refusal on the page of whom it was about. */
  private doe(
    wie: Wie,
    id: string,
    werk: () => Promise<string>,
    formulier = '',
    getypt: Typed = {},
  ): Promise<Page | Redirect> {
    return probeer(
      async () => new Redirect(gebruikerspaden.een(id), goed(await werk())),
      (fouten) => this.scherm.een(wie, id, { formulier, waarden: getypt, fouten }),
    );
  }
}

/** A refusal of a choice names the values of the form; people see words. */
const inWoorden = ({ rol, ...fouten }: Record<string, string>): Record<string, string> => ({
  ...fouten,
  ...(rol ? { rol: 'Kies een rol.' } : {}),
});

/** Nobody types an id: what is not one was not chosen. */
const leesbaar = ({ aan, ...fouten }: Record<string, string>): Record<string, string> => ({
  ...fouten,
  ...(aan ? { aan: 'Kies iemand uit de lijst.' } : {}),
});
