// What a page does when it is opened: pictures come alive when they come near, boxes at once.

const near = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) if (isIntersecting) enliven(target);
  },
  { rootMargin: "1200px" },
);

async function enliven(place) {
  near.unobserve(place);
  try {
    const { baked, start } = place.dataset;
    new Figure(place, await load(baked), JSON.parse(start));
    place.dataset.alive = "";
  } catch (error) {
    // Without its drawings a picture is at least seen.
    const still = place.querySelector("noscript");
    if (still) still.outerHTML = still.textContent;
    console.error(error);
  }
}

function open() {
  for (const place of document.querySelectorAll(".mathdl-box-here")) showBox(place);
  for (const place of document.querySelectorAll(".mathdl-progress")) showProgress(place);
  for (const place of document.querySelectorAll("figure[data-baked]")) near.observe(place);
  globalThis.MathJax?.startup?.promise.then(() => {
    const wide = document.querySelectorAll('mjx-container[display="true"]');
    for (const formula of wide) letScroll(formula, "Formula");
  });
}
addEventListener("beforeprint", () => {
  for (const place of document.querySelectorAll("figure[data-baked]:not([data-alive])")) {
    enliven(place);
  }
});
addEventListener("DOMContentLoaded", open); // when the questions of the page are there, too
