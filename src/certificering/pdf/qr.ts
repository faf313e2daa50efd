import QRCode from 'qrcode';

/**
 * A QR as one filled path, a rectangle for each run of dark modules. The paper around it is the quiet zone.
 * @param zijde width and height in points.
 */
export function qrPad(tekst: string, x: number, y: number, zijde: number): string {
  const { size, data } = QRCode.create(tekst, { errorCorrectionLevel: 'M' }).modules;
  const maat = zijde / size;
  const n = (waarde: number): string => String(Math.round(waarde * 1000) / 1000);
  const stukken: string[] = [];
  for (let rij = 0; rij < size; rij += 1) {
    for (let begin = 0, kolom = 0; kolom <= size; kolom += 1) {
      if (kolom < size && data[rij * size + kolom]) continue;
      const lang = kolom - begin;
      if (lang > 0)
        stukken.push(`${n(x + begin * maat)} ${n(y + rij * maat)} ${n(lang * maat)} ${n(maat)} re`);
      begin = kolom + 1;
    }
  }
  return stukken.join('\n');
}
