/** Files of packages that the pages use, by the name under `/assets/vendor/` and the path in `node_modules`. */
export const vendorAssets: Record<string, string> = {
  'accessible-autocomplete.min.js': 'accessible-autocomplete/dist/accessible-autocomplete.min.js',
  'simplewebauthn.min.js': '@simplewebauthn/browser/dist/bundle/index.umd.min.js',
  'source-sans-3-latin-wght-normal.woff2':
    '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2',
  'source-sans-3-latin-ext-wght-normal.woff2':
    '@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2',
};
