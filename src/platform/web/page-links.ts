import type { Paged } from './paging.js';

/** The context of the partial `paginering`. */
export interface PageLinks {
  pagina: number;
  paginas: number;
  vorige?: string;
  volgende?: string;
  nummers: { tekst: string; href?: string; huidig: boolean; gat?: boolean }[];
}

/**
 * Links to the other pages of a list: the first, the last and those around this one.
 * @param pad the path of the list.
 * @param query what the list was asked; stays in the links.
 */
export function pageLinks(list: Paged<unknown>, pad: string, query: object): PageLinks {
  const { pagina, paginaGrootte, totaal } = list;
  const paginas = Math.max(1, Math.ceil(totaal / paginaGrootte));
  const href = (n: number): string => `${pad}?${withPage(query, n)}`;
  const shown = [1, pagina - 1, pagina, pagina + 1, paginas].filter((n) => n >= 1 && n <= paginas);
  const nummers = [...new Set(shown)]
    .sort((a, b) => a - b)
    .flatMap((n, i, all) => [
      ...(i > 0 && n - all[i - 1]! > 1 ? [{ tekst: '…', huidig: false, gat: true }] : []),
      n === pagina ? { tekst: `${n}`, huidig: true } : { tekst: `${n}`, href: href(n), huidig: false },
    ]);
  return {
    pagina,
    paginas,
    ...(pagina > 1 && pagina <= paginas ? { vorige: href(pagina - 1) } : {}),
    ...(pagina < paginas ? { volgende: href(pagina + 1) } : {}),
    nummers,
  };
}

function withPage(query: object, pagina: number): string {
  const asked: Record<string, unknown> = { ...query, pagina };
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(
    given.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}
