/**
 * What a document and its translation have in common: all but the words.
 * @param {string} text
 */
export function skeleton(text) {
  /** @type {string[]} */
  const found = [];
  /** @type {string | undefined} the fence that a block of code ends with */
  let fence;
  for (const line of text.split(/\r?\n/)) {
    const ticks = /^ *(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      found.push(`code: ${line}`);
      if (ticks === fence) fence = undefined;
    } else if (ticks !== undefined) {
      fence = ticks;
      found.push(`code: ${line}`);
    } else {
      found.push(...lineSkeleton(line));
    }
  }
  return found;
}

/** @param {string} line outside of code */
function lineSkeleton(line) {
  const found = [];
  const heading = /^(#{1,6}) /.exec(line)?.[1];
  if (heading !== undefined) found.push(`heading ${heading.length}`);
  if (/^ *<!--/.test(line)) found.push(line.trim());
  const item = /^( *)(?:[-*]|(\d+)\.) /.exec(line);
  if (item) found.push(`item ${item[1]?.length ?? 0} ${item[2] ?? '-'}`);
  if (/^\|/.test(line)) found.push(`row of ${line.replaceAll('\\|', '').split('|').length - 2}`);
  for (const [, picture = '', target = ''] of line.matchAll(/(!?)\[[^\]]*\]\(([^)]+)\)/g)) {
    found.push(`${picture === '' ? 'link' : 'picture'} ${sameInBoth(target)}`);
  }
  return found;
}

/**
 * A link to a heading, or to a page that is there in two languages, differs by the language alone.
 * @param {string} target
 */
function sameInBoth(target) {
  if (target.startsWith('#')) return '#';
  const [page = ''] = target.split('#');
  return page.replace(/\.ko\.md$/, '.md');
}
