import type { EntityManager } from 'typeorm';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { vindBestuurIn, zoeksleutel } from '../besturen/besturen.rules.js';
import {
  type Geindexeerd,
  Schoolindex,
  VESTIGINGSCODE,
  vestigingscodeVan,
  type Vindbaar,
  zoekScholen,
} from '../besturen/schoolnamen.rules.js';

import type { Werkplekverzoek } from '../besturen/werkplek.service.js';

/** All schools and besturen as they are now, to look up any number of lines in. */
export async function leesScholenwijzer(m: EntityManager): Promise<Scholenwijzer> {
  const scholen = await m.query<SchoolInWijzer[]>(
    `SELECT vestigingscode, naam, plaats, adres, postcode, aliassen, gesloten_op IS NOT NULL AS gesloten, bestuur_id AS "bestuurId"
       FROM school ORDER BY vestigingscode`,
  );
  return new Scholenwijzer(scholen, await m.find(Bestuur));
}

/** A school as a line of a file may mean it. */
interface SchoolInWijzer {
  vestigingscode: string;
  naam: string;
  plaats: string;
  adres: string | null;
  postcode: string | null;
  aliassen: string[];
  gesloten: boolean;
  bestuurId: string | null;
}

interface BestuurInWijzer {
  id: string;
  nummer: string | null;
  code: string | null;
  naam: string | null;
  aliassen: string[];
}

/** Where somebody works, null for who says nothing, or in which field of the line it went wrong and why. */
type Schoolkeuze =
  { werkplek: Werkplekverzoek | null } | { veld: 'school' | 'vestigingscode' | 'bestuur'; melding: string };

type Gevraagd = Partial<Record<'school' | 'vestigingscode' | 'bestuur' | 'organisatie', string>>;

const MEESTE_KANDIDATEN = 5;
const MEESTE_VOORSTELLEN = 2;
/** A file full of names that nobody knows is not all searched for what is nearly it. */
const MEESTE_ZOEKEN = 50;
const GEEN = 'We kennen geen scholen';
const BRIN = /^\d{2}[A-Z]{2}$/;

/** Finds the school that somebody means by code, or by name (with or without its place) within a bestuur. */
export class Scholenwijzer {
  private readonly perCode = new Map<string, SchoolInWijzer>();
  private readonly perBrin = new Map<string, SchoolInWijzer[]>();
  private readonly perNaam = new Map<string, SchoolInWijzer[]>();
  private readonly voorgesteld = new Map<string, SchoolInWijzer[]>();
  private index: Geindexeerd<SchoolInWijzer & Vindbaar>[] | undefined;
  private readonly gezocht = new Map<string, BestuurInWijzer | undefined>();

  constructor(
    private readonly scholen: SchoolInWijzer[],
    private readonly besturen: BestuurInWijzer[],
  ) {
    for (const school of scholen) {
      this.perCode.set(school.vestigingscode, school);
      const brin = school.vestigingscode.slice(0, 4);
      if (BRIN.test(brin)) voegToe(this.perBrin, brin, school);
      const namen = [school.naam, school.naam + school.plaats, ...school.aliassen].map(zoeksleutel);
      for (const sleutel of new Set(namen)) voegToe(this.perNaam, sleutel, school);
    }
  }

  wijs(gevraagd: Gevraagd): Schoolkeuze {
    const code = vestigingscodeVan(gevraagd.vestigingscode) ?? '';
    const naam = gevraagd.school?.trim() ?? '';
    if (code) return this.metCode(code, 'vestigingscode');
    const alsCode = vestigingscodeVan(naam) ?? '';
    if (VESTIGINGSCODE.test(alsCode) || BRIN.test(alsCode)) return this.metCode(alsCode, 'school');
    const bestuur = gevraagd.bestuur?.trim() ?? '';
    return naam
      ? this.metNaam(naam, bestuur)
      : this.zonderSchool(bestuur, gevraagd.organisatie?.trim() ?? '');
  }

  private zonderSchool(naam: string, organisatie: string): Schoolkeuze {
    if (!naam) return { werkplek: organisatie ? { organisatie } : null };
    const bestuur = this.bestuur(naam);
    if (!bestuur) return { veld: 'bestuur', melding: `We kennen geen bestuur ‘${naam.slice(0, 80)}’.` };
    return { werkplek: { bestuur: bestuur.id, organisatie: organisatie || null } };
  }

