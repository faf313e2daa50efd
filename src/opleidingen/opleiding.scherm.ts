import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditQueries } from '../audit/audit.queries.js';
import { geschiedenisVan } from '../audit/geschiedenis.rules.js';
import type { FieldError } from '../platform/errors/domain-error.js';
import { Page } from '../platform/web/page.js';
import { Opleiding } from './opleiding.entity.js';
import { OpleidingbeheerQueries } from './opleidingbeheer.queries.js';
import { sectorkeuzes } from '../besturen/standen.js';
import { doelgroepen, soorten, voegSamen } from './opleidingen.rules.js';
import { opleidingOnbekend } from './opleidingen.errors.js';
import { hoofdletter } from './feiten.rules.js';
import { OpleidingenService } from './opleidingen.service.js';
import { opleidingsvelden, verschillen } from './velden.rules.js';
import { withPlainLines } from '../platform/text/characters.js';
import { byField, byFieldOf } from '../platform/web/form-input.js';
import type { Geweigerd } from '../platform/web/refused-form.js';
import { check } from '../platform/web/validation.js';
import { leesCenten, leesDecimaal, leesGetal, toonCenten } from './bedragen.rules.js';
import { NieuweOpleidingDto, WijzigOpleidingDto } from './opleidingen.dto.js';
import { opleidingkop } from './opleidingbeheer.scherm.js';
import { opleidingpaden } from './paden.js';
import { VersiesService } from './versies.service.js';
import { byName } from '../platform/records.js';

type Terug = Geweigerd<Waarden>;

/** The changes that somebody else saved first, field by field. */
interface Botsing {
  wie: string;
  op: Date | null;
  regels: (ReturnType<typeof verschillen>[number] & { ookJij: boolean })[];
}

/** The form of one opleiding: as it is, as it came back, or as it must be read again because somebody was first. */
@Injectable()
export class Opleidingscherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queries: OpleidingbeheerQueries,
    private readonly opleidingen: OpleidingenService,
    private readonly versies: VersiesService,
    private readonly audit: AuditQueries,
  ) {}

  /** @throws DomainError `opleiding-onbekend` */
  async vind(code: string): Promise<Opleiding> {
    const opleiding = await this.dataSource.manager.findOneBy(Opleiding, { code: code.toUpperCase() });
    if (!opleiding) throw opleidingOnbekend();
    return opleiding;
  }

  async nieuwe(terug?: Terug): Promise<Page> {
    const context = {
      ...(await this.keuzes(terug?.waarden ?? nieuweWaarden)),
      kruimels: [{ tekst: 'Opleidingen', href: opleidingpaden.lijst }],
      nieuw: true as const,
      actie: opleidingpaden.nieuw,
      fouten: inVolgorde(terug?.fouten ?? {}),
      zeldenOpen: raaktZelden(terug?.fouten ?? {}),
      botsing: null,
      vervolg: [],
    };
    return new Page('opleidingbeheer/gegevens', context, {
      titel: 'Nieuwe opleiding',
      status: terug ? 422 : 200,
    });
  }

  async gegevens(code: string, terug?: Terug): Promise<Page> {
    const opleiding = await this.vind(code);
    const codes = await this.opleidingen.vervolgcodes([opleiding]);
    const waarden = terug?.waarden ?? waardenVan(opleiding, codes.get(opleiding.vervolgOpId) ?? null);
    return this.pagina(opleiding, { waarden, fouten: terug?.fouten ?? {} }, terug ? 422 : 200);
  }

  /** Somebody was first: what they changed, what was typed kept, and a new try based on what it is now. */
  async ingehaald(code: string, getypt: Waarden): Promise<Page> {
    const nu = await this.vind(code);
    const basis = await this.versies.een(nu.id, String(getypt.versie), false);
    const codes = await this.opleidingen.vervolgcodes(basis ? [basis.gegevens, nu] : [nu]);
    const vervolgOp = (o: Pick<Opleiding, 'vervolgOpId'>) => codes.get(o.vervolgOpId) ?? null;
    const waardenNu = waardenVan(nu, vervolgOp(nu));
    const begin = basis ? waardenVan(basis.gegevens, vervolgOp(basis.gegevens)) : waardenNu;
    const { waarden, botsingen } = voegSamen(begin, waardenNu, {
      ...getypt,
      code: nu.code,
      versie: begin.versie,
    });
    const [laatste] = geschiedenisVan(await this.audit.vanOnderwerp('opleiding', nu.id, 1000));
    const verschil = verschillen((basis ?? { gegevens: nu }).gegevens, nu, codes);
    const botsing = {
      wie: laatste?.wie ?? 'Iemand anders',
      op: laatste?.op ?? null,
      regels: verschil.map((v) => ({ ...v, ookJij: botsingen.includes(v.naam) })),
    };
    const fouten = verschil
      .filter(({ naam }) => botsingen.includes(naam))
      .map(({ naam, nu: ander }) => ({
        veld: naam,
        melding: `${botsing.wie} maakte hiervan: ${ander}. Hier staat wat jij invulde.`,
      }));
    return this.pagina(nu, { waarden, fouten: byField(fouten) }, 409, botsing);
  }

  private async pagina(
    opleiding: Opleiding,
    terug: Terug,
    status: 200 | 409 | 422,
    botsing: Botsing | null = null,
  ): Promise<Page> {
    const vervolg = await this.queries.vervolgVan(opleiding.id);
    const context = {
      ...(await this.keuzes(terug.waarden, opleiding.code)),
      ...opleidingkop(opleiding, 'gegevens'),
      nieuw: false as const,
      actie: opleidingpaden.een(opleiding.code),
      fouten: inVolgorde(terug.fouten),
      zeldenOpen: raaktZelden(terug.fouten),
      botsing,
      vervolg: vervolg.map(({ code, naam }) => ({ naam, href: opleidingpaden.een(code) })),
    };
    const titel = `${status === 200 ? '' : 'Fout: '}${opleiding.naam}`;
    return new Page('opleidingbeheer/gegevens', context, { titel, status });
  }

  private async keuzes(waarden: Waarden, eigenCode?: string) {
    const opleidingen = (await this.queries.keuzes()).filter(({ code }) => code !== eigenCode);
    return {
      waarden,
      soorten: soorten.map((soort) => ({ waarde: soort, tekst: hoofdletter(soort) })),
      doelgroepen: doelgroepen.map(({ code, naam, synoniemen }) => ({
        waarde: code,
        tekst: hoofdletter(naam),
        uitleg: synoniemen.length > 0 ? `Ook: ${synoniemen.join(', ')}` : null,
        aan: waarden.doelgroepen.includes(code),
      })),
      sectoren: sectorkeuzes.map((keuze) => ({ ...keuze, aan: waarden.sectoren.includes(keuze.waarde) })),
      opleidingen: opleidingen.map(({ code, naam }) => ({ waarde: code, tekst: `${naam} (${code})` })),
    };
  }
}

