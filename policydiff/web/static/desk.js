// The desk: a key is the button, link or field that bears it; nothing else is asked of the page.
const named = (key) => [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((one) => one.checkVisibility());
let sent = false;

const open = (details) => {
  details.open = true;
  details.querySelector("button[data-key], textarea, input:not([type=hidden])")?.focus();
};

const use = (element) => {
  if (element.matches("details")) open(element);
  else if (element.matches("textarea, input, select")) element.focus();
  else if (element.matches("a")) element.click();
  else if (!sent && element.form.reportValidity()) element.form.requestSubmit(element);
};

window.addEventListener("submit", (event) => { if (event.target.method === "post") sent = !event.defaultPrevented; });
window.addEventListener("pageshow", (event) => {
  sent = false;
  if (event.persisted) location.reload(); // a page from the browser's memory shows older marks
});

document.addEventListener("keydown", (event) => {
  const field = event.target.matches("textarea, input, select") ? event.target : null;
  if (field && event.key === "Escape") { field.blur(); document.getElementById("case").focus({ preventScroll: true }); }
  if (field?.form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    field.form.requestSubmit(field.form.querySelector("button"));
  }
  if (field || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const element = /^[vrnNpu1-9]$/.test(event.key) ? named(event.key) : null;
  if (!element) return;
  event.preventDefault();
  use(element);
});
