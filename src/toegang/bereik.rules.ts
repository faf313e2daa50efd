import type { RowScope } from '../platform/database/reach.js';

const VAN_EIGEN_AANMELDING = (persoon: string): string =>
  `EXISTS (SELECT FROM aanmelding eigen WHERE eigen.${persoon})`;

/**
 * What PostgreSQL shows to whoever reads for a bestuur, a user of its portal or one of its keys: its own people and its
 * own users, and what everybody may know. Each condition is read by that role too, so one that asks for an aanmelding
 * finds only its own.
 */
export const bereikVanBestuur: RowScope = {
  role: 'academie_bestuur',
  setting: 'academie.bestuur',
  own: {
    // What its person asked not to be used is for nobody but the academie.
    aanmelding: 'bestuur_id = bereik() AND NOT beperkt',
    persoon: VAN_EIGEN_AANMELDING('persoon_id = persoon.id'),
    certificaat: VAN_EIGEN_AANMELDING('id = certificaat.aanmelding_id'),
    gebruiker_rol:
      'bestuur_id = bereik() OR EXISTS (SELECT FROM school WHERE school.id = school_id AND school.bestuur_id = bereik())',
    gebruiker: 'EXISTS (SELECT FROM gebruiker_rol rol WHERE rol.gebruiker_id = gebruiker.id)',
    api_sleutel: 'bestuur_id = bereik()',
    auditregel: `onderwerp_soort = 'bestuur' AND onderwerp_id = bereik()::text
      OR onderwerp_soort = 'gebruiker' AND EXISTS (SELECT FROM gebruiker g WHERE g.id::text = onderwerp_id)`,
    uitnodiging: 'EXISTS (SELECT FROM gebruiker_rol rol WHERE rol.gebruiker_id = uitnodiging.gebruiker_id)',
  },
  open: [
    ...['opleiding', 'opleiding_leerjaar', 'opleiding_versie', 'onderdeel', 'cohort', 'cohort_telling'],
    ...['bijeenkomst', 'vervallen_bijeenkomst', 'bestuur', 'school', 'schoolvakantie', 'academie'],
  ],
};
