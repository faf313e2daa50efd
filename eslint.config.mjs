import js from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', '.data/**', 'templates/**', '**/*.mjs'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { regexp },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      // Nest reads the constructor types at run time, so an import used only as a type may be needed as a value.
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', 40],
      'max-params': ['error', 9],
    },
  },
  {
    // No text that a stranger sends may keep a regular expression busy for longer than it is long.
    files: ['src/**'],
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  { files: ['test/**', 'bench/**'], rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
  // A migration is SQL: one subject, told from top to bottom.
  { files: ['migrations/**'], rules: { 'max-lines-per-function': 'off' } },
);
