import { withoutUnseen } from './text/characters.js';

/** Unicode's own limit for a stream (UAX #15, stream-safe text); no language writes as many on one letter. */
const pile = /\p{M}{31}/u;

/**
 * More combining marks in a row than text has. `normalize` puts them in order in a time that grows with their square:
 * 50,000 take seconds. Who calls it has looked here first. What nobody sees between them is taken off before that.
 */
export const isPiledUp = (text: string): boolean => pile.test(text) || pile.test(withoutUnseen(text));
