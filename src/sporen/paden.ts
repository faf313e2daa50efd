/** The audit over all records, and of one. */
export const auditpaden = {
  lijst: '/beheer/audit',
  csv: '/beheer/audit.csv',
  /** @param soort what kind of record it is, as the audit calls it. */
  record: (soort: string, id: string) => `/beheer/audit/${soort}/${encodeURIComponent(id)}`,
} as const;
