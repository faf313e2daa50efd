import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateSync } from 'node:zlib';

/** The tools of poppler read a PDF as a stranger does. `.ci/run` installs them; elsewhere these tests say so and skip. */
export const heeftPoppler = spawnSync('pdftotext', ['-v']).error === undefined;
if (!heeftPoppler)
  console.warn('poppler-utils is not installed: what other programs read in a PDF is not tested.');

/** The output of a tool that reads the PDF as a file. */
export function poppler(tool: string, pdf: Buffer, ...opties: string[]): string {
  return metBestand(pdf, (bestand) =>
    execFileSync(tool, [...opties, bestand, ...(tool === 'pdftotext' ? ['-'] : [])]).toString('utf8'),
  );
}

/** The first page as a picture. */
export function alsPng(pdf: Buffer, dpi: number): Buffer {
  return metBestand(pdf, (bestand, map) => {
    execFileSync('pdftoppm', ['-r', String(dpi), '-png', '-singlefile', bestand, path.join(map, 'blad')]);
    return readFileSync(path.join(map, 'blad.png'));
  });
}

/** Names and contents of the attachments. */
export function bijlagen(pdf: Buffer): string[] {
  return metBestand(pdf, (bestand, map) => {
    execFileSync('pdfdetach', ['-save', '1', '-o', path.join(map, 'bijlage'), bestand]);
    return [poppler('pdfdetach', pdf, '-list'), readFileSync(path.join(map, 'bijlage'), 'utf8')];
  });
}

function metBestand<T>(pdf: Buffer, werk: (bestand: string, map: string) => T): T {
  const map = mkdtempSync(path.join(tmpdir(), 'certificaat-'));
  try {
    const bestand = path.join(map, 'certificaat.pdf');
    writeFileSync(bestand, pdf);
    return werk(bestand, map);
  } finally {
    rmSync(map, { recursive: true });
  }
}

/** Everything in the PDF with its streams unpacked, in ASCII with bytes as Latin-1: for looking without any tool. */
export function uitgepakt(pdf: Buffer): string {
  const delen: string[] = [];
  let plek = 0;
  for (;;) {
    const begin = pdf.indexOf('stream\n', plek);
    if (begin < 0) return delen.concat(pdf.toString('latin1', plek)).join('');
    const einde = pdf.indexOf('\nendstream', begin);
    const kop = pdf.toString('latin1', plek, begin);
    const inhoud = pdf.subarray(begin + 7, einde);
    const ingepakt = kop.slice(kop.lastIndexOf(' obj')).includes('/FlateDecode');
    delen.push(kop, (ingepakt ? inflateSync(inhoud) : inhoud).toString('latin1'));
    plek = einde + '\nendstream\n'.length;
  }
}
