import { plainToInstance, Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';

const toggle = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === 'on' ? true : value === 'off' ? false : value));
const onOff = { message: '$property moet on of off zijn' };
const perMinuut = 'VERZEND_PER_MINUUT moet een aantal van 1 tot en met 60000 zijn';
const webAddress = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

/** Stands in the source, so everybody knows it. */
const demoSecret = 'alleen-voor-de-demo-alleen-voor-de-demo';

/** All settings of the product, read from the environment once. The README has the table. */
export class Settings {
  @Transform(({ value }: { value: unknown }) => Number(value))
  @IsInt({ message: 'PORT moet een poortnummer zijn' })
  @Min(0, { message: 'PORT moet een poortnummer zijn' })
  @Max(65535, { message: 'PORT moet een poortnummer zijn' })
  PORT: number = 3000;

  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, { message: 'DATABASE_URL moet beginnen met postgres://' })
  DATABASE_URL?: string;

  /** The same database as the owner of its tables, who migrates and erases; without it there is one role for all. */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, { message: 'DATABASE_URL_ONDERHOUD moet beginnen met postgres://' })
  DATABASE_URL_ONDERHOUD?: string;

  /** Where people reach the site; every link in a mail begins with it. No slash at the end. */
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.replace(/(?<!\/)\/+$/, '') : value,
  )
  @IsUrl(webAddress, { message: 'BASE_URL moet een webadres zijn, bijvoorbeeld https://academie.example' })
  BASE_URL!: string;

  @IsOptional()
  @Matches(/^smtps?:\/\//, { message: 'SMTP_URL moet beginnen met smtp:// of smtps://' })
  SMTP_URL?: string;

  @Matches(/^[^\r\n@]*@[^\r\n]+$/, { message: 'MAIL_FROM moet een e-mailadres zijn' })
  MAIL_FROM: string = 'Utrecht Leert Academie <academie@demo.example>';

  /** At most this many mails leave in a minute, counted over all processes; without it, as fast as the server takes them. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === undefined ? undefined : Number(value)))
  @IsInt({ message: perMinuut })
  @Min(1, { message: perMinuut })
  @Max(60_000, { message: perMinuut })
  VERZEND_PER_MINUUT?: number;

  @MinLength(32, { message: 'SESSION_SECRET moet ten minste 32 tekens hebben' })
  SESSION_SECRET: string = demoSecret;

  @toggle()
  @IsBoolean(onOff)
  DEMO_DATA: boolean = true;

  @toggle()
  @IsBoolean(onOff)
  PLANNER: boolean = true;

  @toggle()
  @IsBoolean(onOff)
  RATE_LIMIT: boolean = true;

  /** Whether the public pages are given from memory; see docs/snelheid.md. */
  @toggle()
  @IsBoolean(onOff)
  PAGES_IN_MEMORY: boolean = true;

  /** Number of trusted proxies in front, `on` for one, `off` for none. */
  @Transform(({ value }: { value: unknown }) => (value === 'on' ? 1 : value === 'off' ? 0 : Number(value)))
  @IsInt({ message: 'TRUST_PROXY moet on, off of een aantal zijn' })
  @Min(0, { message: 'TRUST_PROXY moet on, off of een aantal zijn' })
  TRUST_PROXY: number = 0;

  @IsIn(['debug', 'log', 'warn', 'error'], { message: 'LOG_LEVEL moet debug, log, warn of error zijn' })
  LOG_LEVEL: 'debug' | 'log' | 'warn' | 'error' = 'log';

  /** Hours that an offer of a freed place lasts, before nights, weekends and holidays are taken into account. */
  @hours('AANBOD_UREN')
  AANBOD_UREN: number = 48;

  /** Hours that a place is held for someone who has not confirmed the mail address. */
  @hours('BEVESTIGING_UREN')
  BEVESTIGING_UREN: number = 24;

  /** Hours that a place is held for the akkoord of a bestuur. */
  @hours('AKKOORD_UREN')
  AKKOORD_UREN: number = 168;

  /** Months that each kind of record is kept; see docs/bewaartermijnen.md. */
  @months('BEWAAR_BERICHTEN')
  BEWAAR_BERICHTEN: number = 12;

  @months('BEWAAR_AFGEVALLEN')
  BEWAAR_AFGEVALLEN: number = 6;

  @months('BEWAAR_DEELNAME')
  BEWAAR_DEELNAME: number = 24;

  @months('BEWAAR_CERTIFICATEN')
  BEWAAR_CERTIFICATEN: number = 84;

  @months('BEWAAR_EVALUATIES')
  BEWAAR_EVALUATIES: number = 24;

  @months('BEWAAR_BELANGSTELLING')
  BEWAAR_BELANGSTELLING: number = 24;

  @months('BEWAAR_INZAGE')
  BEWAAR_INZAGE: number = 12;

  /** Years in a period of the schoolleidersregister, and the points that it asks in one. */
  @upTo(20, 'REGISTER_PERIODE_JAREN moet een aantal jaren')
  REGISTER_PERIODE_JAREN: number = 5;

  @upTo(10_000, 'REGISTER_PUNTEN moet een aantal punten')
  REGISTER_PUNTEN: number = 100;

  /** The provider of OpenID Connect that people may log in with, exactly as it names itself; see docs/inloggen-oidc.md. */
  @IsOptional()
  @IsUrl(webAddress, {
    message: 'OIDC_ISSUER moet een webadres zijn, bijvoorbeeld https://accounts.google.com',
  })
  OIDC_ISSUER?: string;

  /** The name by which that provider knows the academie. */
  OIDC_CLIENT_ID?: string;

  OIDC_CLIENT_SECRET?: string;

  /** The text on its button; without it, the host of OIDC_ISSUER. */
  @IsOptional()
  @MaxLength(40, { message: 'OIDC_NAAM mag hoogstens 40 tekens hebben' })
  OIDC_NAAM?: string;

  /** Started with `npm run start:prod`: no demo data, no demo log-ins, secure cookies. */
  production: boolean = false;
}