/** What is seldom filled in stands folded, unless it was refused. */
const zelden = [
  'herregistratiepunten',
  'peCursuscode',
  'accreditatieVan',
  'accreditatieTot',
  'officieleNaam',
] as const;

const raaktZelden = (fouten: Record<string, string>): boolean => zelden.some((veld) => fouten[veld]);

export type Opleidingformulier = Record<string, unknown>;
const tekstvelden = [
  'naam',
  'soort',
  'omschrijving',
  'niveau',
  'voorwaarden',
  'duur',
  'peCursuscode',
  'officieleNaam',
  'vergoedingVoor',
  'bekostiging',
  'vervolgOp',
  'externUrl',
] as const;
const getallen = [
  'leerjaren',
  'studielastUren',
  'contacturen',
  'herregistratiepunten',
  'vergoedingPct',
  'aanwezigheidsnormPct',
] as const;
const dagen = ['accreditatieVan', 'accreditatieTot'] as const;
const vinkjes = ['gepubliceerd', 'peiling'] as const;
const bewerkt = ['ects', 'kosten', 'aanbieders'] as const;
const alleTekst = [...tekstvelden, ...getallen, ...dagen, ...bewerkt, ...vinkjes] as const;
type Tekstveld = (typeof alleTekst)[number] | 'code' | 'versie';

/** The values of the form, by name of its field; a list for what can be ticked more than once. */
interface Waarden extends Partial<Record<Tekstveld, string>> {
  doelgroepen: string[];
  sectoren: string[];
}

const tekstVan = (waarde: unknown): string =>
  typeof waarde === 'string' ? waarde.replaceAll('\r\n', '\n') : '';

const lijstVan = (waarde: unknown): string[] =>
  [waarde].flat().filter((deel): deel is string => typeof deel === 'string');

