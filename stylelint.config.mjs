// Colours, sizes of type and spaces come from the roles and scales of templates/stijl/tokens.css, and from nowhere else.
const ZERO = ['0', 'auto', 'inherit', 'initial', 'none', 'transparent', 'currentcolor', 'unset'];

/** Every part of the value: a role or a step of the scale, nothing, a part of the own type size, or reckoned with those. */
const SPACE = String.raw`(?:var\(--[\w-]+\)|0|auto|-?[\d.]+em|calc\(.*var\(--.*\).*\)|min\(.*var\(--.*\).*\)|-?[12]px)`;

export default {
  plugins: ['stylelint-declaration-strict-value'],
  ignoreFiles: [
    'templates/stijl/nlds.css',
    'templates/stijl/letters.css',
    'templates/mail/mail.css',
    'dist/**',
  ],
  rules: {
    'color-no-hex': true,
    'color-named': ['never', { ignore: ['inside-function'] }],
    'function-disallowed-list': ['rgb', 'rgba', 'hsl', 'hsla', 'oklch'],
    'declaration-property-value-allowed-list': {
      '/^(?:margin|padding|gap|row-gap|column-gap)(?:-|$)/': [`/^${SPACE}(?: ${SPACE})*$/`],
    },
    'scale-unlimited/declaration-strict-value': [
      ['font-size', 'font-family', '/color$/', 'fill', 'stroke'],
      {
        ignoreValues: [
          ...ZERO,
          '/^0\\.\\d+em$/',
          '/^1\\.\\d+em$/',
          '/^[\\d.]+pt$/',
          'canvastext',
          'highlight',
        ],
      },
    ],
    'no-duplicate-selectors': true,
    'block-no-empty': true,
    'declaration-block-no-duplicate-properties': true,
    'property-no-unknown': true,
  },
  overrides: [
    {
      files: ['templates/stijl/tokens.css'],
      rules: { 'color-no-hex': null, 'function-disallowed-list': null },
    },
  ],
};
