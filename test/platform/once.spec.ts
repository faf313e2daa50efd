import { expect, test } from '@jest/globals';
import { Once } from '../../src/platform/once.js';

test('wat één keer mislukte, lukt de volgende keer, en dan wordt het één keer gemaakt', async () => {
  let keren = 0;
  const een = new Once(async () => {
    keren += 1;
    if (keren === 1) throw new Error('even niet');
    return Promise.resolve(keren);
  });
  expect(een.present).toBeUndefined();
  await expect(Promise.all([een.get(), een.get()])).rejects.toThrow('even niet');
  expect(een.present).toBeUndefined();
  expect(await Promise.all([een.get(), een.get(), een.present])).toEqual([2, 2, 2]);
  een.forget();
  expect(await een.get()).toBe(3);
});
