import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { dateOf, formatDay } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { Page, Redirect } from '../platform/web/page.js';
import type { Geweigerd } from '../platform/web/refused-form.js';
import { type Eigenaar, AccountService } from './account.service.js';
import { accountpaden } from './paden.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import {
  type Sessiehouder,
  type Sessieregel,
  SessiesService,
  sessiesVan,
} from '../toegang/sessies.service.js';
import { PasskeysService } from '../toegang/tweestap/passkeys.service.js';
import {
  TweestapService,
  heeftTweedeStap,
  type Tweestapstand,
} from '../toegang/tweestap/tweestap.service.js';
import type { AcademieRequest } from '../toegang/rechten.js';
import { apparaatInWoorden } from '../toegang/apparaat.rules.js';
import { hashVan } from '../platform/secrets.js';
import { HERSTELCODES, inGroepen, qrVan } from '../toegang/tweestap/tweestap.rules.js';
import { rolInWoorden, type Rol } from '../toegang/gebruiker-rol.entity.js';
import { alleenMedewerkers, sessieVoorbij } from './account.errors.js';

/** A role of somebody, that holds, held or is to come. */
interface Rolregel {
  rol: Rol;
  /** Name of the bestuur or school that it is for. */
  van: string | null;
  begintOp: string;
  /** The last day. */
  eindigtOp: string | null;
  /** Whose deputy somebody is. */
  waarneemtVoor: string | null;
}

/** `waarden` holds the name as it was typed. */
type Accountweigering = Geweigerd<{ naam?: string }>;

/** The page of the own account, and that which sets up an app. */
@Injectable()
export class AccountScherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly sessies: SessiesService,
    private readonly tweestap: TweestapService,
    private readonly passkeys: PasskeysService,
    private readonly account: AccountService,
  ) {}

  async pagina(request: AcademieRequest, geweigerd?: Accountweigering): Promise<Page> {
    const houder = houderVan(request);
    const { manager } = this.dataSource;
    const sessies = await sessiesVan(manager, houder, this.clock.now(), this.settings.production);
    const { wie } = request;
    const context = {
      pad: accountpaden.account,
      naam: wie && 'naam' in wie ? wie.naam : '',
      email: wie && 'email' in wie ? wie.email : '',
      medewerker: 'gebruikerId' in houder && (await this.medewerker(houder.gebruikerId, geweigerd)),
      ...sessieregels(sessies, request.sessiesleutel!),
      open: geweigerd?.formulier ?? null,
      fouten: foutenVan(geweigerd),
    };
    return new Page('account/account', context, {
      titel: geweigerd ? 'Fout: Mijn account' : 'Mijn account',
      status: geweigerd ? 422 : 200,
    });
  }

  private async medewerker(id: string, geweigerd: Accountweigering | undefined) {
    const { manager } = this.dataSource;
    const { naam, email, wachtwoordHash } = await manager.findOneByOrFail(Gebruiker, { id });
    const moet = await this.sessies.moetTweedeStap(manager, id);
    return {
      email,
      waarden: { naam: geweigerd?.waarden.naam ?? naam },
      heeftWachtwoord: wachtwoordHash !== null,
      ...rolregels(await this.rollenVan(id), dateOf(this.clock.now())),
      tweedeStap: tweestapcontext(await this.tweestap.stand(manager, id), moet, geweigerd),
      passkeysMogelijk: this.passkeys.mogelijk,
    };
  }

  /** All roles of somebody, those that end last first. */
  private rollenVan(gebruikerId: string): Promise<Rolregel[]> {
    return this.dataSource.query(
      `SELECT r.rol, coalesce(b.naam, b.code, b.nummer, s.naam) AS van, r.begint_op::text AS "begintOp",
              r.eindigt_op::text AS "eindigtOp", w.naam AS "waarneemtVoor"
         FROM gebruiker_rol r
         LEFT JOIN bestuur b ON b.id = r.bestuur_id
         LEFT JOIN school s ON s.id = r.school_id
         LEFT JOIN gebruiker w ON w.id = r.waarneemt_voor_id
        WHERE r.gebruiker_id = $1
        ORDER BY r.eindigt_op DESC NULLS FIRST, r.rol, van, r.id`,
      [gebruikerId],
    );
  }

  /** @returns a redirect when there is an app already. */
  async apppagina(eigen: Eigenaar, fouten: Record<string, string> = {}): Promise<Page | Redirect> {
    const voorstel = await this.account.voorstel(eigen);
    if (!voorstel)
      return new Redirect(accountpaden.account, { soort: 'info', tekst: 'Je hebt al een app ingesteld.' });
    const { adres, geheim } = voorstel;
    const { wachtwoord, ...andere } = fouten;
    const perVeld: Record<string, string> = wachtwoord ? { ...andere, 'app-wachtwoord': wachtwoord } : andere;
    const context = {
      kruimels: [{ tekst: 'Mijn account', href: accountpaden.account }],
      actie: accountpaden.app,
      voorstel: { adres, geheim: inGroepen(geheim), qr: await qrVan(adres) },
      fouten: perVeld,
    };
    const mis = Object.keys(fouten).length > 0;
    return new Page('account/app', context, {
      titel: mis ? 'Fout: App instellen' : 'App instellen',
      status: mis ? 422 : 200,
    });
  }
}

