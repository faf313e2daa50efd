import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { Settings } from '../platform/config/settings.js';
import { hashVan } from '../platform/secrets.js';
import { ApiSleutel } from './api-sleutel.entity.js';
import type { Wie } from './wie.js';

/** Tells the guard who comes with a key. Keys are made and withdrawn in koppelingen/sleutels.service.ts. */
@Injectable()
export class SleutelhouderService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
  ) {}

  /** Who holds this key; undefined when it is unknown, withdrawn, or in production of a demo. */
  async wieHeeft(sleutel: string): Promise<Wie | undefined> {
    const gevonden = await this.dataSource.manager.findOneBy(ApiSleutel, {
      sleutelHash: hashVan(sleutel),
      ingetrokkenOp: IsNull(),
      ...(this.settings.production ? { demo: false } : {}),
    });
    if (!gevonden) return undefined;
    const { id, naam, bestuurId, bevoegdheden } = gevonden;
    return { soort: 'sleutel', id, naam, bestuurId, bevoegdheden };
  }
}
