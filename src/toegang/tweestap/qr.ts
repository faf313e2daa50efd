import { toString } from 'qrcode';

/** A picture to scan, as an address that an `<img>` may have under our CSP. */
export async function qrVan(adres: string): Promise<string> {
  const svg = await toString(adres, { type: 'svg', margin: 2 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