type Dagstand = 'loopt' | 'komt' | 'voorbij';

const standOp = ({ begintOp, eindigtOp }: Rolregel, dag: string): Dagstand =>
  begintOp > dag ? 'komt' : eindigtOp !== null && eindigtOp < dag ? 'voorbij' : 'loopt';

const dagen: Record<Dagstand, (rol: Rolregel) => string> = {
  loopt: ({ begintOp, eindigtOp }) =>
    eindigtOp ? `tot en met ${formatDay(eindigtOp)}` : `sinds ${formatDay(begintOp)}`,
  komt: ({ begintOp }) => `vanaf ${formatDay(begintOp)}`,
  voorbij: ({ eindigtOp }) => `geëindigd op ${formatDay(eindigtOp!)}`,
};

const naamVan = ({ rol, van }: Rolregel): string => [rolInWoorden(rol), van].filter(Boolean).join(' ');

/** The roles with their days, and what who has none today has to know. */
function rolregels(rollen: readonly Rolregel[], dag: string) {
  const regels = rollen.map((rol) => ({
    naam: naamVan(rol),
    dagen: dagen[standOp(rol, dag)](rol),
    waarneemtVoor: rol.waarneemtVoor,
    loopt: standOp(rol, dag) === 'loopt',
  }));
  if (regels.some(({ loopt }) => loopt)) return { rollen: regels, geenRol: null };
  const [laatste] = rollen.filter((rol) => standOp(rol, dag) === 'voorbij');
  const geenRol = laatste
    ? `Je rol ${naamVan(laatste)} is geëindigd op ${formatDay(laatste.eindigtOp!)}.`
    : 'Je hebt nu geen rol.';
  return { rollen: regels, geenRol };
}

/** Places that stand open on the page; the rest is folded. */
const MEESTE = 4;

/** Where somebody is logged in, this browser first. @param sleutel of this browser */
function sessieregels(sessies: readonly Sessieregel[], sleutel: string) {
  const eigen = hashVan(sleutel);
  const regels = sessies.map(({ sleutelHash, apparaat, ...tijden }) => ({
    ...tijden,
    apparaat: apparaatInWoorden(apparaat),
    deze: sleutelHash === eigen,
    beeindig: accountpaden.sessie(sleutelHash),
  }));
  const hier = regels.filter(({ deze }) => deze);
  const elders = regels.filter(({ deze }) => !deze);
  const alle = [...hier, ...elders];
  return { sessies: alle.slice(0, MEESTE), meer: alle.slice(MEESTE), andere: elders.length };
}

/** What asks for the password, as partials/wachtwoordvraag.hbs shows it. */
const vraagVoor = (sleutel: string, actie: string, geweigerd: Accountweigering | undefined) => ({
  sleutel,
  actie: accountpaden.vraag(actie),
  open: geweigerd?.formulier === sleutel,
  fout: geweigerd?.formulier === sleutel ? (geweigerd.fouten['wachtwoord'] ?? null) : null,
});

/** The name of the form on the page that takes a passkey away. */
export const passkeyformulier = (id: string): string => `passkey-${id.slice(0, 8)}`;

/** @param moet whether the last one has to stay */
function tweestapcontext(stand: Tweestapstand, moet: boolean, geweigerd: Accountweigering | undefined) {
  const magWeg = !moet || stand.passkeys.length + (stand.appSinds ? 1 : 0) > 1;
  const weg = (sleutel: string, actie: string) => (magWeg ? vraagVoor(sleutel, actie, geweigerd) : null);
  return {
    aan: heeftTweedeStap(stand),
    magWeg,
    app: stand.appSinds && { sinds: stand.appSinds, weg: weg('app', 'app/verwijdering') },
    passkeys: stand.passkeys.map(({ id, naam, aangemaaktOp, laatstGebruiktOp }) => ({
      naam,
      sinds: aangemaaktOp,
      gebruikt: laatstGebruiktOp,
      weg: weg(passkeyformulier(id), `passkeys/${id}/verwijdering`),
    })),
    codes: {
      over: stand.herstelcodes,
      van: HERSTELCODES,
      vraag: vraagVoor('herstelcodes', 'herstelcodes', geweigerd),
    },
  };
}

/** The errors by the ids of this page, where a form is one of many. */
const foutenVan = (geweigerd: Accountweigering | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(geweigerd?.fouten ?? {}).map(([veld, melding]) => [
      veld === '_' ? veld : `${geweigerd!.formulier}-${veld}`,
      melding,
    ]),
  );

/** Also of who acts as deelnemer. @throws for a deelnemer who has no account to log in to with a password. */
export function eigenaarVan({ wie, bezoeker, sessiesleutel, headers }: AcademieRequest): Eigenaar {
  if (!wie || !bezoeker?.gebruikerId || !sessiesleutel) throw alleenMedewerkers();
  return {
    wie,
    gebruikerId: bezoeker.gebruikerId,
    sleutel: sessiesleutel,
    apparaat: headers['user-agent'],
  };
}

/** The person whose sessions this browser may see and end. */
export function houderVan({ wie, bezoeker }: AcademieRequest): Sessiehouder {
  if (bezoeker?.gebruikerId) return { gebruikerId: bezoeker.gebruikerId };
  if (wie?.soort === 'persoon') return { persoonId: wie.id };
  throw sessieVoorbij();
}
