import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { textOf, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { goed, probeer } from '../../platform/web/refused-form.js';
import { checkOrThrow } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { certificeringpaden } from '../paden.js';
import { type Certificaatformulier, CertificaatScherm } from './certificaat.scherm.js';
import { CorrectieDto, RedenDto } from './certificaten.dto.js';
import { CertificatenService } from './certificaten.service.js';

/** One certificaat as the coördinator sees it: withdraw, correct, issue again, and what happened to it. */
@ApiExcludeController()
@Mag('certificaten.beheren')
@Controller('beheer/certificaten/:nummer')
export class CertificaatPagesController {
  constructor(
    private readonly scherm: CertificaatScherm,
    private readonly certificaten: CertificatenService,
  ) {}

  @Get()
  toon(@Param('nummer') nummer: string): Promise<Page> {
    return this.scherm.toon(nummer);
  }

  @Post('intrekking')
  @HttpCode(200)
  trekIn(
    @Param('nummer') nummer: string,
    @Body() waarden: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    return this.probeer(nummer, 'intrekking', waarden, async () => {
      await this.certificaten.trekIn(wie, nummer, redenUit(waarden));
      return { nummer, tekst: 'Het certificaat is ingetrokken. De houder krijgt een mail.' };
    });
  }

  @Post('correctie')
  @HttpCode(200)
  corrigeer(
    @Param('nummer') nummer: string,
    @Body() waarden: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    return this.probeer(nummer, 'correctie', waarden, async () => {
      const { naam, reden } = waarden;
      const nieuw = await this.certificaten.corrigeer(
        wie,
        nummer,
        checkOrThrow(CorrectieDto, { naam, reden }),
      );
      return { nummer: nieuw, tekst: `Certificaat ${nieuw} vervangt ${nummer}. De houder krijgt een mail.` };
    });
  }

  @Post('heruitgave')
  @HttpCode(200)
  reikOpnieuwUit(
    @Param('nummer') nummer: string,
    @Body() waarden: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    return this.probeer(nummer, 'heruitgave', waarden, async () => {
      const nieuw = await this.certificaten.reikOpnieuwUit(wie, nummer, redenUit(waarden));
      return { nummer: nieuw, tekst: `Opnieuw uitgereikt als ${nieuw}. De houder krijgt een mail.` };
    });
  }

  private probeer(
    nummer: string,
    formulier: Certificaatformulier,
    waarden: Typed,
    daad: () => Promise<{ nummer: string; tekst: string }>,
  ): Promise<Page | Redirect> {
    return probeer(
      async () => {
        const { nummer: naar, tekst } = await daad();
        return new Redirect(certificeringpaden.certificaat(naar), goed(tekst));
      },
      (fouten) => this.scherm.toon(nummer, { formulier, waarden, fouten: metEigenWoorden(fouten, waarden) }),
    );
  }
}

const redenUit = ({ reden }: Typed): string => checkOrThrow(RedenDto, { reden }).reden;

function metEigenWoorden(fouten: Record<string, string>, waarden: Typed): Record<string, string> {
  return fouten.reden && !textOf(waarden.reden) ? { ...fouten, reden: 'Schrijf op waarom.' } : fouten;
}
