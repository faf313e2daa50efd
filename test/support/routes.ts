import { AppModule } from '../../src/app.module.js';
import type { Recht } from '../../src/toegang/rechten.js';
import { routesVan } from '../../src/opdrachten/routes.js';
import type { Academie } from './academie.js';

/** Every route of the app, `GET /a/:token`, with the right it asks for. */
export const deurenVan = ({
  settings,
  databaseUrl,
}: Pick<Academie, 'settings' | 'databaseUrl'>): { route: string; recht: Recht }[] =>
  routesVan(AppModule.with(settings, databaseUrl)).map(({ methode, pad, recht }) => ({
    route: `${methode} ${pad}`,
    recht: recht!,
  }));
