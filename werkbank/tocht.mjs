// The walk: every screen of the demo as everybody sees it, and what every form answers.
import { Visit } from './bezoek.mjs';

/**
 * Goes everywhere.
 * @param demo `{ url, moment }` of `openDemo`.
 * @param keep is handed each answer, and may be waited for.
 * @returns `{ wie, vraag, adres, status, sjablonen, init }` of each, in a fixed order.
 */
export async function walk(running, demo, routes, keep) {
  const first = await Visit.start(running, demo, keep);
  const people = Object.keys(first.people);
  const posts = new Map();
  await Promise.all(people.map(async (wie) => posts.set(wie, await first.look(wie, routes))));
  await first.stop();
  // What succeeds changes what the next one sees, so who changes most begins with the demo as it was.
  const others = people.filter((wie) => wie !== 'coordinator' && wie !== 'beheer');
  const rest = await Promise.all([
    sendAll(people, ['leeg', 'onzin']),
    ...[['coordinator'], ['beheer'], others].map((group) => sendAll(group, ['zoals', 'ingevuld'])),
  ]);
  return [first, ...rest].flatMap((visit) => people.flatMap((wie) => visit.answers[wie] ?? []));

  async function sendAll(group, manners) {
    const visit = await Visit.start(running, demo, keep);
    for (const wie of group) await visit.send(wie, posts.get(wie), manners);
    if (manners.includes('ingevuld')) for (const wie of group) await visit.lookAgain(wie);
    await visit.stop();
    return visit;
  }
}
