import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, LessThan } from 'typeorm';
import { AanmeldenService } from '../aanmeldingen/aanmelden.service.js';
import { NaamAnders } from '../aanmeldingen/aanmeldingen.errors.js';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../platform/clock/clock.js';
import { addHours } from '../platform/clock/dates.js';
import { inTransaction } from '../platform/database/transaction.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { UnreadableTable } from '../platform/table/csv.js';
import { readTable, type Row } from '../platform/table/table.js';
import type { Wie } from '../toegang/wie.js';
import { alleenVoorMensen, importOnbekend, LijstGeweigerd } from './deelnemers.errors.js';
import { Deelnemersimport, type Lijstuitkomst } from './deelnemersimport.entity.js';
import { keur, type Lijstkeuring, type Regel, type Standaard } from './keuring.rules.js';
import { bekendeKoppen, leesKoppen, type Regelfout, type RuweRegel, type Veld } from './lijst.rules.js';
import { leesScholenwijzer } from './scholenwijzer.queries.js';

/** A file that was read: kept until somebody says "do it", or refused with everything that is wrong in it. */
export type GelezenBestand = Pick<Bestand, 'onbekend' | 'vorm'> & { aantal: number } & (
    { id: string; fouten: [] } | { id: null; fouten: Regelfout[] }
  );

/** A file with people, as far as it could be read. */
interface Bestand {
  regels: RuweRegel[];
  /** How the file itself calls its columns. */
  koppen: Partial<Record<Veld, string>>;
  onbekend: string[];
  fouten: Regelfout[];
  /** "UTF-8, puntkomma", "Excel" */
  vorm: string;
}

/** Nobody carries out a file of the day before yesterday; its names do not have to stay. */
const UREN_BEWAARD = 48;

const MEESTE_RIJEN = 20_000;

/** One decision for so many, so that no statement outgrows what PostgreSQL takes; the cohort stays locked in between. */
const PER_BESLUIT = 500;

/**
 * Enrolling a list of people: a team, or a file, which is read and kept, and then carried out once, as a whole.
 */
@Injectable()
export class DeelnemersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly aanmelden: AanmeldenService,
    private readonly audit: AuditService,
  ) {}

  /** Checks each line of a list, with the schools as they are now. @param koppen how the list itself calls its columns. */
  async keur(
    regels: RuweRegel[],
    standaard: Standaard,
    koppen: Partial<Record<Veld, string>> = {},
  ): Promise<Lijstkeuring> {
    return keur(regels, { wijzer: await leesScholenwijzer(this.dataSource.manager), koppen, standaard });
  }

  /**
   * All of them, or none. Who is in the cohort already is passed over, so the same list may come again.
   * @param bevestigNaam whose address is known by another name is that human all the same.
   * @throws LijstGeweigerd with every line that was refused.
   */
  meldSamenAan(wie: Wie, cohortId: string, regels: Regel[], bevestigNaam: boolean): Promise<Lijstuitkomst> {
    return inTransaction(this.dataSource, (m) => this.meldAan(m, wie, cohortId, regels, bevestigNaam));
  }

  /** A refusal must end the transaction. Places are given out in the order of the list. */
  private async meldAan(
    m: EntityManager,
    wie: Wie,
    cohortId: string,
    regels: Regel[],
    bevestigNaam: boolean,
  ): Promise<Lijstuitkomst> {
    const uitkomst: Lijstuitkomst = { geplaatst: 0, wachtlijst: 0, overgeslagen: 0 };
    const fouten: (Regelfout & { omNaam: boolean })[] = [];
    for (let i = 0; i < regels.length; i += PER_BESLUIT) {
      const deel = regels.slice(i, i + PER_BESLUIT);
      const aanvragen = deel.map(({ verzoek }) => ({ verzoek: { ...verzoek, bevestigNaam }, wie }));
      const besluiten = await this.aanmelden.beslis(m, cohortId, aanvragen);
      for (const [j, besluit] of besluiten.entries()) {
        if (!(besluit instanceof DomainError))
          uitkomst[besluit.wachtlijstpositie === null ? 'geplaatst' : 'wachtlijst'] += 1;
        else if (besluit.code === 'al-aangemeld') uitkomst.overgeslagen += 1;
        else if (besluit instanceof NaamAnders || besluit.kind !== 'conflict')
          fouten.push({ ...regelfout(deel[j]!, besluit), omNaam: besluit instanceof NaamAnders });
        // A refusal by the cohort itself holds for everybody.
        else throw besluit;
      }
    }
    if (fouten.length > 0)
      throw new LijstGeweigerd(
        fouten,
        fouten.every(({ omNaam }) => omNaam),
      );
    return uitkomst;
  }

  /** Reads and keeps a file with people, or tells all that is wrong in it. */
  async lees(
    wie: Wie,
    cohortId: string,
    bestandsnaam: string,
    inhoud: Buffer,
    standaard: Standaard,
  ): Promise<GelezenBestand> {
    const { regels, koppen, onbekend, vorm, fouten } = await leesBestand(inhoud);
    const over = { onbekend, vorm, aantal: regels.length };
    if (fouten.length > 0) return { ...over, id: null, fouten };
    const keuring = await this.keur(regels, standaard, koppen);
    if (keuring.fouten.length > 0) return { ...over, id: null, fouten: keuring.fouten };
    const id = await this.bewaar(wie, cohortId, bestandsnaam, keuring.regels, onbekend);
    return { ...over, id, fouten: [] };
  }

  /** A file that was read. @throws DomainError `import-onbekend` */
  async vind(cohortId: string, id: string): Promise<Deelnemersimport> {
    const gevonden = await this.dataSource.manager.findOneBy(Deelnemersimport, { id, cohortId });
    if (!gevonden) throw importOnbekend();
    return gevonden;
  }

  /**
   * Everybody in the file, or nobody; a second time it only tells what became of it. The world may have changed since
   * the file was read, so each line is decided on anew.
   * @param bevestigNaam whose address is known by another name is that human all the same.
   * @throws LijstGeweigerd, and what the cohort itself refuses.
   */
  voerUit(wie: Wie, cohortId: string, id: string, bevestigNaam: boolean): Promise<Lijstuitkomst> {
    return inTransaction(this.dataSource, async (m) => {
      const lock = { mode: 'pessimistic_write' as const };
      const gevonden = await m.findOne(Deelnemersimport, { where: { id, cohortId }, lock });
      if (!gevonden) throw importOnbekend();
      if (gevonden.resultaat) return gevonden.resultaat;
      const uitkomst = await this.meldAan(m, wie, cohortId, gevonden.rijen, bevestigNaam);
      await m.update(
        Deelnemersimport,
        { id },
        { uitgevoerdOp: this.clock.now(), resultaat: { ...uitkomst }, rijen: [] },
      );
      await this.noteer(m, wie, cohortId, uitkomst);
      return uitkomst;
    });
  }

  private async bewaar(
    wie: Wie,
    cohortId: string,
    bestandsnaam: string,
    rijen: Regel[],
    overgeslagenKolommen: string[],
  ): Promise<string> {
    if (wie.soort !== 'gebruiker') throw alleenVoorMensen();
    const nu = this.clock.now();
    const { manager } = this.dataSource;
    const oud = { uitgevoerdOp: IsNull(), gemaaktOp: LessThan(addHours(nu, -UREN_BEWAARD)) };
    await manager.delete(Deelnemersimport, oud);
    const { identifiers } = await manager.insert(Deelnemersimport, {
      cohortId,
      gebruikerId: wie.id,
      bestandsnaam: bestandsnaam.slice(0, 200),
      rijen,
      overgeslagenKolommen,
      gemaaktOp: nu,
    });
    return (identifiers[0] as { id: string }).id;
  }

  private async noteer(m: EntityManager, wie: Wie, cohortId: string, uitkomst: Lijstuitkomst): Promise<void> {
    const { geplaatst, wachtlijst, overgeslagen } = uitkomst;
    await this.audit.noteer(m, {
      wie,
      code: 'import.deelnemers',
      onderwerp: { soort: 'cohort', id: cohortId },
      gegevens: { nieuw: geplaatst + wachtlijst, overgeslagen },
    });
  }
}

