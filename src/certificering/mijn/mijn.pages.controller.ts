import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Wie } from '../../toegang/wie.js';
import { Clock } from '../../platform/clock/clock.js';
import { dateOf, isDate } from '../../platform/clock/dates.js';
import { Settings } from '../../platform/config/settings.js';
import { refusalByField, textOf, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import { Persoon } from '../../toegang/persoon.entity.js';
import { MijnQueries } from './mijn.queries.js';
import { MijnService } from './mijn.service.js';
import { certificaatregel, registerstand, urenPerJaar } from './mijnbeeld.js';
import { RegisterService } from '../pe/register.service.js';

const PAD = '/mijn/certificaten';
const GEEN_DATUM = 'Vul een datum in, of laat het leeg.';
interface Geweigerd {
  waarden: { registernummer: string; periodeBegin: string };
  fouten: Record<string, string>;
}

/** What a deelnemer has earned here: certificaten, hours and points. */
@ApiExcludeController()
@Mag('mijn.bekijken')
@Controller('mijn')
export class MijnCertificatenPagesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queries: MijnQueries,
    private readonly mijn: MijnService,
    private readonly register: RegisterService,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  @Get('certificaten')
  toon(@DezeWie() wie: Wie): Promise<Page> {
    return this.pagina(eigenId(wie));
  }

  @Post('certificaten/:nummer/naam')
  @HttpCode(200)
  async naam(@Param('nummer') nummer: string, @Body() body: Typed, @DezeWie() wie: Wie): Promise<Redirect> {
    const aan = textOf(body.aan) === 'ja';
    await this.mijn.zetNaamOpenbaar(wie, eigenId(wie), nummer, aan);
    const tekst = aan
      ? 'Je naam staat nu op de controlepagina van dit certificaat.'
      : 'Je naam staat niet meer op de controlepagina.';
    return new Redirect(`${PAD}#${nummer}`, { soort: 'goed', tekst });
  }

  @Post('register')
  @HttpCode(200)
  async bewaar(@Body() body: Typed, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const waarden = {
      registernummer: textOf(body.registernummer),
      periodeBegin: textOf(body.periodeBegin),
    };
    if (waarden.periodeBegin && !isDate(waarden.periodeBegin))
      return this.pagina(eigenId(wie), { waarden, fouten: { periodeBegin: GEEN_DATUM } });
    try {
      await this.register.bewaar(wie, eigenId(wie), waarden);
    } catch (fout) {
      return this.pagina(eigenId(wie), { waarden, fouten: refusalByField(fout) });
    }
    return new Redirect(`${PAD}#register`, { soort: 'goed', tekst: 'Je gegevens zijn bewaard.' });
  }

  private async pagina(id: string, geweigerd?: Geweigerd): Promise<Page> {
    const persoon = await this.dataSource.manager.findOneByOrFail(Persoon, { id });
    const certificaten = await this.queries.certificaten(id);
    const regels = {
      jaren: this.settings.REGISTER_PERIODE_JAREN,
      punten: this.settings.REGISTER_PUNTEN,
      vandaag: dateOf(this.clock.now()),
    };
    const context = {
      kruimels: [{ tekst: 'Mijn aanmeldingen', href: '/mijn' }],
      certificaten: certificaten.map(certificaatregel),
      uren: urenPerJaar(await this.queries.bijgewoond(id), certificaten),
      register: registerstand(certificaten, persoon, regels),
      heeftNummer: persoon.registernummer !== null,
      waarden: geweigerd?.waarden ?? {
        registernummer: persoon.registernummer ?? '',
        periodeBegin: persoon.registerperiodeBegin ?? '',
      },
      fouten: geweigerd?.fouten,
    };
    const titel = `${geweigerd ? 'Fout: ' : ''}Mijn certificaten, uren en punten`;
    return new Page('certificering/mijn', context, { titel, status: geweigerd ? 422 : 200 });
  }
}

/** The right `mijn.bekijken` is for who is a persoon. */
function eigenId(wie: Wie): string {
  if (wie.soort !== 'persoon') throw new Error('Somebody who is no persoon got to the own certificaten');
  return wie.id;
}
