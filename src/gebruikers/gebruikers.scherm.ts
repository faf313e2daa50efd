import { Injectable } from '@nestjs/common';
import { auditpaden } from '../sporen/paden.js';
import { mag as magRecht } from '../toegang/rechten.js';
import { AuditQueries } from '../audit/audit.queries.js';
import { geschiedenisVan } from '../audit/geschiedenis.rules.js';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf, formatDateShort } from '../platform/clock/dates.js';
import { pageLinks } from '../platform/web/paging.js';
import { Page } from '../platform/web/page.js';
import { textOf, type Typed } from '../platform/web/form-input.js';
import { gebruikerOnbekend } from './gebruikers.errors.js';
import { GebruikersQueries, type GebruikerBeeld, type Rolbeeld } from './gebruikers.queries.js';
import {
  binnenBestuur,
  gaatUitOp,
  geefbareRollen,
  isJij,
  isNietVoorbij,
  magZien,
  rolVoluit,
  standVan,
  weigering,
  zichtbareRollen,
  type Gebruikersstand,
} from './gebruikers.rules.js';
import { gebruikerspaden } from './paden.js';
import type { Geweigerd } from '../platform/web/refused-form.js';
import { type Rol, rolInWoorden } from '../toegang/gebruiker-rol.entity.js';
import { GebruikersService } from './gebruikers.service.js';
import { InrichtenScherm } from '../inrichten/inrichten.scherm.js';
import { type Werkplekformulier, Werkplekkiezer } from '../besturen/werkplek.scherm.js';

const PER_PAGINA = 25;

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
const veldwaarden = (getypt: Typed = {}): Record<string, string> =>
  Object.fromEntries(VELDEN.map((veld) => [veld, textOf(getypt[veld])]));

/** The screens of gebruikers: all that somebody may know of, and one of them. */
@Injectable()
export class GebruikersScherm {
  constructor(
    private readonly queries: GebruikersQueries,
    private readonly kiezer: Werkplekkiezer,
    private readonly gebruikers: GebruikersService,
    private readonly audit: AuditQueries,
    private readonly clock: Clock,
    private readonly inrichten: InrichtenScherm,
  ) {}

  async lijst(wie: Wie, zoek: string, pagina: number, geweigerd?: Geweigerd): Promise<Page> {
    const nu = this.clock.now();
    const lijst = await this.queries.lijst(wie, { zoek, pagina, paginaGrootte: PER_PAGINA });
    const context = {
      pad: gebruikerspaden.lijst,
      zoek,
      totaal: lijst.totaal,
      gebruikers: lijst.items.map((beeld) => gebruikerInLijst(wie, beeld, dateOf(nu), nu)),
      paginering: pageLinks(lijst, gebruikerspaden.lijst, { zoek }),
      keuzes: await this.keuzes(wie, geweigerd?.waarden ?? {}),
      waarden: veldwaarden(geweigerd?.waarden),
      fouten: geweigerd?.fouten,
      inrichtbalk: await this.inrichten.balk(wie),
    };
    return new Page('gebruikers/gebruikers', context, this.kop('Gebruikers', geweigerd));
  }

  /** For a form; `getypt` is what was filled in before. */
  private async keuzes(wie: Wie, getypt: Werkplekformulier & Typed) {
    const alleen = binnenBestuur(wie);
    const besturen = await this.queries.besturen(alleen);
    return {
      rollen: rolkeuzes(geefbareRollen(wie), textOf(getypt.rol)),
      besturen: besturen.map(({ id, naam }) => ({ waarde: id, tekst: naam })),
      werkplek: await this.kiezer.veld(getypt, { voor: 'rol', bestuurId: alleen }),
    };
  }

