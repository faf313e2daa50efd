// Mails per second to a mail server on this machine: the outbox of the product beside nodemailer alone.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The first mails of a process, and those that come when it is warm. */
export const DELEN = [500, 1500];
const namen = ['mail, de eerste 500 van een proces', 'mail, de 1.500 daarna'];
const DOEL = 0.8;
export const AFZENDER = 'Academie <academie@example.nl>';

/** @returns rows as `verslag` takes them. */
export async function meetPost(running, url, rounds) {
  const smtp = await running.start(startVanger, ({ stop }) => stop(), 'work');
  const gemeten = { product: [], kaal: [] };
  for (let round = 0; round < rounds; round += 1)
    for (const wie of ['product', 'kaal']) gemeten[wie].push(await verzend(wie, url, smtp.url));
  return namen.map((naam, i) => ({
    ...{ naam, doel: DOEL, eenheid: 'per s' },
    product: gemeten.product.map((delen) => delen[i]),
    kaal: gemeten.kaal.map((delen) => delen[i]),
  }));
}

/** So many mails as enrolling writes them, due now. @returns what a sender without an outbox needs of them. */
export async function klaargezet(client, aantal) {
  const { rows } = await client.query(
    `INSERT INTO bericht (sleutel, soort, aan, onderwerp, html, tekst, aangemaakt_op, verzenden_op)
     SELECT 'bench:' || gen_random_uuid(), 'aanmeldingen/geplaatst', 'bench' || i || '@school.example',
            'Je doet mee: bench ' || i, repeat('<p>Dag Anna, dit gaat over je groep.</p>', 95),
            repeat('Dag Anna, dit gaat over je groep. ', 28), now(), now() - interval '1 minute'
       FROM generate_series(1, $1) i RETURNING id, aan, onderwerp, html, tekst`,
    [aantal],
  );
  return rows;
}

async function startVanger() {
  const child = spawn(process.execPath, ['bench/vanger.mjs'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [gezegd] = await once(child.stdout, 'data');
  const stop = async () => {
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
  };
  return { url: `smtp://127.0.0.1:${/\d+/.exec(gezegd)[0]}`, stop };
}

async function verzend(wie, url, smtp) {
  const child = spawn(process.execPath, ['bench/verzenden.mjs', wie, url, smtp], {
    env: {
      ...process.env,
      DATABASE_URL: url,
      SMTP_URL: smtp,
      MAIL_FROM: AFZENDER,
      LOG_LEVEL: 'warn',
      DEMO_DATA: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let gezegd = '';
  child.stdout.on('data', (chunk) => (gezegd += chunk));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`sending mail (${wie}): exit code ${code}`);
  return JSON.parse(gezegd.trim().split('\n').at(-1));
}