const regelfout = ({ rij }: Regel, { fouten, melding }: DomainError): Regelfout => ({
  rij,
  kolom: null,
  melding: fouten[0]?.melding ?? melding,
});

export async function leesBestand(inhoud: Uint8Array): Promise<Bestand> {
  try {
    const { rows, form } = await readTable(inhoud, bekendeKoppen);
    return { ...leesTabel(rows), vorm: form };
  } catch (error) {
    if (error instanceof UnreadableTable) return { ...leeg, fouten: [vanBestand(error.message)] };
    throw error;
  }
}

const leeg: Bestand = { regels: [], koppen: {}, onbekend: [], fouten: [], vorm: '' };
const vanBestand = (melding: string): Regelfout => ({ rij: null, kolom: null, melding });

function leesTabel([kop, ...rijen]: Row[]): Omit<Bestand, 'vorm'> {
  if (!kop) return { ...leeg, fouten: [vanBestand('Dit bestand is leeg.')] };
  const { gebruikt, onbekend, fouten } = leesKoppen(kop.cells);
  const koppen = Object.fromEntries([...gebruikt].map(([veld, { kop: naam }]) => [veld, naam]));
  const meldingen = fouten.map(vanBestand);
  if (rijen.length > MEESTE_RIJEN)
    meldingen.push(vanBestand(`Dit bestand heeft meer dan ${MEESTE_RIJEN} rijen. Splits het.`));
  if (meldingen.length === 0 && rijen.length === 0)
    meldingen.push(vanBestand('Onder de namen van de kolommen staat niemand.'));
  meldingen.push(...rijen.flatMap((rij) => teBreed(rij, kop.cells.length)));
  if (meldingen.length > 0) return { regels: [], koppen, onbekend, fouten: meldingen };
  const regels = rijen.map(({ line, cells }): RuweRegel => {
    const velden = [...gebruikt].map(([veld, { plaats }]) => [veld, zonderApostrof(cells[plaats] ?? '')]);
    return { rij: line, velden: Object.fromEntries(velden) as RuweRegel['velden'] };
  });
  return { regels, koppen, onbekend, fouten: [] };
}

/** A cell beyond the last column belongs somewhere else, so nobody knows which cell is whose. */
function teBreed({ line, cells }: Row, breedte: number): Regelfout[] {
  if (cells.slice(breedte).every((cel) => cel.trim() === '')) return [];
  const melding = `Deze rij heeft ${cells.length} cellen, en er zijn ${breedte} kolommen. Staat er een scheidingsteken te veel?`;
  return [{ rij: line, kolom: null, melding }];
}

/** Our own lists put an apostrophe before what a spreadsheet would take for a formula. */
const zonderApostrof = (cel: string): string => cel.replace(/^'(?=[=+\-@])/, '');
