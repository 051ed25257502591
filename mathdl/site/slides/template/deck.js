// Slides: keys, light and dark, and room for what stands on each.

"use strict";
globalThis.MathJax = {
  tex: { inlineMath: [["$", "$"]] },
  svg: { fontCache: "local" }, // the speaker's window takes formulas over as they are
  options: { enableMenu: false },
};
(() => {
  const SMALLEST = 0.6; // of the size that type has by itself
  const MOST_WORDS = 0.3; // of the height of a slide that has a picture, too
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const light = () => (root.dataset.theme = dark.matches ? "dark" : "light");
  dark.addEventListener("change", light);
  light();

  // Type becomes smaller until all of it is seen; a picture is as large as is left for it.
  function fit(slide) {
    if (!slide) return;
    const figure = slide.querySelector("figure");
    const words = slide.querySelector(".words");
    const most = (figure ? MOST_WORDS : 1) * slide.clientHeight;
    for (let size = 1; size >= SMALLEST; size -= 0.05) {
      words.style.fontSize = `${size}em`;
      const wide = [...words.querySelectorAll("mjx-container, table")];
      const fits = wide.every((one) => one.scrollWidth <= words.clientWidth);
      if (fits && (figure ? words : slide).scrollHeight <= most) break;
    }
    if (figure) fitFigure(slide, figure);
  }
  function fitFigure(slide, figure) {
    const bottom = slide.clientHeight - parseFloat(getComputedStyle(slide).paddingBottom);
    const heights = (what) =>
      [...figure.querySelectorAll(what)].reduce((sum, one) => sum + one.offsetHeight, 0);
    const around = heights(".mathdl-picture") - heights(".mathdl-picture canvas");
    const room = bottom - figure.offsetTop - around - heights(":scope > p");
    const [width, height] = ["--width", "--height"].map((name) =>
      Number(figure.style.getPropertyValue(name)),
    );
    figure.style.setProperty("--fit", `${Math.max((room * width) / height, 100)}px`);
  }
  const refit = () => fit(Reveal.getCurrentSlide());

  Reveal.initialize({
    width: "100%",
    height: "100%",
    margin: 0,
    minScale: 1,
    maxScale: 1,
    center: false,
    display: "flex",
    hash: true,
    transition: "none",
    slideNumber: "c/t",
    plugins: [RevealNotes],
    // In a control, keys are the control's.
    keyboardCondition: () => !document.activeElement?.closest(".mathdl-explorer"),
  });
  Reveal.addKeyBinding({ keyCode: 68, key: "D", description: "Dark and light" }, () => {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  });
  for (const event of ["ready", "slidechanged", "resize"]) Reveal.on(event, refit);

  // The pictures of a slide come alive a little later, and their sentences change.
  const changes = new MutationObserver(refit);
  for (const figure of document.querySelectorAll("figure[data-baked]")) {
    figure.dataset.preventSwipe = ""; // fingers are for its points
    changes.observe(figure, { childList: true, attributeFilter: ["data-alive"] });
  }
  // Formulas are said twice, to be heard; the speaker's window would show both.
  async function afterFormulas() {
    await MathJax.startup.promise;
    for (const heard of document.querySelectorAll(".notes mjx-assistive-mml")) heard.remove();
    refit();
  }
  addEventListener("load", afterFormulas);

  // A remote control turns the page wherever the focus is; Escape takes the focus from a control.
  addEventListener(
    "keydown",
    (event) => {
      const turn = { PageDown: "next", PageUp: "prev" }[event.key];
      const inside = document.activeElement?.closest(".mathdl-explorer");
      if (!inside || !(turn || event.key === "Escape")) return;
      document.activeElement.blur();
      if (turn) Reveal[turn]();
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
})();
