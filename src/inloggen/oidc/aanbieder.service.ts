import { Injectable, Logger } from '@nestjs/common';
import type * as Oidc from 'openid-client';
import { Settings } from '../../platform/config/settings.js';
import { inlogpaden } from '../paden.js';
import { identiteitUit, type Claims, type Identiteit } from './identiteit.rules.js';
import { InlogGeweigerd, type Weigerreden } from './oidc.errors.js';
import { Once } from '../../platform/once.js';

/** Where nobody logs in by a provider it is never loaded. */
const client = () => import('openid-client');

/** Seconds that one question to the provider may take; a log-in asks three at most. */
const GEDULD = 3;
const SCOPES = ['openid', 'profile', 'email'];

/** A log-in that was begun: what the answer of the provider must belong to, and where to go afterwards. */
export interface Oidcpoging {
  state: string;
  nonce: string;
  /** Of PKCE. */
  verifier: string;
  terug: string | null;
  /** Key of the invitation that the account is to be linked with. */
  uitnodiging: string | null;
}

type Antwoord = Pick<Oidcpoging, 'state' | 'nonce' | 'verifier'>;

/**
 * The provider of OpenID Connect: the authorization code flow with PKCE, state and nonce. What it can do is asked of it
 * when somebody first logs in, so that the academie starts without it, and again after it was out of reach.
 */
@Injectable()
export class Aanbieder {
  private readonly logger = new Logger('Aanbieder');
  private readonly bekend = new Once(() => this.ontdek());

  constructor(private readonly settings: Settings) {}

  /** What people know it by; null when there is none. */
  get naam(): string | null {
    const { OIDC_ISSUER, OIDC_NAAM } = this.settings;
    return OIDC_ISSUER ? (OIDC_NAAM ?? new URL(OIDC_ISSUER).host) : null;
  }

  /** Where the browser goes to log in, and what its answer must belong to. @throws InlogGeweigerd */
  async begin(): Promise<{ adres: string } & Antwoord> {
    const oidc = await client();
    const config = await this.configuratie();
    const state = oidc.randomState();
    const nonce = oidc.randomNonce();
    const verifier = oidc.randomPKCECodeVerifier();
    const { scopes_supported: kent } = config.serverMetadata();
    const adres = oidc.buildAuthorizationUrl(config, {
      redirect_uri: this.settings.BASE_URL + inlogpaden.oidcTerug,
      scope: SCOPES.filter((scope) => kent?.includes(scope) ?? true).join(' '),
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { adres: adres.href, state, nonce, verifier };
  }

  /** Reads who it is from the query with which the browser came back. @throws InlogGeweigerd */
  async lees(vraag: string, { state, nonce, verifier }: Antwoord): Promise<Identiteit> {
    const oidc = await client();
    const config = await this.configuratie();
    return this.bij(async () => {
      const tokens = await oidc.authorizationCodeGrant(
        config,
        new URL(`${this.settings.BASE_URL}${inlogpaden.oidcTerug}${vraag}`),
        { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      );
      const claims = tokens.claims() as Claims & { sub: string };
      const { issuer, userinfo_endpoint: meer } = config.serverMetadata();
      const userinfo = meer ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub) : {};
      return identiteitUit(issuer, claims, userinfo);
    });
  }

  private configuratie(): Promise<Oidc.Configuration> {
    return this.bij(() => this.bekend.get(), 'fout-bij-aanbieder');
  }

  private async ontdek(): Promise<Oidc.Configuration> {
    const oidc = await client();
    const { OIDC_ISSUER = '', OIDC_CLIENT_ID = '', OIDC_CLIENT_SECRET = '' } = this.settings;
    return oidc.discovery(new URL(OIDC_ISSUER), OIDC_CLIENT_ID, undefined, bewijs(oidc, OIDC_CLIENT_SECRET), {
      timeout: GEDULD,
      // Settings refuse this in production.
      execute: OIDC_ISSUER.startsWith('http:') ? [oidc.allowInsecureRequests] : [],
    });
  }

  /**
   * Says why it went wrong. When that was at the provider, what it can do is asked anew next time.
   * @param anders the reason for an answer that is not right.
   */
  private async bij<T>(doe: () => Promise<T>, anders: Weigerreden = 'antwoord-klopt-niet'): Promise<T> {
    try {
      return await doe();
    } catch (fout) {
      const oidc = await client();
      const reden = redenVan(oidc, fout) ?? anders;
      if (reden === 'onbereikbaar' || reden === 'fout-bij-aanbieder') this.bekend.forget();
      this.logger.warn(`OpenID Connect: ${reden}, ${naamVan(oidc, fout)}`);
      throw new InlogGeweigerd(reden, undefined, fout);
    }
  }
}

/** As the provider wants it; without a word from it, as RFC 8414 says. */
const bewijs =
  (oidc: typeof Oidc, geheim: string): Oidc.ClientAuth =>
  (as, client, body, headers) => {
    const post = as.token_endpoint_auth_methods_supported?.includes('client_secret_post');
    const wijze = post ? oidc.ClientSecretPost(geheim) : oidc.ClientSecretBasic(geheim);
    return wijze(as, client, body, headers);
  };

/** Codes of the library for an answer that is not OpenID Connect. */
const ANDERS = ['OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'];
/** Errors that `fetch` throws when there is no connection, or no answer in time; the library may wrap it. */
const STIL = ['TypeError', 'TimeoutError', 'AbortError'];

/** Undefined for an answer that came, but is not right. */
function redenVan(oidc: typeof Oidc, fout: unknown): Weigerreden | undefined {
  if (fout instanceof oidc.AuthorizationResponseError)
    return fout.error === 'access_denied' ? 'afgebroken' : 'fout-bij-aanbieder';
  if (fout instanceof oidc.ResponseBodyError)
    return fout.error === 'invalid_grant' ? 'code-gebruikt' : 'fout-bij-aanbieder';
  if (fout instanceof oidc.WWWAuthenticateChallengeError) return 'fout-bij-aanbieder';
  if (!(fout instanceof Error)) throw fout;
  const { code } = fout as { code?: string };
  const stil = [fout, fout.cause].some((e) => STIL.includes((e as Error | undefined)?.name ?? ''));
  return stil || ANDERS.includes(code ?? '') ? 'onbereikbaar' : undefined;
}

function naamVan(oidc: typeof Oidc, fout: unknown): string {
  if (fout instanceof oidc.AuthorizationResponseError || fout instanceof oidc.ResponseBodyError)
    return fout.error;
  return fout instanceof oidc.ClientError ? (fout.code ?? fout.message) : String(fout);
}
