// How far the reader has come, and what becomes of it: taken home, or forgotten.

function showProgress(place) {
  place.innerHTML = `
    <table><thead><tr><th>Chapter</th><th><span class="mathdl-unseen">Which</span></th><th>Solved</th></tr></thead>
    <tbody></tbody></table>
    <p></p>
    <div class="mathdl-buttons"></div>
    <p role="status"></p>`;
  const [table, next, buttons, status] = place.children;
  const show = () => {
    const { solved } = record.read();
    table.tBodies[0].replaceChildren(...mathdlBook.chapters.map((one) => progressRow(one, solved)));
    next.textContent = nextOne(solved);
  };
  const button = (text, action) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", textContent: text });
    made.addEventListener("click", action);
    buttons.append(made);
  };
  place.classList.add("mathdl-ask");
  button("Save to a file", () => {
    saveRecord();
    status.textContent = "Saved as mathdl-progress.json.";
  });
  button("Forget", () => {
    if (!confirm("Remove what you have solved and predicted from this browser?")) return;
    record.forget();
    status.textContent = "Forgotten: nothing of you is kept here.";
  });
  changes.addEventListener("change", show);
  show();
}

function progressRow({ title, keys }, solved) {
  const row = document.createElement("tr");
  const done = keys.map(([key]) => solved.includes(key));
  const bar = done.map((is) => (is ? "●" : "○")).join("");
  const count = `${done.filter(Boolean).length} of ${keys.length}`;
  for (const words of [title, bar, count]) row.insertCell().textContent = words;
  row.cells[1].setAttribute("aria-hidden", "true");
  return row;
}

// The first unsolved exercise after the one solved last, or from the beginning.
function nextOne(solved) {
  const all = mathdlBook.chapters.flatMap(({ keys }) => keys);
  const last = solved.filter((key) => all.some(([other]) => other === key)).at(-1);
  const start = Math.max(0, all.findIndex(([key]) => key === last));
  const next = [...all.slice(start), ...all.slice(0, start)].find(([key]) => !solved.includes(key));
  return next ? `next: ${next[0]}, ${next[1]}` : `All ${all.length} are solved.`;
}

function saveRecord() {
  const file = new Blob([JSON.stringify(record.read())], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "mathdl-progress.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
