import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** How a text may travel. */
export type Encoding = 'br' | 'gzip' | 'identity';

/** `Cache-Control` of what stands at an address that changes with what is in it. */
export const YEAR = 'public, max-age=31536000, immutable';

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

/** The validator of one form of a text. */
export const tagOf = (etag: string, encoding: Encoding): string =>
  encoding === 'identity' ? etag : etag.replace(/"$/, `-${encoding}"`);

/** Whether who asks has this text already, in whichever form; compared weakly, as `If-None-Match` asks. */
export function knows(asked: string | undefined, etag: string): boolean {
  if (asked === undefined) return false;
  if (asked.trim() === '*') return true;
  const forms = (['identity', 'br', 'gzip'] as const).map((encoding) => tagOf(etag, encoding));
  return asked.split(',').some((tag) => forms.includes(tag.trim().replace(/^W\//, '')));
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
