// Makes one certificaat in a process of its own and prints the hash of its bytes: the input comes on the command line.
import { createHash } from 'node:crypto';
import path from 'node:path';

const load = (file) => import(path.join(process.env.TEST_BUILD, 'src', file));
const { certificaatpdf } = await load('certificering/pdf/certificaatpdf.js');
const { bladVan } = await load('certificering/pdf/blad.rules.js');
const { formatDay } = await load('platform/clock/dates.js');

const { bron, moment, bijlage } = JSON.parse(process.argv[2]);
const blad = bladVan(bron, 'https://academie.example', formatDay);
process.stdout.write(
  createHash('sha256')
    .update(certificaatpdf(blad, new Date(moment), bijlage))
    .digest('hex'),
);
