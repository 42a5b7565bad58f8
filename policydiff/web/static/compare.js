// A comparison: ticks, words and forms of a row without loading the page again.
import { hush, moveFocus, origin, post, refuse, saw, send, settle, unsent } from "./site.js";

const here = new URLSearchParams(location.search);
const operands = { quick: "1" };
for (const name of ["left", "right", "view", "only", "seen"]) operands[name] = here.get(name) ?? "";
const progress = document.getElementById("progress");
const nodes = (html) => {
  const box = document.createElement("template");
  box.innerHTML = html;
  return box.content;
};
const body = (fields) => {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.append(name, value);
  return made;
};

const tick = async (button) => {
  const sent = await send(button, "/compare/seen", () => body({ ...operands, [button.name]: button.value }));
  if (!sent) return;
  const answer = await sent.answer.json();
  button.name = answer.seen ? "unsee" : "see";
  button.value = answer.tick;
  button.setAttribute("aria-pressed", String(answer.seen));
  button.parentElement.querySelector(".who").textContent = answer.who;
  progress.textContent = progress.dataset.words.replace("{seen}", answer.count).replace("{rows}", progress.dataset.rows);
};

/* Seen and on: to the next row that nobody saw */
const on = (row) => {
  const button = row.querySelector("button.seen"), lines = [...document.querySelectorAll("tr[data-change]")];
  if (button?.name === "see") tick(button);
  const next = lines.slice(lines.indexOf(row) + 1).find((one) => !one.hidden && one.querySelector("button.seen[name=see]"));
  if (next) location.hash = next.id; else moveFocus(row);
};

const above = (editor) => editor.previousElementSibling;
const isWritten = (editor) => [...editor.querySelectorAll("form")].some((form) => unsent(form).length);

/* What is written and not sent stays, out of sight, and is there when the row is opened again */
const shut = (editor) => {
  const row = above(editor), written = isWritten(editor);
  row.classList.toggle("unsent", written);
  if (written) editor.hidden = true; else editor.remove();
  return row;
};

const open = async (link) => {
  const row = link.closest("tr"), next = row.nextElementSibling;
  const first = (editor) => editor.querySelector("textarea");
  if (next?.classList.contains("editor")) {
    if (!next.hidden) { shut(next); return; }
    next.hidden = false;
    first(next).focus();
    return;
  }
  hush(); // what is typed before the form is there is no command
  const choices = new URLSearchParams({ ...operands, row: link.dataset.row });
  const answer = await fetch(`/compare/row?${choices}`).catch(() => null);
  if (!answer) refuse(link, document.body.dataset.unreachable);
  if (!answer?.ok) { moveFocus(link); if (answer) location.assign(link.href); return; }
  row.after(nodes(await answer.text()));
  moveFocus(first(row.nextElementSibling));
};

/* The table is made again, at the row */
const go = (address) => {
  if (address.pathname + address.search !== location.pathname + location.search) { location.assign(address); return; }
  location.hash = address.hash;
  location.reload();
};

const store = async (form, button) => {
  const sent = await post(form, button);
  if (!sent) return;
  const asked = origin(form), editor = asked.closest("tr"), row = above(editor);
  if (asked.matches(".pairing")) {
    settle(asked, sent.body);
    go(new URL(await sent.answer.text(), location.href));
    return;
  }
  row.querySelector("td.kind").replaceWith(nodes(await sent.answer.text()));
  settle(asked, sent.body);
  saw(asked, sent.body);
  if (isWritten(editor)) return;
  moveFocus(shut(editor).querySelector(".edit"));
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.seen"), link = event.target.closest("a.edit"), close = event.target.closest("tr.editor a.close");
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (button) { event.preventDefault(); tick(button); }
  if (link) { event.preventDefault(); open(link); }
  if (close) { event.preventDefault(); shut(close.closest("tr")); }
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("submit", (event) => {
  if (event.target.closest("tr.editor")) { event.preventDefault(); store(event.target, event.submitter); }
});
document.addEventListener("keydown", (event) => {
  const editor = event.target.closest("tr.editor");
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
    if (editor) shut(editor).querySelector(".edit").focus();
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && editor && event.target.form) {
    event.preventDefault();
    event.target.form.requestSubmit(event.target.form.querySelector("button"));
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  if (!["v", "V", "e"].includes(event.key)) return;
  event.preventDefault();
  const row = document.querySelector("tr.current");
  if (!row) document.getElementById("next").click(); // first the row, then what is done with it
  else if (event.key === "V") on(row);
  else if (event.key === "v") row.querySelector("button.seen")?.click();
  else row.querySelector("a.edit")?.click();
});

// Tables too wide for their side scroll together with the one on the other side.
document.addEventListener("scroll", (event) => {
  const box = event.target;
  if (!(box instanceof Element) || !box.matches("td > .provision")) return;
  const cell = box.parentElement, at = [...cell.children].indexOf(box);
  const other = cell.parentElement.querySelector(cell.matches(".left") ? "td.right" : "td.left")?.children[at];
  if (other && other.scrollLeft !== box.scrollLeft) other.scrollLeft = box.scrollLeft;
}, true);

// The map is one stop of the keyboard: arrows, Home and End go from cell to cell, Enter follows.
const cells = [...document.querySelectorAll(".map .cells a")];
const reach = (cell) => { for (const one of cells) one.tabIndex = one === cell ? 0 : -1; };
const onNextLine = (at, by) => {
  const boxes = cells.map((cell) => cell.getBoundingClientRect()), { left, top } = boxes[at];
  let to = at;
  while (boxes[to]?.top === top) to += by;
  const away = (one) => Math.abs(boxes[one].left - left);
  return boxes.reduce((best, box, one) => (box.top === boxes[to]?.top && away(one) < away(best) ? one : best), boxes[to] ? to : at);
};
reach(cells[0]);
document.addEventListener("focusin", (event) => { if (cells.includes(event.target)) reach(event.target); });
document.addEventListener("keydown", (event) => {
  const at = cells.indexOf(event.target), last = cells.length - 1;
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const ways = { ArrowRight: () => Math.min(at + 1, last), ArrowLeft: () => Math.max(at - 1, 0), ArrowDown: () => onNextLine(at, 1), ArrowUp: () => onNextLine(at, -1), Home: () => 0, End: () => last };
  if (!Object.hasOwn(ways, event.key)) return;
  event.preventDefault();
  cells[ways[event.key]()].focus();
});

if (location.hash === "#record") document.getElementById("record").open = true;
