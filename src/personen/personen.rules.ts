/** The same address in other capitals or with spaces around it is the same person. */
export const normaliseerEmail = (email: string): string => email.trim().toLowerCase();
