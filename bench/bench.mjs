// npm run bench: enrolments and catalogue per second. `-- schermen`: every screen on a full database.
// `-- vulling [FOLDER]`: fills that database and holds it open for a server beside it.
const [wat = 'doorvoer', map, deel] = process.argv.slice(2);
const soorten = {
  doorvoer: () => import('./doorvoer.mjs'),
  schermen: async () => (await import('./schermen.mjs')).meet(map, deel),
  vulling: async () => (await import('./gevuld.mjs')).houdOpen(map),
};
if (!soorten[wat]) {
  console.error(`Onbekend: ${wat}. Kies uit: ${Object.keys(soorten).join(', ')}.`);
  process.exitCode = 1;
} else await soorten[wat]();
