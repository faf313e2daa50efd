// A planner as a process of its own, without a web server, that can be made to die in the middle of a task.
//   node planproces.mjs <database url> <SMTP url>
// Reads one command of JSON a line, { taak, nu, sterf?, opTijd? }, and answers a line of JSON: the uitkomst.
import 'reflect-metadata';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { NestFactory } from '@nestjs/core';

const load = (file) => import(path.join(process.env.TEST_BUILD, 'src', file));
const { AppModule } = await load('app.module.js');
const { FixedClock } = await load('platform/clock/clock.js');
const { Settings } = await load('platform/config/settings.js');
const { MomentenService } = await load('cohorten/momenten.service.js');
const { CohortbeheerMails } = await load('cohortbeheer/cohortbeheer.mails.js');
const { PlannerService } = await load('planner/planner.service.js');

const settings = Object.assign(new Settings(), {
  BASE_URL: 'http://academie.test',
  SMTP_URL: process.argv[3],
  DEMO_DATA: false,
  PLANNER: false,
  RATE_LIMIT: false,
});
const clock = new FixedClock(new Date());
const app = await NestFactory.createApplicationContext(AppModule.with(settings, process.argv[2], clock), {
  logger: ['error'],
});

/** What kill -9 does: nothing is closed, nobody is told. */
const sterf = () => process.kill(process.pid, 'SIGKILL');

/** Dies right after (or before) the so-many-th call of a method. */
function sterfBij(dienst, methode, { na, keer = 1 }) {
  const echt = dienst[methode].bind(dienst);
  let geteld = 0;
  dienst[methode] = async (...args) => {
    geteld += 1;
    if (!na && geteld === keer) sterf();
    const uitkomst = await echt(...args);
    if (na && geteld === keer) sterf();
    return uitkomst;
  };
}

/** The points at which a planner dies, of a task that has three cohorten to do. */
const punten = {
  'na het begin van de run': () => sterfBij(app.get(PlannerService), 'beginVerslag', { na: true }),
  'na het pakken van een moment': () => sterfBij(app.get(MomentenService), 'neem', { na: true, keer: 2 }),
  'na het schrijven van de mails': () =>
    sterfBij(app.get(CohortbeheerMails), 'herinnering', { na: true, keer: 2 }),
  'na het laatste cohort': () => sterfBij(app.get(PlannerService), 'eindigVerslag', { na: false }),
};

const zeg = (wat) => process.stdout.write(`${JSON.stringify(wat)}\n`);
zeg('klaar');
for await (const regel of createInterface(process.stdin)) {
  const { taak, nu, sterf: punt, opTijd } = JSON.parse(regel);
  clock.set(new Date(nu));
  if (punt) punten[punt]();
  const planner = app.get(PlannerService);
  zeg(await (opTijd ? planner.draaiOpTijd(taak) : planner.draai(taak, { proef: false, door: 'planner' })));
}
await app.close();
