import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { MeegenomenService } from '../../audit/meegenomen.service.js';
import { AuditService } from '../../audit/audit.service.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { formatDay } from '../../platform/clock/dates.js';
import { Settings } from '../../platform/config/settings.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Lists } from '../../platform/lists.js';
import { Workers } from '../../platform/workers.js';
import { isAcademie, type Wie } from '../../toegang/wie.js';
import { BadgesService } from '../badge/badges.service.js';
import { Certificaat, GEWISTE_NAAM } from '../certificaat/certificaat.entity.js';
import { leesNummer, standVan } from '../certificaat/certificaten.rules.js';
import {
  certificaatOnbekend,
  geenCertificaten,
  gewist,
  nietMeerGeldig,
  tekenOntbreekt,
} from '../certificering.errors.js';
import { Uitreiking } from '../uitreiken/uitreiking.entity.js';
import { bestandsnaam, type Blad, bladVan, getypt } from './blad.rules.js';
import type { Pdfbron } from './certificaat.worker.js';
import type { Pdfbijlage } from './certificaatpdf.js';
import { onzetbaar } from './letters.rules.js';
import type { Zipdeel } from './zip.worker.js';

/** So many badges are looked up at once. */
const HAP = 50;

export interface Certificaatbestand<Inhoud = Buffer> {
  naam: string;
  inhoud: Inhoud;
}

export type Stroom = AsyncGenerator<Buffer>;

interface Partij {
  cohort: string;
  /** Of the ceremony, `YYYY-MM-DD`. */
  datum: string;
  /** The valid ones, in order of number. */
  certificaten: Certificaat[];
}

