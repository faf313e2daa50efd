import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditQueries } from '../audit/audit.queries.js';
import { geschiedenisVan } from '../audit/auditwoorden.rules.js';
import type { FieldError } from '../platform/errors/domain-error.js';
import { Page } from '../platform/web/page.js';
import { Opleiding } from './opleiding.entity.js';
import { OpleidingbeheerQueries } from './opleidingbeheer.queries.js';
import { doelgroepen, soorten } from './opleidingen.rules.js';
import { opleidingOnbekend } from './opleidingen.errors.js';
import { foutenPerVeld, waardenVan, type Waarden } from './opleidingformulier.js';
import { opleidingkop } from './opleidingkop.js';
import { hoofdletter } from './opleidingsfeiten.js';
import { OpleidingenService } from './opleidingen.service.js';
import { verschillen } from './opleidingsvelden.js';
import { voegSamen } from './samenvoegen.rules.js';
import { VersiesQueries } from './versies.queries.js';

interface Terug {
  waarden: Waarden;
  fouten: FieldError[];
  status: number;
}

/** What somebody else saved first, field by field. */
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
    private readonly versies: VersiesQueries,
    private readonly audit: AuditQueries,
  ) {}

  /** @throws DomainError `opleiding-onbekend` */
  async vind(code: string): Promise<Opleiding> {
    const opleiding = await this.dataSource.manager.findOneBy(Opleiding, { code: code.toUpperCase() });
    if (!opleiding) throw opleidingOnbekend();
    return opleiding;
  }

  async nieuwe({ waarden, fouten, status }: Terug): Promise<Page> {
    const context = {
      ...(await this.keuzes(waarden)),
      kruimels: [{ tekst: 'Opleidingen', href: '/beheer/opleidingen' }],
      nieuw: true as const,
      actie: '/beheer/opleidingen/nieuw',
      fouten: foutenPerVeld(fouten),
      botsing: null,
      vervolg: [],
    };
    return new Page('opleidingbeheer/gegevens', context, { titel: 'Nieuwe opleiding', status });
  }

  async gegevens(code: string, terug?: Terug): Promise<Page> {
    const opleiding = await this.vind(code);
    const codes = await this.opleidingen.vervolgcodes([opleiding]);
    const waarden = terug?.waarden ?? waardenVan(opleiding, codes.get(opleiding.vervolgOpId) ?? null);
    return this.pagina(
      opleiding,
      { waarden, fouten: terug?.fouten ?? [], status: terug?.status ?? 200 },
      null,
    );
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
    return this.pagina(nu, { waarden, fouten, status: 409 }, botsing);
  }

  private async pagina(opleiding: Opleiding, terug: Terug, botsing: Botsing | null): Promise<Page> {
    const vervolg = await this.queries.vervolgVan(opleiding.id);
    const context = {
      ...(await this.keuzes(terug.waarden, opleiding.code)),
      ...opleidingkop(opleiding, 'gegevens'),
      nieuw: false as const,
      actie: `/beheer/opleidingen/${opleiding.code}`,
      fouten: foutenPerVeld(terug.fouten),
      botsing,
      vervolg: vervolg.map(({ code, naam }) => ({ naam, href: `/beheer/opleidingen/${code}` })),
    };
    const titel = `${terug.status === 200 ? '' : 'Fout: '}${opleiding.naam}`;
    return new Page('opleidingbeheer/gegevens', context, { titel, status: terug.status });
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
      opleidingen: opleidingen.map(({ code, naam }) => ({ waarde: code, tekst: `${naam} (${code})` })),
    };
  }
}
