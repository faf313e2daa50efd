import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Toestemmingsdoel, Weg } from './standen.js';

/** How it stands with one purpose: since when it is so, by whom; null when it was never given. */
export interface Toestemmingsbeeld {
  doel: Toestemmingsdoel;
  aan: boolean;
  sinds: Date;
  door: Weg;
}

/** The last word of each purpose. */
const LAATSTE = `
  SELECT DISTINCT ON (doel) doel, ingetrokken_op IS NULL AS aan, coalesce(ingetrokken_op, gegeven_op) AS sinds,
         coalesce(ingetrokken_door, gegeven_door) AS door
    FROM toestemming WHERE persoon_id = $1 ORDER BY doel, gegeven_op DESC, ingetrokken_op DESC NULLS FIRST`;

/** Who may be sent news; not who asked that nothing is used, nor whose address does not work. */
const NIEUWS = `
  SELECT p.voornaam, p.tussenvoegsel, p.achternaam, p.email
    FROM toestemming t JOIN persoon p ON p.id = t.persoon_id
   WHERE t.doel = 'nieuwsbrief' AND t.ingetrokken_op IS NULL AND p.email_bevestigd_op IS NOT NULL
     AND p.beperkt_op IS NULL AND p.onbestelbaar_op IS NULL AND p.samengevoegd_met_id IS NULL AND p.gewist_op IS NULL
   ORDER BY p.sorteernaam, p.id`;

export interface Nieuwslezer {
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  email: string;
}

/** Reads what people agree to. */
@Injectable()
export class ToestemmingenQueries {
  constructor(private readonly dataSource: DataSource) {}

  vanPersoon(persoonId: string): Promise<Toestemmingsbeeld[]> {
    return this.dataSource.query(LAATSTE, [persoonId]);
  }

  nieuwslezers(): Promise<Nieuwslezer[]> {
    return this.dataSource.query(NIEUWS);
  }

  /** Of these aanmeldingen, whose person does not want the name on the list of a ceremony. */
  async nietOpNaamlijst(aanmeldingIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rijen = await this.dataSource.query<{ id: string }[]>(
      `SELECT a.id FROM aanmelding a WHERE a.id = ANY($1) AND (a.beperkt OR NOT EXISTS (
         SELECT FROM toestemming t WHERE t.persoon_id = a.persoon_id AND t.doel = 'naamlijst' AND t.ingetrokken_op IS NULL))`,
      [aanmeldingIds],
    );
    return new Set(rijen.map(({ id }) => id));
  }
}
