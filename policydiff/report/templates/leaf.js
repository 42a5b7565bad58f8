// A leaf: marks of people on the rows of a report, saved as the same file with the marks in it.
document.addEventListener("DOMContentLoaded", () => {
  // as it was read, before any script changes it
  const sealed = document.getElementById("leaf-sealed").innerHTML;
  window.addEventListener("load", () => {
    const byId = (id) => document.getElementById(id), all = (selector, root = document) => [...root.querySelectorAll(selector)];
    const words = byId("leaf").dataset, name = byId("leaf-name"), told = byId("leaf-told"), progress = byId("leaf-progress"), source = byId("leaf-source");
    const rows = new Map(all("tr[data-key]").map((row) => [row.dataset.key, row])), fresh = new Set();
    const people = JSON.parse(byId("leaf-marks").textContent);
    let me = null, dirty = false;
    document.documentElement.classList.add("js");

    const fields = (row) => all("[data-field]", row);
    const labelled = (field) => field.closest("label")?.querySelector("span").textContent;
    const said = (marks, field) => {
      const text = marks[field.dataset.field];
      if (!text || (field.value && field.matches("button") && field.value !== text)) return "";
      return field.matches("button") ? field.textContent : `${labelled(field)}: ${text}`;
    };
    const done = (marks) => Object.keys(marks ?? {}).some((field) => field !== "at");
    const marked = (key) => (me ? [me] : people).some((one) => done(one.rows[key]));

    /* A row as it stands: one's own marks in its fields, those of others below them */
    const draw = (key, row) => {
      const own = me?.rows[key] ?? {};
      for (const field of fields(row)) {
        const text = own[field.dataset.field] ?? "";
        if (field.matches("button")) field.setAttribute("aria-pressed", String(text === field.value));
        else if (field.value !== text) field.value = text;
        if (text && field.closest("details")) field.closest("details").open = true;
      }
      row.classList.toggle("leaf-done", marked(key));
      const others = people.filter((one) => one !== me && done(one.rows[key])).map((one) => {
        const line = document.createElement("li"), by = document.createElement("b");
        by.textContent = one.by;
        line.append(by, ` ${fields(row).map((field) => said(one.rows[key], field)).filter(Boolean).join(" · ")}`);
        return line;
      });
      row.querySelector(".leaf-others").replaceChildren(...others);
    };
    /* Rows that are left out are no stops on the way from change to change */
    const count = () => {
      for (const row of rows.values()) {
        if (row.matches(".leaf-open .leaf-done")) delete row.dataset.change; else row.dataset.change = "";
      }
      const number = [...rows.keys()].filter(marked).length;
      progress.textContent = progress.dataset.words.replace("{done}", number).replace("{rows}", rows.size);
    };
    const drawAll = () => { for (const [key, row] of rows) draw(key, row); count(); };

    /* The time here with its offset */
    const now = () => {
      const day = new Date(), off = -day.getTimezoneOffset(), two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
      return `${new Date(day.getTime() + off * 60000).toISOString().slice(0, 19)}${off < 0 ? "-" : "+"}${two(off / 60)}:${two(off % 60)}`;
    };
    const named = () => {
      if (!me) { told.textContent = words.nameless; name.focus(); }
      return Boolean(me);
    };
    const mark = (row, field, text) => {
      const key = row.dataset.key, own = me.rows[key] ??= {};
      if (text) own[field] = text; else delete own[field];
      own.at = now();
      if (!people.includes(me)) people.push(me);
      dirty = true;
      told.textContent = "";
      count();
    };
    const press = (button) => {
      const row = button.closest("tr");
      if (!named()) return;
      mark(row, button.dataset.field, button.getAttribute("aria-pressed") === "true" ? "" : button.value);
      draw(row.dataset.key, row);
    };

    for (const [, row] of rows) {
      const tools = byId("leaf-tools").content.cloneNode(true);
      for (const about of all(".leaf-about", tools)) about.textContent = about.dataset.words.replace("{document}", row.dataset.about);
      for (const part of all("[data-into]", tools)) row.querySelector(part.dataset.into).append(part);
    }
    drawAll();

    /* Whoever writes the name of somebody in the file goes on with their marks; a name of today can be corrected */
    name.addEventListener("change", () => {
      const by = name.value.trim().replace(/\s+/g, " "), before = people.find((one) => one.by === by);
      if (!by) me = null;
      else if (before) me = before;
      else if (fresh.has(me)) me.by = by;
      else { me = { by, rows: {} }; fresh.add(me); }
      told.textContent = "";
      drawAll();
    });
    document.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-field]");
      if (button) press(button);
    });
    document.addEventListener("focusin", (event) => { if (event.target.matches("textarea[data-field]")) named(); });
    document.addEventListener("input", (event) => {
      const field = event.target, row = field.closest("tr");
      if (!field.matches("textarea[data-field]")) return;
      if (named()) mark(row, field.dataset.field, field.value.trim()); else field.value = "";
    });
    document.addEventListener("focusout", (event) => {
      const row = event.target.matches("textarea[data-field]") ? event.target.closest("tr") : null;
      row?.classList.toggle("leaf-done", marked(row.dataset.key));
    });
    byId("leaf-open").addEventListener("change", (event) => { document.body.classList.toggle("leaf-open", event.target.checked); count(); });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "v" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select")) return;
      document.querySelector("tr.current button[data-field=seen]")?.click();
    });

    byId("leaf-save").addEventListener("click", () => {
      const head = all("meta, title, link[rel=icon], #leaf-style, #leaf-script", document.head).map((one) => one.outerHTML).join("\n");
      const marks = JSON.stringify(people.filter((one) => Object.keys(one.rows).length)).replace(/</g, "\\u003c");
      const data = (id, text, seal = "") => `<script type="application/json" id="${id}"${seal}>${text}<\/script>`;
      const parts = [
        `<!doctype html>\n<html lang="${document.documentElement.lang}">`, `<head>\n${head}\n</head>`, "<body>", `<main id="leaf-sealed">${sealed}</main>`,
        data("leaf-source", source.textContent, ` data-seal="${source.dataset.seal}"`), data("leaf-marks", marks), "</body>", "</html>", "",
      ];
      const link = document.createElement("a"), file = decodeURIComponent(location.pathname.split("/").pop()) || `${document.title}.html`;
      link.href = URL.createObjectURL(new Blob([parts.join("\n")], { type: "text/html" }));
      link.download = file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      dirty = false;
      told.textContent = words.saved.replace("{name}", file);
    });
    window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  });
});
// What is typed into a field, or is still being composed, is no command of the report.
window.addEventListener("keydown", (event) => {
  if (event.isComposing || (event.target.matches("textarea, #leaf-name") && !event.ctrlKey && !event.metaKey)) event.stopImmediatePropagation();
}, true);
