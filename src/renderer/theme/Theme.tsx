import {
  ActionIcon,
  createTheme,
  localStorageColorSchemeManager,
  MantineProvider,
  Popover,
  Tooltip,
  type MantineTheme,
  type VariantColorsResolver,
} from '@mantine/core';
import type { ReactNode } from 'react';
import { FLOATING } from './floating.ts';

const EDGE = '1px solid var(--edge)';
const NO_EDGE = '1px solid transparent';

/** Buttons: `filled` for the one thing to do, `caution` for what cannot be taken back. */
const variantColors: VariantColorsResolver = ({ variant }) => {
  switch (variant) {
    case 'filled':
      return {
        background: 'var(--accent)',
        hover: 'var(--accent-hover)',
        color: 'var(--on-accent)',
        border: NO_EDGE,
      };
    case 'caution':
      return {
        background: 'var(--caution)',
        hover: 'var(--caution-hover)',
        color: 'var(--on-caution)',
        border: NO_EDGE,
      };
    case 'subtle':
      return {
        background: 'transparent',
        hover: 'var(--hover)',
        color: 'var(--text)',
        border: NO_EDGE,
      };
    default:
      return {
        background: 'var(--raised)',
        hover: 'var(--hover)',
        color: 'var(--text)',
        border: EDGE,
      };
  }
};

const portalProps = { target: `#${FLOATING}` };

const theme = createTheme({
  variantColorResolver: variantColors,
  respectReducedMotion: true,
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle' } }),
    Popover: Popover.extend({ defaultProps: { portalProps, transitionProps: { duration: 120 } } }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        portalProps,
        openDelay: 400,
        events: { hover: true, focus: true, touch: false },
      },
    }),
  } satisfies MantineTheme['components'],
});

const schemes = localStorageColorSchemeManager({ key: 'livechat.theme' });

/**
 * Puts the window into our theme. All variables are in `tokens.css`, so Mantine has no style sheet
 * to inject, which the content security policy would refuse.
 */
export function Theme({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="dark"
      colorSchemeManager={schemes}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}
