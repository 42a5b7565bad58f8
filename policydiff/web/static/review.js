// Judging by keyboard and without loading the page again: every form works without this, too.
import { composing, moveFocus, origin, pending, post, saw, settle, unsent } from "./site.js";

const told = document.getElementById("told"), words = document.body.dataset;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const places = () => all(".review").filter((box) => box.checkVisibility());
let now = null;

const say = (text, failed = false) => {
  told.textContent = text;
  told.classList.toggle("failed", failed);
};

const move = (box) => {
  if (!box) return;
  now?.classList.remove("now");
  now = box;
  now.classList.add("now");
  now.tabIndex = -1;
  now.focus({ preventScroll: true });
  now.scrollIntoView({ block: "center" });
};

const step = (by, wanted = () => true) => {
  const found = places(), at = found.indexOf(now);
  const order = by > 0 ? found.slice(at + 1) : found.slice(0, Math.max(at, 0)).reverse();
  move(order.find(wanted));
};

/* A box in which somebody writes stays as it is until the note is closed or sent */
const writing = (root) => {
  const place = document.activeElement;
  return (root.contains(place) && place.matches("textarea, input, select")) || (composing() && root.contains(composing()));
};

const busy = (box) => writing(box) || box.querySelector(".refusal, .conflict")
  || all("details.note[open] textarea, details.note[open] input", box).some((field) => field.value);

const swap = (old, fresh) => {
  if (!old || !fresh || old.isEqualNode(fresh) || writing(old)) return;
  const open = all("details", old).map((one) => one.open);
  all("details", fresh).forEach((one, at) => { if (open[at]) one.open = true; });
  old.replaceWith(fresh);
};

/* What is typed and not sent stands in the fresh form too, which then still says what it was typed upon */
const carry = (old, fresh) => {
  const typed = unsent(old);
  for (const field of typed) {
    const place = fresh.elements.namedItem(field.name);
    place.value = field.value;
    if (field.matches("textarea, input")) place.setSelectionRange(field.selectionStart, field.selectionEnd, field.selectionDirection);
  }
  if (typed.length) fresh.elements.namedItem("shown").value = old.elements.namedItem("shown").value;
};

/* The box itself stays, and with it the focus; what stands in it is that of the server */
const renew = (box, fresh) => {
  const place = document.activeElement, inside = place !== box && box.contains(place);
  const forms = [box.querySelector("form"), fresh.querySelector("form")];
  if (forms[0] && forms[1]) carry(...forms);
  const open = all("details", box).map((one) => one.open);
  all("details", fresh).forEach((one, at) => { one.open = Boolean(open[at]); });
  if (fresh.dataset.open) box.dataset.open = fresh.dataset.open; else delete box.dataset.open;
  box.replaceChildren(...fresh.childNodes);
  if (inside) moveFocus((place.value && box.querySelector(`button[value="${place.value}"]`)) || box);
};

/* A measure holds boxes: each goes to where it stands now, and whoever was in one is there still */
const rebuild = (old, fresh) => {
  const folds = (root) => all("details", root).filter((one) => !one.closest(".review"));
  const open = folds(old).map((one) => one.open), seen = old.contains(now) && now.checkVisibility();
  folds(fresh).forEach((one, at) => { if (open[at]) one.open = true; });
  const pairs = all(".review", old).map((box) => [box, fresh.querySelector(`[data-key="${CSS.escape(box.dataset.key)}"]`)]);
  for (const [box, one] of pairs) if (one) renew(box, one);
  const place = document.activeElement, inside = old.contains(place);
  for (const [box, one] of pairs) one?.replaceWith(box);
  old.className = fresh.className;
  old.replaceChildren(...fresh.childNodes);
  for (let fold = seen ? now.closest("details") : null; fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (inside) place.focus({ preventScroll: true });
};

/* Show what the server shows; true where nothing had to stay because somebody writes there */
const refresh = (page) => {
  let whole = true;
  for (const selector of ["#counts", "#matrix", ".summary", "#reviewing"]) swap(document.querySelector(selector), page.querySelector(selector));
  const fresh = new Map(all("[data-key]", page).map((one) => [one.dataset.key, one]));
  for (const box of all("[data-key]")) {
    const one = fresh.get(box.dataset.key);
    if (!one) continue;
    const cards = [box.closest(".card"), one.closest(".card")];
    if (cards[0] && cards[1]) {
      cards[0].className = cards[1].className;
      cards[0].dataset.status = cards[1].dataset.status;
      swap(cards[0].querySelector(":scope > summary"), cards[1].querySelector(":scope > summary"));
    }
    if (busy(box)) whole = false;
    else if (!box.matches(".review")) rebuild(box, one);
    else if (!box.closest(".measure")) renew(box, one);
  }
  for (const old of all(".item")) {
    const one = page.getElementById(old.id);
    if (!one) continue;
    old.dataset.status = one.dataset.status;
    old.dataset.cells = one.dataset.cells;
    swap(old.querySelector("h3 .status"), one.querySelector("h3 .status"));
  }
  return whole;
};

/* The items of which the server has news, and whether a card is new, so that all is loaded */
const due = new Set();
let reload = false, timer = 0, sent = 0;
const later = (after = 150) => {
  clearTimeout(timer);
  if (due.size || reload) timer = setTimeout(load, after);
};

const load = async () => {
  if (pending() || composing()) return;
  const idle = !writing(document.body) && all("form").every((form) => !unsent(form).length);
  if (reload && idle) { location.reload(); return; }
  const before = sent;
  for (const item of due) {
    const answer = await fetch(location.pathname + location.search, { headers: { "X-Item": item } }).catch(() => null);
    if (answer?.status !== 200) { if (answer?.status === 202) later(1000); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (sent !== before) return; // that is older than what was sent since
    if (refresh(page)) due.delete(item);
  }
};

const CLEARED = { undo: { verdict: "", note: "", articles: "", grade: "" }, none: { articles: "", grade: "" } };

/* What was just stored can be taken back by its key before the page shows the button */
const takeBack = (form, verdict) => {
  const shown = form.querySelector('button[value="undo"]');
  if (verdict === "undo") shown?.remove();
  if (verdict === "undo" || shown) return;
  form.append(Object.assign(document.createElement("button"), { name: "do", value: "undo", hidden: true }));
};

/* What was sent is seen: the next press need not wait for the page */
const send = async (form, button) => {
  const box = form.closest(".review"), item = form.elements.namedItem("item").value;
  sent += 1;
  say(words.saving);
  const done = await post(form, button), asked = origin(form);
  later();
  if (!done) { say(words.failed, true); return; }
  const verdict = done.body.get("do"), cells = new Map(done.body);
  if (verdict !== "noted") cells.set("verdict", verdict);
  for (const [key, text] of Object.entries(CLEARED[verdict] ?? {})) cells.set(key, text);
  settle(asked, done.body);
  saw(asked, cells);
  const now = JSON.parse(asked.elements.namedItem("shown").value).verdict;
  for (const one of all("button", asked)) one.toggleAttribute("aria-pressed", one.value === now);
  for (const one of all("button[aria-pressed]", asked)) one.setAttribute("aria-pressed", "true");
  takeBack(asked, verdict);
  say(words.saved);
  const note = asked.querySelector("details.note[open]");
  if (note && !unsent(asked).length && (verdict === "noted" || !writing(note))) {
    const inside = note.contains(document.activeElement);
    note.open = false;
    if (inside) moveFocus(box);
  }
  due.add(item);
  reload ||= Boolean(asked.closest(".add"));
  later();
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest(".review")) return;
  event.preventDefault();
  send(form, event.submitter);
});
for (const event of ["focusout", "compositionend"]) document.addEventListener(event, () => later());
document.addEventListener("settled", (event) => {
  due.add(event.target.elements.namedItem("item").value);
  later();
});
document.addEventListener("toggle", () => later(), true);

