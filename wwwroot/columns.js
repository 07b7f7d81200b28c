// Which columns of a wide table are shown, per table and browser. The table only gets an attribute with the places of what is
// hidden, and app.css hides them: whatever the server draws anew, later or for the next page finds the choice in force.
(function () {
  'use strict';

  // A browser that keeps nothing still holds to the choice until the page is left.
  const chosen = new Map();
  const key = caption => `columns:${caption}`;
  const boxes = panel => [...panel.querySelectorAll('input[type=checkbox]')];

  function read(caption) {
    try {
      const titles = JSON.parse(localStorage.getItem(key(caption)));
      return Array.isArray(titles) ? titles : [];
    } catch {
      return [];
    }
  }

  function kept(caption) {
    if (!chosen.has(caption)) chosen.set(caption, read(caption));
    return chosen.get(caption);
  }

  function keep(caption, hidden) {
    chosen.set(caption, hidden);
    try {
      localStorage.setItem(key(caption), JSON.stringify(hidden));
    } catch {
      // Full or switched off.
    }
  }

  function show(panel, hidden) {
    const table = document.querySelector(`table[data-columns="${CSS.escape(panel.dataset.columnsOf)}"]`);
    if (!table) return;
    const heads = [...table.tHead.rows[0].cells].map(head => head.dataset.label);
    const places = hidden.map(title => heads.indexOf(title) + 1).filter(place => place > 0);
    if (places.length > 0) table.dataset.hidden = places.join(' ');
    else delete table.dataset.hidden;
    for (const box of boxes(panel)) box.checked = box.disabled || !hidden.includes(box.value);
    const words = places.length > 0 ? ` (${places.length} hidden)` : '';
    const said = panel.parentElement.querySelector('[data-columns-hidden]');
    if (said.textContent !== words) said.textContent = words;
  }

  function choose(panel, hidden) {
    keep(panel.dataset.columnsOf, hidden);
    show(panel, hidden);
  }

  function showAll() {
    for (const panel of document.querySelectorAll('[data-columns-of]')) show(panel, kept(panel.dataset.columnsOf));
  }

  document.addEventListener('change', event => {
    const panel = event.target.closest('[data-columns-of]');
    if (panel) choose(panel, boxes(panel).filter(box => !box.checked).map(box => box.value));
  });

  document.addEventListener('click', event => {
    const panel = event.target.closest('[data-columns-all]')?.closest('[data-columns-of]');
    if (panel) choose(panel, []);
  });

  // The list opens below the table and may lie below the window.
  document.addEventListener('toggle', event => {
    if (event.target.open) event.target.querySelector('[data-columns-of]')?.scrollIntoView({ block: 'nearest' });
  }, { capture: true });

  new MutationObserver(showAll).observe(document.body,
    { childList: true, subtree: true, attributeFilter: ['data-columns', 'data-columns-of', 'data-label'] });
  showAll();
})();
