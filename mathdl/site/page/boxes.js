// Questions of the page, in the same box as in JupyterLab; here the page itself judges.

// What the box takes for its model.
class BoxModel {
  constructor(asked, press) {
    Object.assign(this, { asked, press, typed: "", listeners: [] });
    this.said = { verdict: "", status: "", help: "" };
  }

  get(what) {
    return this[what];
  }

  on(event, listener) {
    if (event === "change:said") this.listeners.push(listener); // another question is another box
  }

  off() {}

  send(content) {
    this.press[content.press]?.(content);
  }

  say(said) {
    this.said = { ...this.said, ...said };
    for (const listener of this.listeners) listener();
  }
}

function showBox(place) {
  const { ask, sheet = "", predict } = place.dataset;
  const { asked, predicted } = mathdlBook;
  if (ask) showExercise(place, asked[`${ask}/${sheet}`], 0);
  if (predict) showPrediction(place, predicted[predict]);
}

function boxIn(place, asked, press) {
  const model = new BoxModel(asked, press);
  const el = document.createElement("div");
  place.replaceChildren(el);
  boxWidget.render({ model, el });
  return model;
}

const CODE = "Your answer to this one has to be run: open the chapter in JupyterLab.";
const OTHERS = "Other numbers";

function showExercise(place, { key, sheets }, number) {
  const posed = sheets[number];
  const helped = [];
  const buttons = posed.kind ? ["Check", "Hint", "Answer"] : ["Hint", "Answer"];
  if (sheets.length > 1) buttons.push(OTHERS);
  const { question, label = "", choices = [] } = posed;
  const asked = { question, label, choices, least: 0, buttons, answered: {} };
  const model = boxIn(place, asked, {
    Check({ typed, choice }) {
      const given = choices.length ? (choices[choice] ?? "") : typed;
      const { status, says } = judge(posed, given);
      const said = says[0].toUpperCase() + says.slice(1);
      const more = status === "wrong" ? " Try a hint." : "";
      model.say({ verdict: asHtml(`${asRead(posed.kind, given)}${said}${more}`), status });
      if (status === "right") record.solve(key);
    },
    Hint() {
      if (helped.length < posed.hints.length) helped.push(posed.hints[helped.length]);
      model.say({ help: helped.join("") });
    },
    Answer() {
      model.say({ help: [...helped, posed.worked].join("") });
    },
    [OTHERS]() {
      showExercise(place, { key, sheets }, (number + 1) % sheets.length);
      [...place.querySelectorAll("button")].at(-1).focus();
    },
  });
  if (!posed.kind) model.say({ verdict: asHtml(CODE), status: "unanswered" });
  else if (record.read().solved.includes(key) && !number) {
    model.say({ verdict: asHtml("You have solved this one before."), status: "right" });
  }
}

const percent = (share) => `${Number((100 * share).toPrecision(3))} %`;

function showPrediction(place, { key, question, choices }) {
  const kept = record.read().predictions[key];
  const keep = "Keep my prediction";
  const least = 1 / choices.length;
  const asked = { question, label: "I expect:", choices, least, buttons: [keep] };
  const model = boxIn(place, { ...asked, answered: kept ?? {} }, {
    [keep]({ choice, sure }) {
      if (!(choice in choices)) {
        return model.say({ verdict: "<p>Choose one of them first.</p>", status: "unanswered" });
      }
      const before = record.read().predictions[key];
      const said = `"${choices[choice]}", ${percent(sure)} sure.`;
      const other = before && (before.choice !== choices[choice] || before.sure !== sure);
      const then = other
        ? `Kept in place of "${before.choice}", ${percent(before.sure)}.`
        : "Kept: section 5.5 will say what it was worth.";
      const isKept = record.predict(key, choices[choice], sure);
      const words = isKept ? `${said} ${then}` : `${said} This browser keeps nothing.`;
      model.say({ verdict: asHtml(words), status: "kept" });
    },
  });
  if (kept) {
    const words = `Kept: "${kept.choice}", ${percent(kept.sure)} sure.`;
    model.say({ verdict: asHtml(words), status: "kept" });
  }
}

// Words with a little Markdown, as the book's own sentences have it; tags in them stay text.
function asHtml(words) {
  const parts = words.split(/`([^`]+)`/).map((part, i) => {
    const text = part.replace(/&/g, "&amp;").replace(/</g, "&lt;");
    if (i % 2) return `<code>${text}</code>`;
    return text
      .replace(/\*\*(\S(?:[^*]*\S)?)\*\*/g, "<strong>$1</strong>")
      .replace(/(?<!\w)\*(\S(?:[^*]*\S)?)\*(?!\w)/g, "<em>$1</em>");
  });
  return `<p>${parts.join("")}</p>`;
}
