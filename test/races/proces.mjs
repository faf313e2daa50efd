// The product as a process of its own, without a web server, for tests that run two on one database.
//   node proces.mjs <database url> <moment>
// Reads one command of JSON a line and answers a line of JSON: what came of it.
import 'reflect-metadata';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { NestFactory } from '@nestjs/core';

const load = (file) => import(path.join(process.env.TEST_BUILD, 'src', file));
const { AppModule } = await load('app.module.js');
const { FixedClock } = await load('platform/clock/clock.js');
const { Settings } = await load('platform/config/settings.js');
const { AanmeldenService } = await load('aanmeldingen/aanmelden.service.js');
const { WachtlijstTaak } = await load('wachtlijst/wachtlijst.taken.js');

const [url, moment] = process.argv.slice(2);
const settings = Object.assign(new Settings(), {
  BASE_URL: 'http://academie.test',
  DEMO_DATA: false,
  PLANNER: false,
  RATE_LIMIT: false,
});
const clock = new FixedClock(new Date(moment));
const app = await NestFactory.createApplicationContext(AppModule.with(settings, url, clock), {
  logger: ['error'],
});

const opdrachten = {
  async meldAan({ cohortId, adressen }) {
    const service = app.get(AanmeldenService);
    const een = async (email) => {
      const verzoek = { voornaam: 'Anna', achternaam: 'Berg', email, functie: 'leraar' };
      try {
        const { aanmelding } = await service.meldAan(cohortId, verzoek, { soort: 'systeem' });
        return aanmelding.status;
      } catch (fout) {
        return fout.code ?? String(fout);
      }
    };
    return Promise.all(adressen.map(een));
  },
  async planner({ nu }) {
    clock.set(new Date(nu));
    return (await app.get(WachtlijstTaak).voerUit({ proef: false })).aantal;
  },
};

const zeg = (wat) => process.stdout.write(`${JSON.stringify(wat)}\n`);
zeg('klaar');
for await (const regel of createInterface(process.stdin)) {
  const { doe, ...met } = JSON.parse(regel);
  zeg(await opdrachten[doe](met));
}
await app.close();
