// Light or dark, as the page is; on paper always light.

const printing = matchMedia("print");

function isDark(element) {
  if (printing.matches) return false;
  const { jpThemeLight } = document.body.dataset; // JupyterLab
  if (jpThemeLight) return jpThemeLight === "false";
  const { theme } = document.documentElement.dataset; // the web edition
  if (theme) return theme === "dark";
  // Elsewhere, as in VS Code, by what is behind the picture.
  for (let behind = element; behind; behind = behind.parentElement) {
    const [red, green, blue, opaque = 1] = getComputedStyle(behind).backgroundColor.match(/[\d.]+/g);
    if (opaque > 0.5) return 0.3 * red + 0.6 * green + 0.1 * blue < 100;
  }
  return false;
}

// Call back when the page may have become light or dark; stop on a signal.
function onTheme(callback, signal) {
  printing.addEventListener("change", callback, { signal });
  const observer = new MutationObserver(callback);
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, { attributeFilter: ["class", "data-theme", "data-jp-theme-light"] });
  }
  signal.addEventListener("abort", () => observer.disconnect());
}
