import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { changes } from '../platform/records.js';
import { formatDate } from '../platform/clock/dates.js';
import { groupBy } from '../platform/lists.js';
import { duoGeweigerd } from './besturen.errors.js';
import type { Duoschool } from './duo.rules.js';
import type { Duoregel } from './duolezing.entity.js';
import { School } from './school.entity.js';

export interface Scholenverslag {
  nieuw: number;
  gewijzigd: number;
  gelijk: number;
  heropend: number;
  gesloten: { vestigingscode: string; naam: string }[];
  /** What changes, school by school. */
  regels: Duoregel[];
}

/** What DUO says of a school; the rest is what people say. */
type Waarden = Omit<School, 'id' | 'aliassen' | 'bestuurSinds' | 'verhuistNaarId' | 'verhuistOp' | 'sector'>;

const SECTOR = `CASE onderwijssoort WHEN 'basisonderwijs' THEN 'po' WHEN 'gespecialiseerd' THEN 'go' ELSE 'vo' END`;

const UPSERT = `
  INSERT INTO school (vestigingscode, naam, adres, postcode, plaats, gemeente, onderwijssoort, bestuur_id, sector,
                      herkomst, peildatum, gesloten_op)
  SELECT vestigingscode, naam, adres, postcode, plaats, gemeente, onderwijssoort, bestuur_id, ${SECTOR}, 'duo', $2::date, NULL
    FROM jsonb_to_recordset($1::jsonb) AS r(vestigingscode text, naam text, adres text, postcode text, plaats text,
         gemeente text, onderwijssoort text, bestuur_id uuid)
  ON CONFLICT (vestigingscode) DO UPDATE
    SET naam = excluded.naam, adres = coalesce(excluded.adres, school.adres),
        postcode = coalesce(excluded.postcode, school.postcode), plaats = excluded.plaats,
        gemeente = excluded.gemeente, onderwijssoort = excluded.onderwijssoort,
        bestuur_id = CASE WHEN school.bestuur_sinds > excluded.peildatum THEN school.bestuur_id ELSE excluded.bestuur_id END,
        sector = coalesce(school.sector, excluded.sector),
        herkomst = 'duo', peildatum = excluded.peildatum, gesloten_op = NULL`;

/** The schools of DUO's files of one day, as a step of the import. */
@Injectable()
export class DuoScholenService {
  /**
   * A school that is no longer on the list of its onderwijssoort and gemeente closes; one that is back reopens.
   * @param bestuurIds id of a bestuur by its number.
   * @throws DomainError `duo-geweigerd` when a newer list was read before.
   */
  async bewaar(
    m: EntityManager,
    scholen: readonly Duoschool[],
    bestuurIds: ReadonlyMap<string, string>,
    peildatum: string,
  ): Promise<Scholenverslag> {
    weigerTegenspraak(scholen);
    await this.weigerOuder(m, scholen, peildatum);
    const waarden = scholen.map((school) => waardenVan(school, bestuurIds, peildatum));
    const verslag = await this.vergelijk(m, waarden);
    const rijen = waarden.map(({ bestuurId, ...rest }) => ({ ...rest, bestuur_id: bestuurId }));
    await m.query(UPSERT, [JSON.stringify(rijen), peildatum]);
    const gesloten = await this.sluit(m, scholen, peildatum);
    return {
      ...verslag,
      gesloten: gesloten.map(({ vestigingscode, naam }) => ({ vestigingscode, naam })),
      regels: [...verslag.regels, ...gesloten.map(geslotenRegel)],
    };
  }

  private async weigerOuder(
    m: EntityManager,
    scholen: readonly Duoschool[],
    peildatum: string,
  ): Promise<void> {
    const lijsten = lijstenVan(scholen);
    const nieuwer = await m.query<{ onderwijssoort: string; gemeente: string; gezien: string }[]>(
      `SELECT onderwijssoort, gemeente, max(peildatum) AS gezien FROM school
        WHERE (onderwijssoort, gemeente) IN (SELECT * FROM unnest($1::text[], $2::text[]))
        GROUP BY 1, 2 HAVING max(peildatum) > $3::date ORDER BY 1, 2`,
      [lijsten.map((l) => l.onderwijssoort), lijsten.map((l) => l.gemeente), peildatum],
    );
    const fouten = nieuwer.map(({ onderwijssoort, gemeente, gezien }) => ({
      veld: `${onderwijssoort}, ${gemeente}`,
      melding:
        `Dit bestand is van ${formatDate(peildatum)}, maar er is al een bestand van ${formatDate(gezien)} ingelezen. ` +
        'Kies een nieuwer bestand, of geef de juiste peildatum op.',
    }));
    if (fouten.length > 0) throw duoGeweigerd(fouten);
  }

