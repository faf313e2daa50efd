// A program that uses the embedded database, for tests that run several or kill them: it says what happened as one
// line of JSON, stops when it reads a line, and obeys Ctrl-C like the real one.
//   node embedded-process.mjs <folder with the compiled source> <options as JSON>
import path from 'node:path';

const [build, options] = process.argv.slice(2);
const module = path.join(build, 'src/platform/database/embedded/embedded-postgres.js');
const { startEmbeddedPostgres } = await import(module);

const reports = [];
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
try {
  const report = (sentence) => reports.push(sentence);
  const { url, stop } = await startEmbeddedPostgres({ ...JSON.parse(options), report });
  const finish = () => stop().then(() => process.exit(0));
  process.stdin.once('data', finish);
  process.once('SIGINT', finish);
  say({ url, reports });
} catch (error) {
  say({ error: error.message, kind: error.name, reports });
}
