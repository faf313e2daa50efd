import type { Client } from 'pg';

export interface Opties {
  /** How much of the full size; 1 is all of it. */
  deel?: number;
  /** The moment it is as of. */
  nu?: Date;
  meld?: (regel: string) => void;
  /** Of the log-ins of the demo. */
  wachtwoord?: string;
}
export function vul(client: Client, opties?: Opties): Promise<void>;
export function tel(client: Client): Promise<string>;
