import { Injectable, Logger } from '@nestjs/common';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { isIP } from 'node:net';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { hashVan } from '../../platform/secrets.js';
import { type Gebruiker, Passkey } from '../gebruiker.entity.js';
import { Sessie } from '../sessie.entity.js';
import { SessiesService } from '../sessies.service.js';
import {
  passkeyBekend,
  passkeyMislukt,
  passkeyOnbekend,
  passkeyTeller,
  passkeyVanElders,
  passkeyVerlopen,
  tweedeStapOnbekend,
} from './tweestap.errors.js';

/** It brings along all that certificates may look like, and few look at one soon. */
const webauthn = () => import('@simplewebauthn/server');

/** As a browser shows it beside the key. */
const NAAM = 'Utrecht Leert Academie';
/** Milliseconds that somebody has to take out a key. */
const GELDIG = 5 * 60_000;

/** How a browser asks for it: a key that is there is enough, the password was the first proof. */
const keuze = { residentKey: 'preferred', userVerification: 'preferred' } as const;

/** Keys in a telephone, computer or token, as second step (WebAuthn level 2, checked by @simplewebauthn/server). */
@Injectable()
export class PasskeysService {
  private readonly logger = new Logger('Passkeys');

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly sessies: SessiesService,
  ) {}

  /** A passkey is bound to the name of a site; one that has only a number cannot have any. */
  get mogelijk(): boolean {
    return isIP(this.rpID.replace(/^\[|\]$/g, '')) === 0;
  }

  private get rpID(): string {
    return new URL(this.settings.BASE_URL).hostname;
  }

  private get herkomst(): string {
    return new URL(this.settings.BASE_URL).origin;
  }

  /** Returns what a browser needs to make a key, and keeps with the session what it must sign. */
  async vraagNieuwe(sleutel: string, gebruiker: Gebruiker): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { generateRegistrationOptions } = await webauthn();
    const options = await generateRegistrationOptions({
      rpName: NAAM,
      rpID: this.rpID,
      userName: gebruiker.email,
      userDisplayName: gebruiker.naam,
      userID: new Uint8Array(Buffer.from(gebruiker.id.replaceAll('-', ''), 'hex')),
      attestationType: 'none',
      excludeCredentials: await this.bekende(gebruiker.id),
      authenticatorSelection: keuze,
      timeout: GELDIG,
    });
    await this.bewaar(sleutel, options.challenge);
    return options;
  }

  /** Returns what a browser needs to use one of the keys of this gebruiker. */
  async vraag(sleutel: string, gebruikerId: string): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const { generateAuthenticationOptions } = await webauthn();
    const options = await generateAuthenticationOptions({
      rpID: this.rpID,
      allowCredentials: await this.bekende(gebruikerId),
      userVerification: keuze.userVerification,
      timeout: GELDIG,
    });
    await this.bewaar(sleutel, options.challenge);
    return options;
  }

  private async bekende(gebruikerId: string): Promise<{ id: string; transports: string[] }[]> {
    const passkeys = await this.dataSource.manager.findBy(Passkey, { gebruikerId });
    return passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports }));
  }

  private async bewaar(sleutel: string, uitdaging: string): Promise<void> {
    const uitdagingTot = new Date(this.clock.now().getTime() + GELDIG);
    const deze = { sleutelHash: hashVan(sleutel) };
    await inTransaction(this.dataSource, (m) => m.update(Sessie, deze, { uitdaging, uitdagingTot }));
  }

  /** Takes what had to be signed, once, whatever comes of it. */
  neemUitdaging(sleutel: string): Promise<string> {
    return inTransaction(this.dataSource, async (m) => {
      const sessie = await this.sessies.houVast(m, sleutel);
      if (!sessie?.uitdaging || !sessie.uitdagingTot) return undefined;
      const { sleutelHash, uitdaging, uitdagingTot } = sessie;
      await m.update(Sessie, { sleutelHash }, { uitdaging: null, uitdagingTot: null });
      return uitdagingTot > this.clock.now() ? uitdaging : undefined;
    }).then((uitdaging) => {
      if (uitdaging === undefined) throw passkeyVerlopen();
      return uitdaging;
    });
  }

  /** A step: adds the key that this answer of the browser proves. @param uitdaging taken from the session. */
  async registreer(
    m: EntityManager,
    gebruiker: Gebruiker,
    uitdaging: string,
    antwoord: string,
    naam: string,
  ): Promise<void> {
    const response = gelezen<RegistrationResponseJSON>(antwoord);
    const { verifyRegistrationResponse } = await webauthn();
    const { registrationInfo } = await this.keur(() =>
      verifyRegistrationResponse({ response, ...this.verwacht(uitdaging) }),
    );
    if (!registrationInfo) throw passkeyMislukt();
    const { id, publicKey, counter } = registrationInfo.credential;
    if (await m.existsBy(Passkey, { credentialId: id })) throw passkeyBekend();
    await m.insert(Passkey, {
      gebruikerId: gebruiker.id,
      credentialId: id,
      publiekeSleutel: Buffer.from(publicKey),
      teller: String(counter),
      transports: transportsVan(response),
      naam,
      aangemaaktOp: this.clock.now(),
    });
  }

  /** A step: checks that a key of this gebruiker signed, and counts it. @param gebruiker held until the end. */
  async gebruik(m: EntityManager, gebruiker: Gebruiker, uitdaging: string, antwoord: string): Promise<void> {
    const response = gelezen<AuthenticationResponseJSON>(antwoord);
    const passkey = await m.findOneBy(Passkey, {
      gebruikerId: gebruiker.id,
      credentialId: String(response.id),
    });
    if (!passkey) throw passkeyOnbekend();
    const { verifyAuthenticationResponse } = await webauthn();
    const { verified, authenticationInfo } = await this.keur(() =>
      verifyAuthenticationResponse({
        response,
        ...this.verwacht(uitdaging),
        credential: {
          id: passkey.credentialId,
          publicKey: new Uint8Array(passkey.publiekeSleutel),
          counter: Number(passkey.teller),
        },
      }),
    );
    if (!verified) throw passkeyMislukt();
    const teller = String(authenticationInfo.newCounter);
    await m.update(Passkey, passkey.id, { teller, laatstGebruiktOp: this.clock.now() });
  }

  /** A step: takes a key away. */
  async verwijder(m: EntityManager, gebruikerId: string, id: string): Promise<void> {
    const { affected } = await m.delete(Passkey, { id, gebruikerId });
    if (affected !== 1) throw tweedeStapOnbekend();
  }

  private verwacht(expectedChallenge: string) {
    const { herkomst, rpID } = this;
    return {
      expectedChallenge,
      expectedOrigin: herkomst,
      expectedRPID: rpID,
      requireUserVerification: false,
    };
  }

  /** The package throws a sentence for each thing that is wrong; people get to hear what they can do about it. */
  private async keur<T>(doe: () => Promise<T>): Promise<T> {
    try {
      return await doe();
    } catch (error) {
      const zin = error instanceof Error ? error.message : '';
      this.logger.warn(`Passkey geweigerd: ${zin.replace(/".*/s, '')}`);
      if (/origin|RP ID/i.test(zin)) throw passkeyVanElders();
      if (/counter value/.test(zin)) throw passkeyTeller();
      throw passkeyMislukt();
    }
  }
}

/** Reads what a browser sent. @throws DomainError when it is no key */
function gelezen<T extends { id: string }>(antwoord: string): T {
  try {
    const waarde: unknown = JSON.parse(antwoord);
    if (waarde && typeof waarde === 'object' && 'response' in waarde && waarde.response) return waarde as T;
  } catch {
    // Said below.
  }
  throw passkeyMislukt();
}

/** How the browser can reach it again: a hint, of a closed list. */
function transportsVan({ response }: RegistrationResponseJSON): string[] {
  const gegeven: unknown = response.transports;
  const bekend = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'];
  return Array.isArray(gegeven) ? bekend.filter((een) => gegeven.includes(een)) : [];
}
