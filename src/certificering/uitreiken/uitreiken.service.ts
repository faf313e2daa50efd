import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { AuditService } from '../../audit/audit.service.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortovergangen } from '../../cohorten/cohorten.rules.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { changes } from '../../platform/records.js';
import { Clock } from '../../platform/clock/clock.js';
import { momentAt } from '../../platform/clock/dates.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Wie } from '../../toegang/wie.js';
import { geefUit } from '../certificaat/certificaten.service.js';
import {
  geenUitreiking,
  leerjaarOnbekend,
  niemandVoldoet,
  uitreikingVast,
  voldoetNiet,
} from '../certificering.errors.js';
import { CertificeringMails } from '../certificering.mails.js';
import { LeerjaarQueries } from '../voorwaarden/leerjaar.queries.js';
import {
  type Certificaatkandidaat,
  gegevensVan,
  leerjaarbeeld,
  type Leerjaarbeeld,
  teCertificeren,
  watMist,
} from '../voorwaarden/leerjaar.rules.js';
import { LeerjaarService } from '../voorwaarden/leerjaar.service.js';
import { accreditatiefout, bezwaar, datumbezwaar } from '../voorwaarden/voorwaarden.rules.js';
import type { CertificeringDto, UitreikingDto } from './certificering.dto.js';
import { Uitreiking } from './uitreiking.entity.js';