/** The form as it was typed, to be shown again. */
export function getypt(formulier: Opleidingformulier): Waarden {
  return {
    ...byName(alleTekst, (veld) => tekstVan(formulier[veld])),
    code: tekstVan(formulier.code),
    versie: tekstVan(formulier.versie),
    doelgroepen: lijstVan(formulier.doelgroepen),
    sectoren: lijstVan(formulier.sectoren),
  };
}

/** An opleiding as the form shows it. @param vervolgOp code of the one it follows. */
function waardenVan(o: Omit<Opleiding, 'id'>, vervolgOp: string | null): Waarden {
  const gegevens: Record<string, unknown> = { ...o, vervolgOp };
  const tekst = (veld: string): string => {
    const waarde = gegevens[veld];
    return typeof waarde === 'string' || typeof waarde === 'number' ? String(waarde) : '';
  };
  return {
    ...byName([...tekstvelden, ...getallen, ...dagen], tekst),
    ...byName(vinkjes, (veld) => (gegevens[veld] ? 'ja' : '')),
    code: o.code,
    versie: String(o.versie),
    ects: tekst('ects').replace('.', ','),
    kosten: toonCenten(o.kostenCent),
    aanbieders: o.aanbieders.join('\n'),
    doelgroepen: o.doelgroepen,
    sectoren: o.sectoren,
  };
}

/** A new opleiding begins with these. */
const nieuweWaarden: Waarden = { leerjaren: '1', aanwezigheidsnormPct: '80', doelgroepen: [], sectoren: [] };

type Gelezen<Dto> = { dto: Dto; fouten: [] } | { dto: undefined; fouten: FieldError[] };

/** The whole form: what is empty there is emptied. */
export function leesWijziging(waarden: Waarden): Gelezen<WijzigOpleidingDto> {
  const { waarde, fouten } = check(WijzigOpleidingDto, {
    ...invoer(waarden),
    versie: leesGetal(tekstVan(waarden.versie)),
  });
  return waarde ? { dto: waarde, fouten: [] } : { dto: undefined, fouten: fouten.map(opHetScherm) };
}

export function leesNieuwe(waarden: Waarden): Gelezen<NieuweOpleidingDto> {
  const code = tekstVan(waarden.code).trim().toUpperCase();
  const { waarde, fouten } = check(NieuweOpleidingDto, { ...invoer(waarden), code });
  return waarde ? { dto: waarde, fouten: [] } : { dto: undefined, fouten: fouten.map(opHetScherm) };
}

function invoer(waarden: Waarden): Record<string, unknown> {
  const tekst = (veld: Tekstveld): string => tekstVan(waarden[veld]);
  const regels = withPlainLines(tekst('aanbieders')).split('\n');
  return {
    ...byName(tekstvelden, tekst),
    ...byName(getallen, (veld) => leesGetal(tekst(veld))),
    ...byName(dagen, (veld) => tekst(veld) || null),
    ...byName(vinkjes, (veld) => tekst(veld) === 'ja'),
    ects: leesDecimaal(tekst('ects')),
    kostenCent: leesCenten(tekst('kosten')),
    aanbieders: regels.map((regel) => regel.trim()).filter(Boolean),
    doelgroepen: waarden.doelgroepen,
    sectoren: waarden.sectoren,
  };
}

const zinnen: Record<string, string> = {
  naam: 'Geef de opleiding een naam.',
  soort: 'Kies wat voor opleiding dit is.',
  accreditatieVan: 'Geef een datum, bijvoorbeeld 2026-08-01.',
  accreditatieTot: 'Geef een datum, bijvoorbeeld 2032-08-01.',
  kosten: 'Geef een bedrag in euro, bijvoorbeeld 1250 of 1.250,50.',
  aanbieders: 'Geef ten hoogste 50 aanbieders, elk van ten hoogste 200 tekens.',
};
const eigenZin = new Set(['kosten', 'aanbieders', 'soort']);

function opHetScherm({ veld, melding }: FieldError): FieldError {
  const naam = opleidingsvelden.find(({ kolom }) => kolom === veld)?.naam ?? veld;
  const leeg = melding === 'Vul dit veld in.';
  return { veld: naam, melding: leeg || eigenZin.has(naam) ? (zinnen[naam] ?? melding) : melding };
}

/** In the order of the screen. */
const inVolgorde = (fouten: Record<string, string>): Record<string, string> =>
  byFieldOf(
    ['code', ...opleidingsvelden.map(({ naam }) => naam)],
    Object.entries(fouten).map(([veld, melding]) => ({ veld, melding })),
  );
