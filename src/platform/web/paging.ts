import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { NumberField } from './fields.js';

/** Every list can be asked this: `?pagina=1&paginaGrootte=50`. Other queries extend it. */
export class PagingQuery {
  @NumberField({ optional: true, min: 1, tekst: true, omschrijving: 'Welke pagina, vanaf 1.', voorbeeld: 1 })
  pagina?: number;

  @NumberField({
    optional: true,
    min: 1,
    max: 200,
    tekst: true,
    omschrijving: 'Hoeveel er op een pagina staan; 50 als je niets vraagt.',
    voorbeeld: 50,
  })
  paginaGrootte?: number;
}

/** One page of a list and how long the whole list is. */
export interface Paged<T> {
  items: T[];
  pagina: number;
  paginaGrootte: number;
  totaal: number;
}

interface Slice {
  pagina: number;
  paginaGrootte: number;
  /** Rows to pass over, for `OFFSET`. */
  skip: number;
  /** Rows to read, for `LIMIT`. */
  take: number;
}

/** Which rows a query asks for; the defaults stand here and nowhere else. */
export function sliceOf({ pagina = 1, paginaGrootte = 50 }: PagingQuery): Slice {
  return { pagina, paginaGrootte, skip: (pagina - 1) * paginaGrootte, take: paginaGrootte };
}

/** The answer of a list: the rows of this page, and how many there are in all. */
export function paged<T>(items: T[], totaal: number, query: PagingQuery): Paged<T> {
  const { pagina, paginaGrootte } = sliceOf(query);
  return { items, pagina, paginaGrootte, totaal };
}

/**
 * The class that describes a list of `item` in the OpenAPI document.
 * Use: `export class ScholenLijst extends ListOf(SchoolDto) {}`.
 */
export function ListOf<T>(item: Type<T>): Type<Paged<T>> {
  class List implements Paged<T> {
    @ApiProperty({ type: [item] })
    items!: T[];

    @ApiProperty({ type: 'integer', example: 1 })
    pagina!: number;

    @ApiProperty({ type: 'integer', example: 50 })
    paginaGrootte!: number;

    @ApiProperty({ type: 'integer', example: 98, description: 'Hoeveel er in alle pagina’s samen zijn.' })
    totaal!: number;
  }
  return List;
}

/** The context of the partial `paginering`. */
interface PageLinks {
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
