export function shiftClock(workspace: string): Promise<void>;
export function shiftedSql(): string | undefined;
export function searchPathSql(name: string): string | undefined;
