import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortkop } from '../../cohorten/cohort.scherm.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { cohortpaden } from '../../cohorten/paden.js';
import { deelnemerpaden } from '../../deelnemers/paden.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { opleidingpaden } from '../../opleidingen/paden.js';
import { Clock } from '../../platform/clock/clock.js';
import { Page } from '../../platform/web/page.js';
import { volledigeNaam } from '../../toegang/persoon.entity.js';
import { certificeringpaden } from '../paden.js';
import { magVragen, waarschuwingen } from './pe.rules.js';
import { type Afgerond, PeService } from './pe.service.js';

const TITEL = 'Doorgeven aan PE-online';

/** A number that was typed by hand and refused. */
interface GeweigerdNummer {
  persoonId: string;
  getypt: string;
  fout: string;
}

/** The screen of handing over to PE-online. */
@Injectable()
export class PeScherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cohorten: CohortenQueries,
    private readonly pe: PeService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `cohort-onbekend` */
  async toon(id: string, geweigerd?: GeweigerdNummer): Promise<Page> {
    const titel = geweigerd ? `Fout: ${TITEL}` : TITEL;
    const context = await this.context(id, geweigerd);
    return new Page('certificering/pe', context, { titel, status: geweigerd ? 422 : 200 });
  }

  private async context(id: string, geweigerd?: GeweigerdNummer) {
    const beeld = await this.cohorten.een(id, false);
    if (!beeld) throw cohortOnbekend();
    const { manager: m } = this.dataSource;
    const { peUitvoeringscode } = await m.findOneByOrFail(Cohort, { id });
    const opleiding = await m.findOneByOrFail(Opleiding, { id: beeld.opleidingId });
    const afgerond = await this.pe.afgerond(id);
    const heeftPunten = opleiding.herregistratiepunten !== null;
    const open = afgerond.filter((a) => !a.doorgegevenOp);
    const metNummer = open.filter(({ registernummer }) => registernummer);
    return {
      ...cohortkop(beeld, 'certificering'),
      pad: certificeringpaden.pe(id),
      terug: certificeringpaden.cohort(id),
      opleidingHref: opleidingpaden.een(opleiding.code),
      planHref: cohortpaden.plan(id),
      aantal: afgerond.length,
      codes: { cursus: opleiding.peCursuscode, uitvoering: peUitvoeringscode },
      waarschuwingen: waarschuwingen(
        { ...opleiding, heeftPunten },
        open.map(({ datum }) => datum),
      ),
      ingetrokken: await this.pe.ingetrokkenNaDoorgave(id),
      nummers: nummersVan(metNummer),
      doorTeGeven: metNummer.map((a) => ({
        ...mens(a),
        aanmelding: a.aanmeldingId,
        nummer: a.registernummer,
      })),
      zonder: open
        .filter(({ registernummer }) => !registernummer)
        .map((a) => this.zonderNummer(a, geweigerd)),
      kanVragen: open.some((a) => !a.registernummer && magVragen(a.gevraagdOp, this.clock.now())),
      doorgegeven: afgerond
        .filter((a) => a.doorgegevenOp)
        .map((a) => ({ ...mens(a), op: a.doorgegevenOp, nummer: a.registernummer })),
      overdrachten: await this.pe.overdrachten(id),
      fouten: geweigerd && { [`${geweigerd.persoonId}-registernummer`]: geweigerd.fout },
    };
  }

  private zonderNummer(a: Afgerond, geweigerd?: GeweigerdNummer) {
    const hier = geweigerd?.persoonId === a.persoonId ? geweigerd : undefined;
    return {
      ...mens(a),
      persoon: a.persoonId,
      email: a.email,
      gevraagdOp: a.gevraagdOp,
      magVragen: magVragen(a.gevraagdOp, this.clock.now()),
      getypt: hier?.getypt ?? '',
      fout: hier?.fout ?? null,
    };
  }
}

const mens = (a: Afgerond) => ({
  naam: volledigeNaam(a),
  href: deelnemerpaden.persoon(a.persoonId),
  certificaat: a.nummer,
});

const nummersVan = (lijst: readonly Afgerond[]): string =>
  lijst.map(({ registernummer }) => registernummer).join('\n');
