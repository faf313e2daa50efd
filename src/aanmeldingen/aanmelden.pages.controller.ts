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
import { CohortenQueries, type CohortBeeld } from '../cohorten/cohorten.queries.js';
import { Settings } from '../platform/config/settings.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { statusOfKind } from '../platform/web/errors.js';
import { Redirect, type Page } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { leesFormulier, type Persoonsformulier } from '../personen/persoonsformulier.scherm.js';
import { type Aangemeld, AanmeldenService } from './aanmelden.service.js';
import type { Aanmeldverzoek } from './aanvraag.rules.js';
import { goed } from '../platform/web/refused-form.js';
import { cohortpaden } from '../cohorten/paden.js';
import { Werkplekkiezer } from '../besturen/werkplek.scherm.js';
import { AanmeldenScherm, type Ontvangst } from './aanmelden.scherm.js';
import { aanmeldpaden } from './paden.js';
import { MeldAanDto } from './aanmeldingen.dto.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { OidcService } from '../inloggen/oidc/oidc.service.js';
import { originOf } from '../platform/web/rate-limiter.js';

/** The form of two minutes. */
@ApiExcludeController()
@Controller('cohorten/:id/aanmelden')
export class AanmeldenPagesController {
  constructor(
    private readonly cohorten: CohortenQueries,
    private readonly scherm: AanmeldenScherm,
    private readonly aanmelden: AanmeldenService,
    private readonly oidc: OidcService,
    private readonly settings: Settings,
    private readonly kiezer: Werkplekkiezer,
  ) {}

  /** Fields may be filled in from the address, so that a system of a bestuur can link here. */
  @Get()
  @Mag('openbaar')
  async formulier(
    @Param('id', IdPipe) id: string,
    @Query() vooraf: Persoonsformulier,
    @DezeWie() wie: Wie,
  ): Promise<Page> {
    const eigen = wie.soort === 'persoon' ? await this.eigen(wie) : {};
    return this.scherm.toon(await this.cohort(id), { ...eigen, ...vooraf }, [], 200);
  }

  @Post()
  @Mag('aanmelden')
  @HttpCode(200)
  async meldAan(
    @Param('id', IdPipe) id: string,
    @Body() formulier: Persoonsformulier,
    @DezeWie() wie: Wie,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const cohort = await this.cohort(id);
    const werkplek = await this.kiezer.lees(formulier, { voor: 'zelf' });
    const { verzoek, fouten } = leesFormulier(MeldAanDto, formulier, werkplek);
    if (!verzoek) return this.scherm.toon(cohort, formulier, fouten, fouten.length > 0 ? 422 : 200);
    await this.aanmelden.telPoging(wie, request.ip, verzoek.email);
    try {
      const aangemeld = await this.aanmelden.meldAan(id, verzoek, namens(wie), originOf(request.ip));
      return this.verder(cohort, verzoek, aangemeld, wie, reply);
    } catch (fout) {
      // Not `probeer`: every refusal is shown on the form, with a status and a field of its own.
      if (!(fout instanceof DomainError)) throw fout;
      const veld = fout.code === 'al-aangemeld' ? 'email' : '_';
      const eigen = fout.fouten.length > 0 ? fout.fouten : [{ veld, melding: fout.melding }];
      return this.scherm.toon(await this.cohort(id), formulier, eigen, statusOfKind[fout.kind], fout);
    }
  }

  /** Tells what happens now. It is the same for an address that was enrolled before, so that it tells a stranger nothing. */
  @Get('ontvangen')
  @Mag('openbaar')
  async ontvangen(@Param('id', IdPipe) id: string, @Req() request: FastifyRequest): Promise<Page | Redirect> {
    const ontvangst = leesOntvangst(request);
    if (!ontvangst) return new Redirect(aanmeldpaden.aanmelden(id));
    return this.scherm.ontvangen(await this.cohort(id), ontvangst);
  }

  /** Fills in what we know of a deelnemer who is logged in; the school when an account of elsewhere told it. */
  private async eigen({ id, email }: Extract<Wie, { soort: 'persoon' }>): Promise<Persoonsformulier> {
    const vestigingscode = await this.oidc.werkplekVan(id);
    return { email, ...(vestigingscode ? { vestigingscode } : {}) };
  }

  private verder(
    cohort: CohortBeeld,
    verzoek: Aanmeldverzoek,
    { aanmelding: a, plekNaBevestiging = false }: Aangemeld,
    wie: Wie,
    reply: FastifyReply,
  ): Redirect {
    if (isAcademie(wie)) return new Redirect(cohortpaden.een(cohort.id), goed('Aangemeld.'));
    if (!a.wachtOp.includes('emailbevestiging'))
      return new Redirect(aanmeldpaden.een(a.token), goed('Je aanmelding is binnen.'));
    zetOntvangst(reply, this.settings, {
      email: verzoek.email,
      opWachtlijst: a.status === 'wachtlijst',
      plekNaBevestiging,
      vervaltOp: a.vervaltOp,
      akkoordNodig: a.wachtOp.includes('akkoord'),
    });
    return new Redirect(aanmeldpaden.ontvangen(cohort.id));
  }

  private async cohort(id: string): Promise<CohortBeeld> {
    const cohort = await this.cohorten.een(id, true);
    if (!cohort) throw new NotFoundException();
    return cohort;
  }
}

/** Only a deelnemer who is logged in and the academie act as themselves here; others fill in the form as anybody. */
const namens = (wie: Wie): Wie => (wie.soort === 'persoon' || isAcademie(wie) ? wie : anoniem);

const COOKIE = 'ontvangst';
const TIEN_MINUTEN = 600;

/** Kept by the browser itself for a few minutes: a mail address does not belong in an address of the web. */
function zetOntvangst(reply: FastifyReply, settings: Settings, ontvangst: Ontvangst): void {
  const waarde = Buffer.from(JSON.stringify(ontvangst)).toString('base64url');
  const secure = settings.BASE_URL.startsWith('https:');
  void reply.setCookie(COOKIE, waarde, {
    path: cohortpaden.openbaar,
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
