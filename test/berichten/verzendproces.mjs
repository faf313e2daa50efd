// A sender as a process of its own, for the tests that kill one. Arguments: database, SMTP server, moment, mails a minute.
import path from 'node:path';
import { DataSource } from 'typeorm';

const load = (file) => import(path.join(process.env.TEST_BUILD, 'src', file));
const { dataSourceOptions } = await load('platform/database/data-source.js');
const { readSettings } = await load('platform/config/settings.js');
const { FixedClock } = await load('platform/clock/clock.js');
const { Mailserver } = await load('berichten/mailserver.service.js');
const { AuditService } = await load('audit/audit.service.js');
const { Verzendrij } = await load('berichten/verzendrij.service.js');
const { BerichtenQueries } = await load('berichten/berichten.queries.js');
const { BerichtenTaak } = await load('berichten/berichten.taken.js');
const { House } = await load('platform/web/house.js');
const { alleEntiteiten } = await load('entiteiten.js');

const [url, smtpUrl, nu, perMinuut] = process.argv.slice(2);
const dataSource = await new DataSource(
  dataSourceOptions(url, { entities: alleEntiteiten, migrations: [] }),
).initialize();
const settings = readSettings({
  SMTP_URL: smtpUrl,
  MAIL_FROM: 'academie@leert.example',
  VERZEND_PER_MINUUT: perMinuut,
});
const clock = new FixedClock(new Date(nu));
const mailserver = new Mailserver(settings, new House());
const rij = new Verzendrij(dataSource, clock, settings, new AuditService(clock));
const verzender = new BerichtenTaak(
  rij,
  clock,
  mailserver,
  new BerichtenQueries(dataSource, clock, mailserver),
);
process.on('SIGTERM', () => verzender.onModuleDestroy());

/** Megabytes that are really in use. With --expose-gc only. */
const inGebruik = () => (globalThis.gc?.(), process.memoryUsage().heapUsed / 1024 ** 2);
const eerst = inGebruik();
let groei = 0;
const meet = () => (groei = Math.max(groei, inGebruik() - eerst));
const meter = globalThis.gc && setInterval(meet, 2000);
await verzender.verzend();
meet();
clearInterval(meter);
await verzender.beforeApplicationShutdown();
await dataSource.destroy();
process.send?.({ groei });
process.disconnect?.();
