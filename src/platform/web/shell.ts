import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Settings } from '../config/settings.js';
import { House, nameParts } from './house.js';
import { Created, Page, Redirect } from './page.js';
import { Stylesheets } from './stylesheet.js';
import { Templates } from './templates.js';
import { putFlash, takeFlash, weergaveVan, weergaven } from './cookies.js';
import { concatMap, type Observable } from 'rxjs';

export interface NavLink {
  tekst: string;
  href: string;
  /** Current only on this very page, not on those below it. */
  exact?: boolean;
  /** Stands with the others of its kind behind the word Inrichting. */
  inrichting?: boolean;
}

/** The shell of a page shows this of the one who looks. The log-in fills it in: `platform` knows no users or roles. */
export interface Visitor {
  wie: { soort: string; naam?: string; rol?: string };
  /** In what else the same human may go on; empty when there is no choice. */
  hoeden?: { waarde: string; tekst: string; actief: boolean }[];
  csrfToken: string;
  nav: NavLink[];
  /** Nobody in particular asks for what all may see: the answer is the same for everybody. */
  everybody?: boolean;
  /** And it may be kept for the next: it has no token and sets no cookie. */
  kept?: boolean;
}

export type VisitorRequest = FastifyRequest & { visitor?: Visitor };

const nobody: Visitor = {
  wie: { soort: 'anoniem' },
  csrfToken: '',
  nav: [{ tekst: 'Opleidingen', href: '/' }],
};

/**
 * Puts a page in the shell that all pages share. As interceptor it turns a `Page` into HTML, a `Redirect` into 303 and
 * `Created` into 201; anything else is the API's and passes.
 */
@Injectable()
export class Shell implements NestInterceptor {
  constructor(
    private readonly templates: Templates,
    private readonly settings: Settings,
    private readonly stylesheets: Stylesheets,
    private readonly house: House,
  ) {}

  render(page: Page, request: VisitorRequest, reply: FastifyReply): string {
    const { csrfToken, wie, nav, hoeden = [] } = request.visitor ?? nobody;
    const pad = request.url.split('?', 1)[0] ?? '/';
    const werk = wie.soort === 'gebruiker' && DESK.test(pad);
    const shell = {
      titel: page.options.titel,
      academie: { ...this.house.current, ...nameParts(this.house.current.name) },
      omschrijving: page.options.omschrijving,
      canoniek: page.options.canoniek && this.settings.BASE_URL + page.options.canoniek,
      feeds: page.options.feeds ?? [],
      jsonld: page.options.jsonld && asDataBlock(page.options.jsonld),
      csrfToken,
      wie,
      hoeden,
      ...menu(nav, pad),
      melding: page.options.melding ?? takeFlash(request, reply),
      demo: this.settings.DEMO_DATA,
      pad,
      stijl: (werk ? this.stylesheets.staff : this.stylesheets.everybody).href,
      werk,
      ...scheme(request),
    };
    return this.templates.page(page.template, { ...page.context, csrfToken }, shell);
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<VisitorRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      concatMap(async (result: unknown) => {
        if (isPage(result)) await this.house.fresh();
        return this.answer(result, request, reply);
      }),
    );
  }

  private answer(result: unknown, request: VisitorRequest, reply: FastifyReply): unknown {
    if (isPage(result)) {
      void reply.code(result.options.status ?? 200).type('text/html; charset=utf-8');
      return this.render(result, request, reply);
    }
    if (result instanceof Redirect) {
      if (result.melding) putFlash(reply, result.melding);
      void reply.code(303).header('location', result.naar);
      return '';
    }
    if (result instanceof Created) {
      void reply.code(201).header('location', result.location);
      return result.body;
    }
    return result;
  }
}

/** Where staff work: the same parts as elsewhere, closer together. */
const DESK = /^\/(?:beheer|bestuur|trainer)(?:\/|$)/;

/** The links of the header, and those that stand together behind one word. */
function menu(nav: NavLink[], pad: string) {
  const links = nav.map(({ inrichting = false, ...link }) => ({
    ...link,
    inrichting,
    actief: isCurrent(pad, link),
  }));
  const inrichting = links.filter((link) => link.inrichting);
  return {
    nav: links.filter((link) => !link.inrichting),
    inrichting,
    inrichtingActief: inrichting.some(({ actief }) => actief),
  };
}

/** Light or dark: what this browser chose, and the choices, with where to come back to after choosing. */
function scheme(request: VisitorRequest) {
  const weergave = weergaveVan(request);
  return {
    weergave,
    weergaven: weergaven.map(({ waarde, tekst }) => ({ waarde, tekst, actief: waarde === (weergave ?? '') })),
    // For a head as for the page, else it is of another length.
    terug: request.method === 'GET' || request.method === 'HEAD' ? request.url : null,
  };
}

/** JSON that stays inside its script element: no `<` can end it, and no line separator breaks old readers. */
function asDataBlock(data: object): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function isCurrent(pad: string, { href, exact }: NavLink): boolean {
  if (href === '/') return pad === '/' || pad.startsWith('/opleidingen');
  return pad === href || (!exact && pad.startsWith(`${href}/`));
}

/** The walk of the templates has checked that the context is what the template asks. */
const isPage = (result: unknown): result is Page<object> => result instanceof Page;