  private metCode(code: string, veld: 'school' | 'vestigingscode'): Schoolkeuze {
    const school = this.perCode.get(code);
    if (school) return opSchool(school);
    const vestigingen = this.perBrin.get(code) ?? [];
    if (vestigingen.length > 0) return this.kies(vestigingen, veld, `met BRIN ${code}`);
    return { veld, melding: `We kennen geen school met code ${code.slice(0, 20)}.` };
  }

  private metNaam(naam: string, bestuur: string): Schoolkeuze {
    const gevonden = this.perNaam.get(zoeksleutel(naam)) ?? [];
    if (!bestuur)
      return this.metVoorstel(this.kies(gevonden, 'school', `die ‘${naam.slice(0, 80)}’ heten`), naam);
    const bedoeld = this.bestuur(bestuur);
    if (!bedoeld) return { veld: 'bestuur', melding: `We kennen geen bestuur ‘${bestuur.slice(0, 80)}’.` };
    const binnen = gevonden.filter(({ bestuurId }) => bestuurId === bedoeld.id);
    const keuze = this.kies(binnen, 'school', `die ‘${naam.slice(0, 80)}’ heten bij dit bestuur`);
    return this.metVoorstel(keuze, naam, bedoeld.id);
  }

  /** What was not found may nearly be there; who made the file decides. @param bestuurId only schools of this one. */
  private metVoorstel(keuze: Schoolkeuze, naam: string, bestuurId?: string): Schoolkeuze {
    if (!('melding' in keuze) || !keuze.melding.startsWith(GEEN)) return keuze;
    const bijna = this.bijna(naam).filter((school) => !bestuurId || school.bestuurId === bestuurId);
    if (bijna.length === 0) return keuze;
    const namen = bijna.slice(0, MEESTE_VOORSTELLEN).map((school) => this.noem(school));
    return { ...keuze, melding: `${keuze.melding} Bedoel je ${namen.join(', of ')}?` };
  }

  private bijna(naam: string): SchoolInWijzer[] {
    const eerder = this.voorgesteld.get(naam);
    if (eerder) return eerder;
    if (this.voorgesteld.size >= MEESTE_ZOEKEN) return [];
    this.index ??= new Schoolindex<SchoolInWijzer & Vindbaar>().van(
      this.scholen.filter(({ gesloten }) => !gesloten).map((school) => ({ ...school, bestuur: [] })),
    );
    const gevonden = zoekScholen(this.index, naam);
    this.voorgesteld.set(naam, gevonden);
    return gevonden;
  }

  /** One open school is the answer, and else one closed school; more than one is for whoever made the file. */
  private kies(gevonden: SchoolInWijzer[], veld: 'school' | 'vestigingscode', welke: string): Schoolkeuze {
    const open = gevonden.filter(({ gesloten }) => !gesloten);
    const scholen = open.length > 0 ? open : gevonden;
    if (scholen.length === 1) return opSchool(scholen[0]!);
    if (scholen.length === 0) return { veld, melding: `${GEEN} ${welke}.` };
    const namen = scholen.slice(0, MEESTE_KANDIDATEN).map((school) => this.noem(school));
    const meer = scholen.length > MEESTE_KANDIDATEN ? ' en meer' : '';
    return {
      veld,
      melding: `Er zijn ${scholen.length} scholen ${welke}: ${namen.join('; ')}${meer}. Zet de vestigingscode erbij.`,
    };
  }

  private noem({ naam, plaats, vestigingscode, bestuurId }: SchoolInWijzer): string {
    const bestuur = this.besturen.find(({ id }) => id === bestuurId);
    const van = bestuur ? `, ${bestuur.naam ?? bestuur.nummer}` : '';
    return `${naam}, ${plaats} (${vestigingscode}${van})`;
  }

  /** A file names few besturen many times. */
  private bestuur(tekst: string): BestuurInWijzer | undefined {
    if (!this.gezocht.has(tekst)) this.gezocht.set(tekst, vindBestuurIn(this.besturen, tekst));
    return this.gezocht.get(tekst);
  }
}

const opSchool = ({ vestigingscode }: SchoolInWijzer): Schoolkeuze => ({ werkplek: { vestigingscode } });

function voegToe(lijst: Map<string, SchoolInWijzer[]>, sleutel: string, school: SchoolInWijzer): void {
  const eerder = lijst.get(sleutel);
  if (eerder) eerder.push(school);
  else lijst.set(sleutel, [school]);
}