/** Planning the ceremony of a leerjaar, inviting to it, and issuing its certificaten, all in one act. */
@Injectable()
export class UitreikenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly queries: LeerjaarQueries,
    private readonly leerjaren: LeerjaarService,
    private readonly mails: CertificeringMails,
    private readonly audit: AuditService,
  ) {}

  /**
   * May be planned before the leerjaar is over.
   * @throws DomainError `leerjaar-onbekend`, `datum-voor-einde`, `datum-te-ver`, and `uitreiking-vast` once certificaten
   *   were issued.
   */
  async plan(wie: Wie, cohortId: string, leerjaar: number, dto: UitreikingDto): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const { cohort } = await this.plaatsen.vergrendelEen(m, cohortId);
      const beeld = leerjaarbeeld(await this.queries.van(m, cohort, leerjaar), this.clock.now());
      if (!beeld.leerjaren.includes(leerjaar)) throw leerjaarOnbekend(leerjaar);
      if (beeld.kandidaten.some(({ nummer }) => nummer !== null)) throw uitreikingVast();
      const nu = this.clock.now();
      const fout = datumbezwaar(dto.datum, beeld, nu);
      if (fout) throw fout;
      const { datum = null, tijd = null, plaats = null, gastheer = null } = beeld.uitreiking ?? {};
      const nieuw = {
        datum: dto.datum,
        tijd: dto.tijd ?? null,
        plaats: dto.plaats ?? null,
        gastheer: dto.gastheer ?? null,
      };
      const velden = changes<Record<string, string | null>>({ datum, tijd, plaats, gastheer }, nieuw);
      if (Object.keys(velden).length === 0) return;
      const versie = (beeld.uitreiking?.versie ?? 0) + 1;
      const oud = beeld.uitreiking ?? { cohortId, leerjaar, aangemaaktOp: nu };
      await m.save(m.create(Uitreiking, { ...oud, ...nieuw, versie }));
      await this.audit.noteer(m, {
        wie,
        code: 'cohort.certificering-gewijzigd',
        onderwerp: { soort: 'cohort', id: cohortId },
        gegevens: { leerjaar, velden },
      });
    });
  }

  /**
   * Invites those who qualify and do not know of this ceremony yet; after a change of day or place all of them again.
   * @returns how many mails were written.
   * @throws DomainError `geen-uitreiking` without a day and a time, `leerjaar-onbekend`
   */
  async nodigUit(cohortId: string, leerjaar: number): Promise<number> {
    return inTransaction(this.dataSource, async (m) => {
      const { cohort } = await this.plaatsen.vergrendelEen(m, cohortId);
      const beeld = leerjaarbeeld(await this.queries.van(m, cohort, leerjaar), this.clock.now());
      if (!beeld.uitreiking?.tijd) throw geenUitreiking();
      const wel = beeld.kandidaten.filter((k) => k.uitslag.groep === 'wel' && k.elders === null);
      return this.mails.uitnodiging(
        m,
        beeld,
        wel.map(({ aanmeldingId }) => aanmeldingId),
      );
    });
  }

  /** How many of these people were invited to the ceremony as it is planned now. */
  async uitgenodigd(uitreiking: Uitreiking, aanmeldingIds: readonly string[]): Promise<number> {
    return this.mails.geteld(this.dataSource.manager, uitreiking, aanmeldingIds);
  }

  /**
   * Everybody who qualifies and has none yet gets a certificaat with a number of the year of the ceremony. A second time
   * issues only to those who were added since. After the last leerjaar the cohort is gecertificeerd.
   * @returns how many were new.
   * @throws DomainError `leerjaar-onbekend`, `leerjaar-niet-voorbij`, `certificeren-kan-niet`, `datum-voor-einde`,
   *   `accreditatie-geldt-niet` unless `bevestigd`, `voldoet-niet`, `niemand-voldoet`.
   */
  async reikUit(wie: Wie, cohortId: string, dto: CertificeringDto): Promise<number> {
    return inTransaction(this.dataSource, async (m) => {
      const { cohort } = await this.plaatsen.vergrendelEen(m, cohortId);
      return this.reikUitIn(m, wie, cohort, dto);
    });
  }

  /** The same as a step, with the cohort locked. */
  async reikUitIn(m: EntityManager, wie: Wie, cohort: Cohort, dto: CertificeringDto): Promise<number> {
    const nu = this.clock.now();
    const { leerjaar, datum, oordelen = [] } = dto;
    const vooraf = leerjaarbeeld(await this.queries.van(m, cohort, leerjaar), nu);
    const fout = bezwaar({ status: cohort.status, ...vooraf }, nu) ?? datumbezwaar(datum, vooraf, nu);
    if (fout) throw fout;
    await this.leerjaren.bewaarOordelen(m, wie, cohort.id, leerjaar, oordelen);
    const beeld =
      oordelen.length === 0 ? vooraf : leerjaarbeeld(await this.queries.van(m, cohort, leerjaar), nu);
    const nieuw = gekozen(beeld, dto.aanmeldingen);
    if (nieuw.length === 0) {
      if (!beeld.kandidaten.some(({ nummer }) => nummer !== null)) throw niemandVoldoet();
      return 0;
    }
    const accreditatie = dto.bevestigd ? null : accreditatiefout(beeld.opleiding, datum);
    if (accreditatie) throw accreditatie;
    await this.voerUit(m, wie, beeld, nieuw, dto, nu);
    return nieuw.length;
  }

  private async voerUit(
    m: EntityManager,
    wie: Wie,
    beeld: Leerjaarbeeld,
    nieuw: readonly Certificaatkandidaat[],
    dto: CertificeringDto,
    nu: Date,
  ): Promise<void> {
    const { cohort, leerjaar } = beeld;
    const uitreiking = await this.uitreiking(m, beeld, dto, nu);
    await this.sluitCohort(m, beeld, dto);
    await this.rondAf(m, wie, beeld, nieuw, nu);
    const waar = { datum: dto.datum, plaats: dto.plaats ?? uitreiking.plaats };
    const rijen = nieuw.map((k) => ({
      uitreikingId: uitreiking.id,
      aanmeldingId: k.aanmeldingId,
      gegevens: gegevensVan(beeld, k, waar),
    }));
    const certificaten = await geefUit(m, wie, rijen, this.audit, nu);
    await this.audit.noteer(m, {
      wie,
      code: 'cohort.gecertificeerd',
      onderwerp: { soort: 'cohort', id: cohort.id },
      gegevens: { leerjaar, aantal: certificaten.length },
    });
    const tijd = dto.tijd ?? (uitreiking.datum === dto.datum ? uitreiking.tijd : null);
    await this.mails.uitgereikt(m, cohort.id, certificaten, mailmoment(dto.datum, tijd, nu));
  }

  /** The first ceremony stays the ceremony of the leerjaar; who comes later has an own day on the certificaat. */
  private async uitreiking(
    m: EntityManager,
    { cohort, leerjaar, uitreiking, kandidaten }: Leerjaarbeeld,
    { datum, tijd, plaats, gastheer }: UitreikingDto,
    nu: Date,
  ): Promise<Uitreiking> {
    if (uitreiking && kandidaten.some(({ nummer }) => nummer !== null)) return uitreiking;
    const rij = m.create(Uitreiking, {
      ...(uitreiking ?? { cohortId: cohort.id, leerjaar, aangemaaktOp: nu, versie: 1 }),
      datum,
      tijd: tijd ?? uitreiking?.tijd ?? null,
      plaats: plaats ?? uitreiking?.plaats ?? null,
      gastheer: gastheer ?? uitreiking?.gastheer ?? null,
    });
    return m.save(rij);
  }

  /** After the last leerjaar the cohort is gecertificeerd. */
  private async sluitCohort(
    m: EntityManager,
    { cohort, leerjaar, leerjaren }: Leerjaarbeeld,
    { datum, plaats }: UitreikingDto,
  ): Promise<void> {
    const laatste = leerjaar === leerjaren.at(-1);
    if (!laatste || !cohortovergangen[cohort.status].includes('gecertificeerd')) return;
    await m.update(
      Cohort,
      { id: cohort.id },
      {
        status: 'gecertificeerd',
        versie: cohort.versie + 1,
        certificeringOp: datum,
        certificeringLocatie: plaats ?? cohort.certificeringLocatie,
      },
    );
  }

  /** After the last leerjaar: those who had not completed it as the cohort was finished, or were added since, have now. */
  private async rondAf(
    m: EntityManager,
    wie: Wie,
    { leerjaar, leerjaren }: Leerjaarbeeld,
    nieuw: readonly Certificaatkandidaat[],
    nu: Date,
  ): Promise<void> {
    if (leerjaar !== leerjaren.at(-1)) return;
    const nog = nieuw.filter(({ status }) => status !== 'voltooid').map(({ aanmeldingId }) => aanmeldingId);
    const aanmeldingen = await m.findBy(Aanmelding, { id: In(nog) });
    for (const aanmelding of aanmeldingen) aanmelding.gaNaar('voltooid', nu);
    await this.plaatsen.bewaar(m, aanmeldingen);
    await this.audit.noteerAlle(
      m,
      aanmeldingen.map(({ id, status }) => ({
        wie,
        code: 'aanmelding.afgerond' as const,
        onderwerp: { soort: 'aanmelding' as const, id },
        gegevens: { status },
      })),
    );
  }
}

