// What the benchmark found: as a table on the screen, as JSON, and as a page with a chart in docs/.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const docs = path.resolve(import.meta.dirname, '../docs');
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const of = (rounds, what) => median(rounds.map((round) => round[what]));
const range = (rounds) => {
  const values = rounds.map(({ perSecond }) => Math.round(perSecond));
  return `${Math.min(...values)}–${Math.max(...values)}`;
};

/** @param results `{ [work]: { product: rounds, bare: rounds } }`. */
export async function verslag(results, works, { rounds, seconds, json, docs: toDocs }) {
  const rows = Object.entries(results).map(([naam, { product, bare }]) => ({
    naam,
    doel: works[naam].doel,
    product: Math.round(of(product, 'perSecond')),
    spreiding: range(product),
    p50: of(product, 'p50'),
    p99: of(product, 'p99'),
    kaal: Math.round(of(bare, 'perSecond')),
    spreidingKaal: range(bare),
    deel: of(product, 'perSecond') / of(bare, 'perSecond'),
  }));
  console.log(`Per second, median of ${rounds} rounds of ${seconds} s:`);
  for (const { naam, product, kaal, deel, p50, p99 } of rows)
    console.log(
      `  ${naam.padEnd(30)} ${String(product).padStart(7)}  bare ${String(kaal).padStart(7)}  ${deel.toFixed(2)} x  p50 ${p50} p99 ${p99} ms`,
    );
  const machine = { cores: os.cpus().length, node: process.version, rounds, seconds };
  if (json) await fs.writeFile(json, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
  if (toDocs) {
    await fs.writeFile(path.join(docs, 'prestaties.svg'), chart(rows));
    await fs.writeFile(path.join(docs, 'prestaties.md'), page(rows, machine));
  }
}

function page(rows, { cores, node, rounds, seconds }) {
  const lines = rows.map(
    ({ naam, product, spreiding, kaal, spreidingKaal, deel, doel, p50, p99 }) =>
      `| ${naam} | ${product} (${spreiding}) | ${kaal} (${spreidingKaal}) | ${deel.toFixed(2)} × | ${doel} × | ${p50} | ${p99} |`,
  );
  return `# Performance

Made by \`npm run bench -- --docs\`: ${rounds} rounds of ${seconds} s, in turn, on ${cores} cores with Node ${node.slice(1)}, the load and an embedded PostgreSQL (fsync on) on the same cores. Requests per second, the median with the lowest and highest round. The bare server (\`bench/kaal.mjs\`) is \`node:http\` and \`pg\` with one database function for all who wait: it decides the same and keeps the same rows, and gives the same bytes from memory. After each round no place was sold twice, and at the end \`npm run controleer\` holds.

| work | product | bare server | share | aim | p50 ms | p99 ms |
|---|--:|--:|--:|--:|--:|--:|
${lines.join('\n')}

![The share of the bare server that the product reaches](prestaties.svg)
`;
}

const ROW = 34;
const LEFT = 260;
const WIDE = 420;

/** One bar a row, to 1 ×; the line is what is aimed at. */
function chart(rows) {
  const height = rows.length * ROW + 30;
  const bars = rows.map(({ naam, deel, doel }, i) => {
    const y = i * ROW + 8;
    const wide = Math.round(Math.min(deel, 1) * WIDE);
    const aim = LEFT + Math.round(doel * WIDE);
    return `<text x="${LEFT - 12}" y="${y + 16}" text-anchor="end">${naam}</text><rect x="${LEFT}" y="${y}" width="${wide}" height="22" fill="#0c5a68"/><path d="M${aim} ${y - 3}v28" stroke="#8a5a00" stroke-width="2"/><text x="${LEFT + wide + 8}" y="${y + 16}">${deel.toFixed(2)} ×</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 ${height}" font-family="sans-serif" font-size="14" fill="#10313a" role="img" aria-label="Share of the bare server that the product reaches"><rect width="760" height="${height}" fill="#fff"/>${bars.join('')}</svg>\n`;
}
