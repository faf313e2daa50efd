import { statSync } from 'node:fs';

/** What takes long whatever its size: a browser, several processes, a database that is filled first. */
const slow = [/test\/browser\//, /test\/races\//, /\/(eigenschappen|embedded|plannen|controleer)\.spec/];

/** The longest first, so that no core waits at the end for one that began late; then by size. */
export default class SlowestFirst {
  sort(tests) {
    const rank = ({ path }) => (slow.some((pattern) => pattern.test(path)) ? 1 : 0);
    const size = ({ path }) => statSync(path).size;
    return [...tests].sort((a, b) => rank(b) - rank(a) || size(b) - size(a));
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {
    // Every run in the same order, also the first on a new machine.
  }
}
