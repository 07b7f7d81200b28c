// What the server cannot do: focus, keys, the theme, and the one post that must not cross the circuit.
(function () {
  'use strict';

  let opener = null;

  function cookie(name, value) {
    document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
  }

  async function stepUp(form, credential) {
    const body = new FormData(form);
    if (credential) body.set('Credential', JSON.stringify(credential));
    const secret = form.querySelector('input[type=password]');
    try {
      const answer = await fetch('/account/step-up', { method: 'POST', body, credentials: 'same-origin', redirect: 'manual' });
      const text = await answer.text();
      if (answer.ok && text === 'ok') return 'ok';
      secret.value = '';
      secret.focus();
      return text && text.length < 500 && !text.startsWith('<') && !text.startsWith('{')
        ? text : 'Not confirmed. You may be signed out. Reload the page and try again.';
    } catch {
      return 'Not confirmed. The server did not answer. Try again in a moment.';
    }
  }

  async function stepUpByPasskey(form) {
    try {
      return await stepUp(form, await window.opsportalPasskeys.prove(form));
    } catch (trouble) {
      return window.opsportalPasskeys.words(trouble);
    }
  }

  function openSheet(dialog) {
    opener = document.activeElement;
    if (!dialog.open) dialog.showModal();
    (dialog.querySelector('[autofocus]') || dialog.querySelector('button, input, a'))?.focus();
    dialog.addEventListener('cancel', event => {
      event.preventDefault();
      dialog.querySelector('[data-cancel]')?.click();
    });
  }

  function restoreFocus() {
    if (opener && opener.isConnected) opener.focus();
    else document.querySelector('h1')?.focus();
    opener = null;
  }

  // A button that is off while its work runs, or gone when it is done, leaves the focus on nothing: it goes back to the
  // button, or else to the page's heading, so that the next Tab starts here and not at the top of the window.
  let focused = null;

  function isGone(element) {
    return !element.isConnected || element.matches(':disabled');
  }

  function keepFocus() {
    if (!focused || document.activeElement !== document.body || document.querySelector('dialog[open]')) return;
    if (!isGone(focused)) focused.focus({ preventScroll: true });
    else if (!focused.isConnected) document.querySelector('h1')?.focus({ preventScroll: true });
  }

  document.addEventListener('focusin', event => { focused = event.target; });
  document.addEventListener('focusout', event => {
    const left = event.target;
    queueMicrotask(() => { if (focused === left && !isGone(left)) focused = null; });
  });
  document.addEventListener('pointerdown', () => { focused = null; }, { capture: true });
  new MutationObserver(keepFocus).observe(document.documentElement,
    { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] });

  function interactive() {
    document.body.dataset.interactive = 'true';
    window.opsportalDrafts?.restore();
  }

  function go(href) {
    if (window.Blazor?.navigateTo) window.Blazor.navigateTo(href);
    else window.location.assign(href);
  }

  function toggleTheme() {
    const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    cookie('theme', next);
  }

  function toggleRail() {
    const root = document.documentElement;
    const next = root.dataset.rail === 'collapsed' ? 'open' : 'collapsed';
    root.dataset.rail = next;
    cookie('rail', next);
  }

  function putTourAway() {
    document.documentElement.dataset.tour = 'away';
    cookie('tour', 'away');
    document.querySelector('h1')?.focus();
  }

  function toggleMenu(open) {
    const button = document.querySelector('[data-menu]');
    const now = open ?? !document.body.classList.contains('menu-open');
    document.body.classList.toggle('menu-open', now);
    button?.setAttribute('aria-expanded', String(now));
    if (now) document.querySelector('.rail a')?.focus();
  }

  // The search box: an id is traced; a word that fits a room goes there.
  function options(input) {
    return [...document.getElementById(input.getAttribute('aria-controls')).children];
  }

  function showPalette(input) {
    const wanted = input.value.trim().toLowerCase();
    let found = 0;
    for (const option of options(input)) {
      const fits = wanted === '' || option.textContent.toLowerCase().includes(wanted);
      option.hidden = !fits;
      option.setAttribute('aria-selected', 'false');
      if (fits) found++;
    }
    setPalette(input, found > 0);
  }

  function setPalette(input, open) {
    document.getElementById(input.getAttribute('aria-controls')).hidden = !open;
    input.setAttribute('aria-expanded', String(open));
    if (!open) input.removeAttribute('aria-activedescendant');
  }

  function movePalette(input, step) {
    const shown = options(input).filter(option => !option.hidden);
    if (shown.length === 0) return;
    const at = shown.findIndex(option => option.getAttribute('aria-selected') === 'true');
    const next = shown[(at + step + shown.length + (at < 0 && step < 0 ? 1 : 0)) % shown.length];
    for (const option of shown) option.setAttribute('aria-selected', String(option === next));
    input.setAttribute('aria-activedescendant', next.id);
    next.scrollIntoView({ block: 'nearest' });
  }

  function choose(input) {
    const chosen = options(input).find(option => !option.hidden && option.getAttribute('aria-selected') === 'true');
    const text = input.value.trim();
    const exact = options(input).find(option => option.dataset.name.toLowerCase() === text.toLowerCase());
    const href = (chosen || exact)?.dataset.href ?? (text && `/trace?id=${encodeURIComponent(text)}`);
    setPalette(input, false);
    if (href) {
      input.value = '';
      input.blur();
      go(href);
    }
  }

  function paletteKey(event, input) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (input.getAttribute('aria-expanded') !== 'true') showPalette(input);
      movePalette(input, event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(input);
    } else if (event.key === 'Escape') {
      setPalette(input, false);
      input.blur();
    }
  }

  // Tables: j, k and arrows move, Enter opens, x selects one, y all of its kind, ? lists the keys.
  function tableKey(event) {
    const table = document.activeElement?.closest?.('table[data-keys]')
      || document.activeElement?.querySelector?.(':scope > table[data-keys]') || document.querySelector('table[data-keys]');
    if (!table) return false;
    const rows = [...table.tBodies[0].rows];
    const at = rows.indexOf(document.activeElement?.closest?.('tr'));
    const inTable = table.parentElement.contains(document.activeElement);
    const step = { j: 1, k: -1, ArrowDown: inTable ? 1 : 0, ArrowUp: inTable ? -1 : 0 }[event.key];
    if (step) {
      rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + step))]?.focus();
      return true;
    }
    if (at < 0 || document.activeElement !== rows[at]) return false;
    if (event.key === 'Enter') {
      (rows[at].querySelector('a.row-link') || rows[at].querySelector('a'))?.click();
      return true;
    }
    if (event.key === 'y') {
      const alike = rows[at].closest('.table-scroll').querySelector('[data-alike]');
      if (alike) {
        alike.value = at;
        alike.dispatchEvent(new Event('change', { bubbles: true }));
      }
      return true;
    }
    if (event.key === 'x') {
      rows[at].querySelector('.cell-select input')?.click();
      return true;
    }
    return false;
  }

  // A field of several lines keeps Enter for itself; what was typed must be told before its form is sent.
  function send(event) {
    const form = event.target.form;
    if (!form) return;
    event.preventDefault();
    event.target.dispatchEvent(new Event('change', { bubbles: true }));
    form.requestSubmit();
  }

  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  document.addEventListener('keydown', event => {
    const input = document.getElementById('search');
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      if (input) {
        event.preventDefault();
        input.focus();
        input.select();
        showPalette(input);
      }
      return;
    }
    if (event.target === input && input) return paletteKey(event, input);
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') return send(event);
    if (event.key === 'Escape') {
      document.querySelectorAll('details.menu[open]').forEach(menu => { menu.open = false; menu.querySelector('summary').focus(); });
      if (document.body.classList.contains('menu-open')) {
        toggleMenu(false);
        document.querySelector('[data-menu]')?.focus();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('dialog[open]')) return;
    if (event.key === '?') {
      document.getElementById('show-keys')?.click();
      return;
    }
    const button = !event.repeat && /^[a-z1-9]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]:not([disabled])`);
    if (button) {
      event.preventDefault();
      button.click();
      return;
    }
    if (tableKey(event)) event.preventDefault();
  });

  document.addEventListener('input', event => {
    if (event.target.id === 'search') showPalette(event.target);
  });

  // Says at once that a file is too large, instead of after it was sent.
  document.addEventListener('change', event => {
    const most = Number(event.target.dataset?.mostBytes);
    if (!most) return;
    const tooLarge = [...event.target.files].some(file => file.size > most);
    event.target.setCustomValidity(tooLarge ? `Refused: the file is too large. Evidence files hold at most ${most / 1048576} MB.` : '');
    event.target.reportValidity();
  });

  document.addEventListener('focusin', event => {
    const input = document.getElementById('search');
    if (input && event.target !== input && !event.target.closest('.search')) setPalette(input, false);
    document.querySelectorAll('details.menu[open]').forEach(menu => { if (!menu.contains(event.target)) menu.open = false; });
  });

  document.addEventListener('submit', event => {
    if (event.target.matches('.search')) {
      event.preventDefault();
      choose(document.getElementById('search'));
    }
  });

  // The second press of a double click would reach whatever stands there after the first one took effect.
  document.addEventListener('click', event => {
    if (event.detail > 1 && event.target.closest('button.button')) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, { capture: true });

  document.addEventListener('click', event => {
    const target = event.target;
    if (target.closest('[data-theme-toggle]')) return toggleTheme();
    if (target.closest('[data-rail-toggle]')) return toggleRail();
    if (target.closest('[data-tour-dismiss]')) return putTourAway();
    if (target.closest('[data-menu]')) return toggleMenu();
    if (target.closest('[data-reload]')) return window.location.reload();
    if (target.closest('[data-reconnect]')) return reconnect();
    if (target.closest('[data-close-dialog]')) return target.closest('dialog').close();
    if (target.closest('[data-fill-email]')) return fillDemo(target.closest('[data-fill-email]'));
    const option = target.closest('.palette [data-href]');
    if (option) {
      const input = document.getElementById('search');
      setPalette(input, false);
      input.value = '';
      return go(option.dataset.href);
    }
    if (target.closest('.rail a') || !target.closest('.rail')) document.body.classList.contains('menu-open') && toggleMenu(false);
    document.querySelectorAll('details.menu[open]').forEach(menu => {
      if (!menu.contains(target) || target.closest('.menu-panel a')) menu.open = false;
    });
    openRow(event);
  });

  function openRow(event) {
    const row = event.target.closest('table[data-keys] tbody tr');
    if (!row || event.target.closest('a, button, input, label, summary, select, textarea')) return;
    if (String(window.getSelection()).length > 0) return;
    row.querySelector('a.row-link')?.click();
  }

  // Moments are drawn relative to now; the exact one is told on hover.
  document.addEventListener('mouseover', event => {
    const moment = event.target.closest?.('time[datetime]:not([title])');
    if (moment) moment.title = moment.dateTime.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
  });

  function fillDemo(button) {
    document.querySelector('input[type=email]').value = button.dataset.fillEmail;
    const password = document.querySelector('input[type=password]');
    password.value = button.dataset.fillPassword;
    password.focus();
  }

  async function reconnect() {
    try {
      if (!await window.Blazor.reconnect()) window.location.reload();
    } catch {
      // The server is still away: the banner stays.
    }
  }

  window.opsportal = { stepUp, stepUpByPasskey, openSheet, restoreFocus, interactive };
})();
