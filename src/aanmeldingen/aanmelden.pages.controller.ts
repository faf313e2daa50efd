import {
  Body,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { anoniem, isAcademie, type Wie } from '../toegang/wie.js';
import { SchoolkiezerQueries } from '../besturen/schoolkiezer.queries.js';
import { CohortenQueries, type CohortBeeld } from '../cohorten/cohorten.queries.js';
import { Werkplek } from '../inloggen/oidc/werkplek.queries.js';
import { functiekeuzes } from '../opleidingen/opleidingen.rules.js';
import { Settings } from '../platform/config/settings.js';
import { DomainError, type FieldError } from '../platform/errors/domain-error.js';
import { statusOfKind } from '../platform/web/errors.js';
import { originOf } from '../platform/web/origin.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { AanmeldlimietService } from './aanmeldlimiet.service.js';
import { foutenPerVeld, leesFormulier, waardenVan, type Formulier } from '../personen/persoonsformulier.js';
import { AanmeldenService, type Aangemeld } from './aanmelden.service.js';
import { naamvraag, type Verzoek } from './aanvraag.rules.js';
import { MeldAanDto } from './aanmeldingen.dto.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { cohortregel } from '../cohorten/cohort.scherm.js';

/** The form of two minutes. */
@ApiExcludeController()
@Controller('cohorten/:id/aanmelden')
export class AanmeldenPagesController {
  constructor(
    private readonly cohorten: CohortenQueries,
    private readonly scholen: SchoolkiezerQueries,
    private readonly aanmelden: AanmeldenService,
    private readonly limiet: AanmeldlimietService,
    private readonly werkplek: Werkplek,
    private readonly settings: Settings,
  ) {}

  /** Fields may be filled in from the address, so that a system of a bestuur can link here. */
  @Get()
  @Mag('openbaar')
  async formulier(
    @Param('id', IdPipe) id: string,
    @Query() vooraf: Formulier,
    @DezeWie() wie: Wie,
  ): Promise<Page> {
    const eigen = wie.soort === 'persoon' ? await this.eigen(wie) : {};
    return this.toon(await this.cohort(id), { ...eigen, ...vooraf }, [], 200);
  }

  @Post()
  @Mag('aanmelden')
  @HttpCode(200)
  async meldAan(
    @Param('id', IdPipe) id: string,
    @Body() formulier: Formulier,
    @DezeWie() wie: Wie,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const cohort = await this.cohort(id);
    const { verzoek, fouten } = leesFormulier(MeldAanDto, formulier);
    if (!verzoek) return this.toon(cohort, formulier, fouten, 422);
    await this.limiet.tel(wie, request.ip, verzoek.email);
    try {
      const aangemeld = await this.aanmelden.meldAan(id, verzoek, namens(wie), originOf(request.ip));
      return this.verder(cohort, verzoek, aangemeld, wie, reply);
    } catch (fout) {
      if (!(fout instanceof DomainError)) throw fout;
      const veld = fout.code === 'al-aangemeld' ? 'email' : '_';
      const eigen = fout.fouten.length > 0 ? fout.fouten : [{ veld, melding: fout.melding }];
      return this.toon(await this.cohort(id), formulier, eigen, statusOfKind[fout.kind], fout);
    }
  }

  /** What happens now. The same for an address that was enrolled before, so that it tells a stranger nothing. */
  @Get('ontvangen')
  @Mag('openbaar')
  async ontvangen(@Param('id', IdPipe) id: string, @Req() request: FastifyRequest): Promise<Page | Redirect> {
    const ontvangst = leesOntvangst(request);
    if (!ontvangst) return new Redirect(`/cohorten/${id}/aanmelden`);
    const cohort = await this.cohort(id);
    const context = {
      ...ontvangst,
      opleiding: opleidingVan(cohort),
      cohort: { eerste: cohort.eerste, locatie: cohort.locatie },
    };
    return new Page('cohorten/aanmelden-ontvangen', context, { titel: 'Kijk in je mail' });
  }

  /** What is known of a deelnemer who is logged in; the school when an account of elsewhere told it. */
  private async eigen({ id, email }: Extract<Wie, { soort: 'persoon' }>): Promise<Formulier> {
    const vestigingscode = await this.werkplek.schoolVan(id);
    return { email, ...(vestigingscode ? { vestigingscode } : {}) };
  }

  private verder(
    cohort: CohortBeeld,
    verzoek: Verzoek,
    { aanmelding: a, plekNaBevestiging = false }: Aangemeld,
    wie: Wie,
    reply: FastifyReply,
  ): Redirect {
    if (isAcademie(wie))
      return new Redirect(`/beheer/cohorten/${cohort.id}`, { soort: 'goed', tekst: 'Aangemeld.' });
    if (!a.wachtOp.includes('emailbevestiging'))
      return new Redirect(`/a/${a.token}`, { soort: 'goed', tekst: 'Je aanmelding is binnen.' });
    zetOntvangst(reply, this.settings, {
      email: verzoek.email,
      opWachtlijst: a.status === 'wachtlijst',
      plekNaBevestiging,
      vervaltOp: a.vervaltOp,
      akkoordNodig: a.wachtOp.includes('akkoord'),
    });
    return new Redirect(`/cohorten/${cohort.id}/aanmelden/ontvangen`);
  }

  private async cohort(id: string): Promise<CohortBeeld> {
    const cohort = await this.cohorten.een(id, true);
    if (!cohort) throw new NotFoundException();
    return cohort;
  }

  private async toon(
    cohort: CohortBeeld,
    formulier: Formulier,
    fouten: FieldError[],
    status: number,
    geweigerd?: DomainError,
  ): Promise<Page> {
    const opleiding = opleidingVan(cohort);
    const context = {
      kruimels: [
        { tekst: 'Opleidingen', href: '/' },
        { tekst: opleiding.naam, href: opleiding.href },
      ],
      opleiding,
      cohort: cohortregel(cohort),
      actie: `/cohorten/${cohort.id}/aanmelden`,
      akkoordNodig: await this.scholen.ergensAkkoordNodig(),
      vasthoudtijd: `${this.settings.BEVESTIGING_UREN} uur`,
      waarden: waardenVan(formulier),
      fouten: fouten.length > 0 ? foutenPerVeld(fouten) : undefined,
      naamvraag: naamvraag(geweigerd, formulier),
      functies: functiekeuzes,
      besturen: await this.scholen.voorKiezer(),
    };
    return new Page('cohorten/aanmelden', context, { titel: `Aanmelden: ${opleiding.naam}`, status });
  }
}

/** Only a deelnemer who is logged in and the academie act as themselves here; others fill in the form as anybody. */
const namens = (wie: Wie): Wie => (wie.soort === 'persoon' || isAcademie(wie) ? wie : anoniem);

const opleidingVan = (c: CohortBeeld) => ({ naam: c.opleiding, href: `/opleidingen/${c.opleidingCode}` });

/** What the screen after the form shows. */
interface Ontvangst {
  email: string;
  opWachtlijst: boolean;
  /** In line while a place is free, which comes with the confirmation. */
  plekNaBevestiging: boolean;
  vervaltOp: Date | string | null;
  akkoordNodig: boolean;
}

const COOKIE = 'ontvangst';
const TIEN_MINUTEN = 600;

/** Kept by the browser itself for a few minutes: a mail address does not belong in an address of the web. */
function zetOntvangst(reply: FastifyReply, settings: Settings, ontvangst: Ontvangst): void {
  const waarde = Buffer.from(JSON.stringify(ontvangst)).toString('base64url');
  const secure = settings.BASE_URL.startsWith('https:');
  void reply.setCookie(COOKIE, waarde, {
    path: '/cohorten',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: TIEN_MINUTEN,
  });
}

function leesOntvangst(request: FastifyRequest): Ontvangst | undefined {
  try {
    const gelezen = JSON.parse(
      Buffer.from(request.cookies[COOKIE] ?? '', 'base64url').toString(),
    ) as Ontvangst;
    return typeof gelezen.email === 'string' ? gelezen : undefined;
  } catch {
    return undefined;
  }
}
