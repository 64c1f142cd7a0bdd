/**
 * Mantine's theme: one accent, our radii and sizes. Plain JavaScript, because the build reads it too and writes its variables
 * into a file. Colours that are ours alone are in tokens.css.
 */
const system = '"Segoe UI Variable Text", "Segoe UI", Inter, system-ui, sans-serif';

/** @type {import('@mantine/core').MantineThemeOverride} */
export const theme = {
  fontFamily: system,
  fontFamilyMonospace: '"Cascadia Mono", Consolas, "Noto Sans Mono", monospace',
  headings: { fontFamily: system, fontWeight: '600' },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '4px', md: '6px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.4286', lg: '1.5', xl: '1.4' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  colors: {
    petrol: [
      '#e8f3f6',
      '#dcedf2',
      '#b5d8e2',
      '#8bc2d1',
      '#6cbdd2',
      '#5cb1c8',
      '#1a7590',
      '#0f6379',
      '#0b4f61',
      '#083c4a',
    ],
    brick: [
      '#fbe6e3',
      '#f6cfca',
      '#f1b2aa',
      '#f1918a',
      '#e0695f',
      '#c9483c',
      '#b03a2e',
      '#a62f23',
      '#86251b',
      '#671b13',
    ],
    dark: [
      '#e5e8eb',
      '#c3cad1',
      '#9fa9b3',
      '#6d7781',
      '#3d444b',
      '#2f353b',
      '#1c2024',
      '#14171a',
      '#101316',
      '#0c0e10',
    ],
  },
};
