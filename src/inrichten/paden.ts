/** What an academie needs before people can enrol, on one page. */
export const inrichtpaden = {
  stappen: '/beheer/inrichten',
  testmail: '/beheer/inrichten/testmail',
} as const;
