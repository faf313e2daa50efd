// A program that uses the embedded database, for tests that run several or kill them: it says what happened as one
// line of JSON, stops when it reads a line, and obeys Ctrl-C like the real one.
//   node ingebouwd-proces.mjs <folder with the compiled source> <options as JSON>
import path from 'node:path';

const [bouw, opties] = process.argv.slice(2);
const module = path.join(bouw, 'src/platform/database/ingebouwd/ingebouwde-postgres.js');
const { startIngebouwdePostgres } = await import(module);

const meldingen = [];
const zeg = (wat) => process.stdout.write(`${JSON.stringify(wat)}\n`);
const begin = performance.now();
try {
  const meld = (zin) => meldingen.push(zin);
  const { url, stop } = await startIngebouwdePostgres({ ...JSON.parse(opties), meld });
  const eindig = () => stop().then(() => process.exit(0));
  process.stdin.once('data', eindig);
  process.once('SIGINT', eindig);
  zeg({ url, meldingen, milliseconden: performance.now() - begin });
} catch (fout) {
  zeg({ fout: fout.message, soort: fout.name, meldingen, milliseconden: performance.now() - begin });
}
