import type { EntityManager } from 'typeorm';
import { csrfTokenVoor } from '../../src/platform/secrets.js';
import type { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import { SessiesService } from '../../src/toegang/sessies.service.js';
import type { Academie } from './academie.js';

/** What a logged-in browser sends: the header `cookie`, and the token for the field `_csrf` or the header `x-csrf-token`. */
export interface Inlog {
  cookie: string;
  csrf: string;
}

/** A browser in which this gebruiker is logged in, without the form. */
export function logIn(academie: Academie, gebruiker: Pick<Gebruiker, 'id'>): Promise<Inlog> {
  return beginSessie(academie, { gebruikerId: gebruiker.id });
}

/** A browser in which this deelnemer is logged in, without the link by mail. */
export function logPersoonIn(academie: Academie, persoonId: string): Promise<Inlog> {
  return beginSessie(academie, { persoonId });
}

async function beginSessie(academie: Academie, van: Parameters<SessiesService['begin']>[1]): Promise<Inlog> {
  const m: EntityManager = academie.dataSource.manager;
  const { sleutel } = await academie.app.get(SessiesService).begin(m, van, undefined);
  return { cookie: `sessie=${sleutel}`, csrf: csrfTokenVoor(academie.settings.SESSION_SECRET, sleutel) };
}
