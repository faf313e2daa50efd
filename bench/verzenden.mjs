// Sends mail in a process of its own, so that its first mails meet nothing that is warm: the outbox of the product, or
// the same mails from memory by nodemailer alone.
//   node verzenden.mjs product|kaal DATABASE_URL SMTP_URL
// Prints how many a second of each part went, as JSON.
import 'reflect-metadata';
import nodemailer from 'nodemailer';
import pg from 'pg';
import { AFZENDER, DELEN, klaargezet } from './post.mjs';

const [wie, url, smtp] = process.argv.slice(2);
const client = new pg.Client(url);
await client.connect();
const { verstuur, sluit } = wie === 'product' ? await product() : kaal();
// What enrolling wrote before, waits until after.
await client.query(
  `UPDATE bericht SET verzenden_op = now() + interval '1 day' WHERE status = 'wacht' AND verzenden_op <= now()`,
);
const perSeconde = [];
for (const aantal of DELEN) {
  const mails = await klaargezet(client, aantal);
  const begin = performance.now();
  await verstuur(mails);
  perSeconde.push(aantal / ((performance.now() - begin) / 1000));
  await client.query(`UPDATE bericht SET status = 'verzonden', verzonden_op = now() WHERE status = 'wacht'`);
}
await Promise.all([sluit(), client.end()]);
console.log(JSON.stringify(perSeconde));

async function product() {
  const [{ startContext }, { BerichtenTaak }, { readSettings }, { Running }] = await Promise.all([
    import('../dist/src/start.js'),
    import('../dist/src/berichten/berichten.taken.js'),
    import('../dist/src/platform/config/settings.js'),
    import('../dist/src/platform/running.js'),
  ]);
  const context = await startContext(readSettings(), new Running());
  const taak = context.get(BerichtenTaak);
  const verstuur = async (mails) => {
    const { verzonden } = await taak.verzend();
    if (verzonden !== mails.length) throw new Error(`${verzonden} of ${mails.length} mails left`);
  };
  return { verstuur, sluit: () => context.close() };
}

/** The pool that the product has, and nothing around it. */
function kaal() {
  const transport = nodemailer.createTransport({ url: smtp, pool: true, maxConnections: 5 });
  const verstuur = (mails) =>
    Promise.all(
      mails.map(({ id, aan, onderwerp, html, tekst }) =>
        transport.sendMail({
          ...{ from: AFZENDER, to: aan, subject: onderwerp, html, text: tekst },
          messageId: `<${id}@example.nl>`,
        }),
      ),
    );
  return { verstuur, sluit: async () => transport.close() };
}
