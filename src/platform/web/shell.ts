import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Settings } from '../config/settings.js';
import { takeFlash } from './flash.js';
import type { Page } from './page.js';
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
      nav: nav.map((link) => ({ ...link, actief: isCurrent(pad, link) })),
      melding: page.options.melding ?? takeFlash(request, reply),
      demo: this.settings.DEMO_DATA,
      pad,
    };
    return this.templates.page(page.template, { ...page.context, csrfToken }, shell);
  }
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
