/* What things look like: elements, strips of days, marks of years, the chart. */
"use strict";
const Looks = (() => {
  const { data, sessionsOf, standingsOf, LOOK, NOT_IN_FORCE, POSSIBLE, PRESUMED, STATED, CHECKED } = Register;
  const { dateOf, dayOf, isoOf } = Days;

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
  const chinese = (item, name, of) => item.chinese && element(name, { class: of, lang: item.chinese[0] }, item.chinese[1]);
  const dayCount = (days) => `${days.toLocaleString("en")} day${days === 1 ? "" : "s"}`;
  const plural = (count, one, more = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : more}`;

  /** A text whose dates are not broken at the end of a line. */
  function dated(text) {
    return text.split(/(\d{4}-\d{2}(?:-\d{2})?)/).map((part, place) => (place % 2 ? element("span", { class: "date" }, part) : part));
  }

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

  /** A session whose days are known is a mark; one of some day of several is hatched, as what is possible is. */
  const heldLook = ({ held: [first, , exact] }) => (exact ? "held" : first === 1 ? "start-not-known" : "possible");

  /** A strip of days: beyond the day of the check nothing is solid, and what is presumed fades out; sessions are marks. */
  function strip(item, presume, axis) {
    const made = element("span", { class: "strip", "aria-hidden": "true" });
    const put = (first, last, look) => {
      const [from, to] = [share(first, axis), share(last + 1, axis)];
      if (first > last || (from === to && (from === 0 || from === 1))) return;
      const part = element("i", { class: look });
      part.style.left = `${from * 100}%`;
      part.style.width = `${(to - from) * 100}%`;
      made.append(part);
    };
    for (const each of sessionsOf(item)) if (each.held && each.held[1] >= axis[0] && each.held[0] <= axis[1]) put(each.held[0], each.held[1], heldLook(each));
    for (const { first, last, standing } of pieces(standingsOf(item, presume))) {
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

  /** How many are in force through the years: stated as an area, presumed as a pale one and possible as a hatched one on it; a mark for each session. */
  function chart(records, meetings, presume) {
    const columns = 600;
    const [first, last] = data.axis;
    const layers = [STATED, PRESUMED, POSSIBLE];
    const counts = layers.map(() => new Float64Array(columns + 1));
    const column = (day) => Math.min(Math.max(Math.ceil(((day - first) / (last - first + 1)) * columns), 0), columns);
    for (const record of records) {
      for (const [from, to, standing] of standingsOf(record, presume)) {
        const [a, b] = [column(from), column(to + 1)];
        if (a < b) for (let place = 0; place < layers.length; place += 1) if (standing >= layers[place]) counts[place][a] += 1, counts[place][b] -= 1;
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
    const held = new Set(meetings.flatMap((each) => (each.sort === "session" && each.held && each.held[0] > 1 ? [column(each.held[0])] : [])));
    if (held.size) draw("held", [...held].map((x) => `M${Math.min(x, columns - 1) + 0.5} 82 V100`).join(" "));
    return svg;
  }

  return { element, share, chinese, dayCount, plural, dated, pieces, strip, years, chart };
})();
