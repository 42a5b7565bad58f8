// Files dropped on a form go into its file fields: two at once into both, one into the nearest.
for (const form of document.querySelectorAll("form.drop")) {
  const fields = [...form.querySelectorAll("input[type=file]")];
  const give = (field, file) => {
    const box = new DataTransfer();
    box.items.add(file);
    field.files = box.files;
  };
  /* A leaf brings its texts with it: it is sent as soon as it is given */
  const sendLeaf = async () => {
    if (form.getAttribute("action") !== "/compare") return;
    const files = fields.flatMap((field) => [...field.files]).filter((file) => file.name.endsWith(".html"));
    for (const file of files) if ((await file.slice(0, 1024).text()).includes('content="policydiff leaf"')) form.requestSubmit();
  };
  form.addEventListener("change", sendLeaf);
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const files = [...event.dataTransfer.files];
    if (files.length >= fields.length) fields.forEach((field, at) => give(field, files[at]));
    else if (files.length) {
      const near = event.target.closest("fieldset")?.querySelector("input[type=file]");
      give(near ?? fields.find((field) => !field.files.length) ?? fields[0], files[0]);
    }
    sendLeaf();
  });
}
