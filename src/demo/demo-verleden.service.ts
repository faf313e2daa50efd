import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { Aanwezigheid } from '../aanwezigheid/aanwezigheid.entity.js';
import { Auditregel } from '../audit/auditregel.entity.js';
import { Belangstelling } from '../belangstelling/belangstelling.entity.js';
import { Bericht } from '../berichten/bericht.entity.js';
import { School } from '../besturen/school.entity.js';
import { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { addDays, dateOf, momentAt } from '../platform/clock/dates.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { aanwezigheidVan } from './demo-aanmeldingen.rules.js';
import { DemoCertificatenService } from './demo-certificaten.service.js';
import { DemoEvaluatiesService } from './demo-evaluaties.service.js';
import { demoPersoon } from './demo-personen.rules.js';

/** Cohorten whose bijeenkomsten have attendance; of the running ones the last that was is still to be filled in. */
const metAanwezigheid = ['COT-B-1', 'LAS2-A', 'NKS-A', 'COT-B-0', 'IBKC-0', 'VREEDZAAM-0'];
const PEILING = 'COACHST-A';
const ONBEREIKBAAR = 'VREEDZAAM-A';
/** The people of aanmeldingen.yaml have the numbers before these. */
const EERSTE_BELANGSTELLENDE = 400;

type Auditrij = Omit<Auditregel, 'id' | 'gegevens'> & { gegevens: Record<string, object> };

/** What has happened before today: attendance, decisions, interest, and one mail that did not arrive. */
@Injectable()
export class DemoVerledenService {
  constructor(
    private readonly clock: Clock,
    private readonly evaluaties: DemoEvaluatiesService,
    private readonly certificaten: DemoCertificatenService,
  ) {}

  async laad(m: EntityManager): Promise<void> {
    const email = 'coordinator@demo.example';
    const coordinator = await m.findOneByOrFail(Gebruiker, { email });
    await this.besluiten(m, coordinator.id);
    for (const code of metAanwezigheid) await this.aanwezigheid(m, code, coordinator.id);
    await this.certificaten.laad(m, coordinator);
    await this.belangstelling(m);
    await this.evaluaties.laad(m);
    await this.misluktBericht(m);
  }

  /** Who opened a cohort and who decided that it goes on; only where the catalogue says when. */
  private async besluiten(m: EntityManager, coordinator: string): Promise<void> {
    const vandaag = dateOf(this.clock.now());
    const regels = (await m.find(Cohort)).flatMap((c): Auditrij[] => {
      const regel = (dag: string, code: string, gegevens: object = {}): Auditrij => ({
        ...door(coordinator, momentAt(dag, '09:15')),
        ...{ code, onderwerpSoort: 'cohort', onderwerpId: c.id },
        gegevens: gegevens as Record<string, object>,
        dagsleutel: null,
      });
      if (!c.aanmeldenVanaf || c.aanmeldenVanaf > vandaag) return [];
      const open = [
        regel(addDays(c.aanmeldenVanaf, -6), 'cohort.gemaakt', { code: c.code }),
        regel(c.aanmeldenVanaf, 'cohort.gepubliceerd'),
      ];
      const besloten =
        ['bevestigd', 'gestart', 'afgerond'].includes(c.status) && c.goNoGoOp && c.goNoGoOp <= vandaag;
      if (!besloten) return open;
      const besluit = {
        besluit: 'go',
        toelichting: 'Genoeg deelnemers',
        bezet: c.minimum ?? 0,
        minimum: c.minimum,
        verwacht: null,
      };
      return [...open, regel(c.goNoGoOp!, 'cohort.besluit', besluit)];
    });
    await m.insert(
      Auditregel,
      regels.sort((a, b) => a.op.getTime() - b.op.getTime()),
    );
  }

  private async aanwezigheid(m: EntityManager, code: string, coordinator: string): Promise<void> {
    const cohort = await m.findOneByOrFail(Cohort, { code });
    const alle = await m.find(Bijeenkomst, { where: { cohortId: cohort.id }, order: { begint: 'ASC' } });
    const geweest = alle.filter(({ eindigt }) => eindigt <= this.clock.now());
    const vast = cohort.status === 'afgerond' ? geweest : geweest.slice(0, -1);
    const mensen = await m.find(Aanmelding, {
      where: { cohortId: cohort.id },
      order: { plaatsnummer: 'ASC' },
    });
    const deelnemers = mensen.filter(({ plaatsnummer }) => plaatsnummer !== null);
    const rijen = vast.flatMap((b, i) =>
      deelnemers.map((a, j) => ({
        bijeenkomstId: b.id,
        aanmeldingId: a.id,
        stand: aanwezigheidVan(i, j, a.status === 'niet-voltooid'),
        haaltInId: null,
        op: b.eindigt,
      })),
    );
    await m.insert(Aanwezigheid, rijen);
    await m.insert(
      Auditregel,
      rijen.map(({ bijeenkomstId, aanmeldingId, stand, op }) => ({
        ...door(coordinator, op),
        ...{ code: 'aanmelding.aanwezigheid', onderwerpSoort: 'aanmelding', onderwerpId: aanmeldingId },
        gegevens: { bijeenkomst: bijeenkomstId, van: null, naar: stand } as unknown as Record<string, object>,
      })),
    );
  }

  /** People who would like the opleiding that is still being polled. */
  private async belangstelling(m: EntityManager): Promise<void> {
    const { id: cohortId, opleidingId } = await m.findOneByOrFail(Cohort, { code: PEILING });
    const scholen = await m.find(School, { order: { vestigingscode: 'ASC' } });
    const dag = addDays(dateOf(this.clock.now()), -9);
    const personen = Array.from({ length: 9 }, (_, i) => {
      const gegevens = demoPersoon(EERSTE_BELANGSTELLENDE + i);
      const op = momentAt(addDays(dag, i), '15:20');
      return m.create(Persoon, {
        ...gegevens,
        emailNorm: gegevens.email,
        aangemaaktOp: op,
        emailBevestigdOp: op,
      });
    });
    await m.insert(Persoon, personen);
    const rijen = personen.map((persoon, i) => {
      const school = scholen.filter(({ bestuurId }) => bestuurId !== null)[(i * 2) % 11]!;
      return m.create(Belangstelling, {
        opleidingId,
        cohortId,
        persoonId: persoon.id,
        schoolId: school.id,
        bestuurId: school.bestuurId,
        functie: 'leraar',
        token: randomBytes(24).toString('base64url'),
        aangemaaktOp: persoon.aangemaaktOp,
        bevestigdOp: persoon.aangemaaktOp,
      });
    });
    await m.insert(Belangstelling, rijen);
  }

  private async misluktBericht(m: EntityManager): Promise<void> {
    const { id: cohortId } = await m.findOneByOrFail(Cohort, { code: ONBEREIKBAAR });
    const [a] = await m.find(Aanmelding, { where: { cohortId }, order: { plaatsnummer: 'ASC' }, take: 1 });
    const { email, voornaam } = await m.findOneByOrFail(Persoon, { id: a!.persoonId });
    const op = momentAt(addDays(dateOf(this.clock.now()), -1), '16:50');
    const tekst = `Dag ${voornaam},\n\nJe hebt een plaats. Dit bericht hoort bij de voorbeeldgegevens.`;
    await m.insert(Bericht, {
      sleutel: `demo:onbereikbaar:${a!.id}`,
      soort: 'aanmeldingen/geplaatst',
      aan: email,
      onderwerp: 'Je hebt een plaats: Training Vreedzaam Starters',
      html: `<p>${tekst.replace('\n\n', '</p><p>')}</p>`,
      tekst,
      status: 'mislukt',
      aangemaaktOp: op,
      verzendenOp: op,
      pogingen: 1,
      fout: '550 5.1.1 Mailbox unavailable',
      aanmeldingId: a!.id,
      cohortId,
      persoonId: a!.persoonId,
    });
  }
}

const door = (gebruiker: string, op: Date) => ({ op, wieSoort: 'gebruiker', wieId: gebruiker });
