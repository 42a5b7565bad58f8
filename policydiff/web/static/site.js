// What every page does by keyboard: ? lists the keys, / goes to the box above.
document.documentElement.classList.add("js");
const keys = document.getElementById("keys"), jump = document.getElementById("jump");
const writes = (element) => element.matches("input, textarea, select, [contenteditable]");

/** The token that a change must bring. */
export const token = () => document.querySelector("meta[name=token]").content;

/** Send the fields of a form; gives the answer, or throws with the words of the refusal. */
export const send = async (address, fields) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const answer = await fetch(address, { method: "POST", body, headers: { "X-Token": token() } });
  if (!answer.ok) throw new Error((await answer.text()).slice(0, 400));
  return answer;
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
  if (event.key === "?") { event.preventDefault(); keys.showModal(); }
  if (event.key === "/" && !document.getElementById("search")) { event.preventDefault(); jump.focus(); }
});
