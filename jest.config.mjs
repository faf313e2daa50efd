export default {
  rootDir: '.',
  testEnvironment: '<rootDir>/test/support/jest-environment.mjs',
  runtime: '<rootDir>/test/support/jest-runtime.mjs',
  testMatch: ['<rootDir>/test/**/*.spec.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testSequencer: '<rootDir>/test/support/slowest-first.mjs',
  reporters: ['default', '<rootDir>/test/support/closing-line.mjs'],
  injectGlobals: false,
  setupFilesAfterEnv: [
    '<rootDir>/test/support/verschoven-klok.mjs',
    '<rootDir>/test/support/geen-losse-post.ts',
    '<rootDir>/test/support/geduld.ts',
  ],
  // Much of a test is waiting for PostgreSQL, so no core is kept apart for the runner.
  maxWorkers: '100%',
  // A worker that has grown is slow, and is replaced.
  workerIdleMemoryLimit: '600MB',
  testTimeout: 120_000,
};
