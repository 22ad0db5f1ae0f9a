import { expect, it } from 'vitest';
import { fitBounds } from './fit-bounds.ts';

const laptop = { x: 0, y: 30, width: 1920, height: 1050 };
const beamer = { x: 1920, y: 0, width: 1280, height: 720 };

it('opens a window where it was', () => {
  const last = { x: 2000, y: 40, width: 1100, height: 650 };
  expect(fitBounds(last, [laptop, beamer])).toEqual(last);
});

it('leaves it to the system where the screen is gone, or the window cannot be got hold of', () => {
  const size = { width: 1100, height: 650 };
  expect(fitBounds({ x: 2000, y: 40, ...size }, [laptop])).toBeUndefined();
  expect(fitBounds({ x: 100, y: -600, ...size }, [laptop])).toBeUndefined();
  expect(fitBounds({ x: 100, y: 1000, ...size }, [laptop])).toBeUndefined();
  expect(fitBounds(undefined, [laptop])).toBeUndefined();
});
