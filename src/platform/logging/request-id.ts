import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** The id of the request that is being answered; undefined outside of one. */
export const requestId = (): string | undefined => current.getStore();

/** Whatever `work` does, and whatever follows from it, belongs to this request. */
export const withRequestId = <T>(id: string, work: () => T): T => current.run(id, work);
