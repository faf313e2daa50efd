import fs from 'node:fs/promises';
import path from 'node:path';
import { exists } from './files.js';

const LARGE = 5_000_000;

/** `postgres.log`: what the server says, over all its starts; a large one makes room at the next start. */
export class ServerLog {
  readonly file: string;
  private start = 0;

  constructor(folder: string) {
    this.file = path.join(folder, 'postgres.log');
  }

  /** Marks where the next start begins. */
  async begin(): Promise<void> {
    this.start = (await exists(this.file)) ? (await fs.stat(this.file)).size : 0;
    if (this.start < LARGE) return;
    await fs.rename(this.file, `${this.file}.1`);
    this.start = 0;
  }

  async sinceBegin(): Promise<string> {
    return (await fs.readFile(this.file)).subarray(this.start).toString('utf8');
  }
}
