// A question with a way to answer it: its markup, its buttons, and what is said then.

let named = 0; // so many elements have been given a name
const PATIENCE = 4000; // milliseconds after which a silent kernel is spoken of

function render({ model, el }) {
  el.classList.add("mathdl-ask");
  let show = pose(model, el);
  function poseAgain() {
    const here = el.contains(document.activeElement);
    show = pose(model, el);
    // Whoever pressed Next goes on where the answer is given, and hears the question there.
    if (here) el.querySelector("input, button")?.focus();
  }
  const say = () => show();
  // JupyterLab would take "b" in a box as "insert a cell below", and Shift and Enter as "run".
  const keepKeys = ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true");
  el.addEventListener("focusin", keepKeys);
  model.on("change:asked", poseAgain);
  model.on("change:said", say);
  return () => {
    model.off("change:asked", poseAgain);
    model.off("change:said", say);
  };
}

// Put the question on the page; return what shows that something is said.
function pose(model, el) {
  const { question, label, choices, least, buttons, answered } = model.get("asked");
  el.innerHTML = `
    <form>
      <div class="mathdl-question">${question}</div>
      <div class="mathdl-answer"></div>
      <div class="mathdl-buttons"></div>
    </form>
    <div class="mathdl-verdict" role="status"></div>
    <div class="mathdl-help" role="status"></div>`;
  const [form, verdict, help] = el.children;
  const [asked, answer, row] = form.children;
  const chosen = choices.length ? radios(answer, label, choices, answered) : null;
  const line = label && !chosen ? field(answer, label, model.get("typed")) : null;
  const sure = least ? confidence(answer, least, answered.sure) : null;
  asked.id = `mathdl-question-${++named}`;
  answer.querySelector("input, fieldset")?.setAttribute("aria-describedby", asked.id);
  let waiting = 0;

  function press(button) {
    const choice = chosen?.findIndex((radio) => radio.checked) ?? -1;
    const content = { press: button, typed: line?.value ?? "", choice, sure: sure?.() ?? 1 };
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (!form.isConnected) return; // another question stands here
      verdict.dataset.status = "unreadable";
      verdict.textContent = "No kernel answers: run this cell again, and press once more.";
    }, PATIENCE);
    try {
      model.send(content);
    } catch {} // the kernel is gone, and the timer will say so
  }
  buttons.forEach((text, place) => {
    const button = document.createElement("button");
    button.textContent = text;
    button.type = place ? "button" : "submit";
    if (label && !place) button.className = "mathdl-first";
    if (place) button.onclick = () => press(text);
    row.append(button);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    press(buttons[0]);
  });
  // Said twice, for JupyterLab takes Enter away from forms.
  line?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    press(buttons[0]);
  });

  function show() {
    clearTimeout(waiting);
    const said = model.get("said");
    verdict.dataset.status = said.status;
    if (verdict.innerHTML !== said.verdict) verdict.innerHTML = said.verdict;
    else if (said.verdict) again(verdict);
    if (help.innerHTML !== said.help) help.innerHTML = said.help;
  }
  show();
  return show;
}

// The same verdict twice is seen, and heard, twice.
function again(verdict) {
  const words = verdict.innerHTML;
  verdict.innerHTML = "";
  setTimeout(() => (verdict.innerHTML ||= words), 60);
}

function labelled(input, text) {
  const label = document.createElement("label");
  label.textContent = text;
  label.htmlFor = input.id = `mathdl-answer-${++named}`;
  return label;
}

function field(answer, text, value) {
  const input = document.createElement("input");
  Object.assign(input, { type: "text", value, autocomplete: "off", spellcheck: false });
  answer.append(labelled(input, text), input);
  return input;
}

function radios(answer, text, choices, answered) {
  const group = document.createElement("fieldset");
  group.innerHTML = "<legend></legend>";
  group.firstChild.textContent = text;
  const name = `mathdl-choice-${++named}`;
  const all = choices.map((choice) => {
    const radio = document.createElement("input");
    Object.assign(radio, { type: "radio", name, checked: choice === answered.choice });
    const label = labelled(radio, choice);
    label.prepend(radio);
    group.append(label);
    return radio;
  });
  answer.append(group);
  return all;
}

// How sure one is, in whole per cent; nothing is said for the reader before they have moved it.
function confidence(answer, least, before) {
  const input = document.createElement("input");
  const low = Math.round(100 * least);
  const at = Math.round(100 * (before ?? (1 + least) / 2));
  Object.assign(input, { type: "range", min: low, max: 100, step: 1, value: at });
  const output = document.createElement("output");
  const tell = () => {
    const word = { [low]: "a guess", 100: "certain" }[input.value];
    output.textContent = `${input.value} %${word ? `, ${word}` : ""}`;
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", tell);
  tell();
  const row = document.createElement("div");
  row.className = "mathdl-sure";
  row.append(labelled(input, "How sure are you?"), input, output);
  answer.append(row);
  return () => (Number(input.value) === low ? least : input.value / 100);
}

export default { render };
