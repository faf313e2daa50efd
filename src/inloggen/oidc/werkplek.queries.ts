import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Settings } from '../../platform/config/settings.js';

/** $1 persoon, $2 production. Of an instelling with more than one vestiging nobody can tell which. */
const SCHOOL = `
  SELECT min(s.vestigingscode) AS vestigingscode
    FROM persoon p
    LEFT JOIN gebruiker g ON g.email_norm = p.email_norm
    JOIN oidc_koppeling k ON k.persoon_id = p.id OR k.gebruiker_id = g.id
    JOIN school s ON starts_with(s.vestigingscode, k.brin) AND s.gesloten_op IS NULL
   WHERE p.id = $1 AND NOT (k.demo AND $2)
  HAVING count(DISTINCT s.id) = 1`;

/** Where somebody works, as the provider told when they last logged in. */
@Injectable()
export class Werkplek {
  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
  ) {}

  /** Vestigingscode of the one school it can be. */
  async schoolVan(persoonId: string): Promise<string | null> {
    const [rij] = await this.dataSource.query<{ vestigingscode: string }[]>(SCHOOL, [
      persoonId,
      this.settings.production,
    ]);
    return rij?.vestigingscode ?? null;
  }
}
