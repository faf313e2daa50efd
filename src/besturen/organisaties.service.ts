import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { inTransaction } from '../platform/database/transaction.js';
import { plural } from '../platform/web/template-helpers.js';
import type { Wie } from '../toegang/wie.js';
import {
  alInDezeStand,
  bestuurInGebruik,
  bestuursnaamBezet,
  bestuursnummerBezet,
  bestuurOnbekend,
} from './besturen.errors.js';
import { bestuursnaam, vindBestuurIn } from './besturen.rules.js';
import { gewenst, vergrendelOrganisaties, type Bestuurformulier } from './besturen.service.js';
import { Bestuur } from './bestuur.entity.js';

/** What still hangs on a bestuur, and so keeps it open. */
const HANGT_ERAAN = `
  SELECT (SELECT count(*)::integer FROM school WHERE bestuur_id = $1 AND gesloten_op IS NULL) AS scholen,
         (SELECT count(*)::integer FROM school WHERE verhuist_naar_id = $1 AND gesloten_op IS NULL) AS komend,
         (SELECT count(DISTINCT r.gebruiker_id)::integer FROM gebruiker_rol r
            JOIN gebruiker g ON g.id = r.gebruiker_id AND g.uitgeschakeld_op IS NULL
           WHERE r.bestuur_id = $1 AND (r.eindigt_op IS NULL OR r.eindigt_op >= $2)) AS mensen,
         (SELECT count(*)::integer FROM api_sleutel WHERE bestuur_id = $1 AND ingetrokken_op IS NULL) AS sleutels`;

interface Aanhang {
  scholen: number;
  komend: number;
  mensen: number;
  sleutels: number;
}

/** Besturen that come and go by hand. */
@Injectable()
export class OrganisatiesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * A bestuur that was not there; it may go without a number and without schools.
   * @returns its id. @throws DomainError `bestuursnaam-bezet`, `bestuursnummer-bezet`
   */
  maak(wie: Wie, formulier: Bestuurformulier & { nummer?: string | null }): Promise<string> {
    return inTransaction(this.dataSource, async (m) => {
      await vergrendelOrganisaties(m);
      const { nummer = null, ...rest } = formulier;
      const besturen = await m.find(Bestuur);
      if (vindBestuurIn(besturen, rest.naam)) throw bestuursnaamBezet(rest.naam);
      const ander = nummer && besturen.find((bestuur) => bestuur.nummer === nummer);
      if (ander) throw bestuursnummerBezet(bestuursnaam(ander));
      const { id } = await m.save(m.create(Bestuur, { aliassen: [], ...gewenst(rest), nummer }));
      await this.noteer(m, wie, 'bestuur.gemaakt', id);
      return id;
    });
  }

  /**
   * From today it is not chosen any more; what was done with it stays.
   * @throws DomainError `bestuur-onbekend`, `bestuur-in-gebruik` with everything that hangs on it.
   */
  sluit(wie: Wie, id: string): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      await vergrendelOrganisaties(m);
      const bestuur = await vindOpId(m, id);
      if (bestuur.geslotenOp) throw alInDezeStand('Dit bestuur is al gesloten.');
      const dag = dateOf(this.clock.now());
      const [aanhang] = await m.query<Aanhang[]>(HANGT_ERAAN, [id, dag]);
      const waarom = inZinnen(aanhang!);
      if (waarom.length > 0) throw bestuurInGebruik(waarom);
      await m.update(Bestuur, id, { geslotenOp: dag });
      await this.noteer(m, wie, 'bestuur.gesloten', id);
    });
  }

  /** @throws DomainError `bestuur-onbekend`, `al-zo` */
  heropen(wie: Wie, id: string): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      await vergrendelOrganisaties(m);
      const bestuur = await vindOpId(m, id);
      if (!bestuur.geslotenOp) throw alInDezeStand('Dit bestuur is al open.');
      await m.update(Bestuur, id, { geslotenOp: null });
      await this.noteer(m, wie, 'bestuur.heropend', id);
    });
  }

  private noteer(
    m: EntityManager,
    wie: Wie,
    code: 'bestuur.gemaakt' | 'bestuur.gesloten' | 'bestuur.heropend',
    id: string,
  ): Promise<void> {
    return this.audit.noteer(m, { wie, code, onderwerp: { soort: 'bestuur', id }, gegevens: {} });
  }
}

async function vindOpId(m: EntityManager, id: string): Promise<Bestuur> {
  const bestuur = await m.findOneBy(Bestuur, { id });
  if (!bestuur) throw bestuurOnbekend();
  return bestuur;
}

const inZinnen = ({ scholen, komend, mensen, sleutels }: Aanhang): string[] =>
  [
    scholen > 0 &&
      `Er ${scholen === 1 ? 'is nog' : 'zijn nog'} ${plural(scholen, 'open school', 'open scholen')}.`,
    komend > 0 && `Er ${komend === 1 ? 'komt' : 'komen'} nog ${plural(komend, 'school', 'scholen')} naartoe.`,
    mensen > 0 &&
      `${plural(mensen, 'gebruiker heeft', 'gebruikers hebben')} er nog een rol: beëindig die bij Gebruikers.`,
    sleutels > 0 &&
      `Er ${sleutels === 1 ? 'is' : 'zijn'} nog ${plural(sleutels, 'sleutel', 'sleutels')}: trek die in.`,
  ].filter((zin) => zin !== false);
