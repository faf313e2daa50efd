const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LONGEST_COMMENT = 0xffff;
const IN_ZIP64 = 0xffffffff;

/**
 * What a zip comes to when it is unpacked, in bytes, as its directory says it; whoever unpacks it holds every part to
 * that. Undefined for what is no zip of the plain kind: larger than 4 GB, or with a part whose size stands elsewhere.
 */
export function unpackedSize(file: Uint8Array): number | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const end = endOf(view);
  if (end === undefined || isZip64(view, end)) return undefined;
  let at = view.getUint32(end + 16, true);
  let size = 0;
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + ENTRY_LENGTH > view.byteLength || view.getUint32(at, true) !== ENTRY_SIGNATURE) return undefined;
    const packed = view.getUint32(at + 20, true);
    const unpacked = view.getUint32(at + 24, true);
    if (packed === IN_ZIP64 || unpacked === IN_ZIP64 || !isPlausible(packed, unpacked)) return undefined;
    size += unpacked;
    at += ENTRY_LENGTH + lengths(view, at);
  }
  return size;
}

const isZip64 = (view: DataView, end: number): boolean =>
  view.getUint16(end + 10, true) === 0xffff ||
  view.getUint32(end + 12, true) === IN_ZIP64 ||
  view.getUint32(end + 16, true) === IN_ZIP64;

/** Nothing takes two bytes at most when it is packed; a part that says otherwise hides its size. */
const isPlausible = (packed: number, unpacked: number): boolean =>
  packed === 0 ? unpacked === 0 : unpacked > 0 || packed <= 2;

/** Of the name, what is added to it, and the comment. */
const lengths = (view: DataView, at: number): number =>
  view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);

/** The last end that stands in the file is the one that counts. */
function endOf(view: DataView): number | undefined {
  const last = view.byteLength - END_LENGTH;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1)
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  return undefined;
}
