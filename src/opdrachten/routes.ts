import 'reflect-metadata';
import { RequestMethod, type DynamicModule, type Type } from '@nestjs/common';
import { METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { AppModule } from '../app.module.js';
import { Settings } from '../platform/config/settings.js';
import { ROUTES_BESIDE_THE_CONTROLLERS } from '../platform/web/server.js';
import { type Recht, RECHT, rechten } from '../toegang/rechten.js';
import { isProgramma } from './opdracht.js';

export interface Route {
  methode: string;
  /** As it is said in the code: `/a/:token`. */
  pad: string;
  /** Undefined when the route forgot to ask for one; nobody gets in there. */
  recht: Recht | undefined;
}

type Onderdeel = Type | DynamicModule;

/** Every route of the controllers of this module and all it imports, read from the code: nothing has to be started. */
export function routesVan(wortel: Onderdeel): Route[] {
  const controllers = new Set<Type>();
  const gezien = new Set<unknown>();
  const bezoek = (deel: Onderdeel): void => {
    if (gezien.has(deel)) return;
    gezien.add(deel);
    const module = 'module' in deel ? deel.module : deel;
    const dynamisch: Partial<DynamicModule> = 'module' in deel ? deel : {};
    const van = <T>(soort: string): T[] => (Reflect.getMetadata(soort, module) as T[] | undefined) ?? [];
    for (const controller of [...van<Type>(MODULE_METADATA.CONTROLLERS), ...(dynamisch.controllers ?? [])])
      controllers.add(controller);
    for (const ander of [...van<Onderdeel>(MODULE_METADATA.IMPORTS), ...(dynamisch.imports ?? [])])
      if (ander && !(ander instanceof Promise)) bezoek(ander as Onderdeel);
  };
  bezoek(wortel);
  return [...controllers].flatMap(routesVanController);
}

function routesVanController(controller: Type): Route[] {
  const prototype = controller.prototype as Record<string, object>;
  const bases = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat();
  return Object.getOwnPropertyNames(prototype)
    .map((naam) => prototype[naam]!)
    .filter((handler) => Reflect.hasMetadata(METHOD_METADATA, handler))
    .flatMap((handler) => {
      const methode = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number]!;
      const paden = [Reflect.getMetadata(PATH_METADATA, handler) as string | string[]].flat();
      const recht = (Reflect.getMetadata(RECHT, handler) ?? Reflect.getMetadata(RECHT, controller)) as
        Recht | undefined;
      return bases.flatMap((basis) => paden.map((pad) => ({ methode, pad: samen(basis, pad), recht })));
    });
}

const samen = (basis: string, pad: string): string =>
  `/${[basis, pad]
    .flatMap((deel) => deel.split('/'))
    .filter(Boolean)
    .join('/')}`;

/** `npm run routes`: `METHOD PATH ROLES` for all that the server answers, one a line. Needs no database. */
function regels(): string[] {
  const eigen = routesVan(AppModule.with(new Settings(), 'postgres://')).map(({ methode, pad, recht }) => ({
    methode,
    pad: pad.replace(/:(\w+)/g, '{$1}'),
    rollen: recht ? rechten[recht] : [],
  }));
  const open = ROUTES_BESIDE_THE_CONTROLLERS.map((pad) => ({
    methode: 'GET',
    pad,
    rollen: rechten.openbaar,
  }));
  return [...eigen, ...open]
    .toSorted((a, b) => a.pad.localeCompare(b.pad) || a.methode.localeCompare(b.methode))
    .map(({ methode, pad, rollen }) => `${methode} ${pad} ${rollen.join(',') || '-'}`);
}

if (isProgramma(import.meta)) console.log(regels().join('\n'));
