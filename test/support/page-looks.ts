import type { Page } from 'playwright-core';

/*
 * Run in the page; written as text, since the compiler of the tests knows no browser. What scrolls within itself on purpose is marked
 * `data-scrolls`, and what is there for screen readers alone is a point wide.
 */
const wide = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const isOutside = (each) => { const { right, width } = each.getBoundingClientRect(); return width > 1 && right > clientWidth + 1 && each.closest('[data-scrolls]') === null; };
  const outside = [...document.querySelectorAll('body *')].filter(isOutside).map((each) => each.tagName + '.' + each.className + ': ' + (each.textContent || '').slice(0, 40));
  return [...(scrollWidth > clientWidth ? ['moves sideways by ' + (scrollWidth - clientWidth)] : []), ...outside.slice(0, 5)];
})()`;
const moving = `[...document.querySelectorAll('*')].filter((each) => { const { transitionDuration, animationName } = getComputedStyle(each); return !/^(0s(, )?)*$/.test(transitionDuration) || animationName !== 'none'; }).map((each) => each.tagName + '.' + each.className)`;

/** What does not fit into the width of the page, by element. */
export const tooWide = (page: Page) => page.evaluate<string[]>(wide);

/** What moves by itself. */
export const movingParts = (page: Page) => page.evaluate<string[]>(moving);

/** Until something within the screen itself has the focus. */
export const focusInScreen = (page: Page) => page.locator('main :focus').waitFor();
