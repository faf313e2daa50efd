import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { Settings } from '../platform/config/settings.js';
import { addressKey } from '../platform/text/address.js';
import { Gebruiker } from './gebruiker.entity.js';
import { Once } from '../platform/once.js';

/** OWASP's settings for argon2id, the package's default algorithm: 19 MiB, two rounds, one lane. */
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A library of machine code: read when the first one logs in. */
const argon2 = () => import('@node-rs/argon2');

export async function hashWachtwoord(wachtwoord: string): Promise<string> {
  const { hash } = await argon2();
  return hash(wachtwoord, argon2id);
}

async function pastBij(hash: string, wachtwoord: string): Promise<boolean> {
  const { verify } = await argon2();
  return verify(hash, wachtwoord);
}

@Injectable()
export class Wachtwoorden {
  /** Compared when there is no such gebruiker, so that the answer takes as long. */
  private readonly niemand = new Once(() => hashWachtwoord('niemand'));

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
  ) {}

  /** Whether this is the password of who is logged in; of who has none nothing can be asked. */
  async klopt(id: string, wachtwoord: string): Promise<boolean> {
    const { wachtwoordHash } = await this.dataSource.manager.findOneByOrFail(Gebruiker, { id });
    return wachtwoordHash === null || pastBij(wachtwoordHash, wachtwoord);
  }

  /** The gebruiker with this address and password; undefined for any other pair. */
  async controleer(email: string, wachtwoord: string): Promise<Gebruiker | undefined> {
    // Made for whoever logs in first, also when that one exists.
    const niemand = await this.niemand.get();
    const gebruiker = await this.dataSource.manager.findOneBy(Gebruiker, {
      emailNorm: addressKey(email),
      uitgeschakeldOp: IsNull(),
    });
    const klopt = await pastBij(gebruiker?.wachtwoordHash ?? niemand, wachtwoord);
    if (!gebruiker?.wachtwoordHash || !klopt) return undefined;
    return gebruiker.demo && this.settings.production ? undefined : gebruiker;
  }
}
