// The session's end: signs of life while somebody is there, and a warning in time. What was typed is kept by drafts.js.
(function () {
  'use strict';

  const tellEvery = 30_000;
  let deadline = null;
  let lastTold = Date.now();
  let asking = false;

  const guard = () => document.getElementById('session-guard');
  const warning = () => document.getElementById('session-warning');
  const here = () => location.pathname + location.search;

  async function ask(method) {
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch('/account/session', { method, credentials: 'same-origin', redirect: 'manual', cache: 'no-store' });
      if (answer.status === 401) return end();
      if (answer.ok) deadline = Date.now() + (await answer.json()).secondsLeft * 1000;
    } catch {
      // No connection: the circuit's own banner tells of it.
    } finally {
      asking = false;
    }
  }

  function end() {
    location.assign('/account/sign-in?returnUrl=' + encodeURIComponent(here()));
  }

  function sign() {
    if (!guard() || warning()?.open || Date.now() - lastTold < tellEvery) return;
    lastTold = Date.now();
    ask('POST');
  }

  async function stay() {
    lastTold = Date.now();
    await ask('POST');
    hide();
  }

  function hide() {
    if (warning()?.open) warning().close();
  }

  async function look() {
    const limits = guard();
    if (!limits) return;
    deadline ??= Date.now() + limits.dataset.idle * 1000;
    const before = deadline - limits.dataset.warn * 1000;
    if (Date.now() < before) return hide();
    if (!warning().open || Date.now() >= deadline || Math.floor(Date.now() / 1000) % 10 === 0) await ask('GET');
    const left = Math.max(0, Math.ceil((deadline - Date.now()) / 1000));
    if (left > limits.dataset.warn) return hide();
    document.getElementById('session-left').textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    if (!warning().open) warning().showModal();
  }

  for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
    document.addEventListener(kind, sign, { passive: true, capture: true });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look());
  document.addEventListener('click', event => {
    if (event.target.closest('[data-stay]')) stay();
  }, { capture: true });
  setInterval(look, 1000);
})();
