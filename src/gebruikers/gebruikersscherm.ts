import { Injectable } from '@nestjs/common';
import { AuditQueries } from '../audit/audit.queries.js';
import { geschiedenisVan } from '../audit/auditwoorden.js';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { pageLinks } from '../platform/web/page-links.js';
import { Page } from '../platform/web/page.js';
import { textOf, type Typed } from '../platform/web/form-input.js';
import { gebruikerOnbekend } from './gebruikers.errors.js';
import { GebruikersQueries, type GebruikerBeeld } from './gebruikers.queries.js';
import { isNietVoorbij, magZien, weigering } from './gebruikers.rules.js';
import { gebruikerInLijst, isJij, mens, PAD, rolregel, zichtbareRollen } from './gebruikersbeeld.js';
import { OverdrachtService } from './overdracht.service.js';
import { Rolkeuze } from './rolkeuze.js';

const PER_PAGINA = 25;

/** A form that came back: which one, what was typed, and what is wrong with it. */
export interface Geweigerd {
  formulier: string;
  getypt: Typed;
  fouten: Record<string, string>;
}

const VELDEN = [
  'email',
  'naam',
  'rol',
  'bestuur',
  'vestigingscode',
  'begintOp',
  'eindigtOp',
  'aan',
  'vanaf',
  'tot',
];
const waarden = (getypt: Typed = {}): Record<string, string> =>
  Object.fromEntries(VELDEN.map((veld) => [veld, textOf(getypt[veld])]));

/** The screens of gebruikers: all that somebody may know of, and one of them. */
@Injectable()
export class Gebruikersscherm {
  constructor(
    private readonly queries: GebruikersQueries,
    private readonly rolkeuze: Rolkeuze,
    private readonly overdracht: OverdrachtService,
    private readonly audit: AuditQueries,
    private readonly clock: Clock,
  ) {}

  async lijst(wie: Wie, zoek: string, pagina: number, geweigerd?: Geweigerd): Promise<Page> {
    const nu = this.clock.now();
    const lijst = await this.queries.lijst(wie, { zoek, pagina, paginaGrootte: PER_PAGINA });
    const context = {
      pad: PAD,
      zoek,
      totaal: lijst.totaal,
      gebruikers: lijst.items.map((beeld) => gebruikerInLijst(wie, beeld, dateOf(nu), nu)),
      paginering: pageLinks(lijst, PAD, { zoek }),
      keuzes: await this.rolkeuze.keuzes(wie, textOf(geweigerd?.getypt.rol)),
      waarden: waarden(geweigerd?.getypt),
      fouten: geweigerd?.fouten,
    };
    return new Page('gebruikers/gebruikers', context, this.kop('Gebruikers', geweigerd));
  }

  private kop(titel: string, geweigerd?: Geweigerd): { titel: string; status: number } {
    return geweigerd ? { titel: `Fout: ${titel}`, status: 422 } : { titel, status: 200 };
  }

  /** @throws DomainError `gebruiker-onbekend`, also for whom this one may not know of. */
  async een(wie: Wie, id: string, geweigerd?: Geweigerd): Promise<Page> {
    const beeld = await this.queries.een(id);
    if (!beeld || !magZien(wie, beeld)) throw gebruikerOnbekend();
    const nu = this.clock.now();
    const dag = dateOf(nu);
    const zichtbaar = zichtbareRollen(wie, beeld);
    const mag = weigering(wie, beeld, dag) === null;
    const context = {
      kruimels: [{ tekst: 'Gebruikers', href: PAD }],
      ...mens(wie, beeld, dag, nu),
      rollen: zichtbaar.map((rol) => ({
        ...rolregel(rol, dag),
        sleutel: rol.id,
        einde: mag && isNietVoorbij(rol, dag) ? `${PAD}/${id}/rollen/${rol.id}/einde` : null,
        tot: rol.eindigtOp ?? '',
        fout: geweigerd?.formulier === rol.id ? (geweigerd.fouten.eindigtOp ?? geweigerd.fouten._) : null,
      })),
      waarnemers: await this.queries.waarnemersVan(id, dag),
      reden: redenVan(wie, beeld, mag),
      formulieren: mag ? await this.formulieren(wie, beeld, dag, geweigerd) : null,
      regels: geschiedenisVan(await this.audit.vanOnderwerp('gebruiker', id)),
      fouten: geweigerd && opHetScherm(geweigerd),
    };
    return new Page('gebruikers/gebruiker', context, this.kop(beeld.naam, geweigerd));
  }

  /** What may be done with somebody, each its own form. */
  private async formulieren(wie: Wie, beeld: GebruikerBeeld, dag: string, geweigerd?: Geweigerd) {
    const pad = `${PAD}/${beeld.id}`;
    const anderen = (await this.queries.metLopendeRol(wie, dag)).filter(
      (ander) => ander.id !== beeld.id && weigering(wie, ander, dag) === null,
    );
    const keuzeUit = (lijst: GebruikerBeeld[]) => lijst.map(({ id, naam }) => ({ waarde: id, tekst: naam }));
    const werk = await this.overdracht.werkVan(wie, beeld);
    const postbusIds = werk.postbussen.map(({ id }) => id);
    const met = (formulier: string) => {
      const terug = geweigerd?.formulier === formulier ? geweigerd : undefined;
      return { waarden: waarden(terug?.getypt), fouten: terug?.fouten ?? null };
    };
    return {
      rol: beeld.uitgeschakeldOp
        ? null
        : {
            actie: `${pad}/rollen`,
            keuzes: await this.rolkeuze.keuzes(wie, textOf(geweigerd?.getypt.rol)),
            ...met('rol'),
          },
      waarneming: beeld.rollen.some((rol) => isNietVoorbij(rol, dag))
        ? { actie: `${pad}/waarneming`, vandaag: dag, anderen: keuzeUit(anderen), ...met('waarneming') }
        : null,
      werk: {
        actie: `${pad}/overdracht`,
        bijeenkomsten: werk.bijeenkomsten,
        postbussen: werk.postbussen.map(({ naam }) => naam),
        trainers: keuzeUit(anderen.filter(({ rollen }) => rollen.some(({ rol }) => rol === 'trainer'))),
        bestuurders: keuzeUit(
          anderen.filter(({ rollen }) =>
            rollen.some(({ rol, bestuurId }) => rol === 'bestuur' && postbusIds.includes(bestuurId ?? '')),
          ),
        ),
        ...met('overdracht'),
      },
    };
  }
}

/** The page has several forms, whose fields have the name of the form before their own. */
function opHetScherm({ formulier, getypt, fouten }: Geweigerd): Record<string, string> {
  if (formulier === 'rol') return fouten;
  const voor = formulier === 'overdracht' ? textOf(getypt.wat) : formulier;
  return Object.fromEntries(
    Object.entries(fouten).map(([veld, melding]) => [veld === '_' ? veld : `${voor}-${veld}`, melding]),
  );
}

/** Why somebody sees another without being able to change a thing. */
function redenVan(wie: Wie, beeld: GebruikerBeeld, mag: boolean): string | null {
  if (mag) return null;
  return isJij(wie, beeld)
    ? 'Dit ben je zelf. Je eigen rollen en toegang wijzigt een collega.'
    : 'Deze gebruiker heeft ook een rol die jij niet mag geven. Wijzigen kan de coördinator of een beheerder.';
}
