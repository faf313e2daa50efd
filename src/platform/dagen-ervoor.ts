/** "7 dagen en 1 dag ervoor", from far to near; "geen" without days. Zero is the day itself. */
export function dagenErvoor(dagen: readonly number[]): string {
  const delen = dagen
    .toSorted((a, b) => b - a)
    .filter((n) => n > 0)
    .map((n) => (n === 1 ? '1 dag' : `${n} dagen`));
  const woorden = [
    ...(delen.length > 0 ? [`${opsomming(delen)} ervoor`] : []),
    ...(dagen.includes(0) ? ['op de dag zelf'] : []),
  ];
  return woorden.join(' en ') || 'geen';
}

const opsomming = (delen: readonly string[]): string =>
  delen.length < 2 ? delen.join('') : `${delen.slice(0, -1).join(', ')} en ${delen.at(-1)}`;
