/** `wissing`: erased. `beperking`: kept, and not used. */
export const verzoeksoorten = ['wissing', 'beperking'] as const;
export type Verzoeksoort = (typeof verzoeksoorten)[number];

export const verzoekstatussen = ['open', 'uitgevoerd', 'afgewezen', 'ingetrokken'] as const;
export type Verzoekstatus = (typeof verzoekstatussen)[number];