/** The files of certificaten: for who holds one, and all of a leerjaar for the ceremony. */
@Injectable()
export class CertificaatbestandenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly badges: BadgesService,
    private readonly audit: AuditService,
    private readonly settings: Settings,
    private readonly lists: Lists,
    private readonly workers: Workers,
    private readonly meegenomen: MeegenomenService,
  ) {}

  /**
   * The certificaat as a PDF. Of one that is not valid any more the academie gets a sheet that says so, and the holder
   * none.
   * @throws DomainError `certificaat-onbekend` (also when it is somebody else's), `certificaat-niet-geldig`,
   *   `certificaat-gewist`, `teken-ontbreekt`, `badgesleutel-onleesbaar`.
   */
  async pdf(nummer: string, wie: Wie): Promise<Certificaatbestand> {
    const certificaat = await this.eigen(nummer, wie);
    const blad = this.blad(certificaat);
    const badge = blad.ongeldig ? null : await this.badges.van(certificaat);
    const inhoud = await this.teken({
      blad,
      moment: certificaat.uitgereiktOp,
      bijlage: badge === null ? null : bijlage(certificaat.nummer, badge),
    });
    await this.noteer(certificaat, 'pdf', wie);
    return { naam: bestandsnaam(certificaat.nummer, certificaat.gegevens.naam, 'pdf'), inhoud };
  }

  /** The badge, a compact JWS. @throws DomainError as `pdf` does. */
  async badge(nummer: string, wie: Wie): Promise<Certificaatbestand<string>> {
    const certificaat = await this.eigen(nummer, wie);
    const inhoud = await this.badges.van(certificaat);
    await this.noteer(certificaat, 'badge', wie);
    return { naam: `${certificaat.nummer} badge.jwt`, inhoud };
  }

  /**
   * The valid certificaten of a leerjaar as one PDF, a page each, for the printer. Everything that can be refused is
   * refused before the first byte.
   * @throws DomainError `cohort-onbekend`, `geen-certificaten`, `teken-ontbreekt`.
   */
  alsPdf(cohortId: string, leerjaar: number, wie: Wie): Promise<Certificaatbestand<Stroom>> {
    return this.lists.make(() => this.maakPdf(cohortId, leerjaar, wie));
  }

  /** The same certificaten as single files, each as its holder downloads it. @throws DomainError as `alsPdf` does. */
  alsZip(cohortId: string, leerjaar: number, wie: Wie): Promise<Certificaatbestand<Stroom>> {
    return this.lists.make(() => this.maakZip(cohortId, leerjaar, wie));
  }

  private async maakPdf(cohortId: string, leerjaar: number, wie: Wie): Promise<Certificaatbestand<Stroom>> {
    const partij = await this.partij(cohortId, leerjaar);
    const titel = `Certificaten ${partij.cohort}, leerjaar ${leerjaar}`;
    const moment = new Date(Math.max(...partij.certificaten.map((c) => c.uitgereiktOp.getTime())));
    await this.noteerAlle(cohortId, leerjaar, 'pdf', partij, wie);
    const pdf = this.workers.run<typeof import('./certificaten.worker.js')>(
      'certificering/pdf/certificaten',
      { titel, moment, bladen: partij.certificaten.map((certificaat) => this.blad(certificaat)) },
    );
    return { naam: `${titel}.pdf`, inhoud: this.lists.pieces(pdf) };
  }

  private async maakZip(cohortId: string, leerjaar: number, wie: Wie): Promise<Certificaatbestand<Stroom>> {
    const partij = await this.partij(cohortId, leerjaar);
    await this.badges.vanAlle(partij.certificaten.slice(0, HAP));
    await this.noteerAlle(cohortId, leerjaar, 'zip', partij, wie);
    const naam = `Certificaten ${partij.cohort}, leerjaar ${leerjaar}.zip`;
    const zip = this.workers.run<typeof import('./zip.worker.js')>(
      'certificering/pdf/zip',
      { dag: partij.datum },
      this.happen(partij),
    );
    return { naam, inhoud: this.lists.pieces(zip) };
  }

  private async teken(bron: Pdfbron): Promise<Buffer> {
    const stukken: Buffer[] = [];
    const pdf = this.workers.run<typeof import('./certificaat.worker.js')>(
      'certificering/pdf/certificaat',
      bron,
    );
    for await (const stuk of pdf) stukken.push(stuk);
    return Buffer.concat(stukken);
  }

  /** The badges are signed here, as the zip comes to them: a key stays in this thread. */
  private async *happen({ certificaten }: Partij): AsyncGenerator<Zipdeel[]> {
    for (let i = 0; i < certificaten.length; i += HAP) {
      const hap = certificaten.slice(i, i + HAP);
      const badges = await this.badges.vanAlle(hap);
      yield hap.map((c) => ({
        naam: bestandsnaam(c.nummer, c.gegevens.naam, 'pdf'),
        blad: this.blad(c),
        moment: c.uitgereiktOp,
        bijlage: bijlage(c.nummer, badges.get(c.id)!),
      }));
    }
  }

  private async partij(cohortId: string, leerjaar: number): Promise<Partij> {
    const partij = await this.vindPartij(cohortId, leerjaar);
    if (partij.certificaten.length === 0) throw geenCertificaten(leerjaar);
    partij.certificaten.forEach((certificaat) => this.blad(certificaat));
    return partij;
  }

  private async vindPartij(cohortId: string, leerjaar: number): Promise<Partij> {
    const m = this.dataSource.manager;
    const cohort = await m.findOneBy(Cohort, { id: cohortId });
    if (!cohort) throw cohortOnbekend();
    const uitreiking = await m.findOneBy(Uitreiking, { cohortId, leerjaar });
    if (!uitreiking) return { cohort: cohort.code, datum: '', certificaten: [] };
    const certificaten = await m
      .createQueryBuilder(Certificaat, 'c')
      .where('c.uitreikingId = :id AND c.ingetrokkenOp IS NULL AND c.vervangenOp IS NULL', {
        id: uitreiking.id,
      })
      .andWhere(`c.gegevens ->> 'naam' <> :gewist`, { gewist: GEWISTE_NAAM })
      .orderBy('c.jaar')
      .addOrderBy('c.volgnummer')
      .getMany();
    return { cohort: cohort.code, datum: uitreiking.datum, certificaten };
  }

  private async eigen(gevraagd: string, wie: Wie): Promise<Certificaat> {
    const nummer = leesNummer(gevraagd);
    const m = this.dataSource.manager;
    const certificaat = nummer && (await m.findOneBy(Certificaat, { nummer }));
    if (!certificaat) throw certificaatOnbekend();
    const { persoonId } = await m.findOneByOrFail(Aanmelding, { id: certificaat.aanmeldingId });
    const academie = isAcademie(wie);
    if (!academie && !(wie.soort === 'persoon' && wie.id === persoonId)) throw certificaatOnbekend();
    const stand = standVan(certificaat);
    if (stand !== 'geldig' && !academie) throw nietMeerGeldig(stand);
    if (certificaat.gegevens.naam === GEWISTE_NAAM) throw gewist();
    return certificaat;
  }

  private blad(certificaat: Certificaat): Blad {
    const blad = bladVan(certificaat, this.settings.BASE_URL, formatDay);
    const tekens = getypt(blad).flatMap((tekst) => onzetbaar(tekst));
    if (tekens.length > 0) throw tekenOntbreekt(certificaat.nummer, [...new Set(tekens)]);
    return blad;
  }

  private noteer({ nummer, aanmeldingId }: Certificaat, vorm: 'pdf' | 'badge', wie: Wie): Promise<void> {
    return inTransaction(this.dataSource, (m) =>
      this.audit.noteer(m, {
        wie,
        code: 'certificaat.gedownload',
        onderwerp: { soort: 'aanmelding', id: aanmeldingId },
        gegevens: { nummer, vorm },
      }),
    );
  }

  private noteerAlle(
    cohortId: string,
    leerjaar: number,
    vorm: 'pdf' | 'zip',
    partij: Partij,
    wie: Wie,
  ): Promise<void> {
    const aantal = partij.certificaten.length;
    const lijst = { lijst: 'certificaatbestanden', formaat: vorm, filter: { cohort: cohortId } } as const;
    return inTransaction(this.dataSource, async (m) => {
      await this.audit.noteer(m, {
        wie,
        code: 'certificaten.gedownload',
        onderwerp: { soort: 'cohort', id: cohortId },
        gegevens: { leerjaar, vorm, aantal },
      });
      const ids = partij.certificaten.map(({ aanmeldingId }) => aanmeldingId);
      await this.meegenomen.noteerVan(m, wie, lijst, ids);
    });
  }
}

const bijlage = (nummer: string, badge: string): Pdfbijlage => ({
  naam: `${nummer} badge.jwt`,
  soort: 'application/vc+jwt',
  omschrijving: 'Digitale badge (Open Badges 3.0) bij dit certificaat',
  tekst: badge,
});
