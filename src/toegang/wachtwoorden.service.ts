import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { DataSource, IsNull } from 'typeorm';
import { Settings } from '../platform/config/settings.js';
import { addressKey } from '../platform/text/address.js';
import { Gebruiker } from './gebruiker.entity.js';

/** OWASP's settings for argon2id, the package's default algorithm: 19 MiB, two rounds, one lane. */
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashWachtwoord = (wachtwoord: string): Promise<string> => hash(wachtwoord, argon2id);

@Injectable()
export class Wachtwoorden {
  /** Compared when there is no such gebruiker, so that the answer takes as long. */
  private readonly niemand = hashWachtwoord('niemand');

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
  ) {}

  /** Whether this is the password of who is logged in; of who has none nothing can be asked. */
  async klopt(id: string, wachtwoord: string): Promise<boolean> {
    const { wachtwoordHash } = await this.dataSource.manager.findOneByOrFail(Gebruiker, { id });
    return wachtwoordHash === null || verify(wachtwoordHash, wachtwoord);
  }

  /** The gebruiker with this address and password; undefined for any other pair. */
  async controleer(email: string, wachtwoord: string): Promise<Gebruiker | undefined> {
    const gebruiker = await this.dataSource.manager.findOneBy(Gebruiker, {
      emailNorm: addressKey(email),
      uitgeschakeldOp: IsNull(),
    });
    const klopt = await verify(gebruiker?.wachtwoordHash ?? (await this.niemand), wachtwoord);
    if (!gebruiker?.wachtwoordHash || !klopt) return undefined;
    return gebruiker.demo && this.settings.production ? undefined : gebruiker;
  }
}
