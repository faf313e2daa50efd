import { describe, expect, it } from '@jest/globals';
import { readSettings, SettingsError, warningsOf } from '../../src/platform/config/settings.js';

const GEHEIM = 'x'.repeat(32);

describe('instellingen', () => {
  it('heeft zonder omgeving alles wat de demo nodig heeft', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      PORT: 3000,
      DEMO_DATA: true,
      PLANNER: true,
      RATE_LIMIT: true,
      production: false,
    });
    expect(settings.BASE_URL).toBe('http://localhost:3000');
    expect(readSettings({ PORT: '3001' }).BASE_URL).toBe('http://localhost:3001');
  });

  it('noemt in productie alles wat ontbreekt in één keer', () => {
    const zin = meldingVan({ NODE_ENV: 'production' });
    for (const naam of ['DATABASE_URL', 'BASE_URL', 'SESSION_SECRET'])
      expect(zin).toContain(`${naam} ontbreekt`);
  });

  it('noemt alles wat niet klopt in één keer', () => {
    const zin = meldingVan({
      PORT: 'acht',
      DATABASE_URL: 'mysql://x',
      SESSION_SECRET: 'kort',
      PLANNER: 'ja',
      AANBOD_UREN: '0',
      VERZEND_PER_MINUUT: '0',
    });
    for (const naam of [
      'PORT',
      'DATABASE_URL',
      'SESSION_SECRET',
      'PLANNER',
      'AANBOD_UREN',
      'VERZEND_PER_MINUUT',
    ])
      expect(zin).toContain(naam);
  });

  it('laat in productie geen voorbeeldgegevens toe, ook niet op verzoek', () => {
    const omgeving = {
      DATABASE_URL: 'postgres://x',
      BASE_URL: 'https://academie.example/',
      SESSION_SECRET: GEHEIM,
    };
    const settings = readSettings({ ...omgeving, NODE_ENV: 'production', DEMO_DATA: 'on' });
    expect(settings).toMatchObject({
      DEMO_DATA: false,
      production: true,
      BASE_URL: 'https://academie.example',
    });
  });

  describe('weigert in productie bij naam', () => {
    const productie = {
      NODE_ENV: 'production',
      DATABASE_URL: 'postgres://x',
      BASE_URL: 'https://academie.example',
      SESSION_SECRET: GEHEIM,
    };
    const onveilig = {
      BASE_URL: ['http://academie.example', 'http://localhost:3000', 'http://127.0.0.1'],
      SESSION_SECRET: [readSettings({}).SESSION_SECRET],
      RATE_LIMIT: ['off'],
      OIDC_ISSUER: ['http://accounts.example'],
    };
    const erbij = { OIDC_CLIENT_ID: 'academie', OIDC_CLIENT_SECRET: 'geheim' };

    it.each(Object.entries(onveilig).flatMap(([naam, waarden]) => waarden.map((waarde) => [naam, waarde])))(
      '%s=%s',
      (naam, waarde) => {
        const rest = naam === 'OIDC_ISSUER' ? erbij : {};
        const regels = meldingVan({ ...productie, ...rest, [naam]: waarde }).split('\n- ');
        expect(regels.slice(1)).toEqual([expect.stringMatching(`^${naam} `)]);
        expect(readSettings({ ...rest, [naam]: waarde }).production).toBe(false);
      },
    );

    it('alles tegelijk, naast wat ontbreekt', () => {
      const omgeving = Object.fromEntries(Object.entries(onveilig).map(([naam, [waarde]]) => [naam, waarde]));
      const zin = meldingVan({ NODE_ENV: 'production', ...omgeving });
      for (const naam of ['DATABASE_URL', ...Object.keys(onveilig)])
        expect(zin.match(new RegExp(`^- ${naam} `, 'gm'))).toHaveLength(1);
    });

    it('maar zonder mailserver of zonder eigen rol voor onderhoud begint het, en zegt dat', () => {
      expect(warningsOf(readSettings(productie))).toEqual([
        expect.stringContaining('SMTP_URL ontbreekt'),
        expect.stringContaining('DATABASE_URL_ONDERHOUD ontbreekt'),
      ]);
      const met = {
        ...productie,
        SMTP_URL: 'smtps://mail.example',
        MAIL_FROM: 'academie@academie.example',
        DATABASE_URL_ONDERHOUD: 'postgres://eigenaar@x/academie',
      };
      expect([...warningsOf(readSettings(met)), ...warningsOf(readSettings({}))]).toEqual([]);
    });
  });

  it('wil een afzender als er een mailserver is', () => {
    expect(meldingVan({ SMTP_URL: 'smtp://localhost' })).toContain('MAIL_FROM ontbreekt');
  });

  it('wil alles van de aanbieder van OpenID Connect, of niets', () => {
    const heel = {
      OIDC_ISSUER: 'https://x.example',
      OIDC_CLIENT_ID: 'academie',
      OIDC_CLIENT_SECRET: 'geheim',
    };
    expect(readSettings(heel)).toMatchObject(heel);
    expect(readSettings({ ...heel, OIDC_NAAM: 'Entree' }).OIDC_NAAM).toBe('Entree');
    expect(readSettings({}).OIDC_ISSUER).toBeUndefined();
    for (const naam of Object.keys(heel)) {
      const regels = meldingVan({ ...heel, [naam]: '' })
        .split('\n- ')
        .slice(1);
      expect(regels).toEqual([expect.stringMatching(`^${naam} ontbreekt`)]);
      const alleen = meldingVan({ [naam]: heel[naam as keyof typeof heel] })
        .split('\n- ')
        .slice(1);
      expect(alleen).toHaveLength(2);
    }
    expect(meldingVan({ OIDC_NAAM: 'Entree' }).split('\n- ')).toHaveLength(4);
    expect(meldingVan({ ...heel, OIDC_ISSUER: 'accounts.example' })).toContain(
      'OIDC_ISSUER moet een webadres',
    );
  });

  it('begrijpt on, off en een aantal proxies', () => {
    expect(readSettings({ TRUST_PROXY: 'on', PLANNER: 'off' })).toMatchObject({
      TRUST_PROXY: 1,
      PLANNER: false,
    });
    expect(readSettings({ TRUST_PROXY: '2' }).TRUST_PROXY).toBe(2);
  });
});

function meldingVan(omgeving: NodeJS.ProcessEnv): string {
  try {
    readSettings(omgeving);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message;
  }
  throw new Error('these settings were accepted');
}
