/** What is wrong with the command as it was typed, in Dutch. */
export class Vraagfout extends Error {}
