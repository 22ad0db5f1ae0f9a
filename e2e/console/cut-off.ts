import type { Page } from '@playwright/test';

/** Height of what is pressed with gloves on, in px; what is drawn half a pixel off is forgiven. */
const TARGET_PX = 44;

/**
 * What nobody can read or hit in the window as it is: text that its box cuts off without a title
 * that has it whole, text that is wider than the button it is on, and targets that are too low.
 *
 * @returns each as a line of its own, for people
 */
export async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate((targetPx) => {
    const SLACK_PX = 1;
    const said: string[] = [];
    const nameOf = (element: Element): string => {
      const text = element.textContent.trim() || (element.getAttribute('aria-label') ?? '');
      return `${element.tagName.toLowerCase()}.${element.classList.value} “${text.slice(0, 60)}”`;
    };
    const isSeen = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      element.closest('.for-ears, [aria-hidden="true"]') === null;
    const hasText = (element: Element): boolean =>
      [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      );
    /** Whether a title has it whole. */
    const isTold = (element: Element): boolean =>
      element.closest('[title]')?.getAttribute('title')?.includes(element.textContent.trim()) ??
      false;

    for (const element of document.querySelectorAll('body *')) {
      if (!isSeen(element) || !hasText(element)) continue;
      const style = getComputedStyle(element);
      const isClipped =
        style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + SLACK_PX;
      const isLow =
        style.overflowY === 'hidden' && element.scrollHeight > element.clientHeight + SLACK_PX + 2;
      if ((isClipped || isLow) && !isTold(element)) said.push(`cut off: ${nameOf(element)}`);
      // A box further out may cut it as well.
      const range = document.createRange();
      range.selectNodeContents(element);
      const text = range.getBoundingClientRect();
      for (
        let outer = element.parentElement;
        outer !== null && outer !== document.body;
        outer = outer.parentElement
      ) {
        const box = outer.getBoundingClientRect();
        const { overflowX } = getComputedStyle(outer);
        // What scrolls can be scrolled to; a table that is too wide is told of by its own bar.
        if (overflowX === 'auto' || overflowX === 'scroll') break;
        const isOut = text.right > box.right + SLACK_PX || text.left < box.left - SLACK_PX;
        const isButton = outer.tagName === 'BUTTON';
        if (isOut && (overflowX !== 'visible' || isButton) && !isTold(element)) {
          said.push(`beyond its box: ${nameOf(element)} in ${nameOf(outer)}`);
          break;
        }
      }
    }

    const targets = 'button, a[href], input, textarea, select, [role=tab], [role=option], label';
    for (const target of document.querySelectorAll(targets)) {
      if (!isSeen(target)) continue;
      // A box is hit by its label, a field by the frame about it, and either by what it grows by.
      const { height } = target.getBoundingClientRect();
      if (height === 0 || target.closest('label') !== null || target.tagName === 'LABEL') continue;
      const after = getComputedStyle(target, '::after');
      const grown = after.content === 'none' ? 0 : -2 * (parseFloat(after.top) || 0);
      const labels = target instanceof HTMLInputElement ? [...(target.labels ?? [])] : [];
      const frames = [target, target.closest('.mantine-Input-wrapper'), ...labels];
      const tallest = Math.max(...frames.map((one) => one?.getBoundingClientRect().height ?? 0));
      if (Math.max(tallest, height + grown) < targetPx - SLACK_PX) {
        said.push(`${Math.round(Math.max(tallest, height + grown))} px: ${nameOf(target)}`);
      }
    }
    return [...new Set(said)];
  }, TARGET_PX);
}
