import { toestemmingspaden } from '../../toestemmingen/paden.js';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { aanmeldpaden } from '../../aanmeldingen/paden.js';
import { AanwezigheidQueries, type Bijgewoond } from '../../aanwezigheid/aanwezigheid.queries.js';
import { Clock } from '../../platform/clock/clock.js';
import { addDays, dateOf, schooljaarVan } from '../../platform/clock/dates.js';
import { Settings } from '../../platform/config/settings.js';
import { Page } from '../../platform/web/page.js';
import type { Geweigerd } from '../../platform/web/refused-form.js';
import { Persoon } from '../../toegang/persoon.entity.js';
import { type Certificaatbeeld, CertificatenQueries } from '../certificaat/certificaten.queries.js';
import type { Certificaatstand } from '../certificaat/certificaten.rules.js';
import { certificeringpaden } from '../paden.js';
import { periodeOp, puntenIn } from '../pe/pe.rules.js';

type Registerwaarden = Record<'registernummer' | 'periodeBegin', string>;

/** Shows what a deelnemer has earned here: certificaten, hours and points. */
@Injectable()
export class MijnCertificatenScherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly certificaten: CertificatenQueries,
    private readonly aanwezigheid: AanwezigheidQueries,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  async toon(persoonId: string, geweigerd?: Geweigerd<Registerwaarden>): Promise<Page> {
    const persoon = await this.dataSource.manager.findOneByOrFail(Persoon, { id: persoonId });
    const certificaten = await this.certificaten.vanPersoon(persoonId);
    const regels = {
      jaren: this.settings.REGISTER_PERIODE_JAREN,
      punten: this.settings.REGISTER_PUNTEN,
      vandaag: dateOf(this.clock.now()),
    };
    const context = {
      kruimels: [{ tekst: 'Mijn aanmeldingen', href: aanmeldpaden.mijn }],
      toestemmingenHref: toestemmingspaden.mijn,
      certificaten: certificaten.map(certificaatregel),
      uren: urenPerJaar(await this.aanwezigheid.bijgewoondDoor(persoonId), certificaten),
      register: registerstand(certificaten, persoon, regels),
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

const STANDEN: Record<Certificaatstand, { soort: 'goed' | 'fout' | 'neutraal'; tekst: string }> = {
  geldig: { soort: 'goed', tekst: 'Geldig' },
  ingetrokken: { soort: 'fout', tekst: 'Ingetrokken' },
  vervangen: { soort: 'neutraal', tekst: 'Vervangen' },
};

/** One certificaat in the list of its holder, and on the coördinator's page of that person. */
export const certificaatregel = (c: Certificaatbeeld) => ({
  nummer: c.nummer,
  opleiding: c.gegevens.opleiding,
  leerjaar: c.gegevens.leerjaren > 1 ? c.gegevens.leerjaar : null,
  cohort: c.gegevens.cohort,
  cohortHref: certificeringpaden.cohort(c.cohortId),
  datum: c.gegevens.datum,
  studielastUren: c.gegevens.studielastUren,
  punten: c.gegevens.herregistratiepunten,
  status: STANDEN[c.stand],
  geldig: c.stand === 'geldig',
  sinds: c.ingetrokkenOp ?? c.vervangenOp,
  vervangenDoor: c.vervangenDoor,
  naamOpenbaar: c.naamOpenbaarOp !== null,
  controleHref: certificeringpaden.controle(c.nummer),
  pdfHref: certificeringpaden.mijnPdf(c.nummer),
  badgeHref: certificeringpaden.mijnBadge(c.nummer),
  naamActie: certificeringpaden.mijnNaam(c.nummer),
});

const eenDecimaal = (uren: number): number => Math.round(uren * 10) / 10;

/** Per school year, newest first: hours that someone was there, and the study load of what was certified. */
function urenPerJaar(bijgewoond: readonly Bijgewoond[], certificaten: readonly Certificaatbeeld[]) {
  const jaren = new Map<string, { aanwezig: number; studielast: number }>();
  const jaar = (dag: string) => {
    const schooljaar = schooljaarVan(dag);
    const rij = jaren.get(schooljaar) ?? { aanwezig: 0, studielast: 0 };
    jaren.set(schooljaar, rij);
    return rij;
  };
  for (const { begint, eindigt } of bijgewoond)
    jaar(dateOf(begint)).aanwezig += (eindigt.getTime() - begint.getTime()) / 3_600_000;
  for (const { gegevens, stand } of certificaten)
    if (stand === 'geldig') jaar(gegevens.periode.tot).studielast += gegevens.studielastUren ?? 0;
  return [...jaren]
    .map(([schooljaar, { aanwezig, studielast }]) => ({
      schooljaar,
      aanwezig: eenDecimaal(aanwezig),
      studielast,
    }))
    .sort((a, b) => b.schooljaar.localeCompare(a.schooljaar));
}

/** Where someone stands in the register, as far as the academie can tell. */
function registerstand(
  certificaten: readonly Certificaatbeeld[],
  { registerperiodeBegin: begin }: Pick<Persoon, 'registerperiodeBegin'>,
  regels: { jaren: number; punten: number; vandaag: string },
) {
  const geldig = certificaten.filter(({ stand }) => stand === 'geldig').map(({ gegevens }) => gegevens);
  const periode = begin ? periodeOp(begin, regels.jaren, regels.vandaag) : null;
  const punten = puntenIn(geldig, periode);
  return {
    punten,
    nodig: regels.punten,
    jaren: regels.jaren,
    nog: Math.max(regels.punten - punten, 0),
    periode: periode && { van: periode.van, totEnMet: addDays(periode.tot, -1) },
  };
}
