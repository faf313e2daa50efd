import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { geefUit } from '../certificering/certificaat/certificaten.service.js';
import { Uitreiking } from '../certificering/uitreiken/uitreiking.entity.js';
import { LeerjaarQueries } from '../certificering/voorwaarden/leerjaar.queries.js';
import { gegevensVan, leerjaarbeeld, teCertificeren } from '../certificering/voorwaarden/leerjaar.rules.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { FixedClock } from '../platform/clock/clock.js';
import { dateOf, momentAt } from '../platform/clock/dates.js';
import type { Gebruiker } from '../toegang/gebruiker.entity.js';
import type { Wie } from '../toegang/wie.js';

/** Cohorten of the demo that had their ceremony; the other finished ones are still to be certified. */
const GECERTIFICEERD = ['IBKC-0', 'COT-B-0'];

/** Certificaten of the demo: issued by the rules, on the evening of the last bijeenkomst. Their mails were never sent. */
@Injectable()
export class DemoCertificatenService {
  constructor(private readonly queries: LeerjaarQueries) {}

  async laad(m: EntityManager, { id, naam }: Gebruiker): Promise<void> {
    const wie: Wie = { soort: 'gebruiker', id, naam, rol: 'coordinator', bestuurId: null };
    const cohorten = await m.find(Cohort, { where: { code: In(GECERTIFICEERD) }, order: { laatste: 'ASC' } });
    for (const cohort of cohorten) await this.certificeer(m, wie, cohort);
  }

  private async certificeer(m: EntityManager, wie: Wie, cohort: Cohort): Promise<void> {
    const datum = dateOf(cohort.laatste!);
    const toen = new FixedClock(momentAt(datum, '17:00'));
    const audit = new AuditService(toen);
    const beeld = leerjaarbeeld(await this.queries.van(m, cohort, 1), toen.now());
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
