import { belangstellingpaden } from './paden.js';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Opleidingscherm } from '../opleidingen/opleiding.scherm.js';
import { pageNumberOf } from '../platform/web/form-input.js';
import { pageLinks } from '../platform/web/page-links.js';
import { Page } from '../platform/web/page.js';
import { paged, sliceOf } from '../platform/web/paging.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import { BelangstellingQueries, type Geinteresseerd, type PerBestuur } from './belangstelling.queries.js';
import { Mag } from '../toegang/rechten.js';
import { opleidingkop } from '../opleidingen/opleidingbeheer.scherm.js';

const PER_PAGINA = 50;
/** An id, or a word that stands for one. */
const keuzeVan = (waarde: unknown): string =>
  typeof waarde === 'string' && /^[\da-z-]{1,36}$/.test(waarde) ? waarde : '';

/** Shows who wants to hear when an opleiding opens: how many per bestuur, and who they are. */
@ApiExcludeController()
@Controller('beheer/opleidingen/:code/belangstelling')
export class BelangstellingbeheerPagesController {
  constructor(
    private readonly scherm: Opleidingscherm,
    private readonly queries: BelangstellingQueries,
  ) {}

  @Get()
  @Mag('belangstelling.beheren')
  async toon(@Param('code') code: string, @Query() vraag: Record<string, unknown>): Promise<Page> {
    const opleiding = await this.scherm.vind(code);
    const shown = { bestuur: keuzeVan(vraag.bestuur), voor: keuzeVan(vraag.voor) };
    const filter = Object.fromEntries(Object.entries(shown).filter(([, waarde]) => waarde !== ''));
    const pagina = pageNumberOf(vraag.pagina);
    const { skip, take } = sliceOf({ pagina, paginaGrootte: PER_PAGINA });
    const mensen = await this.queries.mensen(opleiding.id, filter, skip, take);
    const totaal = await this.queries.tel(opleiding.id, filter);
    const perBestuur = await this.queries.perBestuur(opleiding.id, filter);
    const cohorten = await this.queries.cohorten(opleiding.id);
    const pad = belangstellingpaden.beheer(opleiding.code);
    const lijst = paged(mensen, totaal, { pagina, paginaGrootte: PER_PAGINA });
    const context = {
      ...opleidingkop(opleiding, 'belangstelling'),
      pad,
      formulierHref:
        opleiding.peiling && opleiding.gepubliceerd ? belangstellingpaden.bijOpleiding(opleiding.code) : null,
      totalen: await this.queries.totalen(opleiding.id),
      perBestuur: perBestuur.map((rij) => bestuursregel(rij, pad, shown)),
      filter: shown,
      gekozen: shown.bestuur ? gekozen(perBestuur, shown.bestuur) : null,
      keuzes: [
        { waarde: 'opleiding', tekst: 'De opleiding als geheel' },
        ...cohorten.map(({ id, naam }) => ({ waarde: id, tekst: naam })),
      ],
      totaal,
      mensen: mensen.map(regel),
      paginering: pageLinks(lijst, pad, shown),
    };
    return new Page('belangstelling/beheer', context, { titel: `Belangstelling: ${opleiding.naam}` });
  }
}

const sleutel = ({ bestuurId }: PerBestuur): string => bestuurId ?? 'geen';

/** "van SPO Utrecht", "zonder bestuur" */
function gekozen(perBestuur: PerBestuur[], bestuur: string): string {
  if (bestuur === 'geen') return 'zonder bestuur';
  return `van ${perBestuur.find((rij) => sleutel(rij) === bestuur)?.bestuur ?? 'dit bestuur'}`;
}

function bestuursregel(rij: PerBestuur, pad: string, { voor }: { voor: string }) {
  const vraag = new URLSearchParams({ bestuur: sleutel(rij), ...(voor ? { voor } : {}) });
  return { ...rij, bestuur: rij.bestuur ?? 'Geen bestuur', href: `${pad}?${vraag.toString()}#mensen` };
}

const regel = (g: Geinteresseerd) => ({
  naam: volledigeNaam(g),
  email: g.email,
  functie: g.functie,
  school: g.school,
  bestuur: g.bestuur,
  opmerking: g.opmerking,
  voor: g.cohort,
  op: g.aangemaaktOp,
  bevestigd: g.bevestigdOp !== null,
});
