// Keeps what a person has typed but not sent, in this tab alone: a lost connection, a restart of the server, an expired session or a
// reload by mistake must not cost a page of work. Secrets, bank details, files and searches are never kept.
(function () {
  'use strict';

  const kept = 'input:not([type=password], [type=file], [type=hidden], [type=search]), textarea, select';
  const longest = 20000;
  const touched = new WeakSet();
  let waiting = {};
  let path = window.location.pathname;
  let restored = false;
  let filling = false;

  // A draft is its person's: whoever signs in next in this tab does not get it.
  const key = () => `draft:${document.getElementById('session-guard')?.dataset.person ?? ''}:${path}`;

  function fields() {
    return [...document.querySelectorAll('main ' + kept.split(', ').join(', main '))].filter(field =>
      !field.disabled && field.getAttribute('autocomplete') !== 'off' && !field.closest('[data-no-draft], form[method=get]'));
  }

  // Ids may differ from one drawing to the next; what a person reads beside a field does not.
  function nameOf(field) {
    const words = (field.labels?.[0]?.textContent || field.getAttribute('aria-label') || field.name || '').trim().replace(/\s+/g, ' ');
    const place = field.closest('dialog')?.querySelector('h2')?.textContent || '';
    return `${place}|${words}|${field.type}`;
  }

  function named() {
    const seen = {};
    return fields().map(field => {
      const name = nameOf(field);
      seen[name] = (seen[name] ?? 0) + 1;
      return [`${name}|${seen[name]}`, field];
    });
  }

  const valueOf = field => field.type === 'checkbox' || field.type === 'radio' ? field.checked : field.value;

  function store() {
    if (!document.body.dataset.interactive || document.querySelector('[data-leaving]')) return;
    const draft = { ...waiting };
    for (const [name, field] of named()) {
      const value = valueOf(field);
      if (touched.has(field) && value !== '' && String(value).length < longest) draft[name] = value;
    }
    try {
      if (Object.keys(draft).length === 0) sessionStorage.removeItem(key());
      else sessionStorage.setItem(key(), JSON.stringify(draft));
    } catch {
      // A full or forbidden store only means that nothing is kept.
    }
  }

  function put(field, value) {
    // A choice may depend on another one, which the server has yet to take in.
    if (field.options && ![...field.options].some(option => option.value === value)) return false;
    if (typeof value === 'boolean') field.checked = value;
    else field.value = value;
    touched.add(field);
    filling = true;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    filling = false;
    return true;
  }

  // Fields that are on the page are filled; those of a sheet wait until it is opened again.
  function fill() {
    let count = 0;
    for (const [name, field] of named()) {
      if (!(name in waiting)) continue;
      if (valueOf(field) === waiting[name]) {
        delete waiting[name];
      } else if (put(field, waiting[name])) {
        delete waiting[name];
        count++;
      }
    }
    return count;
  }

  function say(text) {
    document.getElementById('draft-notice')?.remove();
    const notice = document.createElement('div');
    notice.id = 'draft-notice';
    notice.className = 'draft-notice';
    notice.setAttribute('role', 'status');
    const words = document.createElement('p');
    words.textContent = text;
    const drop = document.createElement('button');
    drop.type = 'button';
    drop.className = 'button';
    drop.textContent = 'Close';
    drop.addEventListener('click', () => {
      waiting = {};
      notice.remove();
      store();
    });
    notice.append(words, drop);
    document.body.append(notice);
  }

  function sheetsOf(names) {
    return [...new Set(names.map(name => name.split('|')[0]).filter(Boolean))].join(', ');
  }

  // Called by the shell once the page answers: what was typed before the page was loaded anew is put back.
  function restore() {
    if (restored) return;
    restored = true;
    try {
      waiting = JSON.parse(sessionStorage.getItem(key()) || '{}');
    } catch {
      waiting = {};
    }
    const filled = fill();
    const sheets = sheetsOf(Object.keys(waiting));
    if (sheets) say(`What you typed under "${sheets}" before this page was loaded again is kept: open it once more.`);
    else if (filled > 0) say('What you typed before this page was loaded again has been put back. Nothing was sent.');
  }

  let due = 0;

  function soon() {
    clearTimeout(due);
    due = setTimeout(() => {
      if (window.location.pathname !== path) {
        sessionStorage.removeItem(key());
        path = window.location.pathname;
        waiting = {};
        document.getElementById('draft-notice')?.remove();
      }
      if (restored && Object.keys(waiting).length > 0 && fill() > 0 && Object.keys(waiting).length === 0) {
        document.getElementById('draft-notice')?.remove();
      }
      if (restored) store();
    }, 250);
  }

  for (const kind of ['input', 'change']) {
    document.addEventListener(kind, event => {
      if (filling) return;
      touched.add(event.target);
      store();
    });
  }

  new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true });
  window.addEventListener('pagehide', store);
  window.opsportalDrafts = { restore };
})();
