/** Who works with the academie, and the links by which they get in. */
export const gebruikerspaden = {
  lijst: '/beheer/gebruikers',
  een: (id: string) => `/beheer/gebruikers/${id}`,
  rolEinde: (id: string, rol: string) => `/beheer/gebruikers/${id}/rollen/${rol}/einde`,
  rechten: '/beheer/rechten',
  uitnodiging: (geheim: string) => `/uitnodiging/${encodeURIComponent(geheim)}`,
} as const;
