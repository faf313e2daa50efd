import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Bestuur } from './bestuur.entity.js';

/** A board with its open schools, as the list of the enrolment form shows them (partials/schoolkiezer.hbs). */
export interface BestuurInKiezer {
  naam: string;
  scholen: { vestigingscode: string; naam: string; plaats: string }[];
}

interface Rij {
  bestuur: string | null;
  vestigingscode: string;
  naam: string;
  plaats: string;
}

@Injectable()
export class SchoolkiezerQueries {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Boards with a name first, in order of name; closed schools are left out.
   * @param bestuurId only the schools of this one.
   */
  async voorKiezer(bestuurId: string | null = null): Promise<BestuurInKiezer[]> {
    const rijen = await this.dataSource.query<Rij[]>(
      `SELECT CASE WHEN b.id IS NOT NULL THEN coalesce(b.naam, 'Bestuur ' || b.nummer) END AS bestuur,
              s.vestigingscode, s.naam, s.plaats
         FROM school s LEFT JOIN bestuur b ON b.id = s.bestuur_id
        WHERE s.gesloten_op IS NULL AND ($1::uuid IS NULL OR s.bestuur_id = $1)
        ORDER BY b.naam IS NULL, b.naam, b.nummer NULLS LAST, s.naam, s.vestigingscode`,
      [bestuurId],
    );
    const perBestuur = new Map<string, BestuurInKiezer>();
    for (const { bestuur, ...school } of rijen) {
      const naam = bestuur ?? 'Andere scholen';
      const groep = perBestuur.get(naam) ?? { naam, scholen: [] };
      groep.scholen.push(school);
      perBestuur.set(naam, groep);
    }
    return [...perBestuur.values()];
  }

  /** Whether any board wants to agree first, so that the form can say that it may happen. */
  ergensAkkoordNodig(): Promise<boolean> {
    return this.dataSource.manager.existsBy(Bestuur, { vraagtAkkoord: true });
  }
}
