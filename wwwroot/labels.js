// On a phone a row is a card, and each cell tells its column. The server sends a title once, in the head: here it becomes the label
// of every cell below, by a style sheet, so that it is neither sent nor kept again for each cell, and holds for rows that come later.
(function () {
  'use strict';

  const sheet = new CSSStyleSheet();
  let written = '';

  const text = words => `"${words.replace(/["\\\n]/g, sign => `\\${sign.charCodeAt(0).toString(16)} `)}"`;

  function labels(table) {
    const caption = `table[data-caption="${CSS.escape(table.dataset.caption)}"]`;
    const titles = [...table.tHead.rows[0].cells].map(head => head.dataset.label ?? head.textContent.trim());
    return titles.map((title, at) => title
      ? `${caption} > tbody > tr > td:nth-child(${at + 1}) { --label: ${text(title)}; }` : '');
  }

  function write() {
    const rules = [...document.querySelectorAll('table[data-caption]')].flatMap(labels).join('\n');
    if (rules === written) return;
    written = rules;
    sheet.replaceSync(rules);
  }

  document.adoptedStyleSheets.push(sheet);
  new MutationObserver(write).observe(document.body,
    { childList: true, subtree: true, attributeFilter: ['data-caption', 'data-label'] });
  write();
})();
