export default {
  rootDir: '.',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testSequencer: '<rootDir>/test/support/slowest-first.mjs',
  reporters: ['default', '<rootDir>/test/support/closing-line.mjs'],
  setupFiles: ['<rootDir>/test/support/verschoven-klok.mjs'],
  setupFilesAfterEnv: ['<rootDir>/test/support/geen-losse-post.ts', '<rootDir>/test/support/geduld.ts'],
  // Much of a test is waiting for PostgreSQL, so no core is kept apart for the runner.
  maxWorkers: '100%',
  // A worker keeps the modules of every file it has run; one that has grown is slow, and is replaced.
  workerIdleMemoryLimit: '600MB',
  testTimeout: 120_000,
};
