import type { FastifyRequest } from 'fastify';

export interface NavLink {
  tekst: string;
  href: string;
  /** Current only on this very page, not on those below it. */
  exact?: boolean;
  /** Stands with the others of its kind behind the word Inrichting. */
  inrichting?: boolean;
}

/**
 * What the shell of a page shows of the one who looks. The log-in fills it in, so that `platform` needs to know
 * nothing of users and roles.
 */
export interface Visitor {
  wie: { soort: string; naam?: string; rol?: string };
  /** In what else the same human may go on; empty when there is no choice. */
  hoeden?: { waarde: string; tekst: string; actief: boolean }[];
  csrfToken: string;
  nav: NavLink[];
  /** Nobody in particular asks for what all may see: the answer is the same for everybody. */
  everybody?: boolean;
}

export type VisitorRequest = FastifyRequest & { visitor?: Visitor };
