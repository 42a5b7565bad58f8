// Two days of a work: a click on the line sets the nearer one, a handle is drawn, arrow keys go from text to text.
const axis = document.querySelector("svg.axis");
const LEFT = 5, RIGHT = 95, DAY = 86400000; // as in tracing/report/axis.py
const number = (day) => Date.parse(`${day}T00:00:00Z`);

const dayAt = (event) => {
  const { begin, end } = axis.dataset, box = axis.getBoundingClientRect();
  const share = ((event.clientX - box.left) / box.width * 100 - LEFT) / (RIGHT - LEFT);
  const at = number(begin) + Math.min(1, Math.max(0, share)) * (number(end) - number(begin));
  return new Date(Math.round(at / DAY) * DAY).toISOString().slice(0, 10);
};

const nearer = (day) => {
  const far = (side) => Math.abs(number(axis.dataset[side]) - number(day));
  return far("first") < far("last") ? "first" : "last";
};

const set = (side, day) => {
  const days = { first: axis.dataset.first, last: axis.dataset.last, [side]: day };
  const [first, last] = Object.values(days).sort();
  location.assign(axis.dataset.to.replace("{first}", first).replace("{last}", last));
};

let held = null;
axis?.addEventListener("pointerdown", (event) => {
  held = event.target.closest(".handle");
  if (held) axis.setPointerCapture(event.pointerId);
});
axis?.addEventListener("pointermove", (event) => {
  if (!held) return;
  const box = axis.getBoundingClientRect();
  held.setAttribute("x", `${Math.min(RIGHT, Math.max(LEFT, (event.clientX - box.left) / box.width * 100))}%`);
  held.querySelector("text").textContent = dayAt(event);
});
axis?.addEventListener("click", (event) => {
  if (event.target.closest("a")) return;
  const day = dayAt(event);
  set(held?.dataset.side ?? nearer(day), day);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !event.key.startsWith("Arrow")) return;
  if (event.target.closest("input, textarea, select, dialog, [role=group][tabindex]")) return;
  const link = document.querySelector(`[data-key="${event.shiftKey ? "Shift " : ""}${event.key}"]`);
  if (link) { event.preventDefault(); location.assign(link.href); }
});
