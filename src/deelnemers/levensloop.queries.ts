import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { statusOp } from '../aanmeldingen/aanmeldingen.rules.js';
import type { Berichtstatus } from '../berichten/bericht.entity.js';
import type { AuditBeeld } from '../audit/audit.queries.js';
import { Clock } from '../platform/clock/clock.js';
import { paged, sliceOf, type Paged, type PagingQuery } from '../platform/web/paging.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { persoonOnbekend } from '../personen/personen.errors.js';
import { AANMELDINGEN, BELANGSTELLING, TIJDLIJN } from './levensloop.sql.js';
import type { Aanmeldstatus, Wachtreden } from '../aanmeldingen/standen.js';

/** One aanmelding of a person, with how often they came. */
export interface AanmeldingVanPersoon {
  id: string;
  /** As of now. */
  status: Aanmeldstatus;
  wachtOp: Wachtreden[];
  vervaltOp: Date | null;
  wachtlijstpositie: number | null;
  functie: string;
  school: string | null;
  bestuur: string | null;
  aangemeldOp: Date;
  statusSinds: Date;
  reden: string | null;
  cohortId: string;
  cohortCode: string;
  cohort: string;
  schooljaar: string | null;
  opleidingCode: string;
  opleiding: string;
  eerste: Date | null;
  /** Bijeenkomsten of the cohort that have been. */
  geweest: number;
  aanwezig: number;
  afgemeld: number;
  afwezig: number;
}

export interface BelangstellingVanPersoon {
  id: string;
  opleiding: string;
  cohort: string | null;
  aangemaaktOp: Date;
  bevestigdOp: Date | null;
  ingetrokkenOp: Date | null;
  gemeldOp: Date | null;
}

/** What somebody heard or what happened to them, at one moment. */
export interface Tijdlijnregel {
  soort: 'bericht' | 'gebeurtenis';
  /** Sent, or else to be sent; for an event when it happened. */
  op: Date;
  berichtId: string | null;
  onderwerp: string | null;
  aan: string | null;
  status: Berichtstatus | null;
  aangemaaktOp: Date | null;
  verzendenOp: Date | null;
  verzondenOp: Date | null;
  code: AuditBeeld['code'] | null;
  gegevens: AuditBeeld['gegevens'] | null;
  wieSoort: string | null;
  wie: string | null;
  /** Of which aanmelding or belangstelling it is. */
  opleiding: string | null;
  cohort: string | null;
}

/** One person over all cohorten and years. */
@Injectable()
export class LevensloopQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `persoon-onbekend` */
  async persoon(id: string): Promise<Persoon> {
    const persoon = await this.dataSource.manager.findOneBy(Persoon, { id });
    if (!persoon) throw persoonOnbekend();
    return persoon;
  }

  /** The addresses of records that were merged into this one. */
  async andereAdressen(id: string): Promise<string[]> {
    const rows = await this.dataSource.query<{ email: string }[]>(
      'SELECT email FROM persoon WHERE samengevoegd_met_id = $1 ORDER BY email',
      [id],
    );
    return rows.map(({ email }) => email);
  }

  /** Newest first. */
  async aanmeldingen(id: string): Promise<AanmeldingVanPersoon[]> {
    const nu = this.clock.now();
    const rows = await this.dataSource.query<AanmeldingVanPersoon[]>(AANMELDINGEN, [id, nu]);
    return rows.map((row) => {
      const status = statusOp(row, nu);
      return status === row.status ? row : { ...row, status, wachtOp: [], vervaltOp: null };
    });
  }

  belangstelling(id: string): Promise<BelangstellingVanPersoon[]> {
    return this.dataSource.query<BelangstellingVanPersoon[]>(BELANGSTELLING, [id]);
  }

  /** Every mail and every event together, newest first; what is planned stands on top. */
  async tijdlijn(id: string, query: PagingQuery): Promise<Paged<Tijdlijnregel>> {
    const { skip, take } = sliceOf(query);
    const rows = await this.dataSource.query<(Tijdlijnregel & { totaal: number })[]>(TIJDLIJN, [
      id,
      skip,
      take,
    ]);
    const items = rows.filter(({ soort }) => soort !== null);
    return paged(await this.metNamen(items), rows[0]?.totaal ?? 0, query);
  }

  /** A change of school keeps ids; people read names. */
  private async metNamen(regels: Tijdlijnregel[]): Promise<Tijdlijnregel[]> {
    const ids = regels.flatMap(({ gegevens }) =>
      schoolwijziging(gegevens).flatMap(({ van, naar }) => [van, naar]),
    );
    if (ids.length === 0) return regels;
    const rows = await this.dataSource.query<{ id: string; naam: string }[]>(
      `SELECT id::text, naam FROM school WHERE id::text = ANY($1)
        UNION ALL SELECT id::text, coalesce(naam, nummer) FROM bestuur WHERE id::text = ANY($1)`,
      [ids],
    );
    const namen = new Map(rows.map((row) => [row.id, row.naam]));
    for (const { gegevens } of regels)
      for (const wijziging of schoolwijziging(gegevens)) {
        wijziging.van = namen.get(wijziging.van as string) ?? wijziging.van;
        wijziging.naar = namen.get(wijziging.naar as string) ?? wijziging.naar;
      }
    return regels;
  }
}

type Wijziging = { van: unknown; naar: unknown };

function schoolwijziging(gegevens: Tijdlijnregel['gegevens']): Wijziging[] {
  const velden = gegevens?.velden as Record<string, Wijziging> | string[] | undefined;
  if (!velden || Array.isArray(velden)) return [];
  return [velden.schoolId, velden.bestuurId].filter((wijziging) => wijziging !== undefined);
}
