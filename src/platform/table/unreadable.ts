/** Something in a file makes it no table; `message` is a Dutch sentence. */
export class Unreadable extends Error {}
