/* The explorer. It reckons with numbers of days only: runs and explanations were computed by mainland_coop. */
"use strict";
(() => {
  const data = globalThis.REGISTER;
  const $ = (id) => document.getElementById(id);
  const [FALSE, UNKNOWN, TRUE] = [0, 1, 2];
  const LAST_DAY = 3652059; // 9999-12-31; 0001-01-01 is day 1, as in Python
  const PAGE = 100;
  /** How a record stands on a day, from the least to the firmest; the second is possible too, with no start stated. */
  const STANDINGS = ["NOT_IN_FORCE", "START_NOT_KNOWN", "POSSIBLE", "PRESUMED", "STATED"];
  const [NOT_IN_FORCE, START_NOT_KNOWN, POSSIBLE, PRESUMED, STATED] = STANDINGS.keys();
  const IN_WORDS = STANDINGS.map((standing) => data.words[standing]);
  const LOOK = STANDINGS.map((standing) => standing.toLowerCase().replaceAll("_", "-")); // the class in the style sheet
  const UNKNOWN_STATUS = data.statuses.indexOf("unknown");
  const IN_FORCE = data.statuses.indexOf("in force");
  const CHECKED = data.checked ?? LAST_DAY; // beyond it nobody has looked

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

  const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
  const FULL = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

  /** A text that has one reading as a day, month or year, as ISO 8601 writes it; any other as it is. */
  function asIso(typed, today = new Date()) {
    const text = typed.trim().replace(/\s+/g, " ");
    const pad = (number) => String(Number(number)).padStart(2, "0");
    const iso = (year, month, date) => [year, month, date].filter((part) => part !== undefined).map((part, place) => (place ? pad(part) : part)).join("-");
    if (/^today$/i.test(text)) return iso(String(today.getFullYear()), today.getMonth() + 1, today.getDate());
    let match = /^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?$/.exec(text) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(text);
    if (match) return iso(match[1], match[3], match[4]);
    match = /^(\d{4}) ?年(?: ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?[日号號])?)?$/.exec(text);
    if (match) return iso(match[1], match[2], match[3]);
    const month = (name) => Math.max(MONTHS.indexOf(name.toLowerCase().replace(/\.$/, "")), FULL.indexOf(name.toLowerCase()), name.toLowerCase() === "sept" ? 8 : -1) + 1;
    match = /^(?:(\d{1,2})(?:st|nd|rd|th)?[ -])?([a-z]+\.?),?[ -](\d{4})$/i.exec(text);
    if (match && month(match[2])) return iso(match[3], month(match[2]), match[1]);
    match = /^([a-z]+\.?) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i.exec(text);
    if (match && month(match[1])) return iso(match[3], month(match[1]), match[2]);
    match = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(text);
    if (!match) return text;
    const [, one, , other, year] = match;
    const readings = [...new Set([[other, one], [one, other]].filter(([m]) => m >= 1 && m <= 12).map(([m, d]) => iso(year, m, d)))];
    if (readings.length > 1) throw new Error(`${text} may be ${readings.join(" or ")}; write the one that you mean.`);
    return readings[0] ?? text;
  }

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
  const statusesOf = (record, presume) => (presume ? record.statuses : record.statuses_unpresumed ?? record.statuses);

  /** Whether a record is in force on a day that may be any from first through last: as Timeline.on in Python. */
  function truthOn(record, first, last, presume) {
    const run = runsOf(record, presume).find((each) => each[1] >= first);
    if (!run || run[0] > last) return FALSE;
    return run[2] === TRUE && run[0] <= first && last <= run[1] ? TRUE : UNKNOWN;
  }

  /** How a record stands on a day that may be any from first through last: as standing_on in Python, and START_NOT_KNOWN. */
  function standingOn(record, first, last, presume) {
    const truth = truthOn(record, first, last, presume);
    if (truth === FALSE) return NOT_IN_FORCE;
    if (truth === UNKNOWN) return record.undated && first <= record.runs[0][1] ? START_NOT_KNOWN : POSSIBLE;
    return !presume || truthOn(record, first, last, false) === TRUE ? STATED : PRESUMED;
  }

  /** The runs of days of one standing, as [first, last, standing]. A start alone, with no end stated, is drawn as presumed. */
  function standingsOf(record, presume) {
    const found = [];
    const add = (first, last, standing) => first <= last && found.push([first, last, standing]);
    const certain = runsOf(record, false).filter((run) => run[2] === TRUE);
    for (const [first, last, truth] of runsOf(record, presume)) {
      if (truth === UNKNOWN || !presume) {
        const open = first === 1 && record.undated ? Math.min(last, record.runs[0][1]) : first - 1;
        add(first, open, START_NOT_KNOWN);
        add(open + 1, last, truth === TRUE ? STATED : POSSIBLE);
        continue;
      }
      let at = first;
      for (const [from, to] of certain) {
        if (from < first || from > last || (from === to && to < last)) continue;
        add(at, from - 1, PRESUMED);
        add(from, to, STATED);
        at = to + 1;
      }
      add(at, last, PRESUMED);
    }
    return found;
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
    const all = statusesOf(record, presume);
    const at = (day) => all.findLastIndex(([from]) => from <= day);
    return at(first) === at(last) ? all[at(first)][1] : UNKNOWN_STATUS; // neighbours differ
  }

  const reasonsOn = (record, at, day) =>
    at[2].map((text, index) => (index === at[3] ? record.texts[text].replace("{day}", () => isoOf(day)) : record.texts[text]));

  // --- Details: what is read when a record is opened -------------------------------------------------------------

  const details = new Map(); // by the number of a chunk: a promise that its records have theirs
  const arrived = new Map(); // what to call then

  /** Called by the script of a chunk, whose mark tells whether it belongs to this page. */
  data.take = (number, mark, chunk) => {
    if (mark !== data.chunks[number]) return;
    chunk.records.forEach((detail, place) => Object.assign(data.records[number * data.chunk + place], detail, { citations: chunk.citations }));
    arrived.get(number)?.();
  };

  // A page in one piece holds all chunks from the start.
  data.held?.forEach((chunk, number) => data.take(number, data.chunks[number], chunk));

  /** Let a record have its details: reasons, texts of its chain, sources. */
  function detailsOf(index) {
    const number = Math.floor(index / data.chunk);
    if (!details.has(number)) {
      details.set(number, data.records[index].explained ? Promise.resolve() : new Promise((resolve, reject) => {
        const script = document.createElement("script");
        const fail = () => { details.delete(number); script.remove(); reject(new Error("The reasons cannot be read. If the page was written anew, load it again.")); };
        arrived.set(number, resolve);
        script.addEventListener("error", fail);
        script.addEventListener("load", () => { if (!data.records[index].explained) fail(); });
        script.src = `details/${number}.js?${data.chunks[number]}`;
        document.head.append(script);
      }));
    }
    return details.get(number);
  }

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

  const DEFAULTS = { on: isoOf(data.day), presume: "yes", q: "", party: "", area: "", kind: "", group: "", show: "STATED,PRESUMED,POSSIBLE", record: "" };
  /** What links of before called what they showed. */
  const OLD_SHOW = { TRUE: ["STATED", "PRESUMED"], UNKNOWN: ["POSSIBLE"], FALSE: ["NOT_IN_FORCE"] };

  /** Take the view from the address; what is malformed there is as if it were not there. */
  function readAddress() {
    const asked = { ...DEFAULTS, ...Object.fromEntries(new URLSearchParams(location.hash.slice(1) || data.view)) };
    try {
      [view.first, view.last] = readDays(asked.on);
      view.on = asked.on;
    } catch {
      [view.first, view.last, view.on] = [data.day, data.day, DEFAULTS.on];
    }
    view.presume = asked.presume !== "no";
    for (const name of ["q", "party", "area", "kind", "group"]) view[name] = asked[name];
    view.show = new Set(asked.show.split(",").flatMap((name) => OLD_SHOW[name] ?? [name]).filter((name) => STANDINGS.includes(name)));
    view.record = ids.get(asked.record) ?? null;
  }

  function address() {
    const told = { on: view.on, presume: view.presume ? "yes" : "no", q: view.q, party: view.party, area: view.area, kind: view.kind,
      group: view.group, show: [...STANDINGS].reverse().filter((name) => view.show.has(name)).join(","),
      record: view.record === null ? "" : idOf(view.record) };
    const asked = Object.entries(told).filter(([name, value]) => name === "on" || value !== DEFAULTS[name]);
    return `#${new URLSearchParams(asked)}`;
  }

  /** Put the view into the address; a frame in a notebook has none. */
  function remember(how) {
    if (location.protocol !== "about:") history[how](null, "", address());
  }

  /** Let the address tell the view: as a new step to go back from, or instead of the step before. */
  let later = 0;
  function tell(newStep) {
    clearTimeout(later);
    const go = () => address() !== location.hash && remember(newStep ? "pushState" : "replaceState");
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
    // Those of which no start is stated come last, wherever they would stand by date.
    pool.sort((a, b) => data.records[a].undated - data.records[b].undated || a - b);
    turns = turnsOf(pool);
  }

  /** The days on which the standing of some records changes, in order. */
  function turnsOf(indexes) {
    const days = new Set();
    for (const index of indexes) for (const [first, last] of standingsOf(data.records[index], view.presume)) days.add(first).add(last + 1);
    return [...days].filter((day) => day > 1 && day <= LAST_DAY).sort((a, b) => a - b);
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

  /** Runs and the gaps between them, as {first, last, standing}; what lies before and after all runs is left out. */
  function pieces(runs) {
    const found = [];
    for (const [first, last, standing] of runs) {
      const before = found[found.length - 1];
      if (before && before.last + 1 < first) found.push({ first: before.last + 1, last: first - 1, standing: NOT_IN_FORCE });
      found.push({ first, last, standing });
    }
    return found;
  }

  /** A strip of days: beyond the day of the check nothing is solid, and what is presumed fades out. */
  function strip(runs, axis) {
    const made = element("span", { class: "strip", "aria-hidden": "true" });
    const put = (first, last, look) => {
      const [from, to] = [share(first, axis), share(last + 1, axis)];
      if (first > last || (from === to && (from === 0 || from === 1))) return;
      const part = element("i", { class: look });
      part.style.left = `${from * 100}%`;
      part.style.width = `${(to - from) * 100}%`;
      made.append(part);
    };
    for (const { first, last, standing } of pieces(runs)) {
      if (standing < PRESUMED) put(first, last, standing === NOT_IN_FORCE ? "gap" : LOOK[standing]);
      else {
        put(first, Math.min(last, CHECKED), LOOK[standing]);
        put(Math.max(first, CHECKED + 1), Math.min(last, axis[1]), `${LOOK[standing]} later`);
      }
    }
    if (data.checked !== null && data.checked >= axis[0] && data.checked < axis[1]) put(data.checked + 1, data.checked + 1, "checked");
    return made;
  }

  /** Marks of years on an axis; of months, where it shows few years. */
  function years(axis, most) {
    const made = document.createDocumentFragment();
    const mark = (day, text) => {
      const at = share(day, axis);
      if (at < 0.02 || at > 0.98) return;
      const tick = element("span", {}, text);
      tick.style.left = `${at * 100}%`;
      made.append(tick);
    };
    const [low, high] = axis.map((day) => dateOf(day).getUTCFullYear());
    const months = (axis[1] - axis[0]) / 30.4;
    if (months < 36) {
      const every = [1, 2, 3, 6].find((each) => months / each <= most) ?? 6;
      for (let month = 1; month <= (high - low + 1) * 12; month += every) mark(dayOf(low, month, 1), isoOf(dayOf(low, month, 1)).slice(0, 7));
      return made;
    }
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000].find((each) => (high - low) / each <= most) ?? 5000;
    for (let year = Math.ceil(low / step) * step; year <= high; year += step) mark(dayOf(Math.max(year, 1), 1, 1), String(year));
    return made;
  }

  /** How many are in force through the years: stated as an area, presumed as a pale one and possible as a hatched one on it. */
  function drawChart() {
    const columns = 600;
    const [first, last] = data.axis;
    const layers = [STATED, PRESUMED, POSSIBLE];
    const counts = layers.map(() => new Float64Array(columns + 1));
    const column = (day) => Math.min(Math.max(Math.ceil(((day - first) / (last - first + 1)) * columns), 0), columns);
    for (const index of pool) {
      for (const [from, to, standing] of standingsOf(data.records[index], view.presume)) {
        const [a, b] = [column(from), column(to + 1)];
        if (a < b) layers.forEach((layer, place) => { if (standing >= layer) counts[place][a] += 1, counts[place][b] -= 1; });
      }
    }
    const heights = counts.map((changes) => { let sum = 0; return Array.from(changes.subarray(0, columns), (change) => (sum += change)); });
    const top = Math.max(1, ...heights[layers.length - 1]);
    const outline = (values) => `M0 100 ${values.map((value, x) => `V${(100 - (94 * value) / top).toFixed(2)} H${x + 1}`).join(" ")} V100 Z`;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", `0 0 ${columns} 100`);
    svg.setAttribute("preserveAspectRatio", "none");
    const draw = (name, d) => {
      const path = document.createElementNS(svg.namespaceURI, "path");
      path.setAttribute("class", name);
      path.setAttribute("vector-effect", "non-scaling-stroke");
      path.setAttribute("d", d);
      svg.append(path);
    };
    for (const place of [2, 1, 0]) draw(`area-${LOOK[layers[place]]}`, outline(heights[place]));
    if (data.checked !== null && column(data.checked) < columns) draw("veil", `M${column(data.checked)} 0 H${columns} V100 H${column(data.checked)} Z`);
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
      button.append(strip(standingsOf(record, view.presume), data.axis));
      strips.set(button, view.presume);
    }
    const standing = standingOn(record, view.first, view.last, view.presume);
    const told = standing === STATED ? "in force" : standing === NOT_IN_FORCE ? data.statuses[statusOn(record, view.first, view.last, view.presume)] : IN_WORDS[standing];
    if (state.textContent !== told) [state.textContent, state.className] = [told, `state state-${LOOK[standing]}`];
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
    const counts = STANDINGS.map(() => 0);
    const shown = [];
    for (const index of pool) {
      const standing = standingOn(data.records[index], view.first, view.last, view.presume);
      counts[standing] += 1;
      if (view.show.has(STANDINGS[standing])) shown.push([index, standing]);
    }
    STANDINGS.forEach((standing, number) => { $(`count-${standing}`).textContent = counts[number].toLocaleString("en"); });
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
      for (const [index, standing] of shown) {
        for (const name of groupsOf(index)) {
          if (!groups.has(name)) groups.set(name, { indexes: [], counts: STANDINGS.map(() => 0) });
          groups.get(name).indexes.push(index);
          groups.get(name).counts[standing] += 1;
        }
      }
      const sorted = [...groups].sort(([a, x], [b, y]) => y.indexes.length - x.indexes.length || (a < b ? -1 : 1));
      const focused = document.activeElement?.closest?.(".group")?.dataset.group;
      list.replaceChildren(...sorted.map(([name, group]) => {
        const { counts: of } = group;
        const tally = [`${of[STATED] + of[PRESUMED]} in force`, of[POSSIBLE] && `${of[POSSIBLE]} possible`, of[START_NOT_KNOWN] && `${of[START_NOT_KNOWN]} of unknown start`, of[NOT_IN_FORCE] && `${of[NOT_IN_FORCE]} not`];
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

  const VERDICTS = ["Not in force", "Not settled by the record", "Not settled by the record", "In force", "In force"];
  const BEHIND = ["", "; no start is stated", "; it may have been in force", "; no end is stated, and it is presumed to continue", ", by stated dates"];
  const citation = (parts) => element("li", {}, ...parts.map((part) =>
    typeof part === "string" ? part : element("a", { href: part[1], rel: "noreferrer" }, part[0])));
  const citationList = (record, numbers) => numbers.length ? element("ul", { class: "cites" }, ...numbers.map((number) => citation(record.citations[number]))) : element("p", {}, "No source is cited.");

  function answer(record) {
    const { first, last, presume } = view;
    const standing = standingOn(record, first, last, presume);
    const status = statusOn(record, first, last, presume);
    const behind = standing === NOT_IN_FORCE && status !== UNKNOWN_STATUS ? `: ${data.statuses[status]}` : BEHIND[standing];
    const box = element("div", { class: "answer", id: "answer" },
      element("p", { class: "verdict" }, element("span", { class: `state-${LOOK[standing]}` }, VERDICTS[standing]), " on ", element("span", { class: "date" }, view.on), behind));
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
    return element("div", { class: "sources" }, element("h3", {}, "Sources of this answer"), citationList(record, [...new Set(found)]));
  }

  // The record's own axis: all its days at first, and closer in on the day on demand.
  let zoomed = null;
  const NEAREST = 60; // days that the closest look shows

  /** The years of a record: those of its days that are known, and of the day of the check. */
  function wholeAxis(record) {
    const all = standingsOf(record, view.presume);
    const known = all.flatMap(([first, last]) => [first, last]).filter((day) => day > 1 && dateOf(day).getUTCFullYear() < 9990);
    if (!known.length) return data.axis;
    const year = (day, more) => inCalendar(dayOf(Math.max(dateOf(day).getUTCFullYear() + more, 1), 1, 1));
    return [year(Math.min(...known, data.day), -1), year(Math.max(...known, data.day), 2)];
  }

  /** Look closer in on the day (less than 1), or farther out (more than 1), within the whole axis. */
  function zoom(record, by) {
    const whole = wholeAxis(record);
    const [low, high] = zoomed ?? whole;
    const span = Math.max(Math.round((high - low) * by), NEAREST);
    if (span >= whole[1] - whole[0]) zoomed = null;
    else {
      const middle = view.first >= low && view.first <= high ? view.first : Math.round((low + high) / 2);
      const from = Math.min(Math.max(middle - Math.round(span / 2), whole[0]), whole[1] - span);
      zoomed = [from, from + span];
    }
    shownRecord = null;
    draw();
  }

  function life(record) {
    const all = pieces(standingsOf(record, view.presume));
    const box = element("div", { class: "life" });
    if (!all.length) return box;
    const axis = zoomed ?? wholeAxis(record);
    const lengths = element("div", { class: "lengths", "aria-hidden": "true" });
    const certain = record.gaps[view.presume ? 0 : 1].filter((gap) => gap[1]); // one for each piece between runs
    for (const [place, gap] of all.filter((piece) => piece.standing === NOT_IN_FORCE).entries()) {
      if (gap.last < axis[0] || gap.first > axis[1]) continue;
      const [shortest, longest] = certain[place].slice(3);
      const label = element("span", {}, `${shortest === longest ? "" : `${shortest.toLocaleString("en")} to `}${dayCount(longest)}`);
      label.style.left = `${Math.min(Math.max(share((gap.first + gap.last) / 2, axis) * 100, 8), 92)}%`;
      lengths.append(label);
    }
    const drawn = strip(standingsOf(record, view.presume), axis);
    for (const [name, value] of Object.entries({ role: "slider", tabindex: "0", "aria-label": "Day on the record's own timeline", "aria-valuemin": axis[0], "aria-valuemax": axis[1] })) drawn.setAttribute(name, value);
    drawn.removeAttribute("aria-hidden");
    drawn.id = "own-strip";
    drawn.dataset.axis = axis.join(" ");
    drawn.addEventListener("keydown", (event) => stepByKey(event, KEYS));
    takesPointer(drawn, () => axis, () => turnsOf([view.record]));
    const marks = element("div", { class: "years", "aria-hidden": "true" });
    marks.append(years(axis, 8));
    const button = (label, told, by) => element("button", { type: "button", "aria-label": told, title: told, onclick: () => { zoom(record, by); $("detail").querySelector(`.zoom [aria-label="${told}"]`)?.focus(); } }, label);
    const buttons = element("div", { class: "zoom", role: "group", "aria-label": "Scale of the record's timeline" },
      button("+", "Closer in on the day", 1 / 4), button("−", "Farther out", 4), button("All", "All of the timeline", Infinity));
    box.append(lengths, drawn, marks, buttons);
    return box;
  }

  /** Let the record's strip show the day. */
  function markDay() {
    const drawn = $("own-strip");
    if (!drawn) return;
    const axis = drawn.dataset.axis.split(" ").map(Number);
    const inView = view.last >= axis[0] && view.first <= axis[1];
    drawn.classList.toggle("elsewhere", !inView);
    drawn.style.setProperty("--from", share(view.first, axis));
    drawn.style.setProperty("--to", share(view.first === view.last ? view.last : view.last + 1, axis));
    drawn.setAttribute("aria-valuenow", inCalendar(Math.min(Math.max(view.first, axis[0]), axis[1])));
    drawn.setAttribute("aria-valuetext", view.on);
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
    for (const name of ["pointerup", "pointercancel"]) node.addEventListener(name, () => { if (down) tell(true); down = false; });
  }

  /** The timeline in words. */
  function days(record) {
    const all = pieces(standingsOf(record, view.presume));
    const box = element("div", {}, element("h3", {}, "Timeline"));
    if (!all.length) box.append(element("p", {}, "There is no day on which it was in force."));
    box.append(element("ul", { class: "words" }, ...all.map((piece) => {
      const { standing } = piece;
      const [swatch, told] = standing === NOT_IN_FORCE ? ["gap", `not in force, ${dayCount(piece.last - piece.first + 1)}`] : [LOOK[standing], IN_WORDS[standing]];
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

  /** What is shown of an open record even before its details are there. */
  function headOf(record) {
    const about = [record.kind ?? record.sort, record.date, record.areas.map((i) => data.areas[i].name).join(", ")];
    return [
      element("div", { class: "bar" }, element("button", { type: "button", id: "close", onclick: close }, "‹ Back to the list"),
        element("button", { type: "button", onclick: (event) => copyLink(event.target) }, "Copy link")),
      element("h2", { id: "detail-heading", tabindex: "-1" }, record.title), chinese(record, "p", "chinese") ?? "",
      element("p", { class: "about" }, about.filter(Boolean).join(" · ")),
      element("p", { class: "about" }, record.parties.map((i) => data.parties[i].name).join("; ")),
    ];
  }

  function drawHead(record, index) {
    if (shownRecord === `${index}|head`) return;
    shownRecord = `${index}|head`;
    const waiting = element("p", { class: "waiting", role: "status" }, "Reading the reasons …");
    $("detail").replaceChildren(...headOf(record), waiting);
    detailsOf(index).then(() => view.record === index && draw(), (error) => { waiting.textContent = error.message; });
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
    if (!record.explained) return drawHead(record, index);
    if (shownRecord === `${index}|${view.presume}`) {
      $("answer").replaceWith(answer(record));
      detail.querySelector(".sources").replaceWith(sources(record));
      markDay();
      return;
    }
    if (shownRecord === `${index}|head`) detail.querySelector(".waiting").remove(); // its head may have the focus
    else detail.replaceChildren(...headOf(record));
    shownRecord = `${index}|${view.presume}`;
    detail.append(life(record), answer(record), days(record), chain(record), sources(record),
      element("details", { class: "all" }, element("summary", {}, `All sources of the record (${record.cited.length})`), citationList(record, record.cited)),
      element("p", { class: "about" }, `Id: ${record.id}`));
    markDay();
  }

  async function copyLink(button) {
    clearTimeout(later);
    remember("replaceState");
    let told = "Copied";
    try { await navigator.clipboard.writeText(location.href); } catch { told = "The link is in the address bar"; }
    button.textContent = told;
    setTimeout(() => { button.textContent = "Copy link"; }, 2000);
  }

  let opener = null; // the row from which the record was opened
  function open(index, from) {
    zoomed = null;
    view.record = index;
    opener = from;
    draw();
    tell(true);
    $("detail").scrollTop = 0;
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

  /** What is otherwise on a day than on the day before, among the records that the filters leave. */
  function whatChanged(first, last) {
    if (first !== last || first <= 1) return [];
    const found = { Began: [], Ended: [], "Became uncertain": [] };
    for (const index of pool) {
      const [before, now] = [first - 1, first].map((day) => standingOn(data.records[index], day, day, view.presume));
      if (before < PRESUMED && now >= PRESUMED) found.Began.push(index);
      else if (before > NOT_IN_FORCE && now === NOT_IN_FORCE) found.Ended.push(index);
      else if (now === POSSIBLE && before !== POSSIBLE) found["Became uncertain"].push(index);
    }
    return Object.entries(found).filter(([, indexes]) => indexes.length).map(([what, indexes]) => element("span", {}, element("b", {}, `${what}: `),
      indexes.slice(0, 2).map((index) => data.records[index].title).join("; ") + (indexes.length > 2 ? `; and ${indexes.length - 2} more` : "")));
  }

  let announcing = 0;
  let comparing = 0;
  function draw() {
    const { first, last } = view;
    const root = document.documentElement;
    root.style.setProperty("--from", share(first, data.axis));
    root.style.setProperty("--to", share(first === last ? last : last + 1, data.axis));
    root.classList.toggle("partial", first !== last);
    drawList();
    drawDetail();
    $("slider").value = first;
    const refused = $("day-error").textContent !== "" && document.activeElement === $("day");
    if (!refused) setDayText();
    $("weekday").textContent = refused ? "" : first === last ? WEEKDAY.format(dateOf(first)) : `some day from ${isoOf(first)} to ${isoOf(last)}`;
    const told = `${view.on}: ${[...STANDINGS.keys()].reverse().map((standing) => `${$(`count-${STANDINGS[standing]}`).textContent} ${IN_WORDS[standing]}`).join("; ")}`;
    $("slider").setAttribute("aria-valuetext", told);
    $("picker").value = isoOf(first);
    const record = view.record === null ? null : data.records[view.record];
    $("verdict").textContent = record ? `${record.title}: ${IN_WORDS[standingOn(record, first, last, view.presume)]}` : "";
    document.title = [record?.title ?? view.q, data.title, `what was in force on ${view.on}?`].filter(Boolean).join(" · ");
    $("clear").hidden = !(view.q || view.party || view.area || view.kind);
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
    tell(newStep);
  }

  const KEYS = { PageUp: "month+", PageDown: "month-", "Shift+PageUp": "year+", "Shift+PageDown": "year-", ArrowUp: "day+", ArrowRight: "day+", ArrowDown: "day-", ArrowLeft: "day-" };

  function step(name) {
    const { first, last } = view;
    let to = { "day-": first - 1, "day+": last + 1, "month-": monthsOn(first, -1), "month+": monthsOn(first, 1), "year-": monthsOn(first, -12), "year+": monthsOn(first, 12) }[name];
    const changes = view.record === null ? turns : turnsOf([view.record]);
    if (name === "change-") to = changes.findLast((day) => day < first) ?? first;
    if (name === "change+") to = changes.find((day) => day > last) ?? last;
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
    [$("slider").min, $("slider").max] = data.axis;
    $("years").append(years(data.axis, innerWidth < 640 ? 6 : 14));
    fillSelects();

    $("slider").addEventListener("input", () => choose(isoOf(Number($("slider").value)), false));
    $("slider").addEventListener("change", () => tell(true));
    $("slider").addEventListener("keydown", (event) => stepByKey(event, KEYS));
    const { ArrowLeft: _left, ArrowRight: _right, ...inText } = KEYS; // these move the cursor in a text
    $("day").addEventListener("keydown", (event) => stepByKey(event, inText));
    $("day").addEventListener("input", () => { $("weekday").textContent = ""; });
    $("picker").addEventListener("change", () => $("picker").value && choose($("picker").value, true));
    takesPointer($("chart"), () => data.axis, () => (view.record === null ? [] : turnsOf([view.record])));
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
    async reasons(sort, id, text, presume = true) {
      const index = ids.get(`${sort}:${id}`);
      const record = data.records[index];
      const [first] = readDays(text);
      await detailsOf(index);
      return reasonsOn(record, explainedRunsOn(record, first, first, presume)[0].at, first);
    },
    standing(sort, id, text, presume = true) {
      const [first, last] = readDays(asIso(text));
      return STANDINGS[standingOn(data.records[ids.get(`${sort}:${id}`)], first, last, presume)];
    },
    /** A promise that what was asked for is there and drawn. */
    settled: async () => { await Promise.allSettled(details.values()); },
    days: (text) => readDays(asIso(text)),
    iso: asIso,
    words: wordsOf,
  };
  start();
})();
