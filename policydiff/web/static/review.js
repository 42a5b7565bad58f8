// Judging by keyboard and without loading the page again: every form works without this, too.
const told = document.getElementById("told"), words = document.body.dataset;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const places = () => all(".review").filter((box) => box.checkVisibility());
let now = null, waiting = 0, timer = 0;

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

/* What the server shows after a judgement takes the place of what stands here */
const busy = (element) => element.querySelector("details.note[open]") || element.contains(document.activeElement) && document.activeElement.matches("textarea, input");

const swap = (old, fresh) => {
  if (!old || !fresh || old.isEqualNode(fresh)) return;
  const key = now && old.contains(now) ? now.dataset.key : null;
  const open = all("details", old).map((one) => one.open);
  all("details", fresh).forEach((one, at) => { if (open[at]) one.open = true; });
  old.replaceWith(fresh);
  if (key) {
    now = all(".review").find((box) => box.dataset.key === key) ?? null;
    if (now) { now.classList.add("now"); now.tabIndex = -1; now.focus({ preventScroll: true }); }
  }
};

const refresh = (page, judged) => {
  for (const selector of ["#counts", "#matrix", ".summary", "#reviewing"]) swap(document.querySelector(selector), page.querySelector(selector));
  const fresh = new Map(all("[data-key]", page).map((one) => [one.dataset.key, one]));
  for (const old of all("[data-key]")) {
    const one = fresh.get(old.dataset.key);
    if (!one || !old.isConnected || (old.dataset.key !== judged && busy(old))) continue;
    const cards = [old.closest(".card"), one.closest(".card")];
    if (cards[0] && cards[1]) {
      cards[0].className = cards[1].className;
      cards[0].dataset.status = cards[1].dataset.status;
      swap(cards[0].querySelector(":scope > summary"), cards[1].querySelector(":scope > summary"));
    }
    swap(old, one);
  }
  for (const old of all(".item")) {
    const one = page.getElementById(old.id);
    if (!one) continue;
    old.dataset.status = one.dataset.status;
    old.dataset.cells = one.dataset.cells;
    swap(old.querySelector("h3 .status"), one.querySelector("h3 .status"));
  }
};

const load = async (judged, item) => {
  const answer = await fetch(location.pathname + location.search, { headers: { "X-Item": item } });
  if (answer.status !== 200) return;
  refresh(new DOMParser().parseFromString(await answer.text(), "text/html"), judged);
};

/* What was sent is seen: the next press need not wait for the page */
const saw = (form, verdict) => {
  const field = form.elements.namedItem("shown"), cells = JSON.parse(field.value);
  for (const key of Object.keys(cells)) cells[key] = form.elements.namedItem(key)?.value ?? cells[key];
  if (!["noted", "undo"].includes(verdict)) cells.verdict = verdict;
  if (verdict === "none") cells.articles = cells.grade = "";
  field.value = JSON.stringify(cells);
};

const send = async (form, button) => {
  const body = new FormData(form, button), box = form.closest(".review");
  waiting += 1;
  say(words.saving);
  try {
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
    if (answer.type !== "opaqueredirect") {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      throw new Error(page.querySelector(".notice")?.textContent ?? answer.statusText);
    }
    box.querySelector("details.note")?.removeAttribute("open");
    saw(form, button.value);
    say(words.saved);
    clearTimeout(timer);
    const show = form.closest(".add") ? () => location.reload() : () => load(box.dataset.key, form.elements.namedItem("item").value);
    timer = setTimeout(show, 150); // the card of an added article is new: all is loaded
  } catch (error) {
    say(`${words.failed}: ${error.message}`, true);
  }
  waiting -= 1;
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest(".review")) return;
  event.preventDefault();
  send(form, event.submitter);
});

window.addEventListener("beforeunload", (event) => { if (waiting) event.preventDefault(); });

const press = (value) => {
  const button = now?.querySelector(`button[value="${value}"]`);
  if (!button) return false;
  if (!button.form.reportValidity()) return true;
  send(button.form, button);
  return true;
};

const write = () => {
  const note = now?.querySelector("details.note");
  if (!note) return;
  note.open = true;
  note.querySelector("textarea").focus();
};

const unfold = () => {
  const item = (now ?? document.querySelector(".item .review"))?.closest(".item");
  const folds = item ? all(".evidence, .card, .weak", item) : [];
  const open = folds.some((fold) => !fold.open);
  for (const fold of folds) fold.open = open;
};

const VALUES = { y: ["confirmed", "answered"], a: ["answered"], p: ["partly"], n: ["rejected", "none"], 1: ["1"], 2: ["2"], u: ["undo"] };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("textarea, input, select")) {
    if (event.key === "Escape") { event.target.blur(); now?.focus({ preventScroll: true }); }
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "w") step(1, (box) => box.dataset.open);
  else if (event.key === "c") write();
  else if (event.key === "o") unfold();
  else if (event.key in VALUES) VALUES[event.key].some(press);
  else return;
  event.preventDefault();
});
document.addEventListener("focusin", (event) => {
  const box = event.target.closest(".review");
  if (!box || box === now) return;
  now?.classList.remove("now");
  now = box;
  now.classList.add("now");
});
