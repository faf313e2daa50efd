import { gzipSync } from 'node:zlib';
import type { Certificaatgegevens } from '../certificaat/certificaat.entity.js';
import { cohortpaden } from '../../cohorten/paden.js';
import { certificeringpaden } from '../paden.js';

/** The part of a certificaat that its badge is made of. */
interface Badgebron {
  nummer: string;
  statusindex: number;
  aanmeldingId: string;
  uitgereiktOp: Date;
  gegevens: Certificaatgegevens;
}

/** The holder, as a fingerprint of the mail address: those who have the address can prove it, nobody can read it. */
export interface Ontvanger {
  identityHash: string;
  salt: string;
}

const ACADEMIE = 'Utrecht Leert Academie';

/** The issuer as a profile of Open Badges; its own address answers the same. */
export const uitgever = (baseUrl: string) => ({
  id: `${baseUrl}${certificeringpaden.uitgever}`,
  type: ['Profile'],
  name: ACADEMIE,
  url: baseUrl,
  description: 'De Utrecht Leert Academie leidt mensen op voor het onderwijs.',
});

const zonderMillis = (moment: Date): string => moment.toISOString().replace(/\.\d{3}Z$/, 'Z');
const seconden = (moment: Date): number => Math.floor(moment.getTime() / 1000);

/**
 * An OpenBadgeCredential 3.0 as the payload of a VC-JWT: the credential itself, and the claims of JWT that repeat it.
 * Nothing is null and nothing is empty. It names no person.
 */
export function badgetekst(bron: Badgebron, ontvanger: Ontvanger, baseUrl: string): Record<string, unknown> {
  const { gegevens: g, uitgereiktOp } = bron;
  const id = `${baseUrl}${certificeringpaden.controle(bron.nummer)}`;
  const sub = `urn:uuid:${bron.aanmeldingId}`;
  const naam = g.leerjaren > 1 ? `${g.opleiding}, leerjaar ${g.leerjaar} van ${g.leerjaren}` : g.opleiding;
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
    ],
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: `Certificaat ${naam}`,
    issuer: uitgever(baseUrl),
    validFrom: zonderMillis(uitgereiktOp),
    credentialSubject: {
      id: sub,
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', hashed: true, identityType: 'emailAddress', ...ontvanger }],
      activityStartDate: `${g.periode.van}T00:00:00Z`,
      activityEndDate: `${g.periode.tot}T00:00:00Z`,
      ...(g.ects ? { creditsEarned: g.ects } : {}),
      licenseNumber: bron.nummer,
      achievement: prestatie(g, naam, baseUrl),
    },
    credentialStatus: statusVan(bron.statusindex, baseUrl),
    credentialSchema: [
      {
        id: 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json',
        type: '1EdTechJsonSchemaValidator2019',
      },
    ],
    iss: uitgever(baseUrl).id,
    jti: id,
    sub,
    nbf: seconden(uitgereiktOp),
    iat: seconden(uitgereiktOp),
  };
}

function prestatie(g: Certificaatgegevens, naam: string, baseUrl: string): Record<string, unknown> {
  const leerjaar = g.leerjaren > 1 ? `#leerjaar-${g.leerjaar}` : '';
  return {
    id: `${baseUrl}${cohortpaden.opleiding(encodeURIComponent(g.opleidingCode))}${leerjaar}`,
    type: ['Achievement'],
    achievementType: 'Certificate',
    name: naam,
    description: omschrijving(g, naam),
    inLanguage: 'nl',
    humanCode: g.opleidingCode,
    criteria: { narrative: `${naam} met goed gevolg afgerond bij de ${ACADEMIE}.` },
    ...(g.ects ? { creditsAvailable: g.ects } : {}),
  };
}

function omschrijving(g: Certificaatgegevens, naam: string): string {
  const getal = (n: number): string => String(n).replace('.', ',');
  const feiten = [
    g.niveau && `niveau ${g.niveau}`,
    g.studielastUren !== null && `studielast ${getal(g.studielastUren)} uur`,
    g.contacturen !== null && `contacturen ${getal(g.contacturen)} uur`,
    g.ects !== null && `${getal(g.ects)} ECTS`,
    g.herregistratiepunten !== null && `${getal(g.herregistratiepunten)} herregistratiepunten`,
    g.aanbieders.length > 0 && `verzorgd door ${g.aanbieders.join(', ')}`,
  ].filter((feit): feit is string => typeof feit === 'string');
  return `${[naam, ...feiten].join('; ')}.`;
}

/** Where to look whether it has been withdrawn (W3C Bitstring Status List). */
function statusVan(statusindex: number, baseUrl: string): Record<string, string> {
  const { lijst, plaats } = plekVan(statusindex);
  const adres = `${baseUrl}${certificeringpaden.statuslijst(lijst)}`;
  return {
    id: `${adres}#${plaats}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(plaats),
    statusListCredential: adres,
  };
}

/** Places in one status list; the least that the standard allows, so that nobody stands out in it. */
export const PLAATSEN = 131_072;

/** In which list a statusindex stands, and where in it. */
const plekVan = (statusindex: number): { lijst: number; plaats: number } => ({
  lijst: Math.floor(statusindex / PLAATSEN),
  plaats: statusindex % PLAATSEN,
});

/** One bit for each place, the first at the left of the first byte; multibase base64url of its gzip. */
export function versleutel(plaatsen: number[]): string {
  const bits = Buffer.alloc(PLAATSEN / 8);
  for (const plaats of plaatsen) bits[plaats >> 3]! |= 0x80 >> (plaats & 7);
  return `u${gzipSync(bits, { level: 9 }).toString('base64url')}`;
}

/**
 * A status list as the payload of a VC-JWT.
 * @param plaatsen what is withdrawn or replaced.
 * @param sinds when the list last changed.
 */
export function statuslijsttekst(
  nummer: number,
  plaatsen: number[],
  sinds: Date,
  baseUrl: string,
): Record<string, unknown> {
  const id = `${baseUrl}${certificeringpaden.statuslijst(nummer)}`;
  const seconde = Math.floor(sinds.getTime() / 1000);
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: uitgever(baseUrl).id,
    validFrom: new Date(seconde * 1000).toISOString().replace('.000Z', 'Z'),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: versleutel(plaatsen),
    },
    iss: uitgever(baseUrl).id,
    jti: id,
    sub: `${id}#list`,
    nbf: seconde,
    iat: seconde,
  };
}
