import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Settings } from '../config/settings.js';
import { weergaveVan, weergaven } from './cookies.js';
import { takeFlash } from './flash.js';
import type { Page } from './page.js';
import { Stylesheet } from './stylesheet.js';
import { Templates } from './templates.js';
import type { NavLink, Visitor, VisitorRequest } from './visitor.js';

const nobody: Visitor = {
  wie: { soort: 'anoniem' },
  csrfToken: '',
  nav: [{ tekst: 'Opleidingen', href: '/' }],
};

/** Puts a page in the shell that all pages share. */
@Injectable()
export class Shell {
  constructor(
    private readonly templates: Templates,
    private readonly settings: Settings,
    private readonly stylesheet: Stylesheet,
  ) {}

  render(page: Page, request: VisitorRequest, reply: FastifyReply): string {
    const { csrfToken, wie, nav, hoeden = [] } = request.visitor ?? nobody;
    const pad = request.url.split('?', 1)[0] ?? '/';
    const shell = {
      titel: page.options.titel,
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
      stijl: this.stylesheet.href,
      werk: wie.soort === 'gebruiker' && DESK.test(pad),
      ...scheme(request),
    };
    return this.templates.page(page.template, { ...page.context, csrfToken }, shell);
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
    terug: request.method === 'GET' ? request.url : null,
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
