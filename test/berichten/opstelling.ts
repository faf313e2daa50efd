import { Logger } from '@nestjs/common';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DataSource } from 'typeorm';
import { House } from '../../src/platform/web/house.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { BerichtenService, type NieuwBericht } from '../../src/berichten/berichten.service.js';
import { BerichtenQueries } from '../../src/berichten/berichten.queries.js';
import { Mailserver } from '../../src/berichten/mailserver.service.js';
import { Verzendrij } from '../../src/berichten/verzendrij.service.js';
import { AuditService } from '../../src/audit/audit.service.js';
import { alleEntiteiten } from '../../src/entiteiten.js';
import { FixedClock } from '../../src/platform/clock/clock.js';
import { readSettings, type Settings } from '../../src/platform/config/settings.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { Templates } from '../../src/platform/web/templates.js';
import { maakTestDatabase } from '../support/database.js';
import { BerichtenTaak } from '../../src/berichten/berichten.taken.js';

export const begin = new Date('2026-09-01T08:00:00Z');

/** Templates of the tests' own, so that no wording of a real mail is repeated here. */
export function proefsjablonen(): { templates: Templates; ruimOp: () => void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'academie-sjablonen-'));
  const files = {
    'layouts/mail.html': '<p>{{onderwerp}}</p>{{{inhoud}}}<p>{{basisUrl}} {{contact}}</p>',
    'layouts/mail.text': '{{{inhoud}}}\n\n{{{basisUrl}}}',
    'mail/proef/groet.subject': 'Dag {{{naam}}}\n',
    'mail/proef/groet.html': '<p>Beste {{naam}}, tot in coördinatie café ’t Hoogt</p>',
    'mail/proef/groet.text': 'Beste {{{naam}}}, tot in coördinatie café ’t Hoogt',
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, `${name}.hbs`), content);
  }
  writeFileSync(path.join(folder, 'mail/mail.css'), '');
  return { templates: new Templates(folder), ruimOp: () => rmSync(folder, { recursive: true }) };
}

/** The mail that the tests send. */
export const groet = (sleutel: string, aan: string, naam = 'Anna'): NieuwBericht<{ naam: string }> => ({
  sleutel,
  sjabloon: 'proef/groet',
  aan,
  gegevens: { naam },
});

export interface Opstelling {
  url: string;
  dataSource: DataSource;
  clock: FixedClock;
  berichten: BerichtenService;
  rij: Verzendrij;
  schrijf: (...nieuw: NieuwBericht[]) => Promise<number>;
  /** A sender as a process of its own would have it. */
  verzender: (smtpUrl?: string) => BerichtenTaak;
  lees: (sleutel: string) => Promise<Bericht>;
  sluit: () => Promise<void>;
}

export const instellingen = (smtpUrl?: string): Settings =>
  readSettings({
    BASE_URL: 'https://academie.example',
    MAIL_FROM: 'Utrecht Leert Académie <academie@leert.example>',
    ...(smtpUrl ? { SMTP_URL: smtpUrl } : {}),
  });

/** A database, a clock that stands still and everything to write and send berichten. */
export async function maakOpstelling(): Promise<Opstelling> {
  Logger.overrideLogger(false);
  const database = await maakTestDatabase();
  const model = { entities: alleEntiteiten, migrations: [] };
  const dataSource = await new DataSource({
    ...dataSourceOptions(database.url, model, 20),
    logging: false,
  }).initialize();
  const { templates, ruimOp } = proefsjablonen();
  const clock = new FixedClock(begin);
  const audit = new AuditService(clock);
  const berichten = new BerichtenService(dataSource, clock, templates, instellingen(), audit, new House());
  const verzenders: BerichtenTaak[] = [];
  return {
    url: database.url,
    dataSource,
    clock,
    berichten,
    rij: new Verzendrij(dataSource, clock, instellingen(), audit),
    schrijf: (...nieuw) => dataSource.transaction((m) => berichten.schrijf(m, nieuw)),
    verzender: (smtpUrl) => {
      const settings = instellingen(smtpUrl);
      const mailserver = new Mailserver(settings, new House());
      const rij = new Verzendrij(dataSource, clock, settings, audit);
      const verzender = new BerichtenTaak(
        rij,
        clock,
        mailserver,
        new BerichtenQueries(dataSource, clock, mailserver),
      );
      verzenders.push(verzender);
      return verzender;
    },
    lees: (sleutel) => dataSource.getRepository(Bericht).findOneByOrFail({ sleutel }),
    sluit: async () => {
      await Promise.all(verzenders.map((verzender) => verzender.beforeApplicationShutdown()));
      await dataSource.destroy();
      await database.sluit();
      ruimOp();
    },
  };
}