/** The mailbox of the academie: the address in MAIL_FROM. */
export const contactOf = ({ MAIL_FROM }: Pick<Settings, 'MAIL_FROM'>): string =>
  /<([^<>]+)>/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM;

function hours(name: string): PropertyDecorator {
  return upTo(720, `${name} moet een aantal uren`);
}

function months(name: string): PropertyDecorator {
  return upTo(240, `${name} moet een aantal maanden`);
}

function upTo(most: number, what: string): PropertyDecorator {
  const message = `${what} van 1 tot en met ${most} zijn`;
  return (target, key) => {
    Transform(({ value }: { value: unknown }) => Number(value))(target, key);
    IsInt({ message })(target, key);
    Min(1, { message })(target, key);
    Max(most, { message })(target, key);
  };
}

export class SettingsError extends Error {}

const requiredInProduction = ['DATABASE_URL', 'BASE_URL', 'SESSION_SECRET'] as const;
/** All of them or none. */
const oidcNames = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;

/**
 * Reads and checks the settings.
 * @throws SettingsError naming every missing or wrong setting at once, in Dutch.
 */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const production = env.NODE_ENV === 'production';
  const known = Object.keys(new Settings()).concat(
    'DATABASE_URL',
    'DATABASE_URL_ONDERHOUD',
    'BASE_URL',
    'SMTP_URL',
    'VERZEND_PER_MINUUT',
    'OIDC_NAAM',
    ...oidcNames,
  );
  const chosen = Object.fromEntries(known.filter((name) => name in given).map((name) => [name, given[name]]));
  const settings = plainToInstance(Settings, {
    BASE_URL: `http://localhost:${given.PORT ?? 3000}`,
    ...chosen,
    ...(production ? { DEMO_DATA: 'off' } : {}),
  });
  settings.production = production;
  const errors = [...missing(given, production), ...invalid(settings), ...unsafe(settings, given)];
  if (errors.length > 0) throw new SettingsError(`De instellingen kloppen niet:\n- ${errors.join('\n- ')}`);
  return settings;
}

function missing(given: Record<string, unknown>, production: boolean): string[] {
  const names: string[] = production ? requiredInProduction.filter((name) => !(name in given)) : [];
  if ('SMTP_URL' in given && !('MAIL_FROM' in given)) names.push('MAIL_FROM');
  const half = [...oidcNames, 'OIDC_NAAM'].some((name) => name in given);
  const oidc = half ? oidcNames.filter((name) => !(name in given)) : [];
  return [
    ...names.map((name) => `${name} ontbreekt`),
    ...oidc.map((name) => `${name} ontbreekt: ${oidcNames.join(', ')} horen bij elkaar`),
  ];
}

/** Names settings that would let strangers in or slow nobody down; one that is missing altogether is told as missing. */
function unsafe(settings: Settings, given: Record<string, unknown>): string[] {
  if (!settings.production) return [];
  const wrong = {
    BASE_URL: [!settings.BASE_URL.startsWith('https://'), 'moet in productie met https:// beginnen'],
    SESSION_SECRET: [
      settings.SESSION_SECRET === demoSecret,
      'is het geheim van de demo, dat iedereen kent: kies een eigen geheim',
    ],
    OIDC_ISSUER: [
      settings.OIDC_ISSUER?.startsWith('https://') === false,
      'moet in productie met https:// beginnen',
    ],
    RATE_LIMIT: [settings.RATE_LIMIT !== true, 'mag in productie niet off zijn'],
  } satisfies Partial<Record<keyof Settings, [boolean, string]>>;
  return Object.entries(wrong).flatMap(([name, [is, why]]) =>
    is && name in given ? [`${name} ${why}`] : [],
  );
}

/** Warnings about settings that may be meant so; said at each start all the same, in Dutch. */
export function warningsOf({ production, SMTP_URL, DATABASE_URL_ONDERHOUD }: Settings): string[] {
  if (!production) return [];
  return [
    ...(SMTP_URL
      ? []
      : ['Let op: SMTP_URL ontbreekt. Er gaat geen mail weg; alles blijft staan op /beheer/berichten.']),
    ...(DATABASE_URL_ONDERHOUD
      ? []
      : [
          'Let op: DATABASE_URL_ONDERHOUD ontbreekt. Er is één rol voor alles, en alleen een trigger bewaakt de audit; zie docs/database.md.',
        ]),
  ];
}

function invalid(settings: Settings): string[] {
  return validateSync(settings).flatMap((error) => Object.values(error.constraints ?? {}).slice(0, 1));
}
