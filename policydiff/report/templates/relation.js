"use strict";
document.documentElement.classList.add("js");
document.addEventListener("DOMContentLoaded", () => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const toolbar = byId("toolbar"), only = byId("only"), law = byId("law"), state = byId("status");
  const search = byId("search"), whole = byId("whole"), paper = byId("paper"), place = byId("place");
  const items = all(".item"), chapters = all(".items .chapter");
  const text = new Map(items.map((item) => [item, item.textContent.toLowerCase()]));

  /* Which items and articles are on the page */
  const LINKS = ".card, .weak li";
  const statusOf = (item) => {
    if (!law.value) return item.dataset.status;
    const cell = item.dataset.cells.split(" ").find((told) => told.startsWith(law.value + ":"));
    return cell ? cell.slice(law.value.length + 1) : "none";
  };

  const fits = (link) =>
    (!law.value || link.dataset.law === law.value) &&
    (!state.value || link.dataset.status.split(" ").includes(state.value));

  const filter = () => {
    const query = search.value.trim().toLowerCase();
    const narrow = state.value !== "";
    let shown = 0;
    for (const item of items) {
      for (const link of all(LINKS, item)) link.hidden = !fits(link);
      for (const answer of all(".answered [data-law]", item)) answer.hidden = law.value !== "" && answer.dataset.law !== law.value;
      for (const weak of all(".weak", item)) weak.hidden = all("li", weak).every((line) => line.hidden);
      for (const part of all(".law", item)) {
        const none = all(LINKS, part).every((link) => link.hidden);
        part.hidden = (law.value !== "" && part.dataset.law !== law.value) || (narrow && none);
      }
      const bare = narrow && !only.checked && all(".law", item).every((part) => part.hidden);
      item.hidden = bare || (only.checked && statusOf(item) !== "none") || !text.get(item).includes(query);
      if (!item.hidden) shown += 1;
    }
    for (const chapter of chapters) {
      let next = chapter.nextElementSibling, some = false;
      for (; next && next.matches(".item"); next = next.nextElementSibling) some = some || !next.hidden;
      chapter.hidden = !some;
    }
    place.textContent = `${shown} / ${items.length}`;
    byId("empty").hidden = shown > 0;
  };

  /* A card shows its terms in the item's text */
  const point = (card) => {
    const item = card.closest(".item"), mine = card.dataset.terms.split(" ");
    item.classList.add("pointed");
    for (const mark of all(".left mark", item)) {
      mark.classList.toggle("on", mark.dataset.terms.split(" ").some((term) => mine.includes(term)));
    }
  };
  const leave = (card) => card.closest(".item").classList.remove("pointed");
  for (const card of all(".card[data-terms]")) {
    card.addEventListener("pointerenter", () => point(card));
    card.addEventListener("pointerleave", () => leave(card));
    card.addEventListener("focusin", () => point(card));
    card.addEventListener("focusout", () => leave(card));
  }

  /* A link to a place shows it, wherever it hides */
  const follow = () => {
    const found = location.hash.length > 1 ? byId(location.hash.slice(1)) : null;
    if (!found) return;
    if (found.closest("[hidden]")) {
      only.checked = false;
      for (const field of [law, state, search]) field.value = "";
      filter();
    }
    const fold = found.closest(".evidence"), first = found.querySelector(".card, .weak");
    if (fold) fold.open = true;
    if (found.matches(".law") && first) first.open = true;
    found.scrollIntoView({ block: "start" });
  };

  const open = (value) => {
    for (const fold of all(".card, .weak, .evidence")) fold.open = value;
    const other = whole.dataset.less;
    whole.dataset.less = whole.textContent;
    whole.textContent = other;
    whole.setAttribute("aria-pressed", String(value));
  };

  whole.addEventListener("click", () => open(whole.getAttribute("aria-pressed") !== "true"));
  paper.addEventListener("click", () => {
    document.documentElement.classList.add("brief");
    window.print();
  });
  window.addEventListener("afterprint", () => document.documentElement.classList.remove("brief"));
  for (const field of [only, law, state]) field.addEventListener("change", filter);
  search.addEventListener("input", filter);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input[type=search]")) {
      if (event.key === "Escape") { search.value = ""; filter(); search.blur(); }
    } else if (event.key === "/") { event.preventDefault(); search.focus(); }
  });
  window.addEventListener("hashchange", follow);
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${toolbar.getBoundingClientRect().height}px`)).observe(toolbar);
  filter();
  follow();
});
