import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import Provider from 'oidc-provider';
import type { Settings } from '../../src/platform/config/settings.js';

/** Somebody who can log in at the provider, and what it tells of them. */
export interface Account {
  sub: string;
  /** As the provider hands them out: `email` when it is asked for, the others in the ID token. */
  claims?: { email?: string; eduPersonAffiliation?: unknown; nlEduPersonHomeOrganizationId?: unknown };
  /** How they proved who they are (RFC 8176). */
  amr?: string[];
}

export interface Oidcaanbieder {
  /** What the academie must know of it. */
  instellingen: Pick<Settings, 'OIDC_ISSUER' | 'OIDC_CLIENT_ID' | 'OIDC_CLIENT_SECRET'>;
  /** Adds somebody. @returns the sub */
  maak: (account: Account) => string;
  /** Out of reach, and back on the same port. */
  zet: (stand: 'uit' | 'aan' | 'zwijgt') => Promise<void>;
  sluit: () => Promise<void>;
}

const BEWAART = ['AccessToken', 'AuthorizationCode', 'Grant', 'IdToken', 'Interaction', 'Session'];
const CLIENT = { id: 'academie', geheim: 'het-geheim-van-de-academie' };

/**
 * A real provider of OpenID Connect in this process, on a free port: the package oidc-provider, with a page on which a
 * browser chooses who it is, in place of a password.
 * @param academie where people come back to.
 */
export async function startOidcaanbieder(academie: string): Promise<Oidcaanbieder> {
  const accounts = new Map<string, Account>();
  const server = http.createServer();
  const verbindingen = new Set<Socket>();
  server.on('connection', (socket) => {
    verbindingen.add(socket);
    socket.on('close', () => verbindingen.delete(socket));
  });
  const luister = (poort: number) =>
    new Promise<void>((klaar) => server.listen(poort, '127.0.0.1', () => klaar()));
  const stop = () =>
    new Promise<void>((klaar) => {
      server.close(() => klaar());
      for (const socket of verbindingen) socket.destroy();
    });
  await luister(0);
  const { port } = server.address() as AddressInfo;
  const uitgever = `http://127.0.0.1:${port}`;
  const provider = maakProvider(uitgever, academie, accounts);
  const antwoord = provider.callback();
  let zwijgt = false;
  server.on('request', (vraag: IncomingMessage, reactie: ServerResponse) => {
    if (zwijgt) return;
    if (vraag.url?.startsWith('/interaction/')) void laatKiezen(provider, accounts, vraag, reactie);
    else void antwoord(vraag, reactie);
  });
  return {
    instellingen: {
      OIDC_ISSUER: uitgever,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.geheim,
    },
    maak: (account) => {
      accounts.set(account.sub, account);
      return account.sub;
    },
    zet: async (stand) => {
      zwijgt = stand === 'zwijgt';
      if (stand === 'uit' && server.listening) await stop();
      if (stand !== 'uit' && !server.listening) await luister(port);
    },
    sluit: async () => {
      if (server.listening) await stop();
    },
  };
}

function maakProvider(uitgever: string, academie: string, accounts: Map<string, Account>): Provider {
  const provider = new Provider(uitgever, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.geheim,
        redirect_uris: [`${academie}/inloggen/oidc/terug`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: {
      openid: ['sub', 'amr', 'eduPersonAffiliation', 'nlEduPersonHomeOrganizationId'],
      email: ['email'],
      profile: ['name'],
    },
    // Of everything it keeps, in seconds: longer than a test.
    ttl: Object.fromEntries(BEWAART.map((soort) => [soort, 3600])),
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    cookies: { keys: ['sleutel-van-de-aanbieder'] },
    findAccount: (_ctx: unknown, sub: string) =>
      accounts.has(sub)
        ? { accountId: sub, claims: () => ({ sub, ...accounts.get(sub)!.claims }) }
        : undefined,
    loadExistingGrant: async ({ oidc }: { oidc: Oidc }) => {
      const grant = new provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  return provider;
}

interface Oidc {
  client: { clientId: string };
  session: { accountId: string };
}

/** `/interaction/<uid>` shows who there is, `/interaction/<uid>/<sub>` is that one, `/interaction/<uid>/-` goes away. */
async function laatKiezen(
  provider: Provider,
  accounts: Map<string, Account>,
  vraag: IncomingMessage,
  reactie: ServerResponse,
): Promise<void> {
  const [, , uid = '', keuze] = (vraag.url ?? '').split('/');
  if (keuze === undefined) {
    const knoppen = [...accounts.keys(), '-'].map(
      (sub) => `<li><a href="/interaction/${uid}/${sub}">${sub}</a></li>`,
    );
    reactie.setHeader('content-type', 'text/html; charset=utf-8');
    reactie.end(
      `<!doctype html><html lang="nl"><title>Aanbieder</title><h1>Wie ben je?</h1><ul>${knoppen.join('')}</ul>`,
    );
    return;
  }
  const gekozen = accounts.get(keuze);
  const uitkomst = gekozen
    ? { login: { accountId: gekozen.sub, amr: gekozen.amr ?? ['pwd'], remember: false } }
    : { error: 'access_denied', error_description: 'Afgebroken' };
  await provider.interactionFinished(vraag, reactie, uitkomst);
}
