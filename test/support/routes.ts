import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer, Reflector } from '@nestjs/core';
import { RECHT } from '../../src/toegang/mag.decorator.js';
import type { Recht } from '../../src/toegang/rechten.js';
import type { Academie } from './academie.js';

/** Every route of the app, `GET /a/:token`, with the right it asks for. */
export function routesVan({ app }: Pick<Academie, 'app'>): { route: string; recht: Recht }[] {
  const reflector = app.get(Reflector);
  const controllers = [...app.get(ModulesContainer).values()].flatMap((m) => [...m.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    const prototype = metatype?.prototype as Record<string, () => unknown>;
    const bases = [Reflect.getMetadata(PATH_METADATA, metatype as never) as string | string[]].flat();
    return Object.getOwnPropertyNames(prototype)
      .map((naam) => prototype[naam]!)
      .filter((handler) => Reflect.hasMetadata(METHOD_METADATA, handler))
      .flatMap((handler) => {
        const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number];
        const recht = reflector.getAllAndOverride<Recht>(RECHT, [handler, metatype as never]);
        return bases.map((basis) => {
          const pad = `/${basis}/${String(Reflect.getMetadata(PATH_METADATA, handler))}`.replace(/\/+/g, '/');
          return { route: `${method} ${pad.replace(/(.)\/$/, '$1')}`, recht };
        });
      });
  });
}
