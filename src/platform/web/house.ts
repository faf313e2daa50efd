import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Whose site this is. */
export interface HouseDetails {
  name: string;
  /** Where people ask; also where an answer to a mail goes. */
  contact: string | null;
}

type Source = (m?: EntityManager) => Promise<HouseDetails | null>;

/** Milliseconds after which another process may have changed them. */
const FRESH = 1000;

const UNNAMED: HouseDetails = { name: 'Utrecht Leert Academie', contact: null };

/** The name that stands on every page and in every mail. A feature says where it is kept; until then it has the usual one. */
@Injectable()
export class House {
  private details = UNNAMED;
  private readAt = -Infinity;
  private source: Source | undefined;

  get current(): HouseDetails {
    return this.details;
  }

  keptBy(source: Source): void {
    this.source = source;
  }

  /**
   * What is kept now, at most a second old.
   * @param m of a transaction that is under way, which may not wait for a connection of another.
   */
  async fresh(m?: EntityManager): Promise<HouseDetails> {
    if (this.source && performance.now() - this.readAt > FRESH) await this.read(m);
    return this.details;
  }

  /** After a change. */
  async read(m?: EntityManager): Promise<void> {
    this.readAt = performance.now();
    this.details = (await this.source?.(m)) ?? UNNAMED;
  }
}

/** The name in two parts: its last word stands out. */
export function nameParts(name: string): { first: string; last: string } {
  const at = name.lastIndexOf(' ') + 1;
  return { first: name.slice(0, at).trim(), last: name.slice(at) };
}
