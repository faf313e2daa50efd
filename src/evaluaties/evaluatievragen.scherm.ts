import { Injectable } from '@nestjs/common';
import { Opleidingscherm } from '../opleidingen/opleiding.scherm.js';
import { opleidingkop } from '../opleidingen/opleidingbeheer.scherm.js';
import { Clock } from '../platform/clock/clock.js';
import { addDays, dateOf, momentAt } from '../platform/clock/dates.js';
import { textOf } from '../platform/web/form-input.js';
import { Page } from '../platform/web/page.js';
import type { Geweigerd } from '../platform/web/refused-form.js';
import type { Evaluatievraag, Vraagsoort } from './evaluatie.entity.js';
import { EvaluatievragenService } from './evaluatievragen.service.js';
import { formuliercontext } from './formulier.scherm.js';
import { evaluatiepaden } from './paden.js';
import { BEREIK, MAXIMUM_EIGEN, NAMETINGVRAGEN, STANDAARDVRAGEN, vragenlijst } from './vragenlijst.rules.js';

/** The own questions of an opleiding, and what its questionnaire looks like. */
@Injectable()
export class EvaluatievragenScherm {
  constructor(
    private readonly vragen: EvaluatievragenService,
    private readonly opleidingen: Opleidingscherm,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `opleiding-onbekend` */
  async toon(code: string, geweigerd?: Geweigerd): Promise<Page> {
    const opleiding = await this.opleidingen.vind(code);
    const context = {
      ...opleidingkop(opleiding, 'evaluatievragen'),
      ...vragencontext(evaluatiepaden.vragen(opleiding.code), await this.vragen.van(code)),
      waarden: {
        soort: textOf(geweigerd?.waarden.soort) || 'schaal',
        tekst: textOf(geweigerd?.waarden.tekst),
      },
      fouten: geweigerd?.fouten,
    };
    const titel = `${geweigerd ? 'Fout: ' : ''}Evaluatie: ${opleiding.naam}`;
    return new Page('evaluaties/vragen', context, { titel, status: geweigerd ? 422 : 200 });
  }

  /** The form as a deelnemer would get it. @throws DomainError `opleiding-onbekend` */
  async voorbeeld(code: string): Promise<Page> {
    const opleiding = await this.opleidingen.vind(code);
    const eigen = await this.vragen.van(code);
    const formulier = {
      soort: 'evaluatie' as const,
      opleiding: opleiding.naam,
      cohort: 'Voorbeeld',
      vragen: vragenlijst('evaluatie', eigen),
      sluitOp: momentAt(addDays(dateOf(this.clock.now()), 31)),
      stand: 'open' as const,
    };
    const context = formuliercontext(formulier, {
      actie: null,
      terug: evaluatiepaden.vragen(opleiding.code),
    });
    return new Page('evaluaties/formulier', context, { titel: `Voorbeeld: ${opleiding.naam}` });
  }
}

const { cijfer, schaal } = BEREIK;
const soorten: Record<Vraagsoort, string> = {
  cijfer: `Cijfer van ${cijfer.van} tot ${cijfer.tot}`,
  schaal: `Stelling, schaal van ${schaal.van} tot ${schaal.tot}`,
  open: 'Open vraag',
  keuze: 'Keuze',
};

function vragencontext(pad: string, eigen: readonly Evaluatievraag[]) {
  return {
    actie: pad,
    voorbeeldHref: `${pad}/voorbeeld`,
    maximum: MAXIMUM_EIGEN,
    vol: eigen.length >= MAXIMUM_EIGEN,
    soorten: (['schaal', 'open'] as const).map((soort) => ({ waarde: soort, tekst: soorten[soort] })),
    eigen: eigen.map(({ id, soort, tekst }, i) => ({
      tekst,
      soort: soorten[soort],
      verplaatsing: `${pad}/${id}/verplaatsing`,
      verval: `${pad}/${id}/verval`,
      omhoog: i > 0 ? i : null,
      omlaag: i < eigen.length - 1 ? i + 2 : null,
    })),
    vast: STANDAARDVRAGEN.map(({ soort, tekst }) => ({ tekst, soort: soorten[soort] })),
    nameting: NAMETINGVRAGEN.map(({ tekst }) => ({ tekst })),
  };
}
