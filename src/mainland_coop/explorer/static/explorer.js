/* The explorer: the day, the record that is open, and what the controls do. */
"use strict";
const Explorer = (() => {
  const { data, items, isMeeting, ids, standingOn, statusOn, truthOn, explainedRunsOn, reasonsOn, detailsOf, settled, turnsOf, STANDINGS, NOT_IN_FORCE, POSSIBLE, PRESUMED, IN_WORDS } = Register;
  const { WEEKDAY, dateOf, isoOf, inCalendar, asIso, readDays, monthsOn } = Days;
  const { element, share, years, chart } = Looks;
  const { view, FACETS } = View;
  const $ = (id) => document.getElementById(id);

  // --- The record that is open ------------------------------------------------------------------------------------

  async function copyLink(button) {
    View.settle();
    let told = "Copied";
    try { history.replaceState(null, "", View.address()); await navigator.clipboard.writeText(location.href); } catch { told = "The link is in the address bar"; }
    button.textContent = told;
    setTimeout(() => { button.textContent = "Copy link"; }, 2000);
  }

  let opener = null; // the line from which the record was opened
  let scrolled = 0; // how far the list was scrolled then
  function open(index, from = null) {
    if (view.record === null) scrolled = scrollY;
    RecordPane.whole();
    view.record = index;
    if (from) opener = from;
    draw();
    View.tell(true);
    $("detail").scrollTop = 0;
    $("detail-heading").focus({ preventScroll: innerWidth >= 1056 });
  }

  function close() {
    const alone = innerWidth < 1056; // the list was out of sight
    view.record = null;
    draw();
    View.tell(true);
    if (alone) scrollTo(0, scrolled);
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    else $("search").focus();
  }

  /** Show what words mean, at one of them. */
  function help(at) {
    $("help").showModal();
    (at ? $(at) : $("help")).scrollIntoView({ block: "start" });
    for (const each of $("help").querySelectorAll("dt")) each.classList.toggle("asked", each.id === at);
  }

  // --- The whole --------------------------------------------------------------------------------------------------

  /** What is otherwise on a day than on the day before, among what the filters leave. */
  function whatChanged(first, last) {
    if (first !== last || first <= 1) return [];
    const found = { Began: [], Ended: [], "Became uncertain": [], Held: [], "May have been held": [] };
    for (const index of view.pool) {
      const item = items[index];
      if (isMeeting(item)) {
        if (item.sort === "session" && item.held?.[0] === first) found[item.held[2] ? "Held" : "May have been held"].push(index);
        continue;
      }
      const [before, now] = [first - 1, first].map((day) => standingOn(item, day, day, view.presume));
      if (before < PRESUMED && now >= PRESUMED) found.Began.push(index);
      else if (before > NOT_IN_FORCE && now === NOT_IN_FORCE) found.Ended.push(index);
      else if (now === POSSIBLE && before !== POSSIBLE) found["Became uncertain"].push(index);
    }
    return Object.entries(found).filter(([, indexes]) => indexes.length).map(([what, indexes]) => element("span", {}, element("b", {}, `${what}: `),
      ...indexes.slice(0, 2).map((index) => element("button", { type: "button", class: "plain", title: items[index].title, onclick: () => open(index) }, items[index].title)),
      indexes.length > 2 ? element("span", {}, `and ${indexes.length - 2} more`) : ""));
  }

  /** That a day lies where the axis does not reach. */
  function beyond({ first, last }) {
    if (last < data.axis[0]) return "before the years that are drawn";
    return first > data.axis[1] ? "after the years that are drawn" : "";
  }

  let announcing = 0;
  let comparing = 0;
  function draw() {
    const { first, last } = view;
    const root = document.documentElement;
    root.style.setProperty("--from", share(first, data.axis));
    root.style.setProperty("--to", share(first === last ? last : last + 1, data.axis));
    root.classList.toggle("partial", first !== last);
    root.classList.toggle("beyond", Boolean(beyond(view)));
    List.draw();
    List.fillSoon();
    RecordPane.draw();
    $("slider").value = first;
    const refused = $("day-error").textContent !== "" && document.activeElement === $("day");
    if (!refused) setDayText();
    const weekday = first === last ? WEEKDAY.format(dateOf(first)) : `some day from ${isoOf(first)} to ${isoOf(last)}`;
    $("weekday").textContent = refused ? "" : [weekday, beyond(view)].filter(Boolean).join(", ");
    const told = `${view.on}${beyond(view) && `, ${beyond(view)}`}: ${[...STANDINGS.keys()].reverse().map((standing) => `${$(`count-${STANDINGS[standing]}`).textContent} ${IN_WORDS[standing]}`).join("; ")}`;
    $("slider").setAttribute("aria-valuetext", told);
    $("picker").value = isoOf(first);
    const item = view.record === null ? null : items[view.record];
    $("verdict").textContent = item ? [item.title, isMeeting(item) ? item.date : IN_WORDS[standingOn(item, first, last, view.presume)]].filter(Boolean).join(": ") : "";
    document.title = [item?.title ?? view.q, data.title, `what was in force on ${view.on}?`].filter(Boolean).join(" · ");
    $("clear").hidden = !(view.q || FACETS.some((name) => view[name]));
    clearTimeout(announcing);
    announcing = setTimeout(() => { $("summary").textContent = told; }, 400);
    clearTimeout(comparing);
    comparing = setTimeout(() => $("changed").replaceChildren(...whatChanged(first, last)), 60);
  }

  function setDayText() {
    $("day").value = view.on;
    $("day-error").textContent = "";
    $("day").removeAttribute("aria-invalid");
  }

  let frame = 0;
  function drawSoon() {
    if (!frame) frame = requestAnimationFrame(() => { frame = 0; draw(); });
  }

  /** Go to a day, or to what a text means by one. */
  function choose(text, newStep) {
    try {
      text = asIso(text);
      [view.first, view.last] = readDays(text);
    } catch (error) {
      $("day-error").textContent = `Not a day: ${error.message}`;
      $("weekday").textContent = "";
      $("day").setAttribute("aria-invalid", "true");
      return;
    }
    view.on = text;
    setDayText();
    drawSoon();
    View.tell(newStep);
  }

  const KEYS = { PageUp: "month+", PageDown: "month-", "Shift+PageUp": "year+", "Shift+PageDown": "year-", ArrowUp: "day+", ArrowRight: "day+", ArrowDown: "day-", ArrowLeft: "day-" };

  function step(name) {
    const { first, last } = view;
    let to = { "day-": first - 1, "day+": last + 1, "month-": monthsOn(first, -1), "month+": monthsOn(first, 1), "year-": monthsOn(first, -12), "year+": monthsOn(first, 12) }[name];
    const changes = view.record === null ? View.turnsNow() : turnsOf([view.record], view.presume);
    if (name === "change-") to = changes.findLast((day) => day < first) ?? first;
    if (name === "change+") to = changes.find((day) => day > last) ?? last;
    choose(isoOf(inCalendar(to)), false);
  }

  function takesKeys(node, names = KEYS) {
    node.addEventListener("keydown", (event) => {
      const name = names[`${event.shiftKey ? "Shift+" : ""}${event.key}`];
      if (!name || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      step(name);
    });
  }

  /** Let a pointer on an element choose the day; near a day on which something changes it takes that day. */
  function takesPointer(node, axisOf, near) {
    const SNAP = 5; // pixels
    const go = (event) => {
      const box = node.getBoundingClientRect();
      const [first, last] = axisOf();
      const perPixel = (last + 1 - first) / box.width;
      let day = Math.min(Math.max(Math.floor(first + (event.clientX - box.left) * perPixel), first), last);
      if (perPixel > 1) {
        const distance = (turn) => Math.abs(turn - day) / perPixel;
        const turn = near().filter((each) => each >= first && each <= last).reduce((best, each) => (distance(each) < distance(best) ? each : best), -Infinity);
        if (distance(turn) <= SNAP) day = turn;
      }
      choose(isoOf(inCalendar(day)), false);
    };
    let down = false;
    node.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      down = true;
      node.setPointerCapture?.(event.pointerId);
      go(event);
    });
    node.addEventListener("pointermove", (event) => down && go(event));
    for (const name of ["pointerup", "pointercancel"]) node.addEventListener(name, () => { if (down) View.tell(true); down = false; });
  }

  function drawChart() {
    const left = view.pool.map((index) => items[index]);
    $("chart").replaceChildren(chart(left.filter((item) => !isMeeting(item)), left.filter(isMeeting), view.presume));
  }

  function refilter(newStep = true) {
    List.restart(false);
    View.select();
    drawChart();
    draw();
    View.tell(newStep);
  }

  /** Look for a text. */
  function find(text) {
    view.q = text;
    syncControls();
    refilter();
    $("search").focus();
  }

  /** Show or hide what stands so on the day. */
  function show(name, on = true) {
    view.show[on ? "add" : "delete"](name);
    if (!on && name === "MEETING" && View.meetingsAreShown()) view.kind = "";
    syncControls();
    refilter();
  }

  function syncControls() {
    $("search").value = view.q;
    $("presume").checked = view.presume;
    for (const name of [...FACETS, "group", "sort"]) $(name).value = view[name];
    for (const box of document.querySelectorAll("input[name=show]")) box.checked = box.value === "MEETING" ? View.meetingsAreShown() : view.show.has(box.value);
  }

  function start() {
    const checked = data.verified_through ? `checked through ${data.verified_through}` : null;
    const size = `${data.records.length.toLocaleString("en")} agreements and programmes`;
    for (const id of ["register", "colophon"]) $(id).replaceChildren(...Looks.dated([data.title, size, checked, data.version && `version ${data.version}`].filter(Boolean).join(" · ")));
    for (const link of document.querySelectorAll("[data-docs]")) {
      if (data.docs) link.href = data.docs + link.dataset.docs;
      else link.hidden = true;
    }
    [$("slider").min, $("slider").max] = data.axis;
    $("years").append(years(data.axis, innerWidth < 640 ? 6 : 14));

    $("slider").addEventListener("input", () => choose(isoOf(Number($("slider").value)), false));
    $("slider").addEventListener("change", () => View.tell(true));
    takesKeys($("slider"));
    const { ArrowLeft: _left, ArrowRight: _right, ...inText } = KEYS; // these move the cursor in a text
    takesKeys($("day"), inText);
    $("day").addEventListener("input", () => { $("weekday").textContent = ""; });
    $("picker").addEventListener("change", () => $("picker").value && choose($("picker").value, true));
    takesPointer($("chart"), () => data.axis, () => (view.record === null ? [] : turnsOf([view.record], view.presume)));
    $("day").addEventListener("change", () => choose($("day").value, true));
    $("day").addEventListener("keydown", (event) => event.key === "Enter" && choose($("day").value, true));
    for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", () => step(button.dataset.step));
    $("presume").addEventListener("change", () => { view.presume = $("presume").checked; refilter(); });
    $("search").addEventListener("input", () => { view.q = $("search").value; refilter(false); });
    for (const name of [...FACETS, "group", "sort"]) {
      $(name).addEventListener("change", () => { view[name] = $(name).value; List.restart(true); syncControls(); refilter(); });
    }
    for (const name of FACETS) for (const when of ["pointerdown", "focus"]) $(name).addEventListener(when, () => List.fill(name));
    for (const box of document.querySelectorAll("input[name=show]")) box.addEventListener("change", () => show(box.value, box.checked));
    $("clear").addEventListener("click", () => {
      for (const name of FACETS) view[name] = "";
      find("");
    });
    $("fold").addEventListener("click", () => $("fold").setAttribute("aria-expanded", document.documentElement.classList.toggle("unfolded")));
    for (const button of document.querySelectorAll("[data-download]")) button.addEventListener("click", () => List.download(button.dataset.download));
    $("help-close").addEventListener("click", () => $("help").close());
    for (const button of document.querySelectorAll("[data-help]")) button.addEventListener("click", () => help(button.dataset.help));
    $("list").addEventListener("keydown", (event) => {
      const all = [...$("list").querySelectorAll("summary, details[open] .row, :scope > .rows .row")];
      const to = all.indexOf(document.activeElement) + { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (all[to]) { event.preventDefault(); all[to].focus(); }
    });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && view.record !== null && !$("help").open) close(); });
    const reopen = () => { View.settle(); View.readAddress(); View.select(); FACETS.filter((name) => view[name]).forEach(List.fill); syncControls(); drawChart(); setDayText(); draw(); };
    addEventListener("popstate", reopen);
    new ResizeObserver(([entry]) => document.documentElement.style.setProperty("--when-height", `${entry.target.offsetHeight}px`)).observe(document.querySelector(".when"));
    reopen();
  }

  /** For other scripts and for tests: the answers of all records on a day, and the explanation of one. */
  globalThis.explorer = {
    answers(text, presume = true) {
      const [first, last] = readDays(text);
      return data.records.map((record) => [record.sort, record.id, data.truths[truthOn(record, first, last, presume)], data.statuses[statusOn(record, first, last, presume)]]);
    },
    async reasons(sort, id, text, presume = true) {
      const index = ids.get(`${sort}:${id}`);
      const record = items[index];
      const [first] = readDays(text);
      await detailsOf(index);
      return reasonsOn(record, explainedRunsOn(record, first, first, presume)[0], first);
    },
    standing(sort, id, text, presume = true) {
      const [first, last] = readDays(asIso(text));
      return STANDINGS[standingOn(items[ids.get(`${sort}:${id}`)], first, last, presume)];
    },
    /** A promise that what was asked for is there and drawn. */
    settled: async () => { await settled(); },
    days: (text) => readDays(asIso(text)),
    iso: asIso,
    words: Find.wordsOf,
    /** What has a text as a name, best first: sort and id, which number of ways to match, score. */
    found: (text, meetings = false) => Find.named(text, meetings).map(({ index, kind, score }) => [items[index].sort, items[index].id, kind, score]),
    listed: List.asFile,
  };

  return { start, open, close, copyLink, help, draw, choose, find, show, takesKeys, takesPointer };
})();
Explorer.start();
