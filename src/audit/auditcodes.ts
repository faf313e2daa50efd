/** Every kind of auditregel with the shape of what it keeps. No names or addresses: the record itself has those. */
export interface Auditcodes {
  'aanmelding.aangemeld': { cohort: string; status: string };
  'aanmelding.email-bevestigd': { status: string };
  'aanmelding.akkoord': { status: string };
  'aanmelding.aanbod': { nummer: number; vervaltOp: string };
  'aanmelding.aanbod-geaccepteerd': { status: string };
  'aanmelding.verlopen': { wachtteOp: string[] };
  'aanmelding.herleefd': { status: string };
  'aanmelding.geannuleerd': { van: string; door: string; reden: string | null };
  'aanmelding.afgewezen': { van: string; door: string; reden: string };
  'aanmelding.overgezet': { van: string; naar: string };
  'aanmelding.afgerond': { status: string };
  'cohort.gemaakt': { code: string };
  'cohort.gewijzigd': { velden: Record<string, { van: unknown; naar: unknown }> };
  'cohort.gepubliceerd': Record<string, never>;
  'cohort.geannuleerd': { reden: string; aantal: number };
  'cohort.afgerond': { voltooid: number; nietVoltooid: number };
  'opleiding.gemaakt': { code: string };
  'opleiding.gewijzigd': { velden: Record<string, { van: unknown; naar: unknown }> };
  'bestuur.gewijzigd': { velden: Record<string, { van: unknown; naar: unknown }> };
  'import.duo': { nieuw: number; gewijzigd: number; gesloten: number };
  'import.catalogus': { opleidingen: number; cohorten: number };
  'deelnemerslijst.gedownload': { formaat: string; aantal: number; filter: Record<string, string> };
  'bericht.herverzonden': { bericht: string };
  'gebruiker.ingelogd': Record<string, never>;
  'sleutel.gemaakt': { naam: string; bevoegdheden: string[] };
  'sleutel.ingetrokken': { naam: string };
}
