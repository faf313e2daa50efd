import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** How a text may travel. */
export type Encoding = 'br' | 'gzip' | 'identity';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** The smallest that the other side can read, by its `Accept-Encoding`; who refuses one says so with `q=0`. */
export function encodingFor(accepted: string | string[] = ''): Encoding {
  const names = String(accepted)
    .split(',')
    .filter((each) => !/;\s*q=0(?:\.0*)?\s*$/i.test(each))
    .map((each) => each.split(';', 1)[0]!.trim().toLowerCase());
  return names.includes('br') ? 'br' : names.includes('gzip') ? 'gzip' : 'identity';
}

/** A text in the forms in which it may travel, each made when somebody first asks for it. */
export class Encoded {
  private readonly made: Partial<Record<Encoding, Promise<Buffer>>> = {};

  constructor(
    readonly body: Buffer,
    /** 1 to 11: of what is made often less, of what is made once more. */
    private readonly quality: number,
  ) {}

  as(encoding: Encoding): Buffer | Promise<Buffer> {
    if (encoding === 'identity') return this.body;
    return (this.made[encoding] ??= this.make(encoding));
  }

  /** In bytes of its own: what zlib gives is part of a larger piece of memory. */
  private async make(encoding: 'br' | 'gzip'): Promise<Buffer> {
    const made = await (encoding === 'br'
      ? brotli(this.body, { params: { [constants.BROTLI_PARAM_QUALITY]: this.quality } })
      : gzipped(this.body, { level: Math.min(9, this.quality + 2) }));
    return Buffer.from(new Uint8Array(made));
  }
}
