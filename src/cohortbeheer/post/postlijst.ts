import { Injectable } from '@nestjs/common';
import { Aanmeldpost } from './aanmeldpost.js';
import { Academiepost } from './academiepost.js';
import { Leerpost } from './leerpost.js';
import { postgroepen, type Postsoort } from './postsoort.js';
import { Verhuispost } from './verhuispost.js';
import { Verlooppost } from './verlooppost.js';

/** Every soort of mail that a cohort sends or may send, in order of the moments. */
@Injectable()
export class Postlijst {
  readonly soorten: Postsoort[];

  constructor(
    aanmeldpost: Aanmeldpost,
    verlooppost: Verlooppost,
    verhuispost: Verhuispost,
    leerpost: Leerpost,
    academiepost: Academiepost,
  ) {
    const alle = [aanmeldpost, verlooppost, verhuispost, leerpost, academiepost].flatMap(
      ({ soorten }) => soorten,
    );
    this.soorten = postgroepen.flatMap((groep) => alle.filter((soort) => soort.groep === groep));
  }

  vind(soort: string): Postsoort | undefined {
    return this.soorten.find((post) => post.soort === soort);
  }
}
