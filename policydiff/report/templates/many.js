"use strict";
document.documentElement.classList.add("js");
document.addEventListener("DOMContentLoaded", () => {
  const byId = (id) => document.getElementById(id);
  const search = byId("search"), only = byId("only"), whole = byId("whole"), place = byId("place"), empty = byId("empty");
  const bodies = [...document.querySelectorAll("#matrix > tbody")];
  const text = new Map(bodies.map((body) => [body, body.textContent.toLowerCase()]));

  const open = (body, value) => {
    body.classList.toggle("open", value);
    body.querySelector("button").setAttribute("aria-expanded", String(value));
  };

  const filter = () => {
    const query = search.value.trim().toLowerCase();
    let shown = 0;
    for (const body of bodies) {
      body.hidden = (only.checked && body.dataset.changed === undefined) || !text.get(body).includes(query);
      if (!body.hidden) shown += 1;
    }
    place.textContent = `${shown} / ${bodies.length}`;
    empty.hidden = shown > 0;
  };

  for (const body of bodies) {
    body.querySelector(".line").addEventListener("click", () => {
      if (String(window.getSelection())) return;
      open(body, !body.classList.contains("open"));
    });
  }

  const label = whole.textContent;
  whole.addEventListener("click", () => {
    const value = whole.getAttribute("aria-pressed") !== "true";
    whole.setAttribute("aria-pressed", String(value));
    whole.textContent = value ? whole.dataset.less : label;
    for (const body of bodies) open(body, value);
  });
  search.addEventListener("input", filter);
  only.addEventListener("change", filter);
  filter();
});
