import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AuditQueries } from '../../audit/audit.queries.js';
import { geschiedenisVan } from '../../audit/auditwoorden.js';
import type { Wie } from '../../toegang/wie.js';
import { refusalByField, textOf, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { checkOrThrow } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import { CertificatenQueries } from './certificaten.queries.js';
import { CertificatenService } from './certificaten.service.js';
import { CorrectieDto, RedenDto } from '../uitreiken/certificering.dto.js';
import { certificaatcontext, type Certificaatformulier } from './certificaatbeeld.js';

/** One certificaat as the coördinator sees it: withdraw, correct, issue again, and what happened to it. */
@ApiExcludeController()
@Mag('certificaten.beheren')
@Controller('beheer/certificaten/:nummer')
export class CertificaatPagesController {
  constructor(
    private readonly certificaten: CertificatenService,
    private readonly queries: CertificatenQueries,
    private readonly audit: AuditQueries,
  ) {}

  @Get()
  toon(@Param('nummer') nummer: string): Promise<Page> {
    return this.scherm(nummer);
  }

  @Post('intrekking')
  @HttpCode(200)
  trekIn(
    @Param('nummer') nummer: string,
    @Body() waarden: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    return this.probeer(nummer, { soort: 'intrekking', waarden }, async () => {
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
    return this.probeer(nummer, { soort: 'correctie', waarden }, async () => {
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
    return this.probeer(nummer, { soort: 'heruitgave', waarden }, async () => {
      const nieuw = await this.certificaten.reikOpnieuwUit(wie, nummer, redenUit(waarden));
      return { nummer: nieuw, tekst: `Opnieuw uitgereikt als ${nieuw}. De houder krijgt een mail.` };
    });
  }

  private async probeer(
    nummer: string,
    formulier: Omit<Certificaatformulier, 'fouten'>,
    daad: () => Promise<{ nummer: string; tekst: string }>,
  ): Promise<Page | Redirect> {
    try {
      const { nummer: naar, tekst } = await daad();
      return new Redirect(`/beheer/certificaten/${naar}`, { soort: 'goed', tekst });
    } catch (fout) {
      return this.scherm(nummer, { ...formulier, fouten: metEigenWoorden(refusalByField(fout), formulier) });
    }
  }

  private async scherm(nummer: string, geweigerd?: Certificaatformulier): Promise<Page> {
    const c = await this.queries.vind(nummer);
    const reeks = await this.queries.vanAanmelding(c.aanmeldingId, c.leerjaar);
    const regels = (
      await Promise.all([
        this.audit.vanOnderwerp('aanmelding', c.aanmeldingId, 1000),
        this.audit.inzageIn('aanmelding', [c.aanmeldingId]),
      ])
    )
      .flat()
      .filter(({ code }) => code.startsWith('certificaat.'))
      .sort((a, b) => Number(a.op) - Number(b.op));
    const context = certificaatcontext(c, reeks, geschiedenisVan(regels), geweigerd);
    return new Page('certificering/certificaat', context, {
      titel: `Certificaat ${c.nummer}`,
      status: geweigerd ? 422 : 200,
    });
  }
}

const redenUit = ({ reden }: Typed): string => checkOrThrow(RedenDto, { reden }).reden;

function metEigenWoorden(
  fouten: Record<string, string>,
  { waarden }: Omit<Certificaatformulier, 'fouten'>,
): Record<string, string> {
  return fouten.reden && !textOf(waarden.reden) ? { ...fouten, reden: 'Schrijf op waarom.' } : fouten;
}
