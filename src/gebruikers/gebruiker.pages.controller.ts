import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { ClassConstructor } from 'class-transformer';
import type { Wie } from '../toegang/wie.js';
import { byField, refusalByField, type Typed } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { plural } from '../platform/web/template-helpers.js';
import { check } from '../platform/web/validation.js';
import { EindeDto, OverdrachtDto, RolDto, WaarnemingDto } from './gebruikers.dto.js';
import { inWoorden } from './gebruikers.pages.controller.js';
import { GebruikersService } from './gebruikers.service.js';
import { PAD } from './gebruikersbeeld.js';
import { Gebruikersscherm } from './gebruikersscherm.js';
import { OverdrachtService } from './overdracht.service.js';
import { Rolkeuze } from './rolkeuze.js';
import { RollenService } from './rollen.service.js';
import { WaarnemingService } from './waarneming.service.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

/** One gebruiker: roles, deputies, getting in and out, work that goes on with somebody else. */
@ApiExcludeController()
@Mag('gebruikers.beheren')
@Controller('beheer/gebruikers/:id')
export class GebruikerPagesController {
  constructor(
    private readonly gebruikers: GebruikersService,
    private readonly rollen: RollenService,
    private readonly waarneming: WaarnemingService,
    private readonly overdracht: OverdrachtService,
    private readonly rolkeuze: Rolkeuze,
    private readonly scherm: Gebruikersscherm,
  ) {}

  @Get()
  een(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.een(wie, id);
  }

  @Post('uitnodiging')
  @HttpCode(200)
  nodigOpnieuwUit(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const gedaan = 'De uitnodiging is opnieuw verstuurd. De vorige link werkt niet meer.';
    return this.doe(wie, id, () => this.gebruikers.nodigOpnieuwUit(wie, id).then(() => gedaan));
  }

  @Post('herstel')
  @HttpCode(200)
  herstel(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const gedaan = 'De herstellink is verstuurd en werkt 7 dagen.';
    return this.doe(wie, id, () => this.gebruikers.herstel(wie, id).then(() => gedaan));
  }

  @Post('uitschakeling')
  @HttpCode(200)
  schakelUit(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const gedaan = 'Deze gebruiker is uitgelogd en komt er niet meer in.';
    return this.doe(wie, id, () => this.gebruikers.schakelUit(wie, id).then(() => gedaan));
  }

  @Post('inschakeling')
  @HttpCode(200)
  schakelAan(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const gedaan = 'Deze gebruiker kan weer inloggen.';
    return this.doe(wie, id, () => this.gebruikers.schakelAan(wie, id).then(() => gedaan));
  }

  @Post('rollen')
  @HttpCode(200)
  geefRol(
    @Param('id', IdPipe) id: string,
    @Body() getypt: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    return this.verwerk(RolDto, { wie, id, formulier: 'rol', getypt }, async (dto) => {
      await this.rollen.voegToe(wie, id, await this.rolkeuze.verzoekVan(wie, dto));
      return 'De rol is gegeven. Wie ingelogd was, logt opnieuw in.';
    });
  }

  @Post('rollen/:rol/einde')
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

  @Post('waarneming')
  @HttpCode(200)
  laatWaarnemen(
    @Param('id', IdPipe) id: string,
    @Body() getypt: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    return this.verwerk(WaarnemingDto, { wie, id, formulier: 'waarneming', getypt }, async (dto) => {
      await this.waarneming.laatWaarnemen(wie, id, dto);
      return 'De waarneming is geregeld. De waarnemer krijgt een mail.';
    });
  }

  @Post('overdracht')
  @HttpCode(200)
  draagOver(
    @Param('id', IdPipe) id: string,
    @Body() getypt: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    return this.verwerk(OverdrachtDto, { wie, id, formulier: 'overdracht', getypt }, async ({ wat, aan }) => {
      if (wat === 'postbussen') {
        const aantal = await this.overdracht.postbussen(wie, id, aan);
        return `De mails van ${plural(aantal, 'bestuur', 'besturen')} gaan nu naar het nieuwe adres.`;
      }
      const { aantal, dubbel } = await this.overdracht.bijeenkomsten(wie, id, aan);
      const botst =
        dubbel > 0
          ? ` Let op: ${plural(dubbel, 'bijeenkomst', 'bijeenkomsten')} van de nieuwe trainer vallen samen.`
          : '';
      return `${plural(aantal, 'bijeenkomst heeft', 'bijeenkomsten hebben')} een andere trainer.${botst}`;
    });
  }

  private async verwerk<T extends object>(
    dto: ClassConstructor<T>,
    { wie, id, formulier, getypt }: { wie: Wie; id: string; formulier: string; getypt: Typed },
    werk: (dto: T) => Promise<string>,
  ): Promise<Page | Redirect> {
    const { waarde, fouten } = check(dto, getypt);
    if (waarde) return this.doe(wie, id, () => werk(waarde), formulier, getypt);
    const perVeld = inWoorden(byField(fouten));
    return this.scherm.een(wie, id, { formulier, getypt, fouten: leesbaar(perVeld) });
  }

  /** What is refused comes back on the page of whom it was about. */
  private async doe(
    wie: Wie,
    id: string,
    werk: () => Promise<string>,
    formulier = '',
    getypt: Typed = {},
  ): Promise<Page | Redirect> {
    try {
      return new Redirect(`${PAD}/${id}`, { soort: 'goed', tekst: await werk() });
    } catch (fout) {
      return this.scherm.een(wie, id, { formulier, getypt, fouten: refusalByField(fout) });
    }
  }
}

/** Nobody types an id: what is not one was not chosen. */
const leesbaar = ({ aan, ...fouten }: Record<string, string>): Record<string, string> => ({
  ...fouten,
  ...(aan ? { aan: 'Kies iemand uit de lijst.' } : {}),
});
