/** What the academie tells about itself. */
export const informatiepaden = {
  privacy: '/privacy',
  toegankelijkheid: '/toegankelijkheid',
} as const;
