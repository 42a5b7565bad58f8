// What every page does: ? lists the keys, / goes to the box above, g with another key to a screen, and nothing that is typed is lost.
document.documentElement.classList.add("js");
const keys = document.getElementById("keys"), jump = document.getElementById("jump"), menu = jump.closest("details");
for (const one of document.querySelectorAll("details.folds")) one.open = matchMedia("(min-width: 600.1px)").matches; // on a telephone it folds
const writes = (element) => element.matches("input, textarea, select, [contenteditable]");
const words = document.body.dataset;

/* Keys: none is a command in a field, while an input method composes, or right after the focus was moved. */
const PAUSE = 500;
const GOING = 1500; // milliseconds for the second of two keys, as in g l
let moved = -PAUSE, composed = null, begun = -GOING;

/** The element in which an input method is composing. */
export const composing = () => (composed?.isConnected ? composed : null);

/** Let no key be a command until the focus is moved. */
export const hush = () => { moved = Infinity; };

/** Move the focus when no key asked for it: for half a second no key is a command. In a field none is. */
export const moveFocus = (element) => {
  moved = element && writes(element) ? -PAUSE : performance.now();
  element?.focus({ preventScroll: true });
};

window.addEventListener("compositionstart", (event) => { composed = event.target; }, true);
window.addEventListener("compositionend", () => { composed = null; }, true);
window.addEventListener("keydown", (event) => {
  const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  const composes = event.isComposing || event.keyCode === 229 || composing();
  if (composes || (letter && (writes(event.target) || performance.now() - moved < PAUSE))) { event.stopImmediatePropagation(); return; }
  const link = letter && performance.now() - begun < GOING && keys.querySelector(`a[data-key="g ${CSS.escape(event.key)}"]`);
  if (link) { event.stopImmediatePropagation(); event.preventDefault(); link.click(); }
  if (event.key !== "Shift") begun = letter && event.key === "g" ? performance.now() : -GOING;
}, true);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
  if (event.key === "?") { event.preventDefault(); keys.showModal(); }
  if (event.key === "/" && !document.getElementById("search")) { event.preventDefault(); menu.open = true; jump.focus(); }
});

/* What is typed and not sent: a page with such text asks before it is left. */
const WRITTEN = "textarea, select, input:not([type=hidden], [type=file], [type=radio], [type=checkbox])";
const base = (field) => (field.matches("select")
  ? field.options[Math.max([...field.options].findIndex((one) => one.defaultSelected), 0)]?.value
  : field.matches("input") ? field.defaultValue.replace(/[\r\n]/g, "") : field.defaultValue);

/** The fields of a form whose text differs from what was shown or sent. */
export const unsent = (form) => [...form.elements].filter((field) => field.matches(WRITTEN) && field.value !== base(field));

/** Make what was sent, by field, what a form shows: text that was typed since stays, and is unsent. */
export const settle = (form, sent) => {
  const typed = new Set(unsent(form));
  for (const field of [...form.elements].filter((one) => one.matches(WRITTEN) && sent.has(one.name))) {
    const text = sent.get(field.name), now = typed.has(field) ? field.value : text;
    if (field.matches("select")) for (const one of field.options) one.defaultSelected = one.value === text;
    else field.defaultValue = text;
    field.value = now;
  }
};

let native = null; // the form that the browser itself sends
document.addEventListener("input", () => { native = null; });
window.addEventListener("beforeunload", (event) => {
  const asks = (form) => form.method === "post" && form !== native && form.closest("#content") && unsent(form).length;
  if (waiting || [...document.forms].some(asks)) event.preventDefault();
});

/* Sending: forms go one after the other, from where they stand. */
let waiting = 0, last = Promise.resolve();

/** How many forms are on their way. */
export const pending = () => waiting;

/** Take over the token that the page has now, as after a new start; true where it is another one. */
const renew = async () => {
  const page = new DOMParser().parseFromString(await (await fetch("/accessibility")).text(), "text/html");
  const fresh = page.querySelector("meta[name=token]").content, meta = document.querySelector("meta[name=token]");
  if (meta.content === fresh) return false;
  meta.content = fresh;
  for (const field of document.querySelectorAll("input[name=token]")) field.value = fresh;
  return true;
};