  private async vergelijk(
    m: EntityManager,
    waarden: readonly Waarden[],
  ): Promise<Omit<Scholenverslag, 'gesloten'>> {
    const codes = waarden.map(({ vestigingscode }) => vestigingscode);
    const bestaand = new Map(
      (await m.findBy(School, { vestigingscode: In(codes) })).map((school) => [
        school.vestigingscode,
        school,
      ]),
    );
    const verslag = { nieuw: 0, gewijzigd: 0, gelijk: 0, heropend: 0, regels: [] as Duoregel[] };
    for (const nieuw of waarden) {
      const school = bestaand.get(nieuw.vestigingscode);
      const velden = school ? gewijzigdeVelden(school, nieuw) : {};
      const soort = soortVan(school, velden);
      verslag[soort] += 1;
      const { vestigingscode, naam, plaats } = nieuw;
      if (soort !== 'gelijk')
        verslag.regels.push({ soort, id: school?.id ?? null, vestigingscode, naam, plaats, velden });
    }
    return verslag;
  }

  private async sluit(
    m: EntityManager,
    scholen: readonly Duoschool[],
    peildatum: string,
  ): Promise<Gesloten[]> {
    const lijsten = lijstenVan(scholen);
    const [rijen] = await m.query<[Gesloten[], number]>(
      `UPDATE school SET gesloten_op = $4::date, verhuist_naar_id = NULL, verhuist_op = NULL
        WHERE herkomst = 'duo' AND gesloten_op IS NULL AND NOT vestigingscode = ANY($3::text[])
          AND (onderwijssoort, gemeente) IN (SELECT * FROM unnest($1::text[], $2::text[]))
        RETURNING id, vestigingscode, naam, plaats`,
      [
        lijsten.map((l) => l.onderwijssoort),
        lijsten.map((l) => l.gemeente),
        scholen.map((s) => s.vestigingscode),
        peildatum,
      ],
    );
    return rijen.sort((a, b) => a.vestigingscode.localeCompare(b.vestigingscode));
  }
}

function weigerTegenspraak(scholen: readonly Duoschool[]): void {
  const dubbel = [...groupBy(scholen, (school) => school.vestigingscode)].filter(
    ([, gelijke]) => new Set(gelijke.map((school) => JSON.stringify(school))).size > 1,
  );
  if (dubbel.length === 0) return;
  throw duoGeweigerd(
    dubbel.map(([code]) => ({
      veld: code,
      melding: 'Deze school staat in twee bestanden, met andere gegevens.',
    })),
  );
}

/** Which lists these schools are: one per onderwijssoort and gemeente. */
const lijstenVan = (scholen: readonly Duoschool[]): Duoschool[] =>
  [...groupBy(scholen, (s) => `${s.onderwijssoort} ${s.gemeente}`).values()].map(([eerste]) => eerste!);

function waardenVan(school: Duoschool, bestuurIds: ReadonlyMap<string, string>, peildatum: string): Waarden {
  const { bestuursnummer, ...rest } = school;
  return {
    ...rest,
    bestuurId: bestuurIds.get(bestuursnummer)!,
    herkomst: 'duo',
    peildatum,
    geslotenOp: null,
  };
}

/** DUO's list of special schools has no addresses; that a column is missing is no change. */
function gewijzigdeVelden(school: School, nieuw: Waarden): Duoregel['velden'] {
  return changes(school, {
    ...nieuw,
    peildatum: undefined,
    // Moved by hand since the day of this list.
    ...(school.bestuurSinds && school.bestuurSinds > nieuw.peildatum! ? { bestuurId: undefined } : {}),
    adres: nieuw.adres ?? undefined,
    postcode: nieuw.postcode ?? undefined,
  });
}

const soortVan = (
  school: School | undefined,
  velden: Duoregel['velden'],
): Exclude<Duoregel['soort'], 'gesloten'> | 'gelijk' => {
  if (!school) return 'nieuw';
  if (school.geslotenOp !== null) return 'heropend';
  return Object.keys(velden).length > 0 ? 'gewijzigd' : 'gelijk';
};

type Gesloten = Pick<School, 'id' | 'vestigingscode' | 'naam' | 'plaats'>;

const geslotenRegel = (school: Gesloten): Duoregel => ({ soort: 'gesloten', ...school, velden: {} });
