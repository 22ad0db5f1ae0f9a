import type { Bounds } from './host-memory.ts';

/** So much of the window has to be on a screen for people to get hold of it, in px. */
const GRIP_PX = 100;

/**
 * Where a window may open: where it was, unless the screen it was on is gone.
 *
 * @param last where it was
 * @param screens the work areas of the screens there are now
 * @returns nothing where the system had better choose
 */
export function fitBounds(
  last: Bounds | undefined,
  screens: readonly Bounds[],
): Bounds | undefined {
  return last && screens.some((screen) => isWithinReach(last, screen)) ? last : undefined;
}

function isWithinReach(window: Bounds, screen: Bounds): boolean {
  const across = overlap(window.x, window.width, screen.x, screen.width);
  // Its upper edge is what it is moved by.
  const isTopSeen = window.y >= screen.y && window.y <= screen.y + screen.height - GRIP_PX;
  return across >= GRIP_PX && isTopSeen;
}

function overlap(from: number, size: number, otherFrom: number, otherSize: number): number {
  return Math.min(from + size, otherFrom + otherSize) - Math.max(from, otherFrom);
}
