/** A browser without a screen: keeps the cookies of each site, and goes where it is sent. */
export class Bladeraar {
  private readonly koekjes = new Map<string, Map<string, string>>();

  async ga(adres: string, init: RequestInit = {}): Promise<Blad> {
    const { host } = new URL(adres);
    const eigen = this.koekjes.get(host) ?? new Map<string, string>();
    this.koekjes.set(host, eigen);
    const cookie = [...eigen].map(([naam, waarde]) => `${naam}=${waarde}`).join('; ');
    const antwoord = await fetch(adres, {
      redirect: 'manual',
      ...init,
      headers: { ...(init.headers as Record<string, string>), cookie },
    });
    for (const regel of antwoord.headers.getSetCookie()) onthoud(eigen, regel);
    const naar = antwoord.headers.get('location');
    return {
      adres,
      status: antwoord.status,
      naar: naar === null ? null : new URL(naar, adres).href,
      html: await antwoord.text(),
    };
  }

  /** Sends a form of this site, with the token of its session when there is one. */
  stuur(adres: string, velden: Record<string, string> = {}): Promise<Blad> {
    return this.ga(adres, { method: 'POST', body: new URLSearchParams(velden) });
  }

  /** Follows what sends it on, until a page comes or `tot` says it is there. */
  async volg(adres: string, tot: (naar: string) => boolean = () => false): Promise<Blad> {
    let blad = await this.ga(adres);
    while (blad.naar !== null && !tot(blad.naar)) blad = await this.ga(blad.naar);
    return blad;
  }

  /** What it keeps of a site, for who takes it along. */
  koekjesVan(adres: string): Map<string, string> {
    return new Map(this.koekjes.get(new URL(adres).host));
  }

  vergeet(adres: string): void {
    this.koekjes.delete(new URL(adres).host);
  }

  zetKoekjes(adres: string, koekjes: Map<string, string>): void {
    this.koekjes.set(new URL(adres).host, new Map(koekjes));
  }
}

export interface Blad {
  adres: string;
  status: number;
  /** Where it sends the browser. */
  naar: string | null;
  html: string;
}

function onthoud(eigen: Map<string, string>, regel: string): void {
  const [paar = '', ...rest] = regel.split(';');
  const [naam = '', ...waarde] = paar.split('=');
  const weg = rest.some((deel) => /^\s*(max-age=0|expires=thu, 01 jan 1970)/i.test(deel));
  if (weg) eigen.delete(naam);
  else eigen.set(naam, waarde.join('='));
}
