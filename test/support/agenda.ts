import { expect } from '@jest/globals';

type Regels = Record<string, string>;

/**
 * Reads iCalendar as strictly as RFC 5545 says it: lines end in CRLF and are at most 75 bytes, long ones are folded,
 * what begins also ends, and each event has what a calendar needs to find and replace it. Fails the test otherwise.
 */
export function leesAgenda(tekst: string): { kop: Regels; events: Regels[] } {
  expect(tekst.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const regel of tekst.split('\r\n')) expect(Buffer.byteLength(regel)).toBeLessThanOrEqual(75);
  const regels = tekst
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter(Boolean);
  expect([regels[0], regels.at(-1)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR']);
  const kop: Regels = {};
  const events: Regels[] = [];
  const open: string[] = [];
  for (const regel of regels) {
    const [, naam = '', waarde = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/s.exec(regel) ?? [];
    expect([regel, naam]).not.toEqual([regel, '']);
    if (naam === 'BEGIN') open.push(waarde);
    if (naam === 'BEGIN' && waarde === 'VEVENT') events.push({});
    if (naam === 'END') expect(open.pop()).toBe(waarde);
    if (naam === 'BEGIN' || naam === 'END') continue;
    const doel = open.at(-1) === 'VEVENT' ? events.at(-1)! : kop;
    expect([naam, naam in doel]).toEqual([naam, false]);
    doel[naam] = waarde.replace(/\\n/g, '\n').replace(/\\([,;\\])/g, '$1');
  }
  expect(open).toEqual([]);
  expect(kop).toMatchObject({ VERSION: '2.0', METHOD: 'PUBLISH' });
  for (const event of events) {
    expect(event.UID).toMatch(/^\S+@\S+$/);
    expect(event.SEQUENCE).toMatch(/^\d+$/);
    for (const naam of ['DTSTAMP', 'DTSTART', 'DTEND']) expect(event[naam]).toMatch(/^\d{8}T\d{6}Z$/);
  }
  expect(new Set(events.map(({ UID }) => UID)).size).toBe(events.length);
  return { kop, events };
}
