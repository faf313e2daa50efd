import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { NumberField } from './fields.js';

/** What every list can be asked: `?pagina=1&paginaGrootte=50`. Other queries extend it. */
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
