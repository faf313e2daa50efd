import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { Deelnemerspost } from '../../cohorten/deelnemerspost.js';
import { LOPEND } from '../../aanmeldingen/standen.js';

/** The mail of a go. */
@Injectable()
export class BesluitMails {
  constructor(private readonly post: Deelnemerspost) {}

  /** To who has a place and to who waits; an address that nobody confirmed gets no more mail than that question. */
  async gaatDoor(m: EntityManager, cohortId: string): Promise<void> {
    const actief = await m.findBy(Aanmelding, {
      cohortId,
      status: In([...LOPEND]),
    });
    const bevestigd = actief.filter(({ wachtOp }) => !wachtOp.includes('emailbevestiging'));
    await this.schrijf(m, cohortId, bevestigd);
  }

  async schrijf(m: EntityManager, cohortId: string, aanmeldingen: Aanmelding[]): Promise<void> {
    await this.post.schrijf(m, cohortId, aanmeldingen, (a, aan, gegevens) => ({
      sleutel: `gaat-door:${a.id}:${cohortId}`,
      sjabloon: 'cohortbeheer/gaat-door',
      aan,
      gegevens: { ...gegevens, stand: a.status, wachtOp: wachtOp(a) },
    }));
  }
}

/** What somebody with a hold can best do something about. */
function wachtOp(a: Aanmelding): 'aanbod' | 'akkoord' | null {
  if (a.wachtOp.includes('aanbod')) return 'aanbod';
  return a.wachtOp.includes('akkoord') ? 'akkoord' : null;
}
