// The walk: every screen of the demo as everybody sees it, and what every form answers.
import { Visit } from './bezoek.mjs';
import { OIDC, readOidcPeople } from './demo.mjs';

/** To be raised with every change of the walk: what another walk kept cannot be compared. */
export const WALK = 3;

const BESTUUR = 'bestuur.spo';
const REFUSED = ['leeg', 'onzin'];
const DONE = ['zoals', 'ingevuld'];

/**
 * Goes everywhere.
 * @param demo `{ url, moment }` of `openDemo`.
 * @param keep is handed each answer, and may be waited for.
 * @returns `{ wie, vraag, adres, status, sjablonen, init }` of each, in a fixed order.
 */
export async function walk(running, demo, routes, keep) {
  const first = await Visit.start(running, demo, { keep });
  const people = Object.keys(first.people);
  const forms = new Map();
  const look = async (wie, atOnce) => forms.set(wie, await first.look(wie, routes, atOnce));
  // Which lists a bestuur looked at and fetched stands, in order, on a screen of others.
  await look(BESTUUR, 1);
  await Promise.all(people.filter((wie) => wie !== BESTUUR).map((wie) => look(wie)));
  await first.stop();
  // What succeeds changes what the next one sees, so who changes most begins with the demo as it was.
  const clerks = ['coordinator', 'beheer'];
  const others = people.filter((wie) => !clerks.includes(wie));
  const rest = await Promise.all([
    send(clerks, REFUSED),
    send(others, REFUSED),
    ...[['coordinator'], ['beheer'], others].map((group) => send(group, DONE)),
    lookWithOidc(running, demo, keep),
  ]);
  return [first, ...rest].flatMap((visit) => Object.values(visit.answers).flat());

  async function send(group, manners) {
    const visit = await Visit.start(running, demo, { keep });
    for (const wie of group) await visit.send(wie, forms.get(wie), manners);
    if (manners === DONE) for (const wie of group) await visit.lookAgain(wie, forms.get(wie));
    await visit.stop();
    return visit;
  }
}

/** The screens that only show when the academie knows a provider of accounts. */
async function lookWithOidc(running, demo, keep) {
  const visit = await Visit.start(running, demo, { keep, people: readOidcPeople, settings: OIDC });
  for (const wie of Object.keys(visit.people)) {
    const forms = await visit.look(wie, [], 1);
    await visit.send(wie, forms, [...REFUSED, ...DONE]);
  }
  await visit.stop();
  return visit;
}
