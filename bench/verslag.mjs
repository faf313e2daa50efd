// What the benchmark found: as a table on the screen, as JSON, and as a page with a chart in docs/.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const docs = path.resolve(import.meta.dirname, '../docs');
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const round = (value) => (value >= 20 ? String(Math.round(value)) : value.toFixed(1));

/**
 * @param rows what was measured: `naam`, `eenheid`, the values of the rounds of the `product` and, where something bare
 *   did the same, `kaal`, with `doel`: the share of it that is aimed at. Of what stands alone: `grens`, which it stays
 *   under. `latency`: p50 and p99 of the product, in ms.
 * @param keuzes `json`: the file that the figures go to; `docs`: also into docs/prestaties.md.
 */
export async function verslag(rows, { rounds, seconds, json, docs: toDocs }) {
  const regels = rows.map(regelVan);
  console.log(`Medians of ${rounds} rounds:`);
  for (const { naam, product, kaal, oordeel, eenheid } of regels)
    console.log(
      `  ${naam.padEnd(52)} ${round(product).padStart(7)} ${eenheid.padEnd(5)} ${kaal === null ? '' : `bare ${round(kaal)}`.padEnd(11)} ${oordeel}`,
    );
  const machine = { cores: os.cpus().length, node: process.version, rounds, seconds };
  if (json) await fs.writeFile(json, `${JSON.stringify({ machine, regels }, null, 2)}\n`);
  if (toDocs) {
    await fs.writeFile(path.join(docs, 'prestaties.svg'), chart(regels.filter(({ deel }) => deel !== null)));
    await fs.writeFile(path.join(docs, 'prestaties.md'), page(regels, machine));
  }
}

function regelVan({ naam, eenheid, doel, grens, product, kaal, latency }) {
  const van = median(product);
  const ernaast = kaal ? median(kaal) : null;
  const perSeconde = eenheid === 'per s';
  const deel = ernaast === null ? null : perSeconde ? van / ernaast : ernaast / van;
  const gehaald = deel === null ? van <= grens : deel >= doel;
  const oordeel = `${deel === null ? `(< ${grens} ${eenheid})` : `${deel.toFixed(2)} × (≥ ${doel} ×)`}${gehaald ? '' : ' missed'}`;
  return {
    ...{ naam, eenheid, product: van, rondes: product, kaal: ernaast, rondesKaal: kaal ?? [], deel },
    ...{ doel: doel ?? null, grens: grens ?? null, gehaald, oordeel, latency: latency ?? null },
  };
}

const range = (values) =>
  values.length > 1 ? ` (${round(Math.min(...values))}–${round(Math.max(...values))})` : '';

function page(regels, { cores, node, rounds, seconds }) {
  const met = regels.filter(({ deel }) => deel !== null);
  const los = regels.filter(({ deel }) => deel === null);
  const vergeleken = met.map(
    ({ naam, eenheid, product, rondes, kaal, rondesKaal, deel, doel, latency }) =>
      `| ${naam} | ${eenheid} | ${round(product)}${range(rondes)} | ${round(kaal)}${range(rondesKaal)} | ${deel.toFixed(2)} × | ${doel} × | ${latency?.p50 ?? '–'} | ${latency?.p99 ?? '–'} |`,
  );
  const begrensd = los.map(
    ({ naam, eenheid, product, rondes, grens }) =>
      `| ${naam} | ${round(product)}${range(rondes)} ${eenheid} | < ${grens} ${eenheid} |`,
  );
  return `# Performance

Made by \`npm run bench -- --docs\`: ${rounds} rounds in turn (of ${seconds} s where something is counted a second), on ${cores} cores with Node ${node.slice(1)}, the load and an embedded PostgreSQL (fsync on) on the same cores. The median, with the lowest and highest round. After each round no place was sold twice, and at the end \`npm run controleer\` holds.

What is beside it does the same and nothing else: for enrolments and the catalogue \`bench/kaal.mjs\`, \`node:http\` and \`pg\` with one database function for all who wait, which decides the same and keeps the same rows, and gives the same bytes from memory; for mail nodemailer alone, from memory, with the same five connections, in a fresh process as well; for the list \`COPY\` of the same rows by \`pg-copy-streams\`, nothing done to them.

| work | in | product | bare | share | aim | p50 ms | p99 ms |
|---|---|--:|--:|--:|--:|--:|--:|
${vergeleken.join('\n')}

![The share of what is bare that the product reaches](prestaties.svg)

| what | product | aim |
|---|--:|--:|
${begrensd.join('\n')}
`;
}

const ROW = 34;
const LEFT = 330;
const WIDE = 360;

/** One bar a row, to 1 ×; the line is what is aimed at. */
function chart(regels) {
  const height = regels.length * ROW + 30;
  const bars = regels.map(({ naam, deel, doel }, i) => {
    const y = i * ROW + 8;
    const wide = Math.round(Math.min(deel, 1) * WIDE);
    const aim = LEFT + Math.round(doel * WIDE);
    return `<text x="${LEFT - 12}" y="${y + 16}" text-anchor="end">${naam}</text><rect x="${LEFT}" y="${y}" width="${wide}" height="22" fill="#0c5a68"/><path d="M${aim} ${y - 3}v28" stroke="#8a5a00" stroke-width="2"/><text x="${LEFT + wide + 8}" y="${y + 16}">${deel.toFixed(2)} ×</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 ${height}" font-family="sans-serif" font-size="13" fill="#10313a" role="img" aria-label="Share of what is bare that the product reaches"><rect width="760" height="${height}" fill="#fff"/>${bars.join('')}</svg>\n`;
}
