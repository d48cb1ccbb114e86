/**
 * The look of console and portal: colours dark enough for WCAG 2.2 AA in both schemes, and every label that the kit
 * speaks by itself in the language of the reader. Parts are named as text, so that none is loaded for its defaults.
 */
import {
  createTheme,
  DEFAULT_THEME,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';
import type { Translate } from '../i18n/use-words.ts';

export type Room = 'console' | 'portal';

/** The two darkest shades take the place of the kit's, which are too light for text and for white on them. */
function shade(name: string, s8: string, s9: string): MantineColorsTuple {
  const lighter = DEFAULT_THEME.colors[name]?.slice(0, 8) ?? [];
  return [...lighter, s8, s9] as unknown as MantineColorsTuple;
}

const fonts = '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui';

export function buildTheme(t: Translate, room: Room): MantineThemeOverride {
  const basePx = room === 'portal' ? 16 : 14;
  return createTheme({
    primaryColor: 'blue',
    primaryShade: { light: 8, dark: 8 },
    autoContrast: true,
    respectReducedMotion: true,
    fontFamily: `${fonts}, sans-serif`,
    headings: {
      fontFamily: `${fonts}, sans-serif`,
      sizes: { h1: { fontSize: '1.375rem' }, h2: { fontSize: '1.125rem' } },
    },
    defaultRadius: 4,
    scale: 1,
    fontSizes: {
      xs: '12px',
      sm: `${basePx}px`,
      md: `${basePx}px`,
      lg: `${basePx + 2}px`,
      xl: `${basePx + 4}px`,
    },
    lineHeights: { xs: '1.5', sm: '1.6', md: '1.6', lg: '1.6', xl: '1.6' },
    colors: {
      blue: shade('blue', '#1864ab', '#134f88'),
      green: shade('green', '#237032', '#1a5a27'),
      red: shade('red', '#c92a2a', '#9b1c1c'),
      orange: shade('orange', '#b03a07', '#8f2f06'),
      yellow: shade('yellow', '#8a5a00', '#6f4700'),
      teal: shade('teal', '#08704f', '#055a3f'),
      violet: shade('violet', '#5f3dc4', '#4a2ea0'),
      cyan: shade('cyan', '#0b6978', '#0a5461'),
    },
    components: { ...sizes, ...labels(t) },
  });
}

const sizes = {
  Radio: { defaultProps: { size: 'md' } },
  Checkbox: { defaultProps: { size: 'md' } },
  // Its placeholder for the first focus has a role that no menu may hold.
  Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
  NumberInput: { defaultProps: { hideControls: true } },
};

function labels(t: Translate) {
  const close = t('kit.close');
  const nothing = { defaultProps: { nothingFoundMessage: t('kit.nothingFound') } };
  const closing = { defaultProps: { closeButtonProps: { 'aria-label': close } } };
  return {
    ActionBar: { defaultProps: { 'aria-label': t('kit.actions') } },
    Cascader: {
      defaultProps: {
        previousLevelsControlLabel: t('kit.previousLevels'),
        nextLevelsControlLabel: t('kit.nextLevels'),
      },
    },
    CloseButton: { defaultProps: { 'aria-label': close } },
    Drawer: closing,
    Modal: closing,
    MultiSelect: nothing,
    Notification: closing,
    PasswordInput: {
      defaultProps: {
        visibilityToggleButtonProps: { 'aria-label': t('kit.showPassword'), tabIndex: 0 },
      },
      styles: { root: { minWidth: 200 } },
    },
    Select: nothing,
    Spotlight: { defaultProps: { nothingFound: t('kit.nothingFound') } },
    Tour: {
      defaultProps: { labels: tourLabels(t) },
      styles: { stepCounter: { color: 'var(--mantine-color-dimmed)' } },
    },
  };
}

function tourLabels(t: Translate) {
  return {
    skip: t('kit.tour.skip'),
    back: t('kit.tour.back'),
    next: t('kit.tour.next'),
    close: t('kit.close'),
    stepCounter: (current: number, total: number) => t('kit.tour.step', { current, total }),
    beacon: t('kit.tour.start'),
  };
}

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-error': '#a8071a',
    '--mantine-color-dimmed': '#5c636a',
    '--mantine-color-placeholder': '#6a7178',
    '--mantine-color-anchor': '#134f88',
  },
  dark: {
    '--mantine-color-error': '#ff8787',
    '--mantine-color-dimmed': '#a6a7ab',
    '--mantine-color-placeholder': '#9a9ba0',
    '--mantine-color-anchor': '#a5d8ff',
  },
});