/** Those who get one now. @throws DomainError `voldoet-niet` naming each that was asked for and does not qualify. */
function gekozen(beeld: Leerjaarbeeld, gevraagd: readonly string[] | undefined): Certificaatkandidaat[] {
  const voldoen = teCertificeren(beeld);
  if (!gevraagd) return voldoen;
  const kandidaten = new Map(beeld.kandidaten.map((k) => [k.aanmeldingId, k]));
  const fouten = gevraagd.flatMap((id, i) => {
    const k = kandidaten.get(id);
    const veld = `aanmeldingen.${i}`;
    if (!k) return [{ veld, melding: 'Deze aanmelding heeft geen plaats in dit cohort.' }];
    if (k.uitslag.groep === 'wel' || k.nummer !== null) return [];
    return [{ veld, melding: `Voldoet niet: ${watMist(k)}. Geef een oordeel met een reden.` }];
  });
  if (fouten.length > 0) throw voldoetNiet(fouten);
  return voldoen.filter(({ aanmeldingId }) => gevraagd.includes(aanmeldingId));
}

/** When the mail with the certificaat goes out: at once, or when the ceremony begins if that is still to come. */
function mailmoment(datum: string, tijd: string | null, nu: Date): Date | undefined {
  const begin = momentAt(datum, tijd ?? '09:00');
  return begin > nu ? begin : undefined;
}
