import type { FileChooser, Locator, Page } from 'playwright-core';

type Role = 'button' | 'link' | 'radio' | 'checkbox';

/** How somebody works a page: with the mouse, or with the keyboard alone. */
export type Hands = {
  /** Presses a button, follows a link, chooses a radio or ticks a box. */
  take: (role: Role, name: string | RegExp, within?: Locator) => Promise<void>;
  fill: (label: string, value: string) => Promise<void>;
  /** Chooses in a list. */
  choose: (label: string, value: string) => Promise<void>;
  /** Gives a file to a field that takes one. */
  give: (label: string, file: { name: string; mimeType: string; buffer: Buffer }) => Promise<void>;
};

const MOST_STEPS = 80;

const labelled = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const named = (place: Page | Locator, role: Role, name: string | RegExp) =>
  place.getByRole(role, { name, exact: true }).first();

export const withMouse = (page: Page): Hands => ({
  take: (role, name, within = page.locator('body')) =>
    role === 'radio' || role === 'checkbox'
      ? named(within, role, name).check()
      : named(within, role, name).click(),
  fill: (label, value) => labelled(page, label).fill(value),
  choose: async (label, value) => {
    await labelled(page, label).selectOption(value);
  },
  give: (label, file) => labelled(page, label).setInputFiles(file),
});

/**
 * Tab from where the focus is, Enter, Space, arrows and signs; nothing is clicked.
 * @param lost is told of each step on which the focus could not be seen, or was nowhere
 */
export function withKeys(page: Page, lost: (where: string) => void): Hands {
  const { keyboard } = page;
  // A browser begins a document with the focus nowhere; from then on it is somewhere.
  let isNew = true;
  page.on('load', () => {
    isNew = true;
  });
  // The driver hears of a chooser only where it listened before the key.
  const chooser = { asked: (_: FileChooser) => {} };
  page.on('filechooser', (asked) => chooser.asked(asked));
  const tell = (what: string) => {
    const { pathname, search } = new URL(page.url());
    lost(`${pathname}${search}: ${what}`);
  };
  const reach = async (wanted: Locator, key = 'Tab') => {
    await wanted.waitFor();
    if (!isNew && !(await soon(() => page.locator(':focus').isVisible()))) tell('the focus is nowhere');
    isNew = false;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      if ((await wanted.and(page.locator(':focus')).count()) > 0) return;
      await keyboard.press(key);
      if (!(await soon(() => page.evaluate<boolean>(IS_SEEN)))) tell('the focus is not to be seen');
    }
    throw new Error(`no key leads to ${wanted}`);
  };
  return {
    take: async (role, name, within = page.locator('body')) => {
      const wanted = named(within, role, name);
      if (role === 'radio')
        await reach(wanted.locator('xpath=ancestor::fieldset').getByRole('radio').first());
      await reach(wanted, role === 'radio' ? 'ArrowDown' : 'Tab');
      if (role === 'button' || role === 'link') await keyboard.press('Enter');
      else if (!(await wanted.isChecked())) await keyboard.press('Space');
    },
    fill: async (label, value) => {
      const wanted = labelled(page, label);
      await reach(wanted);
      const isDay = (await wanted.getAttribute('type')) === 'date';
      await keyboard.type(isDay ? asTyped(value) : value);
    },
    choose: async (label, value) => {
      await reach(labelled(page, label));
      await keyboard.type(value);
    },
    give: async (label, file) => {
      await reach(labelled(page, label));
      const { promise, resolve } = Promise.withResolvers<FileChooser>();
      chooser.asked = resolve;
      await keyboard.press('Enter');
      await (await promise).setFiles(file);
    },
  };
}

/** A field for a day is typed month, day, year in the browser's language, English of the United States. */
const asTyped = (day: string) => day.replace(/^(\d+)-(\d+)-(\d+)$/, '$2$3$1');

/** Whether it holds within a moment. */
async function soon(holds: () => Promise<boolean>): Promise<boolean> {
  for (const end = Date.now() + 3000; Date.now() < end; ) if (await holds()) return true;
  return false;
}

/** Whether what has the focus shows it, and is in sight. At the end of a page, where a browser begins anew, nothing has it. */
const IS_SEEN = `(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return true;
  const label = element.labels?.[0];
  const drawn = [getComputedStyle(element), ...(label ? [getComputedStyle(label, '::before')] : [])];
  const isMarked = drawn.some(({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none');
  const { top, bottom, width } = element.getBoundingClientRect();
  const isThere = bottom > 0 && top < innerHeight && width > 0;
  // The button of a field for a day has a mark of the browser's own.
  return isThere && (isMarked || element.type === 'date');
})()`;
