// A row of requirements is saved where it stands, by its button or by Ctrl+Enter.
import { origin, post, saw, settle, unsent } from "./site.js";

const told = document.getElementById("told"), words = document.body.dataset;
const say = (text) => { told.textContent = text; };
const mark = (form) => form.closest("tr").classList.toggle("changed", unsent(form).length > 0);

const store = async (form, button) => {
  say(words.saving);
  const sent = await post(form, button), asked = origin(form);
  if (!sent) { say(words.failed); return; }
  settle(asked, sent.body);
  saw(asked, sent.body);
  mark(asked);
  say(words.saved);
};

const filled = (form) => form?.matches(".fill") || form?.closest(".requirements .conflict");
document.addEventListener("input", (event) => { if (event.target.form?.matches(".fill")) mark(event.target.form); });
document.addEventListener("settled", (event) => mark(event.target));
document.addEventListener("submit", (event) => {
  if (!filled(event.target)) return;
  event.preventDefault();
  store(event.target, event.submitter);
});
document.addEventListener("keydown", (event) => {
  const form = event.target.form;
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !form?.matches(".fill")) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button"));
});
