// Keeps what a person has typed into a long form (marked data-keep) until it is sent, even if the page is lost or the
// session has run out meanwhile. The words stay in this tab, are offered only to the same person, and are dropped when
// they sign out. Passwords, files and hidden fields are never kept. Everything works without this file.
"use strict";

(() => {
  const PREFIX = "kept:";
  const person = document.body?.dataset.person;
  const store = window.sessionStorage;

  const keyOf = (form) => `${PREFIX}${person}:${location.pathname}#${form.id}`;
  const isKept = (field) =>
    field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type);

  function read(form) {
    const values = {};
    for (const field of form.elements) {
      if (!isKept(field)) continue;
      if (["checkbox", "radio"].includes(field.type)) {
        values[field.name] = [...(values[field.name] ?? []), ...(field.checked ? [field.value] : [])];
      } else {
        values[field.name] = field.value;
      }
    }
    return values;
  }

  function write(form, values) {
    let changed = false;
    for (const field of form.elements) {
      if (!isKept(field) || !(field.name in values)) continue;
      const kept = values[field.name];
      if (Array.isArray(kept)) {
        const checked = kept.includes(field.value);
        changed ||= field.checked !== checked;
        field.checked = checked;
      } else if (field.value !== kept) {
        changed = true;
        field.value = kept;
      }
    }
    return changed;
  }

  function forgetAll() {
    for (const key of Object.keys(store)) {
      if (key.startsWith(PREFIX)) store.removeItem(key);
    }
  }

  // A form that was sent and is not shown again has been accepted; the sign-in page and error pages say nothing of that.
  function forgetSent(shown) {
    for (const key of Object.keys(store)) {
      if (key.startsWith(PREFIX) && JSON.parse(store.getItem(key)).sent && !shown.has(key)) store.removeItem(key);
    }
  }

  // A form that is shown again below the word that it was done (marked data-done), as a questionnaire is, starts anew.
  const isDone = () => document.querySelector("[data-done]") !== null;

  function keep(form) {
    const key = keyOf(form);
    if (isDone() && JSON.parse(store.getItem(key) ?? "{}").sent) store.removeItem(key);
    const kept = store.getItem(key);
    const isAnswer = form.querySelector("[aria-invalid]") !== null;
    if (kept && !isAnswer && write(form, JSON.parse(kept).values)) {
      const note = form.querySelector("[data-kept-note]");
      if (note) note.hidden = false;
    }
    const save = (sent) => store.setItem(key, JSON.stringify({ values: read(form), sent }));
    form.addEventListener("input", () => save(false));
    form.addEventListener("submit", () => save(true));
    return key;
  }

  document.addEventListener("submit", (event) => {
    if ("forget" in event.target.dataset) forgetAll();
  });
  if (person && !("problem" in document.body.dataset)) forgetSent(new Set([...document.querySelectorAll("form[data-keep]")].map(keep)));
})();