const askers = new WeakMap();

/** The form whose refusal brought this one, else the form itself. */
export const origin = (form) => askers.get(form) ?? form;

const clear = (place) => {
  while (place.nextElementSibling?.matches(".refusal, .conflict")) place.nextElementSibling.remove();
};

/** Show what was refused beside the form or button that asked. */
export const refuse = (place, text) => {
  clear(place);
  const line = document.createElement("p");
  line.className = "refusal";
  line.setAttribute("role", "alert");
  line.textContent = text;
  place.after(line);
};

const unstored = (why) => `${why} · ${words.unsent}`;

/* What was stored meanwhile stands beside the form, with the way to store either. */
const oppose = (place, section) => {
  clear(place);
  place.after(section);
  const form = section.querySelector("form");
  askers.set(form, place);
  section.querySelector(".keep").addEventListener("click", (event) => {
    if (!place.matches("form")) return;
    event.preventDefault();
    const stored = form.elements.namedItem("shown").value, shown = place.elements.namedItem("shown");
    const cells = stored.startsWith("{") ? JSON.parse(stored) : {};
    for (const field of unsent(place)) field.value = cells[field.name] ?? base(field);
    settle(place, new Map(Object.entries(cells)));
    shown.value = stored;
    clear(place);
    place.dispatchEvent(new Event("settled", { bubbles: true }));
  });
};

const deliver = async (place, address, make) => {
  try {
    let body = make(), answer;
    for (const last of [false, true]) {
      const heads = { "X-Token": document.querySelector("meta[name=token]").content };
      answer = await fetch(address, { method: "POST", body, headers: heads, redirect: "manual" });
      if (last || answer.status !== 400 || !(await renew())) break;
      body = make();
    }
    if (answer.ok) { // what leads elsewhere, such as to a login, stored nothing
      clear(origin(place));
      return { answer, body };
    }
    if (answer.type === "opaqueredirect") throw new Error("led elsewhere");
    const text = await answer.text(), plain = answer.headers.get("content-type")?.startsWith("text/plain"), page = new DOMParser().parseFromString(text, "text/html");
    const section = answer.status === 409 ? page.querySelector(".conflict") : null;
    if (section) oppose(origin(place), document.adoptNode(section));
    else refuse(origin(place), unstored((plain ? text.slice(0, 400) : page.querySelector(".notice")?.textContent ?? `${answer.status} ${answer.statusText}`).trim()));
  } catch {
    refuse(origin(place), unstored(words.unreachable));
  }
  return null;
};

/** Send what `make` gives once it is its turn; gives the answer with it, null where it was refused. */
export const send = (place, address, make) => {
  waiting += 1;
  const sent = last.then(() => deliver(place, address, make)).finally(() => { waiting -= 1; });
  last = sent;
  return sent;
};

/** Send a form: what it holds now, as a change of what it shows once it is its turn. */
export const post = (form, button) => {
  const typed = new FormData(form, button);
  return send(form, form.getAttribute("action"), () => {
    const shown = form.elements.namedItem("shown");
    if (shown) typed.set("shown", shown.value);
    typed.set("quick", "1");
    typed.delete("token");
    return typed;
  });
};

/** The cells of a form as shown take the values that were sent. */
export const saw = (form, cells) => {
  const shown = form.elements.namedItem("shown"), now = JSON.parse(shown.value);
  for (const key of Object.keys(now)) now[key] = cells.get(key) ?? now[key];
  shown.value = JSON.stringify(now);
};

/* A form that the browser sends goes where the page answers, with the token of now. */
const asked = new WeakSet();
window.addEventListener("submit", async (event) => {
  const form = event.target, button = event.submitter;
  native = event.defaultPrevented ? null : form;
  if (!native || form.method !== "post" || !form.closest("#content") || asked.delete(form) || !unsent(form).length) return;
  event.preventDefault();
  native = null;
  try {
    await renew();
    asked.add(form);
    form.requestSubmit(button);
  } catch { refuse(form, unstored(words.unreachable)); }
});
