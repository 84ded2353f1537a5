/* The explorer. It reckons with numbers of days only: runs and explanations were computed by mainland_coop. */
"use strict";
(() => {
  const data = globalThis.REGISTER;
  const $ = (id) => document.getElementById(id);
  const [FALSE, UNKNOWN, TRUE] = [0, 1, 2];
  const LAST_DAY = 3652059; // 9999-12-31; 0001-01-01 is day 1, as in Python
  const PAGE = 100;
  const UNKNOWN_STATUS = data.statuses.indexOf("unknown");
  const IN_FORCE = data.statuses.indexOf("in force");

  // --- Days: numbers to and from text ---------------------------------------------------------------------------

  const EPOCH = 719163; // 1970-01-01
  const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  const dateOf = (day) => new Date((day - EPOCH) * 864e5);
  const isoOf = (day) => {
    const date = dateOf(day);
    const pad = (number, width) => String(number).padStart(width, "0");
    return `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
  };
  const dayOf = (year, month, date) => {
    const at = new Date(0);
    at.setUTCFullYear(year, month - 1, date); // months and dates beyond theirs run on
    return at.getTime() / 864e5 + EPOCH;
  };
  const inCalendar = (day) => Math.min(Math.max(day, 1), LAST_DAY);

  /** The days that a text may mean, as [first, last]; throws an Error that says what is wrong. */
  function readDays(text) {
    const run = /^\[([\dX-]*)\.\.([\dX-]*)\]$/.exec(text);
    if (!run) return readUnit(text);
    if (!run[1] && !run[2]) throw new Error("a run of days needs a date on one side at least.");
    if (/X/.test(text)) throw new Error("inside brackets only plain dates are used.");
    const first = run[1] ? readUnit(run[1], true)[0] : 1;
    const last = run[2] ? readUnit(run[2], true)[1] : LAST_DAY;
    if (last < first) throw new Error("the second date lies before the first.");
    return [first, last];
  }

  function readUnit(text, plain = false) {
    const match = /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([~?%]?)$/.exec(text);
    if (!match || (plain && match[4])) throw new Error("write 2016-11-25, 2016-11, 2016, 201X or [2016-02..2017-10].");
    const [, year, month, date] = match;
    if (year.endsWith("X")) {
      const width = year.endsWith("XX") ? 100 : 10;
      const low = parseInt(year, 10) * width;
      if (month) throw new Error("a month of an unspecified year is not one run of days.");
      if (!low) throw new Error("the years go from 0001 to 9999.");
      return [dayOf(low, 1, 1), dayOf(low + width, 1, 0)];
    }
    const y = Number(year);
    if (!y) throw new Error("the years go from 0001 to 9999.");
    if (!month || month === "XX") {
      if (date && date !== "XX") throw new Error("a day of an unspecified month is not one run of days.");
      return [dayOf(y, 1, 1), dayOf(y, 12, 31)];
    }
    const m = Number(month);
    if (m < 1 || m > 12) throw new Error(`there is no month ${month}.`);
    const [first, last] = [dayOf(y, m, 1), dayOf(y, m + 1, 0)];
    if (!date || date === "XX") return [first, last];
    const day = first + Number(date) - 1;
    if (Number(date) < 1 || day > last) throw new Error(`${year}-${month} has ${last - first + 1} days.`);
    return [day, day];
  }

  /** The day so many months later, or the last of that month if it has no such day. */
  function monthsOn(day, months) {
    const date = dateOf(day);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1 + months];
    return inCalendar(Math.min(dayOf(year, month, date.getUTCDate()), dayOf(year, month + 1, 0)));
  }

  // --- Answers --------------------------------------------------------------------------------------------------

  const runsOf = (record, presume) => (presume ? record.runs : record.runs_unpresumed ?? record.runs);
  const explainedRuns = (record, presume) => (presume ? record.explained : record.explained_unpresumed ?? record.explained);

  /** Whether a record is in force on a day that may be any from first through last: as Timeline.on in Python. */
  function truthOn(record, first, last, presume) {
    const run = runsOf(record, presume).find((each) => each[1] >= first);
    if (!run || run[0] > last) return FALSE;
    return run[2] === TRUE && run[0] <= first && last <= run[1] ? TRUE : UNKNOWN;
  }

  /** The runs of days explained alike that hold days from first through last, each as {first, last, at}. */
  function explainedRunsOn(record, first, last, presume) {
    const all = explainedRuns(record, presume);
    const found = [];
    all.forEach((at, index) => {
      const end = index + 1 < all.length ? all[index + 1][0] - 1 : LAST_DAY;
      if (at[0] <= last && first <= end) found.push({ first: at[0], last: end, at });
    });
    return found;
  }

  function statusOn(record, first, last, presume) {
    const truth = truthOn(record, first, last, presume);
    if (truth !== FALSE) return truth === TRUE ? IN_FORCE : UNKNOWN_STATUS;
    const found = explainedRunsOn(record, first, last, presume).map((run) => run.at[1]);
    return found.every((status) => status === found[0]) ? found[0] : UNKNOWN_STATUS;
  }

  const reasonsOn = (record, at, day) =>
    at[2].map((text, index) => (index === at[3] ? record.texts[text].replace("{day}", () => isoOf(day)) : record.texts[text]));

  // --- Names ----------------------------------------------------------------------------------------------------

  const SIMPLIFIED = new Map();
  const pairs = Array.from(data.simplified);
  for (let i = 0; i < pairs.length; i += 2) SIMPLIFIED.set(pairs[i], pairs[i + 1]);
  const HAN = "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const IS_HAN = new RegExp(`^[${HAN}]`, "u");
  const WORDS = new RegExp(`[${HAN}]+|[^\\s${HAN}]+`, "gu");
  const APOSTROPHES = /[`'‘’‚‛′‵´ʹʻʼʽˈꞌ]/gu;
  const folded = (text) => text.normalize("NFKD").toUpperCase().toLowerCase().replace(/ς/g, "σ");

  /** The words of a text as it is compared with names: `fold` and `words` of mainland_coop.search.folding. */
  function wordsOf(text) {
    let bare = folded(folded(text.replace(APOSTROPHES, ""))).normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    bare = bare.replace(APOSTROPHES, "").replace(/\p{Cf}/gu, "").normalize("NFKC");
    bare = Array.from(bare, (character) => SIMPLIFIED.get(character) ?? character).join("");
    bare = bare.replace(/&/g, " and ").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
    bare = bare.replace(/(?<!\S)co (?=operat|ordinat)/g, "co");
    return bare.match(WORDS) ?? [];
  }

  const keysOfRecord = data.records.map((record) =>
    [record.keys, ...record.parties.map((i) => data.parties[i].keys), ...record.areas.map((i) => data.areas[i].keys)].join("\n"));

  /** Whether each word stands in, or begins a word of, a name of the record, its parties or its areas. */
  const isNamed = (index, words) => words.every((word) => keysOfRecord[index].includes(IS_HAN.test(word) ? word : ` ${word}`));

  // --- What is looked at ----------------------------------------------------------------------------------------

  const ids = new Map(data.records.map((record, index) => [`${record.sort}:${record.id}`, index]));
  const idOf = (index) => `${data.records[index].sort}:${data.records[index].id}`;
  /** The areas of a record and all broader ones: who asks for an area means its branches too. */
  const areasAround = data.records.map((record) => {
    const found = new Set();
    for (let area of record.areas) for (; area != null && !found.has(area); area = data.areas[area].broader) found.add(area);
    return found;
  });
  const kindOf = (record) => `${record.sort}: ${record.kind ?? "kind not stated"}`;
  const view = {};
  let pool = []; // the records that the filters leave
  let turns = []; // the days on which the answer of one of them changes
  let pages = 1;
  const opened = new Set(); // groups that are open

  const DEFAULTS = { on: isoOf(data.day), presume: "yes", q: "", party: "", area: "", kind: "", group: "", show: "TRUE,UNKNOWN", record: "" };

  /** Take the view from the address; what is malformed there is as if it were not there. */
  function readAddress() {
    const asked = { ...DEFAULTS, ...Object.fromEntries(new URLSearchParams(location.hash.slice(1))) };
    try {
      [view.first, view.last] = readDays(asked.on);
      view.on = asked.on;
    } catch {
      [view.first, view.last, view.on] = [data.day, data.day, DEFAULTS.on];
    }
    view.presume = asked.presume !== "no";
    for (const name of ["q", "party", "area", "kind", "group"]) view[name] = asked[name];
    view.show = new Set(asked.show.split(",").filter((truth) => data.truths.includes(truth)));
    view.record = ids.get(asked.record) ?? null;
  }

  function address() {
    const told = { on: view.on, presume: view.presume ? "yes" : "no", q: view.q, party: view.party, area: view.area, kind: view.kind,
      group: view.group, show: [...data.truths].reverse().filter((truth) => view.show.has(truth)).join(","),
      record: view.record === null ? "" : idOf(view.record) };
    const asked = Object.entries(told).filter(([name, value]) => name === "on" || value !== DEFAULTS[name]);
    return `#${new URLSearchParams(asked)}`;
  }

  /** Let the address tell the view: as a new step to go back from, or instead of the step before. */
  let later = 0;
  function tell(newStep) {
    clearTimeout(later);
    const go = () => address() !== location.hash && history[newStep ? "pushState" : "replaceState"](null, "", address());
    if (newStep) go();
    else later = setTimeout(go, 250); // browsers take only so many a second
  }

  function select() {
    const words = wordsOf(view.q);
    const [party, area] = [data.parties.findIndex((each) => each.id === view.party), data.areas.findIndex((each) => each.id === view.area)];
    pool = [];
    data.records.forEach((record, index) => {
      if (view.party && !record.parties.includes(party)) return;
      if (view.area && !areasAround[index].has(area)) return;
      if (view.kind && kindOf(record) !== view.kind && record.sort !== view.kind) return;
      if (isNamed(index, words)) pool.push(index);
    });
    const days = new Set();
    for (const index of pool) for (const [first, last] of runsOf(data.records[index], view.presume)) days.add(first).add(last + 1);
    turns = [...days].filter((day) => day > 1 && day <= LAST_DAY).sort((a, b) => a - b);
  }

  // --- Pieces of the page ---------------------------------------------------------------------------------------

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "class") made.className = value;
      else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  const share = (day, [first, last]) => Math.min(Math.max((day - first) / (last - first || 1), 0), 1);
  const chinese = (record, name, of) => record.chinese && element(name, { class: of, lang: record.chinese[0] }, record.chinese[1]);
  const dayCount = (days) => `${days.toLocaleString("en")} day${days === 1 ? "" : "s"}`;

  /** Runs and the gaps between them, as {first, last, truth}; what lies before and after all runs is left out. */
  function pieces(runs) {
    const found = [];
    for (const [first, last, truth] of runs) {
      const before = found[found.length - 1];
      if (before && before.last + 1 < first) found.push({ first: before.last + 1, last: first - 1, truth: FALSE });
      found.push({ first, last, truth });
    }
    return found;
  }

  function strip(runs, axis) {
    const made = element("span", { class: "strip", "aria-hidden": "true" });
    for (const piece of pieces(runs)) {
      const [from, to] = [share(piece.first, axis), share(piece.last + 1, axis)];
      if (from === to && (from === 0 || from === 1)) continue;
      const part = element("i", { class: piece.truth === TRUE ? "certain" : piece.truth === UNKNOWN ? "uncertain" : "gap" });
      part.style.left = `${from * 100}%`;
      part.style.width = `${(to - from) * 100}%`;
      made.append(part);
    }
    return made;
  }

  function years(axis, most) {
    const made = document.createDocumentFragment();
    const [low, high] = axis.map((day) => dateOf(day).getUTCFullYear());
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000].find((each) => (high - low) / each <= most) ?? 5000;
    for (let year = Math.ceil(low / step) * step; year <= high; year += step) {
      const at = share(dayOf(Math.max(year, 1), 1, 1), axis);
      if (at < 0.02 || at > 0.98) continue;
      const tick = element("span", {}, String(year));
      tick.style.left = `${at * 100}%`;
      made.append(tick);
    }
    return made;
  }

  /** How many are in force through the years: certain as an area, possible as a hatched one on top of it. */
  function drawChart() {
    const columns = 600;
    const [first, last] = data.axis;
    const counts = [new Float64Array(columns + 1), new Float64Array(columns + 1)];
    const column = (day) => Math.min(Math.max(Math.ceil(((day - first) / (last - first + 1)) * columns), 0), columns);
    for (const index of pool) {
      for (const [from, to, truth] of runsOf(data.records[index], view.presume)) {
        const [a, b] = [column(from), column(to + 1)];
        if (a < b) {
          counts[1][a] += 1, counts[1][b] -= 1;
          if (truth === TRUE) counts[0][a] += 1, counts[0][b] -= 1;
        }
      }
    }
    const heights = counts.map((changes) => { let sum = 0; return Array.from(changes.subarray(0, columns), (change) => (sum += change)); });
    const top = Math.max(1, ...heights[1]);
    const outline = (values) => `M0 100 ${values.map((value, x) => `V${(100 - (94 * value) / top).toFixed(2)} H${x + 1}`).join(" ")} V100 Z`;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", `0 0 ${columns} 100`);
    svg.setAttribute("preserveAspectRatio", "none");
    heights.reverse().forEach((values, index) => {
      const path = document.createElementNS(svg.namespaceURI, "path");
      path.setAttribute("class", index ? "area-certain" : "area-possible");
      path.setAttribute("vector-effect", "non-scaling-stroke");
      path.setAttribute("d", outline(values));
      svg.append(path);
    });
    $("chart").replaceChildren(svg);
  }

  // --- The list -------------------------------------------------------------------------------------------------

  const rows = new Map(); // by group and record: made once, then kept
  let strips = new WeakMap();

  function row(group, index) {
    const key = `${group}|${index}`;
    if (!rows.has(key)) {
      const record = data.records[index];
      const about = [record.kind ?? record.sort, record.date, record.parties.map((i) => data.parties[i].name).join(", ")];
      const state = element("span", { class: "state" });
      const button = element("button", { type: "button", class: "row", "data-record": idOf(index), onclick: () => open(index, button) },
        element("span", { class: "title" }, record.title, record.chinese ? " " : "", chinese(record, "span", "")),
        state, element("span", { class: "about" }, about.filter(Boolean).join(" · ")));
      rows.set(key, { item: element("li", {}, button), button, state });
    }
    const { item, button, state } = rows.get(key);
    const record = data.records[index];
    if (strips.get(button) !== view.presume) {
      button.querySelector(".strip")?.remove();
      button.append(strip(runsOf(record, view.presume), data.axis));
      strips.set(button, view.presume);
    }
    const truth = truthOn(record, view.first, view.last, view.presume);
    const told = truth === TRUE ? "in force" : truth === UNKNOWN ? "possibly in force" : data.statuses[statusOn(record, view.first, view.last, view.presume)];
    if (state.textContent !== told) [state.textContent, state.className] = [told, `state state-${data.truths[truth]}`];
    if (index === view.record) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    return item;
  }

  function listOf(group, indexes, room) {
    const made = indexes.slice(0, room).map((index) => row(group, index));
    return element("ul", { class: "rows" }, ...made);
  }

  function moreButton(left) {
    return element("button", { type: "button", class: "more", onclick: () => { pages += 1; drawList(); } },
      `Show ${Math.min(left, PAGE)} more of ${left.toLocaleString("en")}`);
  }

  function groupsOf(index) {
    const record = data.records[index];
    if (view.group === "kind") return [kindOf(record)];
    const names = record[view.group === "party" ? "parties" : "areas"].map((i) => data[view.group === "party" ? "parties" : "areas"][i].name);
    return names.length ? [...new Set(names)] : [`no ${view.group} stated`];
  }

  let drawn = ""; // what the list shows, to leave it alone while only answers change
  function drawList() {
    const counts = [0, 0, 0];
    const shown = [];
    for (const index of pool) {
      const truth = truthOn(data.records[index], view.first, view.last, view.presume);
      counts[truth] += 1;
      if (view.show.has(data.truths[truth])) shown.push([index, truth]);
    }
    data.truths.forEach((truth, number) => { $(`count-${truth}`).textContent = counts[number].toLocaleString("en"); });
    const indexes = shown.map(([index]) => index);
    const now = JSON.stringify([view.group, pages, indexes, [...opened]]);
    if (now === drawn && !view.group) {
      indexes.slice(0, pages * PAGE).forEach((index) => row("", index));
      return;
    }
    drawn = now;
    const list = $("list");
    if (!shown.length) {
      list.replaceChildren(element("p", { class: "empty" }, pool.length ? "Nothing of this kind on that day." : "Nothing has such a name."));
    } else if (!view.group) {
      list.replaceChildren(listOf("", indexes, pages * PAGE), indexes.length > pages * PAGE ? moreButton(indexes.length - pages * PAGE) : "");
    } else {
      const groups = new Map();
      for (const [index, truth] of shown) {
        for (const name of groupsOf(index)) {
          if (!groups.has(name)) groups.set(name, { indexes: [], counts: [0, 0, 0] });
          groups.get(name).indexes.push(index);
          groups.get(name).counts[truth] += 1;
        }
      }
      const sorted = [...groups].sort(([a, x], [b, y]) => y.indexes.length - x.indexes.length || (a < b ? -1 : 1));
      const focused = document.activeElement?.closest?.(".group")?.dataset.group;
      list.replaceChildren(...sorted.map(([name, group]) => {
        const tally = [`${group.counts[TRUE]} certain`, group.counts[UNKNOWN] && `${group.counts[UNKNOWN]} possible`, group.counts[FALSE] && `${group.counts[FALSE]} not`];
        const made = element("details", { class: "group", "data-group": name, open: opened.has(name) },
          element("summary", {}, element("span", { class: "name" }, name), element("span", { class: "tally" }, tally.filter(Boolean).join(" · "))));
        const fill = () => made.querySelector("ul") ?? made.append(listOf(name, group.indexes, pages * PAGE), group.indexes.length > pages * PAGE ? moreButton(group.indexes.length - pages * PAGE) : "");
        if (made.open) fill();
        made.addEventListener("toggle", () => { made.open ? (opened.add(name), fill()) : opened.delete(name); });
        return made;
      }));
      if (focused) list.querySelector(`[data-group="${CSS.escape(focused)}"] summary`)?.focus();
    }
  }

  // --- One record -----------------------------------------------------------------------------------------------

  const VERDICTS = ["Not in force", "Not settled by the record", "In force"];
  const citation = (number) => element("li", {}, ...data.citations[number].map((part) =>
    typeof part === "string" ? part : element("a", { href: part[1], rel: "noreferrer" }, part[0])));
  const citationList = (numbers) => numbers.length ? element("ul", { class: "cites" }, ...numbers.map(citation)) : element("p", {}, "No source is cited.");

  function answer(record) {
    const { first, last, presume } = view;
    const truth = truthOn(record, first, last, presume);
    const status = data.statuses[statusOn(record, first, last, presume)];
    const box = element("div", { class: "answer", id: "answer" },
      element("p", { class: "verdict" }, element("span", { class: `state-${data.truths[truth]}` }, VERDICTS[truth]), " on ", element("span", { class: "date" }, view.on)),
      element("p", {}, `${data.truths[truth]}${status === data.statuses[UNKNOWN_STATUS] ? "" : `; ${status}`}.`));
    const found = explainedRunsOn(record, first, last, presume);
    if (first !== last) {
      box.append(element("p", { class: "presumed" }, "Reasons are given for exact days. The days that it may be:"),
        element("ul", { class: "words" }, ...found.map((run) => {
          const [from, to] = [Math.max(first, run.first), Math.min(last, run.last)];
          return element("li", {}, element("button", { type: "button", onclick: () => choose(isoOf(from), true) }, from === to ? isoOf(from) : `${isoOf(from)} to ${isoOf(to)}`),
            data.statuses[run.at[1]]);
        })));
      return box;
    }
    const { at } = found[0];
    box.append(element("ul", {}, ...reasonsOn(record, at, first).map((reason, index) => element("li", { class: index === at[3] ? "conclusion" : "" }, reason))));
    for (const number of at[4]) box.append(element("p", { class: "presumed" }, element("b", {}, "Presumed. "), data.presumptions[number][1]));
    if (at[6]) box.append(element("p", { class: "beyond" }, element("b", {}, "Beyond the check. "), "The day lies after the last one to which the register was checked."));
    return box;
  }

  /** The sources that bear on the answer, which for a day that is known in part may be several answers. */
  function sources(record) {
    const found = explainedRunsOn(record, view.first, view.last, view.presume).flatMap((run) => run.at[5]);
    return element("div", { class: "sources" }, element("h3", {}, "Sources of this answer"), citationList([...new Set(found)]));
  }

  function life(record) {
    const all = pieces(runsOf(record, view.presume));
    const box = element("div", { class: "life" });
    if (!all.length) return box;
    const stated = all.flatMap((piece) => [piece.first, piece.last]).filter((day) => day > 1 && dateOf(day).getUTCFullYear() < 9990);
    const year = (day, more) => inCalendar(dayOf(Math.max(dateOf(day).getUTCFullYear() + more, 1), 1, 1));
    const [low, high] = stated.length ? [Math.min(...stated, data.day), Math.max(...stated, data.day)] : data.axis;
    const axis = [year(low, -1), year(high, 2)];
    const lengths = element("div", { class: "lengths", "aria-hidden": "true" });
    const certain = record.gaps[view.presume ? 0 : 1].filter((gap) => gap[1]); // one for each piece between runs
    for (const [place, gap] of all.filter((piece) => piece.truth === FALSE).entries()) {
      const [shortest, longest] = certain[place].slice(3);
      const label = element("span", {}, `${shortest === longest ? "" : `${shortest.toLocaleString("en")} to `}${dayCount(longest)}`);
      label.style.left = `${Math.min(Math.max(share((gap.first + gap.last) / 2, axis) * 100, 8), 92)}%`;
      lengths.append(label);
    }
    const drawn = strip(runsOf(record, view.presume), axis);
    drawn.style.setProperty("--from", share(view.first, axis));
    drawn.style.setProperty("--to", share(view.first === view.last ? view.last : view.last + 1, axis));
    const marks = element("div", { class: "years", "aria-hidden": "true" });
    marks.append(years(axis, 8));
    box.append(lengths, drawn, marks);
    return box;
  }

  /** The timeline in words. */
  function days(record) {
    const all = pieces(runsOf(record, view.presume));
    const box = element("div", {}, element("h3", {}, "Timeline"));
    if (!all.length) box.append(element("p", {}, "There is no day on which it was in force."));
    const words = [["certain", "certainly in force"], ["uncertain", "possibly in force"]];
    box.append(element("ul", { class: "words" }, ...all.map((piece) => {
      const [swatch, told] = piece.truth === FALSE ? ["gap", `not in force, ${dayCount(piece.last - piece.first + 1)}`] : words[2 - piece.truth];
      const from = piece.first === 1 ? "from the beginning of the calendar" : isoOf(piece.first);
      const to = piece.last === LAST_DAY ? "on, without a known end" : `to ${isoOf(piece.last)}`;
      const span = piece.first === piece.last ? isoOf(piece.first) : `${from} ${to}`;
      return element("li", {}, element("i", { class: `swatch ${swatch}`, "aria-hidden": "true" }), `${span}: ${told}`);
    })));
    return box;
  }

  function chain(record) {
    const gaps = record.gaps[view.presume ? 0 : 1];
    const box = element("div", {}, element("h3", {}, record.links.length > 1 ? "Chain of renewals" : "Term"));
    if (!record.links.length) box.append(element("p", {}, "It was signed and never entered into force."));
    const list = element("ol", { class: "links" });
    record.links.forEach(([name, starts, startBasis, ends, endBasis, term], index) => {
      for (const gap of gaps.filter((each) => each[0] === index)) list.append(element("li", { class: "break" }, gap[2]));
      const basis = (text) => (text ? ` (${text})` : "");
      list.append(element("li", {}, element("b", {}, name), `Starts: ${starts}${basis(startBasis)}. Ends: ${ends}${basis(endBasis)}.${term ? ` Term: ${term}.` : ""}`));
    });
    if (record.links.length) box.append(list);
    for (const [heading, ...sentences] of record.sections) box.append(element("h3", {}, heading), ...sentences.map((text) => element("p", {}, text)));
    return box;
  }

  let shownRecord = null;
  function drawDetail() {
    const detail = $("detail");
    const index = view.record;
    document.querySelector(".columns").classList.toggle("open", index !== null);
    detail.hidden = index === null;
    if (index === null) {
      detail.replaceChildren();
      shownRecord = null;
      return;
    }
    const record = data.records[index];
    if (shownRecord === `${index}|${view.presume}`) {
      $("answer").replaceWith(answer(record));
      detail.querySelector(".life").replaceWith(life(record));
      detail.querySelector(".sources").replaceWith(sources(record));
      return;
    }
    shownRecord = `${index}|${view.presume}`;
    const about = [record.kind ?? record.sort, record.date, record.areas.map((i) => data.areas[i].name).join(", ")];
    detail.replaceChildren(
      element("div", { class: "bar" }, element("button", { type: "button", id: "close", onclick: close }, "‹ Back to the list"),
        element("button", { type: "button", onclick: (event) => copyLink(event.target) }, "Copy link")),
      element("h2", { id: "detail-heading", tabindex: "-1" }, record.title), chinese(record, "p", "chinese") ?? "",
      element("p", { class: "about" }, about.filter(Boolean).join(" · ")),
      element("p", { class: "about" }, record.parties.map((i) => data.parties[i].name).join("; ")),
      life(record), answer(record), days(record), chain(record), sources(record),
      element("details", { class: "all" }, element("summary", {}, `All sources of the record (${record.cited.length})`), citationList(record.cited)),
      element("p", { class: "about" }, `Id: ${record.id}`));
    detail.scrollTop = 0;
  }

  async function copyLink(button) {
    clearTimeout(later);
    history.replaceState(null, "", address());
    let told = "Copied";
    try { await navigator.clipboard.writeText(location.href); } catch { told = "The link is in the address bar"; }
    button.textContent = told;
  }

  let opener = null; // the row from which the record was opened
  function open(index, from) {
    view.record = index;
    opener = from;
    draw();
    tell(true);
    $("detail-heading").focus({ preventScroll: innerWidth >= 1056 });
  }

  function close() {
    view.record = null;
    draw();
    tell(true);
    if (opener?.isConnected) opener.focus();
    else $("search").focus();
  }

  // --- The whole ------------------------------------------------------------------------------------------------

  let announcing = 0;
  function draw() {
    const { first, last } = view;
    const root = document.documentElement;
    root.style.setProperty("--from", share(first, data.axis));
    root.style.setProperty("--to", share(first === last ? last : last + 1, data.axis));
    root.classList.toggle("partial", first !== last);
    drawList();
    drawDetail();
    $("slider").value = first;
    if (document.activeElement !== $("day") || !$("day-error").textContent) setDayText();
    $("weekday").textContent = first === last ? WEEKDAY.format(dateOf(first)) : `some day from ${isoOf(first)} to ${isoOf(last)}`;
    const told = `${view.on}: ${$("count-TRUE").textContent} certainly in force, ${$("count-UNKNOWN").textContent} possibly, ${$("count-FALSE").textContent} not`;
    $("slider").setAttribute("aria-valuetext", told);
    $("clear").hidden = !(view.q || view.party || view.area || view.kind);
    clearTimeout(announcing);
    announcing = setTimeout(() => { $("summary").textContent = told; }, 400);
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
      [view.first, view.last] = readDays(text.trim());
    } catch (error) {
      $("day-error").textContent = `Not a day: ${error.message}`;
      $("day").setAttribute("aria-invalid", "true");
      return;
    }
    view.on = text.trim();
    setDayText();
    drawSoon();
    tell(newStep);
  }

  function step(name) {
    const { first, last } = view;
    let to = { "day-": first - 1, "day+": last + 1, "month-": monthsOn(first, -1), "month+": monthsOn(first, 1), "year-": monthsOn(first, -12), "year+": monthsOn(first, 12) }[name];
    if (name === "change-") to = turns.findLast((day) => day < first) ?? first;
    if (name === "change+") to = turns.find((day) => day > last) ?? last;
    choose(isoOf(inCalendar(to)), false);
  }

  function stepByKey(event, names) {
    const name = names[`${event.shiftKey ? "Shift+" : ""}${event.key}`];
    if (!name || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    step(name);
  }

  function refilter(newStep = true) {
    pages = 1;
    select();
    drawChart();
    draw();
    tell(newStep);
  }

  function syncControls() {
    $("search").value = view.q;
    $("presume").checked = view.presume;
    for (const name of ["party", "area", "kind", "group"]) {
      $(name).value = view[name];
      if ($(name).selectedIndex < 0) [$(name).value, view[name]] = ["", ""]; // the address named one that is not there
    }
    for (const box of document.querySelectorAll("input[name=show]")) box.checked = view.show.has(box.value);
  }

  function fillSelects() {
    const tally = (groups) => {
      const counts = new Map();
      data.records.forEach((record, index) => { for (const each of groups(record, index)) counts.set(each, (counts.get(each) ?? 0) + 1); });
      return counts;
    };
    const fill = (name, everything, entries) => $(name).replaceChildren(new Option(everything, ""), ...entries.map(([value, text]) => new Option(text, value)));
    const named = (list, counts) => list.map((each, i) => [each.id, `${each.name} (${counts.get(i)})`, i]).filter((entry) => counts.has(entry[2])).sort((a, b) => a[1].localeCompare(b[1], "en"));
    fill("party", "all parties", named(data.parties, tally((record) => new Set(record.parties))));
    fill("area", "all areas", named(data.areas, tally((record, index) => areasAround[index])));
    const kinds = tally((record) => [record.sort, kindOf(record)]);
    fill("kind", "all kinds", [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => [kind, `${kind.includes(":") ? kind : `all ${kind}s`} (${count})`]));
  }

  function start() {
    const checked = data.verified_through ? `checked through ${data.verified_through}` : null;
    const size = `${data.records.length.toLocaleString("en")} agreements and programmes`;
    $("register").textContent = [data.title, size, data.version && `version ${data.version}`, checked].filter(Boolean).join(" · ");
    $("colophon").textContent = "The answers are statements of the record, not of law, and not legal advice. They are those of the Python library mainland_coop, computed from the same timelines. This page asks no other place for anything; only links to sources lead away from it.";
    if (data.title) document.title = `${data.title}: what was in force?`;
    [$("slider").min, $("slider").max] = data.axis;
    $("years").append(years(data.axis, innerWidth < 640 ? 6 : 14));
    fillSelects();

    $("slider").addEventListener("input", () => choose(isoOf(Number($("slider").value)), false));
    $("slider").addEventListener("change", () => tell(true));
    const byMonth = { PageUp: "month+", PageDown: "month-", "Shift+PageUp": "year+", "Shift+PageDown": "year-" };
    $("slider").addEventListener("keydown", (event) => stepByKey(event, { ...byMonth, ArrowUp: "day+", ArrowRight: "day+", ArrowDown: "day-", ArrowLeft: "day-" }));
    $("day").addEventListener("keydown", (event) => stepByKey(event, { ...byMonth, ArrowUp: "day+", ArrowDown: "day-" }));
    $("day").addEventListener("change", () => choose($("day").value, true));
    $("day").addEventListener("keydown", (event) => event.key === "Enter" && choose($("day").value, true));
    for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", () => step(button.dataset.step));
    $("presume").addEventListener("change", () => { view.presume = $("presume").checked; refilter(); });
    $("search").addEventListener("input", () => { view.q = $("search").value; refilter(false); });
    for (const name of ["party", "area", "kind", "group"]) {
      $(name).addEventListener("change", () => { view[name] = $(name).value; opened.clear(); refilter(); });
    }
    for (const box of document.querySelectorAll("input[name=show]")) {
      box.addEventListener("change", () => { view.show[box.checked ? "add" : "delete"](box.value); refilter(); });
    }
    $("clear").addEventListener("click", () => {
      [view.q, view.party, view.area, view.kind] = ["", "", "", ""];
      syncControls();
      refilter();
      $("search").focus();
    });
    $("list").addEventListener("keydown", (event) => {
      const all = [...$("list").querySelectorAll("summary, details[open] .row, :scope > .rows .row")];
      const to = all.indexOf(document.activeElement) + { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (all[to]) { event.preventDefault(); all[to].focus(); }
    });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && view.record !== null) close(); });
    const reopen = () => { clearTimeout(later); readAddress(); syncControls(); select(); drawChart(); setDayText(); draw(); };
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
    reasons(sort, id, text, presume = true) {
      const record = data.records[ids.get(`${sort}:${id}`)];
      const [first] = readDays(text);
      return reasonsOn(record, explainedRunsOn(record, first, first, presume)[0].at, first);
    },
    days: readDays,
    words: wordsOf,
  };
  start();
})();
