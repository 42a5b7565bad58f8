// A comparison: ticks, words and forms of a row without loading the page again.
import { send } from "./site.js";

const here = new URLSearchParams(location.search);
const operands = { left: here.get("left") ?? "", right: here.get("right") ?? "", view: here.get("view") ?? "", quick: "1" };
const progress = document.getElementById("progress");
const nodes = (html) => {
  const box = document.createElement("template");
  box.innerHTML = html;
  return box.content;
};

/** Show what was refused beside the button or form that asked. */
const refused = (beside, error) => {
  beside.parentElement.querySelector(".refusal")?.remove();
  const line = document.createElement("p");
  line.className = "refusal";
  line.setAttribute("role", "alert");
  line.textContent = error.message;
  beside.after(line);
};

const tick = async (button) => {
  try {
    const answer = await (await send("/compare/seen", { ...operands, [button.name]: button.value })).json();
    button.name = answer.seen ? "unsee" : "see";
    button.setAttribute("aria-pressed", String(answer.seen));
    button.parentElement.querySelector(".who").textContent = answer.who;
    progress.textContent = progress.dataset.words.replace("{seen}", answer.count).replace("{rows}", progress.dataset.rows);
  } catch (error) { refused(button, error); }
};

const open = async (link) => {
  const row = link.closest("tr"), next = row.nextElementSibling;
  if (next?.classList.contains("editor")) { next.remove(); return; }
  const choices = new URLSearchParams({ ...operands, row: link.dataset.row });
  const answer = await fetch(`/compare/row?${choices}`);
  if (!answer.ok) { location.assign(link.href); return; }
  row.after(nodes(await answer.text()));
  row.nextElementSibling.querySelector("textarea").focus();
};

const store = async (form) => {
  const row = form.closest("tr").previousElementSibling;
  try {
    const answer = await send("/compare/reason", { ...Object.fromEntries(new FormData(form)), ...operands });
    row.querySelector("td.kind").replaceWith(nodes(await answer.text()));
    form.closest("tr").remove();
    row.querySelector(".edit").focus();
  } catch (error) { refused(form.querySelector("button"), error); }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.seen"), link = event.target.closest("a.edit"), close = event.target.closest("tr.editor a.close");
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (button) { event.preventDefault(); tick(button); }
  if (link) { event.preventDefault(); open(link); }
  if (close) { event.preventDefault(); close.closest("tr").remove(); }
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("form.words")) { event.preventDefault(); store(event.target); }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  const row = document.querySelector("tr.current");
  if (event.key === "v") row?.querySelector("button.seen")?.click();
  if (event.key === "e" && row) { event.preventDefault(); row.querySelector("a.edit")?.click(); }
});

// Tables too wide for their side scroll together with the one on the other side.
document.addEventListener("scroll", (event) => {
  const box = event.target;
  if (!(box instanceof Element) || !box.matches("td > .provision")) return;
  const cell = box.parentElement, at = [...cell.children].indexOf(box);
  const other = cell.parentElement.querySelector(cell.matches(".left") ? "td.right" : "td.left")?.children[at];
  if (other && other.scrollLeft !== box.scrollLeft) other.scrollLeft = box.scrollLeft;
}, true);

if (location.hash === "#record") document.getElementById("record").open = true;
