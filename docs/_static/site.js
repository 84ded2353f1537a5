// What scrolls sideways can be reached and scrolled with the keyboard, and nothing else gets a stop of its own.
(() => {
  const places = "article pre, article .table-wrapper, article .mainland-coop, article .mainland-coop table, article .cell_output .output";
  const look = () => {
    for (const place of document.querySelectorAll(places)) {
      const scrolls = place.scrollWidth > place.clientWidth && getComputedStyle(place).overflowX !== "visible";
      if (scrolls) place.setAttribute("tabindex", "0");
      else place.removeAttribute("tabindex");
    }
  };
  addEventListener("load", look);
  addEventListener("resize", look);
})();
