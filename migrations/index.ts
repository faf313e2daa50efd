import { Besturen1763800000000 } from './1763800000000-besturen.js';
import { Opleidingen1763800001000 } from './1763800001000-opleidingen.js';
import { Toegang1763800002000 } from './1763800002000-toegang.js';
import { Cohorten1763800003000 } from './1763800003000-cohorten.js';
import { Aanmeldingen1763800004000 } from './1763800004000-aanmeldingen.js';
import { Berichten1763800005000 } from './1763800005000-berichten.js';
import { Audit1763800006000 } from './1763800006000-audit.js';
import { Planner1763800007000 } from './1763800007000-planner.js';
import { ScholenUitDuo1763800008000 } from './1763800008000-scholen-uit-duo.js';
import { TaakRunDoor1763800009000 } from './1763800009000-taak-run-door.js';
import { VoortgezetOnderwijsUitDuo1763800009001 } from './1763800009001-voortgezet-onderwijs-uit-duo.js';

/** Every migration, oldest first. A new one is added at the end. */
export const alleMigraties = [
  Besturen1763800000000,
  Opleidingen1763800001000,
  Toegang1763800002000,
  Cohorten1763800003000,
  Aanmeldingen1763800004000,
  Berichten1763800005000,
  Audit1763800006000,
  Planner1763800007000,
  ScholenUitDuo1763800008000,
  TaakRunDoor1763800009000,
  VoortgezetOnderwijsUitDuo1763800009001,
];
