import net from 'node:net';

export interface Tussenstation {
  /** The address of the database, by way of here. */
  url: string;
  /** From now on nothing comes through any more, in either direction, and nobody is told. */
  slik(): void;
  /** Lets new connections through again; what was swallowed stays so. */
  open(): void;
  sluit(): Promise<void>;
}

/** A network between the product and PostgreSQL, that can lose everything without a word. */
export async function startTussenstation(databaseUrl: string): Promise<Tussenstation> {
  const doel = new URL(databaseUrl);
  const lijnen = new Set<net.Socket>();
  let dicht = false;
  const server = net.createServer((van) => {
    lijnen.add(van);
    van.on('error', () => undefined);
    if (dicht) return van.pause();
    const naar = net.connect(Number(doel.port), doel.hostname);
    lijnen.add(naar);
    naar.on('error', () => undefined);
    van.pipe(naar);
    naar.pipe(van);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as net.AddressInfo).port);
  return {
    url: url.href,
    slik: () => {
      dicht = true;
      for (const lijn of lijnen) lijn.unpipe().pause();
    },
    open: () => void (dicht = false),
    sluit: async () => {
      for (const lijn of lijnen) lijn.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
