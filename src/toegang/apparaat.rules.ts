/** Order matters: most browsers also say to be another one. */
const browsers: [RegExp, string][] = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const toestellen: [RegExp, string][] = [
  [/\biPhone\b/, 'een iPhone'],
  [/\biPad\b/, 'een iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'een Chromebook'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b|\bMac OS X\b/, 'een Mac'],
  [/\bLinux\b/, 'Linux'],
];

const eerste = (lijst: [RegExp, string][], tekst: string): string | undefined =>
  lijst.find(([vorm]) => vorm.test(tekst))?.[1];

/** "Firefox op Windows", from what a browser says of itself. */
export function apparaatInWoorden(apparaat: string | null | undefined): string {
  const browser = eerste(browsers, apparaat ?? '');
  const toestel = eerste(toestellen, apparaat ?? '');
  if (!browser && !toestel) return 'Onbekend apparaat';
  return [browser ?? 'Een browser', toestel && `op ${toestel}`].filter(Boolean).join(' ');
}
