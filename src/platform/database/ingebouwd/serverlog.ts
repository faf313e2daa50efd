import fs from 'node:fs/promises';
import path from 'node:path';
import { bestaat } from './bestanden.js';

const GROOT = 5_000_000;

/** `postgres.log`: what the server says, over all its starts; a large one makes place at the next start. */
export class LogBestand {
  readonly bestand: string;
  private vanaf = 0;

  constructor(map: string) {
    this.bestand = path.join(map, 'postgres.log');
  }

  /** Marks where the next start begins. */
  async begin(): Promise<void> {
    this.vanaf = (await bestaat(this.bestand)) ? (await fs.stat(this.bestand)).size : 0;
    if (this.vanaf < GROOT) return;
    await fs.rename(this.bestand, `${this.bestand}.1`);
    this.vanaf = 0;
  }

  async sindsBegin(): Promise<string> {
    return (await fs.readFile(this.bestand)).subarray(this.vanaf).toString('utf8');
  }
}
