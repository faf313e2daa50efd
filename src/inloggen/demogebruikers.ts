/** The log-ins of the demo, in demo mode only; production refuses them. */
export const DEMO_WACHTWOORD = 'demo-academie';

export const demoGebruikers = [
  { email: 'coordinator@demo.example', rol: 'academie-coördinator' },
  { email: 'bestuur.spo@demo.example', rol: 'bestuur SPO Utrecht' },
  { email: 'bestuur.ksu@demo.example', rol: 'bestuur KSU' },
  { email: 'trainer@demo.example', rol: 'trainer' },
  { email: 'beheer@demo.example', rol: 'beheer' },
];
