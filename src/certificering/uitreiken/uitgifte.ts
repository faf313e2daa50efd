import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import type { Wie } from '../../toegang/wie.js';
import type { Cohort } from '../../cohorten/cohort.entity.js';
import { Afsluiting } from './afsluiting.stappen.js';
import type { CertificeringDto, UitreikingDto } from './certificering.dto.js';
import { niemandVoldoet, voldoetNiet } from '../certificering.errors.js';
import { CertificeringMails } from '../certificaat/certificering.mails.js';
import { Certificaatstappen } from '../certificaat/certificaten.stappen.js';
import {
  gegevensVan,
  leerjaarbeeld,
  teCertificeren,
  watMist,
  type Kandidaat,
  type Leerjaarbeeld,
} from '../voorwaarden/leerjaarbeeld.js';
import { LeerjaarQueries } from '../voorwaarden/leerjaar.queries.js';
import { OordeelService } from '../voorwaarden/oordeel.service.js';
import { accreditatiefout, bezwaar, datumbezwaar, mailmoment } from './uitreiken.rules.js';
import { Uitreiking } from './uitreiking.entity.js';

/** What issuing does, with the cohort locked. */
@Injectable()
export class Uitgifte {
  constructor(
    private readonly queries: LeerjaarQueries,
    private readonly oordelen: OordeelService,
    private readonly stappen: Certificaatstappen,
    private readonly afsluiting: Afsluiting,
    private readonly mails: CertificeringMails,
    private readonly audit: AuditService,
  ) {}

  async reikUit(
    m: EntityManager,
    wie: Wie,
    cohort: Cohort,
    dto: CertificeringDto,
    nu: Date,
  ): Promise<number> {
    const { leerjaar, datum, oordelen = [] } = dto;
    const vooraf = leerjaarbeeld(await this.queries.van(m, cohort, leerjaar), nu);
    const fout = bezwaar({ status: cohort.status, ...vooraf }, nu) ?? datumbezwaar(datum, vooraf, nu);
    if (fout) throw fout;
    await this.oordelen.bewaar(m, wie, cohort.id, leerjaar, oordelen);
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
    nieuw: readonly Kandidaat[],
    dto: CertificeringDto,
    nu: Date,
  ): Promise<void> {
    const { cohort, leerjaar } = beeld;
    const uitreiking = await this.uitreiking(m, beeld, dto, nu);
    await this.afsluiting.cohort(m, beeld, dto);
    await this.afsluiting.deelnemers(m, wie, beeld, nieuw, nu);
    const waar = { datum: dto.datum, plaats: dto.plaats ?? uitreiking.plaats };
    const rijen = nieuw.map((k) => ({
      uitreikingId: uitreiking.id,
      aanmeldingId: k.aanmeldingId,
      gegevens: gegevensVan(beeld, k, waar),
    }));
    const certificaten = await this.stappen.geefUit(m, wie, rijen);
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
    return m.save(Uitreiking, {
      ...(uitreiking ?? { cohortId: cohort.id, leerjaar, aangemaaktOp: nu, versie: 1 }),
      datum,
      tijd: tijd ?? uitreiking?.tijd ?? null,
      plaats: plaats ?? uitreiking?.plaats ?? null,
      gastheer: gastheer ?? uitreiking?.gastheer ?? null,
    } as Uitreiking);
  }
}

/** Who gets one now. @throws DomainError `voldoet-niet` naming each that was asked for and does not qualify. */
function gekozen(beeld: Leerjaarbeeld, gevraagd: readonly string[] | undefined): Kandidaat[] {
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