/* A judgement on offer fills the form, and stands there unsent, below what was typed: a button stores it */
const fills = new WeakMap();
document.addEventListener("click", (event) => {
  const offer = event.target.closest(".offer > a");
  if (!offer || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const form = offer.closest("form"), cells = JSON.parse(offer.dataset.cells), note = form.elements.namedItem("note");
  const typed = unsent(form).includes(note) && note.value !== fills.get(form) ? `${note.value}\n` : "";
  for (const name of ["articles", "grade"]) form.elements.namedItem(name).value = cells[name];
  note.value = typed + cells.note;
  fills.set(form, note.value);
  for (const one of all("button", form)) one.classList.toggle("offered", one.value === cells.verdict);
  form.querySelector("details.note").open = true;
  form.querySelector("button.offered").focus({ preventScroll: true });
  say(offer.dataset.filled);
});

/* Without a name nothing is judged: the keys lead to its field */
const nameless = () => {
  const field = document.getElementById("by");
  if (!field) return false;
  field.focus();
  say(words.nameless, true);
  return true;
};

const press = (value) => {
  const button = now.querySelector(`:scope > form button[value="${value}"]`);
  if (!button) return false;
  if (button.form.reportValidity()) send(button.form, button);
  return true;
};

const judge = (key) => {
  if (nameless()) return;
  if (!now?.isConnected) step(1);
  else if (key === "c") write();
  else if (!VALUES[key].some(press)) say(words.dead, true);
};

const write = () => {
  const note = now.querySelector("details.note");
  if (!note) { say(words.dead, true); return; }
  note.open = true;
  note.querySelector("textarea").focus();
};

const unfold = () => {
  const item = (now ?? document.querySelector(".item:not([hidden])"))?.closest(".item");
  const folds = item ? all(".evidence, .card, .weak", item) : [];
  const open = folds.some((fold) => !fold.open);
  for (const fold of folds) fold.open = open;
};

const VALUES = { y: ["confirmed", "answered"], a: ["answered"], p: ["partly"], n: ["rejected", "none"], 1: ["1"], 2: ["2"], u: ["undo"] };

document.addEventListener("keydown", (event) => {
  const field = event.target.matches("textarea, input, select") ? event.target : null;
  const noted = field?.closest("details.note") && field.form.querySelector('button[value="noted"]');
  if (noted && event.key === "Enter" && (event.ctrlKey || event.metaKey || field.matches("input"))) {
    event.preventDefault(); // Enter in a line of the note judges nothing
    send(field.form, noted);
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (field) {
    if (event.key === "Escape") { field.blur(); now?.focus({ preventScroll: true }); }
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  if ("jkw".includes(event.key) && (places().length || !nameless())) step(event.key === "k" ? -1 : 1, event.key === "w" ? (box) => box.dataset.open : undefined);
  else if (event.key === "o") unfold();
  else if (event.key === "c" || event.key in VALUES) judge(event.key);
  else if (!"jkw".includes(event.key)) return;
  event.preventDefault();
});
document.addEventListener("focusin", (event) => {
  const box = event.target.closest(".review");
  if (!box || box === now) return;
  now?.classList.remove("now");
  now = box;
  now.classList.add("now");
});
