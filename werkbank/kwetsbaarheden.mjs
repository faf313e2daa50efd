// `npm run kwetsbaarheden`: what is known to be wrong with the packages that the product runs on. Exit code 0: nothing,
// 1: something, 3: nobody could say, because this registry keeps no such list.
import { spawnSync } from 'node:child_process';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8' });
const answer = JSON.parse(stdout || '{}');
if (!answer.vulnerabilities) {
  const reden = answer.message ?? answer.error?.summary ?? 'geen antwoord';
  console.error(
    `De registry van deze machine geeft geen lijst van kwetsbaarheden (${reden}), dus dit is niet nagekeken.\n` +
      'Vraag het aan een die hem wel heeft: npm_config_registry=https://… npm run kwetsbaarheden',
  );
  process.exit(3);
}
const found = Object.values(answer.vulnerabilities);
for (const { name, severity, range, fixAvailable, via } of found) {
  const titels = via.flatMap((een) =>
    typeof een === 'string' ? [`door ${een}`] : [`${een.title} (${een.url})`],
  );
  console.log(
    `${severity}: ${name} ${range}: ${titels.join('; ')}${fixAvailable ? ', er is een oplossing' : ''}`,
  );
}
console.log(
  found.length === 0
    ? 'Geen bekende kwetsbaarheden.'
    : `${found.length} pakketten met een bekende kwetsbaarheid.`,
);
process.exit(found.length === 0 ? 0 : 1);
