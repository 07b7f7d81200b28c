// The browser's half of passkeys: asks the authenticator, and hands what it says to the server.
(function () {
  'use strict';

  const unable = 'This browser or this address cannot use passkeys. Use your password.';

  async function post(path, form, credential) {
    const body = new FormData(form);
    if (credential) body.set('Credential', JSON.stringify(credential));
    const answer = await fetch(path, { method: 'POST', body, credentials: 'same-origin', redirect: 'manual' });
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text);
    throw new Error(text && text.length < 500 && !text.startsWith('<') ? text : 'Not done. Reload the page and try again.');
  }

  async function add(form) {
    const options = PublicKeyCredential.parseCreationOptionsFromJSON(await post('/account/passkeys/creation-options', form));
    return post('/account/passkeys/', form, await navigator.credentials.create({ publicKey: options }));
  }

  async function signIn(form) {
    const options = PublicKeyCredential.parseRequestOptionsFromJSON(await post('/account/passkeys/request-options', form));
    return post('/account/passkeys/sign-in', form, await navigator.credentials.get({ publicKey: options }));
  }

  async function prove(form) {
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) throw new Error(unable);
    const options = PublicKeyCredential.parseRequestOptionsFromJSON(await post('/account/step-up/passkey-options', form));
    return navigator.credentials.get({ publicKey: options });
  }

  function words(trouble) {
    return trouble.name === 'NotAllowedError' ? 'Not done: the authenticator was closed or took too long.' : trouble.message;
  }

  function say(form, text) {
    form.querySelector('[role=alert]').textContent = text;
  }

  async function run(form) {
    if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
      return say(form, unable);
    }
    say(form, '');
    try {
      const done = await (form.dataset.passkey === 'add' ? add(form) : signIn(form));
      window.location.assign(done.location);
    } catch (trouble) {
      say(form, words(trouble));
    }
  }

  window.opsportalPasskeys = { prove, words };

  document.addEventListener('submit', event => {
    if (!event.target.matches('[data-passkey]')) return;
    event.preventDefault();
    event.stopPropagation();
    run(event.target);
  }, { capture: true });
})();