  private kop(titel: string, geweigerd?: Geweigerd): { titel: string; status: number } {
    const fout = geweigerd && Object.keys(geweigerd.fouten).length > 0;
    return fout ? { titel: `Fout: ${titel}`, status: 422 } : { titel, status: 200 };
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
      kruimels: [{ tekst: 'Gebruikers', href: gebruikerspaden.lijst }],
      ...mens(wie, beeld, dag, nu),
      rollen: zichtbaar.map((rol) => ({
        ...rolregel(rol, dag),
        sleutel: rol.id,
        einde: mag && isNietVoorbij(rol, dag) ? gebruikerspaden.rolEinde(id, rol.id) : null,
        tot: rol.eindigtOp ?? '',
        fout: geweigerd?.formulier === rol.id ? (geweigerd.fouten.eindigtOp ?? geweigerd.fouten._) : null,
      })),
      waarnemers: await this.queries.waarnemersVan(id, dag),
      reden: redenVan(weigering(wie, beeld, dag)),
      formulieren: mag ? await this.formulieren(wie, beeld, dag, geweigerd) : null,
      regels: geschiedenisVan(await this.audit.vanOnderwerp('gebruiker', id)),
      logboekHref: magRecht(wie, 'audit.bekijken') ? auditpaden.record('gebruiker', id) : null,
      fouten: geweigerd && opHetScherm(geweigerd),
    };
    return new Page('gebruikers/gebruiker', context, this.kop(beeld.naam, geweigerd));
  }

  /** What may be done with somebody, each its own form. */
  private async formulieren(wie: Wie, beeld: GebruikerBeeld, dag: string, geweigerd?: Geweigerd) {
    const pad = gebruikerspaden.een(beeld.id);
    const anderen = (await this.queries.metLopendeRol(wie, dag)).filter(
      (ander) => ander.id !== beeld.id && weigering(wie, ander, dag) === null,
    );
    const keuzeUit = (lijst: GebruikerBeeld[]) => lijst.map(({ id, naam }) => ({ waarde: id, tekst: naam }));
    const werk = await this.gebruikers.werkVan(wie, beeld);
    const postbusIds = werk.postbussen.map(({ id }) => id);
    const met = (formulier: string) => {
      const terug = geweigerd?.formulier === formulier ? geweigerd : undefined;
      return { waarden: veldwaarden(terug?.waarden), fouten: terug?.fouten ?? null };
    };
    return {
      rol: beeld.uitgeschakeldOp
        ? null
        : {
            actie: `${pad}/rollen`,
            keuzes: await this.keuzes(wie, geweigerd?.waarden ?? {}),
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
function opHetScherm({ formulier = '', waarden, fouten }: Geweigerd): Record<string, string> {
  if (formulier === 'rol') return fouten;
  const voor = formulier === 'overdracht' ? textOf(waarden.wat) : formulier;
  return Object.fromEntries(
    Object.entries(fouten).map(([veld, melding]) => [veld === '_' ? veld : `${voor}-${veld}`, melding]),
  );
}

/** Why somebody sees another without being able to change a thing. */
const redenen = {
  jezelf: 'Dit ben je zelf. Je eigen rollen en toegang wijzigt een collega.',
  'andere-rol':
    'Deze gebruiker heeft ook een rol die jij niet mag geven. Wijzigen kan de coördinator of een beheerder.',
  gewist: 'Deze gebruiker is gewist. Wat die deed blijft tellen, zonder naam.',
};

const redenVan = (waarom: ReturnType<typeof weigering>): string | null => waarom && redenen[waarom];

/** "vanaf vr 1 jan 2027, tot en met do 31 dec 2026, neemt waar voor Anna Berg"; null for what simply holds. */
function erbij({ begintOp, eindigtOp, waarneemtVoor }: Rolbeeld, dag: string): string | null {
  const delen = [
    begintOp > dag && `vanaf ${formatDateShort(begintOp)}`,
    eindigtOp !== null && `tot en met ${formatDateShort(eindigtOp)}`,
    waarneemtVoor !== null && `neemt waar voor ${waarneemtVoor}`,
  ].filter(Boolean);
  return delen.join(', ') || null;
}

const rolregel = (rol: Rolbeeld, dag: string) => ({
  tekst: rolVoluit(rol),
  bij: erbij(rol, dag),
  voorbij: !isNietVoorbij(rol, dag),
});

const badges: Record<Gebruikersstand, { soort: string; tekst: string }> = {
  actief: { soort: 'goed', tekst: 'Actief' },
  uitgenodigd: { soort: 'let-op', tekst: 'Uitgenodigd' },
  gestopt: { soort: 'neutraal', tekst: 'Gestopt' },
};

const uitgeschakeld = ({ uitgeschakeldOp, uitOngebruikt }: GebruikerBeeld): string =>
  `uitgeschakeld ${formatDateShort(uitgeschakeldOp!)}${uitOngebruikt ? ', een jaar niet gebruikt' : ''}`;

/** The last step taken about somebody who is not active (any more). */
function standBij(beeld: GebruikerBeeld, stand: Gebruikersstand, nu: Date): string | null {
  const gaatUit = beeld.uitgeschakeldOp ? null : gaatUitOp(beeld);
  if (gaatUit) return `wordt niet gebruikt, gaat uit op ${formatDateShort(gaatUit)}`;
  if (stand === 'gestopt') return beeld.uitgeschakeldOp ? uitgeschakeld(beeld) : 'rol voorbij';
  if (stand === 'actief' || !beeld.uitgenodigdOp || !beeld.uitnodigingTot) return null;
  return beeld.uitnodigingTot > nu
    ? `link tot ${formatDateShort(beeld.uitnodigingTot)}`
    : `link verlopen ${formatDateShort(beeld.uitnodigingTot)}`;
}

/** How somebody stands and what may be done about it. */
function mens(wie: Wie, beeld: GebruikerBeeld, dag: string, nu: Date) {
  const stand = standVan(beeld, dag);
  const mag = weigering(wie, beeld, dag) === null;
  const pad = gebruikerspaden.een(beeld.id);
  const { uitgeschakeldOp, kwamBinnen } = beeld;
  const binnenTeLaten = mag && uitgeschakeldOp === null;
  return {
    href: pad,
    naam: beeld.naam,
    email: beeld.email,
    jij: isJij(wie, beeld),
    laatst: beeld.laatstIngelogdOp,
    stand: { ...badges[stand], bij: standBij(beeld, stand, nu) },
    opnieuw: binnenTeLaten && !kwamBinnen ? `${pad}/uitnodiging` : null,
    herstel: binnenTeLaten && kwamBinnen ? `${pad}/herstel` : null,
    stop: binnenTeLaten ? `${pad}/uitschakeling` : null,
    aan: mag && uitgeschakeldOp !== null ? `${pad}/inschakeling` : null,
  };
}

function gebruikerInLijst(wie: Wie, beeld: GebruikerBeeld, dag: string, nu: Date) {
  const alle = zichtbareRollen(wie, beeld);
  const lopend = alle.filter((rol) => isNietVoorbij(rol, dag));
  const getoond = lopend.length > 0 ? lopend : alle.slice(0, 1);
  return {
    ...mens(wie, beeld, dag, nu),
    rollen: getoond.map((rol) => rolregel(rol, dag)),
    meer: lopend.length < beeld.rollen.filter((rol) => isNietVoorbij(rol, dag)).length,
  };
}

/** The purpose of each role, for the person who chooses one. */
const uitleg: Record<Rol, string> = {
  coordinator: 'cohorten, deelnemers en mails',
  bestuur: 'de eigen mensen, akkoord geven',
  trainer: 'de eigen cohorten, aanwezigheid',
  schoolleider: 'een of meer scholen',
  programmamanager: 'alleen cijfers, geen namen',
  beheer: 'gebruikers en instellingen',
  privacy: 'wie wat zag, verzoeken van mensen',
};

const eersteHoofdletter = (tekst: string): string => tekst.charAt(0).toUpperCase() + tekst.slice(1);

export const rolkeuzes = (geefbaar: readonly Rol[], gekozen: string) =>
  geefbaar.map((rol) => ({
    waarde: rol,
    tekst: eersteHoofdletter(rolInWoorden(rol)),
    uitleg: uitleg[rol],
    aan: rol === gekozen || (geefbaar.length === 1 && gekozen === ''),
  }));
