import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { Page } from '../platform/web/page.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { sessiesVan } from '../toegang/sessies.queries.js';
import { SessiesService } from '../toegang/sessies.service.js';
import { PasskeysService } from '../toegang/tweestap/passkeys.service.js';
import { TweestapService } from '../toegang/tweestap/tweestap.service.js';
import { AccountQueries } from './account.queries.js';
import { foutenVan, PAD, rollenbeeld, sessiebeeld, tweestapbeeld, type Geweigerd } from './accountbeeld.js';
import { houderVan } from './eigenaar.js';
import type { AcademieRequest } from '../toegang/rechten.js';

/** The page of the own account. */
@Injectable()
export class AccountScherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly queries: AccountQueries,
    private readonly sessies: SessiesService,
    private readonly tweestap: TweestapService,
    private readonly passkeys: PasskeysService,
  ) {}

  async pagina(request: AcademieRequest, geweigerd?: Geweigerd): Promise<Page> {
    const houder = houderVan(request);
    const { manager } = this.dataSource;
    const sessies = await sessiesVan(manager, houder, this.clock.now(), this.settings.production);
    const { wie } = request;
    const context = {
      pad: PAD,
      naam: wie && 'naam' in wie ? wie.naam : '',
      email: wie && 'email' in wie ? wie.email : '',
      medewerker: 'gebruikerId' in houder && (await this.medewerker(houder.gebruikerId, geweigerd)),
      ...sessiebeeld(sessies, request.sessiesleutel!),
      open: geweigerd?.formulier ?? null,
      fouten: foutenVan(geweigerd),
    };
    return new Page('account/account', context, {
      titel: geweigerd ? 'Fout: Mijn account' : 'Mijn account',
      status: geweigerd ? 422 : 200,
    });
  }

  private async medewerker(id: string, geweigerd: Geweigerd | undefined) {
    const { manager } = this.dataSource;
    const { naam, email, wachtwoordHash } = await manager.findOneByOrFail(Gebruiker, { id });
    const moet = await this.sessies.moetTweedeStap(manager, id);
    return {
      email,
      waarden: { naam: geweigerd?.getypt?.naam ?? naam },
      heeftWachtwoord: wachtwoordHash !== null,
      ...rollenbeeld(await this.queries.rollen(id), dateOf(this.clock.now())),
      tweedeStap: tweestapbeeld(await this.tweestap.stand(manager, id), moet, geweigerd),
      passkeysMogelijk: this.passkeys.mogelijk,
    };
  }
}
