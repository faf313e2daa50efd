/** What did not happen in one walk: where it stands, how to say it, and whose context that was. */
export interface Nooit {
  plek: string;
  wat: string;
  bij: string;
}

/**
 * What the walks saw of branches and of values that are shown. A partial is walked once for each different call, and a
 * screen for each context, so only what happens in none of all walks never happens.
 */
export class Boek {
  private readonly gezien = new Set<string>();
  private readonly gemist = new Map<string, Nooit[]>();

  /** @param plaats what tells this branch from any other; @param kan whether it can happen in this walk */
  noteer(plaats: string, kan: boolean, hoe: () => Nooit): void {
    if (kan) this.gezien.add(plaats);
    else if (!this.gezien.has(plaats)) this.gemist.set(plaats, [...(this.gemist.get(plaats) ?? []), hoe()]);
  }

  /** One line for each that never happens. */
  nooit(): string[] {
    return [...this.gemist].flatMap(([plaats, keren]) => {
      if (this.gezien.has(plaats)) return [];
      const { plek, wat } = keren[0]!;
      const wie = [...new Set(keren.map(({ bij }) => bij))];
      return [`${plek}  ${wat} (${wie.slice(0, 3).join(', ')})`];
    });
  }
}
