import 'reflect-metadata';
import { AppModule } from '../app.module.js';
import { Settings } from '../platform/config/settings.js';
import { ROUTES_BESIDE_THE_CONTROLLERS } from '../platform/web/server.js';
import { rechten } from '../toegang/rechten.js';
import { routesVan } from './routes.js';

/** `npm run routes`: `METHOD PATH ROLES` for all that the server answers, one a line. Needs no database. */
const eigen = routesVan(AppModule.with(new Settings(), 'postgres://')).map(({ methode, pad, recht }) => ({
  methode,
  pad: pad.replace(/:(\w+)/g, '{$1}'),
  rollen: recht ? rechten[recht] : [],
}));
const open = ROUTES_BESIDE_THE_CONTROLLERS.map((pad) => ({ methode: 'GET', pad, rollen: rechten.openbaar }));
const regels = [...eigen, ...open]
  .toSorted((a, b) => a.pad.localeCompare(b.pad) || a.methode.localeCompare(b.methode))
  .map(({ methode, pad, rollen }) => `${methode} ${pad} ${rollen.join(',') || '-'}`);
console.log(regels.join('\n'));
