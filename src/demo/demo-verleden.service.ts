import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { Aanwezigheid } from '../aanwezigheid/aanwezigheid.entity.js';
import { Auditregel } from '../audit/auditregel.entity.js';
import { Belangstelling } from '../belangstelling/belangstelling.entity.js';
import { Bericht } from '../berichten/bericht.entity.js';
import { School } from '../besturen/school.entity.js';
import { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Clock, FixedClock } from '../platform/clock/clock.js';
import { addDays, dateOf, momentAt } from '../platform/clock/dates.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { aanwezigheidVan, demoPersoon } from './demo-aanmeldingen.rules.js';
import { DemoEvaluatiesService } from './demo-evaluaties.service.js';
import { AuditService } from '../audit/audit.service.js';
import { geefUit } from '../certificering/certificaat/certificaten.service.js';
import { Uitreiking } from '../certificering/uitreiken/uitreiking.entity.js';
import { LeerjaarQueries } from '../certificering/voorwaarden/leerjaar.queries.js';
import { gegevensVan, leerjaarbeeld, teCertificeren } from '../certificering/voorwaarden/leerjaar.rules.js';
import type { Wie } from '../toegang/wie.js';

/** Cohorten whose bijeenkomsten have attendance; of the running ones the last that was is still to be filled in. */
const metAanwezigheid = ['COT-B-1', 'LAS2-A', 'NKS-A', 'COT-B-0', 'IBKC-0', 'VREEDZAAM-0'];
const PEILING = 'COACHST-A';
const ONBEREIKBAAR = 'VREEDZAAM-A';
/** The people of aanmeldingen.yaml have the numbers before these. */
const EERSTE_BELANGSTELLENDE = 400;

type Auditrij = Omit<Auditregel, 'id' | 'gegevens'> & { gegevens: Record<string, object> };
/** Cohorten of the demo that had their ceremony; the other finished ones are still to be certified. */
const GECERTIFICEERD = ['IBKC-0', 'COT-B-0'];

/** The past of the demo: attendance, decisions, interest, certificaten, and one mail that did not arrive. */
@Injectable()
export class DemoVerledenService {
  constructor(
    private readonly clock: Clock,
    private readonly evaluaties: DemoEvaluatiesService,
    private readonly leerjaren: LeerjaarQueries,
  ) {}

  async laad(m: EntityManager): Promise<void> {
    const email = 'coordinator@demo.example';
    const coordinator = await m.findOneByOrFail(Gebruiker, { email });
    await this.besluiten(m, coordinator.id);
    for (const code of metAanwezigheid) await this.aanwezigheid(m, code, coordinator.id);
    await this.certificaten(m, coordinator);
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
    const tekst = `Dag ${voornaam},\n\nJe hebt een plek. Dit bericht hoort bij de voorbeeldgegevens.`;
    await m.insert(Bericht, {
      sleutel: `demo:onbereikbaar:${a!.id}`,
      soort: 'aanmeldingen/geplaatst',
      aan: email,
      onderwerp: 'Je hebt een plek: Training Vreedzaam Starters',
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

  /** Certificaten: issued by the rules, on the evening of the last bijeenkomst. Their mails were never sent. */
  private async certificaten(m: EntityManager, { id, naam }: Gebruiker): Promise<void> {
    const wie: Wie = { soort: 'gebruiker', id, naam, rol: 'coordinator', bestuurId: null };
    const cohorten = await m.find(Cohort, { where: { code: In(GECERTIFICEERD) }, order: { laatste: 'ASC' } });
    for (const cohort of cohorten) await this.certificeer(m, wie, cohort);
  }

  private async certificeer(m: EntityManager, wie: Wie, cohort: Cohort): Promise<void> {
    const datum = dateOf(cohort.laatste!);
    const toen = new FixedClock(momentAt(datum, '17:00'));
    const audit = new AuditService(toen);
    const beeld = leerjaarbeeld(await this.leerjaren.van(m, cohort, 1), toen.now());
    const uitreiking = m.create(Uitreiking, {
      ...{ cohortId: cohort.id, leerjaar: 1, datum, tijd: '17:00', plaats: cohort.locatie, gastheer: null },
      ...{ aangemaaktOp: toen.now(), versie: 1 },
    });
    await m.insert(Uitreiking, uitreiking);
    const nieuwe = teCertificeren(beeld).map((k) => ({
      uitreikingId: uitreiking.id,
      aanmeldingId: k.aanmeldingId,
      gegevens: gegevensVan(beeld, k, { datum, plaats: cohort.locatie }),
    }));
    await geefUit(m, wie, nieuwe, audit, toen.now());
    await m.update(
      Cohort,
      { id: cohort.id },
      { status: 'gecertificeerd', certificeringOp: datum, certificeringLocatie: cohort.locatie },
    );
    await audit.noteer(m, {
      wie,
      code: 'cohort.gecertificeerd',
      onderwerp: { soort: 'cohort', id: cohort.id },
      gegevens: { leerjaar: 1, aantal: nieuwe.length },
    });
  }
}

const door = (gebruiker: string, op: Date) => ({ op, wieSoort: 'gebruiker', wieId: gebruiker });
