/** Who the academie is. */
export const academiepaden = {
  gegevens: '/beheer/academie',
} as const;
