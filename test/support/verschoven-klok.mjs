// Moves the clock of a process so that a test run begins at another moment than now: `TEST_BEGIN=… npm test`, see
// docs/testen.md. Loaded before the tests of a file, and before everything else in the processes that tests start.
const shift = Number(process.env.TEST_SHIFT_MS ?? 0);

if (shift !== 0 && !globalThis.Date.shifted) {
  const later = (Real) => Real.now() + shift;
  // A proxy and not a subclass: a date that Node itself makes stays an instance of it.
  globalThis.Date = new Proxy(globalThis.Date, {
    construct: (Real, values, newTarget) =>
      Reflect.construct(Real, values.length === 0 ? [later(Real)] : values, newTarget),
    apply: (Real) => new Real(later(Real)).toString(),
    get: (Real, name, receiver) => {
      if (name === 'shifted') return true;
      return name === 'now' ? () => later(Real) : Reflect.get(Real, name, receiver);
    },
  });
}
