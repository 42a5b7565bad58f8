// What is written but not saved is not lost by a slip; a row is saved by Ctrl+Enter.
const changed = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.classList.contains("fill")) return;
  changed.add(form);
  form.closest("tr").classList.add("changed");
});
document.addEventListener("submit", (event) => changed.delete(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form?.classList.contains("fill")) event.target.form.requestSubmit();
});
window.addEventListener("beforeunload", (event) => { if (changed.size) event.preventDefault(); });
