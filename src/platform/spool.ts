import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';

/** Bytes that are read from the file in one go. */
const PIECE = 64 * 1024;

/**
 * Lies between who makes something and who reads it, so that neither waits for the other: it is taken at the speed at
 * which it is made, and what the reader has no hands for yet goes to a file. The file has no name any more, so it is
 * gone with this process, and nobody else can open it.
 */
export class Spool extends Readable {
  private written = 0;
  private at = 0;
  private filling = true;
  /** Somebody waits for a piece, and the file has none. */
  private hungry = false;

  /** @param file open for reading and writing; closed by this. */
  constructor(private readonly file: FileHandle) {
    super({ highWaterMark: PIECE });
    // It may break before anybody listens; who reads it finds it broken, and whoever fills it hears why.
    this.on('error', () => undefined);
  }

  /** @param folder on a disk that has room for it. */
  static async open(folder = tmpdir()): Promise<Spool> {
    const name = path.join(folder, `academie-${randomUUID()}`);
    const file = await open(name, 'wx+', 0o600);
    await unlink(name);
    return new Spool(file);
  }

  /**
   * Takes everything that comes, until nobody reads it any more; emits `begun` when there is something to read.
   * @throws what goes wrong, after whoever reads has been cut off.
   */
  async fill(source: AsyncIterable<Uint8Array>): Promise<void> {
    try {
      for await (const piece of source) {
        if (this.destroyed) break;
        await this.receive(piece);
        this.emit('begun');
      }
    } catch (error) {
      this.destroy(error as Error);
      throw error;
    } finally {
      this.filling = false;
      if (this.destroyed) await this.file.close();
      else this.feed();
    }
  }

  override _read(): void {
    this.hungry = true;
    this.feed();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    // Who fills it finds out at the next piece, and closes it then.
    const closed = this.filling ? Promise.resolve() : this.file.close();
    closed.then(() => callback(error), callback);
  }

  private async receive(piece: Uint8Array): Promise<void> {
    if (this.hungry) return this.give(piece);
    await this.file.writeFile(piece);
    this.written += piece.length;
    this.feed();
  }

  /** To who is waiting: what the file still has, or that there is no more. */
  private feed(): void {
    if (!this.hungry) return;
    if (this.at < this.written) this.readBack().catch((error: Error) => this.destroy(error));
    else if (!this.filling) this.push(null);
  }

  private async readBack(): Promise<void> {
    this.hungry = false;
    const length = Math.min(PIECE, this.written - this.at);
    const { buffer, bytesRead } = await this.file.read(Buffer.allocUnsafe(length), 0, length, this.at);
    this.at += bytesRead;
    this.give(buffer.subarray(0, bytesRead));
  }

  private give(piece: Uint8Array): void {
    this.hungry = false;
    this.push(piece);
  }
}

/**
 * Begins to fill a spool.
 * @returns it when there is something to read, or when it is clear that there is nothing; `filled` comes when all is in it.
 * @throws what goes wrong before that. What goes wrong later cuts off who reads, and is why `filled` fails.
 */
export async function spooled(
  source: AsyncIterable<Uint8Array>,
): Promise<{ spool: Readable; filled: Promise<void> }> {
  const spool = await Spool.open();
  const begun = new Promise<void>((resolve) => spool.once('begun', resolve));
  const filled = spool.fill(source);
  // Who has the spool may not be waiting for it; whoever reads hears of it as well.
  filled.catch(() => undefined);
  await Promise.race([begun, filled]);
  return { spool, filled };
}
