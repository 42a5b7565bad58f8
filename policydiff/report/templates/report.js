"use strict";
document.documentElement.classList.add("js");
document.addEventListener("DOMContentLoaded", () => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const toolbar = byId("toolbar"), search = byId("search"), place = byId("place"), whole = byId("whole"), facts = byId("facts");
  const boxes = all(".chip input"), rows = all("tr.row"), lines = all("#table > tbody > tr"), runs = all("tbody.run");
  const text = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const contents = byId("contents");
  let current = null;

  /* Which rows are on the page */
  const changes = () => rows.filter((row) => row.dataset.change !== undefined && !row.hidden);

  const openRun = (run, open) => {
    run.classList.toggle("open", open);
    run.querySelector("tr.fold button").setAttribute("aria-expanded", String(open));
  };

  /* A chapter goes when a filter leaves nothing under it */
  const hideEmptyChapters = (filtered) => {
    const above = [];
    for (const line of lines) {
      if (line.classList.contains("chapter")) {
        const depth = Number(line.dataset.depth);
        while (above.length && Number(above[above.length - 1].dataset.depth) >= depth) above.pop();
        above.push(line);
        if (!line.classList.contains("row")) line.hidden = filtered;
      } else if (!line.hidden && line.classList.contains("row")) {
        for (const chapter of above) if (!chapter.classList.contains("row")) chapter.hidden = false;
      }
    }
  };

  const highlight = (query) => {
    if (!window.CSS || !CSS.highlights) return;
    CSS.highlights.delete("search");
    if (!query) return;
    const found = new Highlight();
    for (const row of rows) {
      if (row.hidden) continue;
      const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode, lower = node.data.toLowerCase();
        for (let at = lower.indexOf(query); at >= 0; at = lower.indexOf(query, at + query.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + query.length);
          found.add(range);
        }
      }
    }
    CSS.highlights.set("search", found);
  };

  const filter = () => {
    const query = search.value.trim().toLowerCase();
    const kinds = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const type = facts ? facts.value : "";
    for (const row of rows) {
      const told = !type || (row.dataset.facts || "").split(" ").includes(type);
      row.hidden = !told || !kinds.has(row.dataset.kind) || !text.get(row).includes(query);
      row.classList.toggle("found", query !== "" && !row.hidden);
    }
    for (const run of runs) {
      run.hidden = all("tr.row", run).every((row) => row.hidden);
      run.classList.toggle("found", query !== "");
    }
    hideEmptyChapters(query !== "" || type !== "" || kinds.size < boxes.length);
    for (const link of all("nav a")) link.parentElement.hidden = document.querySelector(link.hash).hidden;
    byId("empty").hidden = rows.some((row) => !row.hidden);
    highlight(query);
    if (current && current.hidden) mark(null);
    count();
  };

  /* From change to change */
  const count = () => {
    const found = changes();
    place.textContent = `${current ? found.indexOf(current) + 1 : "–"} / ${found.length}`;
  };

  const mark = (row) => {
    if (current) current.classList.remove("current");
    for (const item of all("nav li.here")) item.classList.remove("here");
    current = row;
    if (row) {
      row.classList.add("current");
      const link = document.querySelector(`nav a[href="#${row.id}"]`);
      if (link) {
        link.parentElement.classList.add("here");
        contents.scrollTop = link.offsetTop - contents.clientHeight / 2;
      }
    }
    count();
  };

  const go = (row) => {
    mark(row);
    row.scrollIntoView({ block: "start" });
    row.focus({ preventScroll: true });
  };

  const step = (by) => {
    const found = changes();
    if (!found.length) return;
    const edge = toolbar.getBoundingClientRect().bottom;
    const below = found.findIndex((row) => row.getBoundingClientRect().top >= edge);
    const start = below < 0 ? found.length : below;
    const at = current ? found.indexOf(current) + by : by > 0 ? start : start - 1;
    go(found[(at + found.length) % found.length]);
  };

  /* A link to a row shows it, wherever it hides */
  const follow = () => {
    const row = /^#m\d+$/.test(location.hash) ? byId(location.hash.slice(1)) : null;
    if (!row) return;
    if (row.hidden) {
      for (const box of boxes) box.checked = true;
      search.value = "";
      if (facts) facts.value = "";
      filter();
    }
    const run = row.closest("tbody.run");
    if (run) openRun(run, true);
    if (row.dataset.change !== undefined) go(row);
    else row.scrollIntoView({ block: "start" });
  };

  const showWhole = (open) => {
    for (const run of runs) openRun(run, open);
    for (const row of rows) row.classList.toggle("open", open);
    const other = whole.dataset.less;
    whole.dataset.less = whole.textContent;
    whole.textContent = other;
    whole.setAttribute("aria-pressed", String(open));
  };

  document.addEventListener("click", (event) => {
    const cut = event.target.closest(".cut"), bar = event.target.closest("tr.fold button");
    if (cut) cut.closest("tr").classList.add("open");
    if (bar) openRun(bar.closest("tbody"), !bar.closest("tbody").classList.contains("open"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input[type=search]")) {
      if (event.key === "Escape") { search.value = ""; filter(); search.blur(); }
      if (event.key === "Enter") step(1);
      return;
    }
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "/") { event.preventDefault(); search.focus(); }
  });
  for (const box of boxes) box.addEventListener("change", filter);
  search.addEventListener("input", filter);
  if (facts) facts.addEventListener("change", filter);
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));
  whole.addEventListener("click", () => showWhole(whole.getAttribute("aria-pressed") !== "true"));
  window.addEventListener("hashchange", follow);

  if (contents) contents.open = window.matchMedia("(min-width: 1180px)").matches;
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${toolbar.getBoundingClientRect().height}px`)).observe(toolbar);
  count();
  follow();
});
