// A sender as a process of its own, for the tests that kill one. Arguments: database, SMTP server.
import path from 'node:path';
import { DataSource } from 'typeorm';

const load = (file) => import(path.join(process.env.TEST_BUILD, 'src', file));
const { dataSourceOptions } = await load('platform/database/data-source.js');
const { readSettings } = await load('platform/config/settings.js');
const { FixedClock } = await load('platform/clock/clock.js');
const { Mailserver } = await load('berichten/mailserver.js');
const { VerzendenService } = await load('berichten/verzenden.service.js');

const [url, smtpUrl, nu] = process.argv.slice(2);
const dataSource = await new DataSource(
  dataSourceOptions(url, { entities: [], migrations: [] }),
).initialize();
const settings = readSettings({ SMTP_URL: smtpUrl, MAIL_FROM: 'academie@leert.example' });
const verzender = new VerzendenService(dataSource, new FixedClock(new Date(nu)), new Mailserver(settings));
process.on('SIGTERM', () => verzender.onModuleDestroy());
await verzender.verzend();
await verzender.beforeApplicationShutdown();
await dataSource.destroy();
