import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { Page } from '../platform/web/page.js';
import { type Rol, rolInWoorden, rollen } from '../toegang/gebruiker-rol.entity.js';
import { DezeWie, type Hoedanigheid, Mag, type Recht, rechten, rechtwoorden } from '../toegang/rechten.js';
type Kolom = Rol | 'anoniem' | 'persoon';

const kolommen: { wie: Kolom; kop: string }[] = [
  { wie: 'anoniem', kop: 'zonder inloggen' },
  { wie: 'persoon', kop: 'deelnemer' },
  ...rollen.map((rol) => ({ wie: rol, kop: rolInWoorden(rol) })),
];

const regels = (Object.entries(rechten) as [Recht, readonly Hoedanigheid[]][])
  // A right that only systems with a key have is not about people.
  .filter(([, wie]) => kolommen.some((kolom) => wie.includes(kolom.wie)))
  .map(([recht, wie]) => ({
    wat: rechtwoorden[recht],
    vakken: kolommen.map((kolom) => ({ kop: kolom.kop, mag: wie.includes(kolom.wie) })),
  }));

/** The one table of who may what, as people read it. */
@ApiExcludeController()
@Controller('beheer/rechten')
export class RechtenPagesController {
  @Get()
  @Mag('rechten.bekijken')
  tabel(@DezeWie() wie: Wie): Page {
    const eigen = wie.soort === 'gebruiker' && wie.rol ? rolInWoorden(wie.rol) : null;
    const koppen = kolommen.map(({ kop }) => ({ kop, jij: kop === eigen }));
    return new Page('gebruikers/rechten', { koppen, regels }, { titel: 'Wie mag wat' });
  }
}
