// Reading: the outline is open where there is room, a citation shows what it leads to, and each
// provision has a button that copies its citation.
const { citation, copy, copied, here } = document.body.dataset;
const outline = document.getElementById("outline");
if (outline) outline.open = matchMedia("(min-width: 1000px)").matches;

const put = async (text, button) => {
  await navigator.clipboard.writeText(text);
  button.textContent = `✓ ${copied}`;
  setTimeout(() => { button.textContent = copy; }, 1500);
};
for (const tool of document.querySelectorAll(".law .tool")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = copy;
  button.setAttribute("aria-label", `${copy}: ${tool.parentElement.dataset.number ?? ""}`);
  button.addEventListener("click", () => put(citation + (tool.parentElement.dataset.number ?? ""), button));
  tool.after(button);
}
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => put(button.dataset.copy, button));
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "c" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  const shown = document.activeElement.closest?.("[data-number]") ?? document.querySelector(":target")?.closest("[data-number]");
  (shown?.querySelector("button.copy") ?? document.querySelector("button[data-copy]"))?.click();
});

// The preview of a citation, by mouse and by keyboard.
const box = document.createElement("div");
box.id = "preview";
box.hidden = true;
box.setAttribute("role", "tooltip");
document.body.append(box);
const found = new Map();
let waiting = 0, over = null;
const address = (link) => (link.hash && link.getAttribute("href").startsWith("#")
  ? `${here}/provisions/${link.hash.slice(1)}?preview=1` : `${link.getAttribute("href")}?preview=1`);
const hide = () => { clearTimeout(waiting); box.hidden = true; over?.removeAttribute("aria-describedby"); over = null; };
const show = async (link) => {
  over = link;
  const from = address(link);
  if (!found.has(from)) {
    const answer = await fetch(from);
    found.set(from, await answer.text());
  }
  if (over !== link) return;
  box.replaceChildren(...new DOMParser().parseFromString(found.get(from), "text/html").body.childNodes);
  box.hidden = false;
  const at = link.getClientRects()[0];
  const wide = document.documentElement.clientWidth;
  box.style.left = `${Math.max(8, Math.min(at.left, wide - box.offsetWidth - 8)) + scrollX}px`;
  const below = at.bottom + 6 + box.offsetHeight < innerHeight || at.top < box.offsetHeight;
  box.style.top = `${(below ? at.bottom + 6 : at.top - box.offsetHeight - 6) + scrollY}px`;
  link.setAttribute("aria-describedby", "preview");
};
const later = (event) => {
  const link = event.target.closest?.("a.cite");
  if (!link || link === over) return;
  hide();
  waiting = setTimeout(() => show(link).catch(hide), event.type === "focusin" ? 0 : 250);
};
document.addEventListener("mouseover", later);
document.addEventListener("focusin", later);
document.addEventListener("mouseout", (event) => { if (event.target.closest?.("a.cite") && !box.contains(event.relatedTarget)) hide(); });
document.addEventListener("focusout", hide);
box.addEventListener("mouseleave", hide);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
