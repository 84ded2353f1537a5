/* The list: a line for each item, the choices of the filters with how many each would leave, and the list as a file. */
"use strict";
const List = (() => {
  const { data, items, isMeeting, idOf, sessionsOf, kindOf, statusOn, standingsOf, STANDINGS, NOT_IN_FORCE, START_NOT_KNOWN, POSSIBLE, PRESUMED, STATED, MEETING, IN_WORDS, LOOK } = Register;
  const { element, chinese, plural, strip } = Looks;
  const { view, FACETS, standingNow } = View;
  const $ = (id) => document.getElementById(id);
  const PAGE = 100;
  const partiesOf = (item) => item.parties.map((i) => data.parties[i].name);
  const overlaps = (each) => each.held && each.held[0] <= view.last && view.first <= each.held[1];

  // --- A line -----------------------------------------------------------------------------------------------------

  const rows = new Map(); // by group and item: made once, then kept
  let strips = new WeakMap();

  /** What is said of an item on the day, in few words, and the look of it. */
  function stateOf(index) {
    const item = items[index];
    const standing = standingNow(index);
    if (standing === MEETING) {
      const now = sessionsOf(item).some((each) => overlaps(each) && each.held[2]);
      const told = item.sort === "conference" ? plural(sessionsOf(item).length, "session") : item.date?.replace(/^held /, "") ?? "date not stated";
      return { look: now ? "held" : "meeting", told, now };
    }
    const told = standing === STATED ? "in force" : standing === NOT_IN_FORCE ? data.statuses[statusOn(item, view.first, view.last, view.presume)] : IN_WORDS[standing];
    return { look: LOOK[standing], told, now: false };
  }

  function row(group, index) {
    const key = `${group}|${index}`;
    const item = items[index];
    if (!rows.has(key)) {
      const state = element("span", { class: "state" });
      const whole = [item.title, item.chinese?.[1], [item.kind ?? item.sort, item.date].filter(Boolean).join(", "), partiesOf(item).join("; ")].filter(Boolean).join("\n");
      const button = element("button", { type: "button", class: "row", "data-record": idOf(index), title: whole, onclick: () => Explorer.open(index, button) },
        element("span", { class: "title" }, item.title, item.chinese ? " " : "", chinese(item, "span", "")),
        element("span", { class: "about" }, partiesOf(item).join(", ")), state);
      rows.set(key, { item: element("li", {}, button), button, state });
    }
    const { item: line, button, state } = rows.get(key);
    if (strips.get(button) !== view.presume) {
      button.querySelector(".strip")?.remove();
      state.before(strip(item, view.presume, data.axis));
      strips.set(button, view.presume);
    }
    const { look, told } = stateOf(index);
    const name = `state state-${look}`;
    if (state.textContent !== told || state.className !== name) {
      state.replaceChildren(element("i", { class: `swatch ${look === "not-in-force" ? "none" : look}`, "aria-hidden": "true" }), element("span", {}, told));
      state.className = name;
    }
    if (index === view.record) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    return line;
  }

  function listOf(group, indexes, room) {
    const lines = indexes.slice(0, room).map((index) => row(group, index));
    const { own, around } = view.found ?? { own: [], around: [] };
    if (own.length && around.length && !view.sort) {
      const others = new Set(around);
      const place = indexes.slice(0, room).findIndex((index) => others.has(index));
      if (place >= 0) lines.splice(place, 0, element("li", { class: "divider" }, "These have it in a party, an area or a person:"));
    }
    return element("ul", { class: "rows" }, ...lines);
  }

  function moreButton(left) {
    return element("button", { type: "button", class: "more", onclick: () => { more += 1; draw(); } }, `Show ${Math.min(left, PAGE)} more of ${left.toLocaleString("en")}`);
  }
  const roomed = (group, indexes) => [listOf(group, indexes, more * PAGE), indexes.length > more * PAGE ? moreButton(indexes.length - more * PAGE) : ""];

  // --- All of them ------------------------------------------------------------------------------------------------

  const opened = new Set(); // groups that are open
  let more = 1;
  let drawn = ""; // what the list shows, to leave it alone while only answers change

  function groupsOf(index) {
    const item = items[index];
    if (view.group === "kind") return [kindOf(item)];
    const names = view.group === "party" ? partiesOf(item) : item.areas.concat(item.areas_of_renewals ?? []).map((i) => data.areas[i].name);
    return names.length ? [...new Set(names)] : [`no ${view.group} stated`];
  }

  function drawGroups(indexes) {
    const groups = new Map();
    for (const index of indexes) {
      for (const name of groupsOf(index)) {
        if (!groups.has(name)) groups.set(name, { indexes: [], counts: Array(MEETING + 1).fill(0) });
        groups.get(name).indexes.push(index);
        groups.get(name).counts[standingNow(index)] += 1;
      }
    }
    const sorted = [...groups].sort(([a, x], [b, y]) => y.indexes.length - x.indexes.length || (a < b ? -1 : 1));
    const focused = document.activeElement?.closest?.(".group")?.dataset.group;
    $("list").replaceChildren(...sorted.map(([name, group]) => {
      const { counts: of } = group;
      const tally = [`${of[STATED] + of[PRESUMED]} in force`, of[POSSIBLE] && `${of[POSSIBLE]} possible`, of[START_NOT_KNOWN] && `${of[START_NOT_KNOWN]} of unknown start`, of[NOT_IN_FORCE] && `${of[NOT_IN_FORCE]} not`, of[MEETING] && plural(of[MEETING], "meeting")];
      const made = element("details", { class: "group", "data-group": name, open: opened.has(name) },
        element("summary", {}, element("span", { class: "name" }, name), element("span", { class: "tally" }, tally.filter(Boolean).join(" · "))));
      const fill = () => made.querySelector("ul") ?? made.append(...roomed(name, group.indexes));
      if (made.open) fill();
      made.addEventListener("toggle", () => { made.open ? (opened.add(name), fill()) : opened.delete(name); });
      return made;
    }));
    if (focused) $("list").querySelector(`[data-group="${CSS.escape(focused)}"] summary`)?.focus();
  }

  /** What is to be said above the list of what the text found. */
  function drawNote() {
    const parts = [];
    const ask = (text) => element("button", { type: "button", class: "plain", onclick: () => Explorer.find(text) }, text);
    if (view.found && !view.found.own.length && view.found.around.length) parts.push("No title has these words; a party, an area or a person has.");
    if (view.found && !view.found.own.length && !view.found.around.length) {
      parts.push(view.found.near.length ? "Nothing has such a name; what is like it is listed." : "Nothing has such a name.");
      if (view.meant) parts.push(element("span", {}, " Did you mean ", ask(view.meant), "?"));
    }
    if (view.found && view.nMeetings && !View.meetingsAreShown()) parts.push(" ", element("button", { type: "button", class: "plain", onclick: () => Explorer.show("MEETING") }, `Show ${plural(view.nMeetings, "conference or session", "conferences and sessions")} too`));
    $("note").replaceChildren(...parts);
  }

  function draw() {
    const counts = Array(MEETING + 1).fill(0);
    for (const index of view.pool) counts[standingNow(index)] += 1;
    counts[MEETING] = view.nMeetings;
    [...STANDINGS, "MEETING"].forEach((standing, number) => { $(`count-${standing}`).textContent = counts[number].toLocaleString("en"); });
    const indexes = View.listed();
    const now = JSON.stringify([view.group, view.sort, view.q, more, indexes, [...opened]]);
    if (now === drawn && !view.group) {
      indexes.slice(0, more * PAGE).forEach((index) => row("", index));
      return;
    }
    drawn = now;
    drawNote();
    if (indexes.length && view.group) return drawGroups(indexes);
    $("list").replaceChildren(...(indexes.length ? roomed("", indexes) : [element("p", { class: "empty" }, view.pool.length ? "Nothing of this kind on that day." : "Nothing is left by the text and the filters.")]));
  }

  /** Show the first page again. */
  function restart(closing) {
    more = 1;
    if (closing) opened.clear();
  }

  // --- The choices of the filters ---------------------------------------------------------------------------------

  const REGIONS = new Intl.DisplayNames(["en"], { type: "region" });
  /** Provinces, municipalities and autonomous regions, by their codes in ISO 3166-2. */
  const PROVINCES = { AH: "Anhui", BJ: "Beijing", CQ: "Chongqing", FJ: "Fujian", GD: "Guangdong", GS: "Gansu", GX: "Guangxi", GZ: "Guizhou", HA: "Henan", HB: "Hubei", HE: "Hebei", HI: "Hainan", HL: "Heilongjiang", HN: "Hunan", JL: "Jilin", JS: "Jiangsu", JX: "Jiangxi", LN: "Liaoning", NM: "Inner Mongolia", NX: "Ningxia", QH: "Qinghai", SC: "Sichuan", SD: "Shandong", SH: "Shanghai", SN: "Shaanxi", SX: "Shanxi", TJ: "Tianjin", XJ: "Xinjiang", XZ: "Tibet", YN: "Yunnan", ZJ: "Zhejiang" };
  function placeName(place) {
    const [, region, part] = /^([A-Z]{2})(?:-([A-Z0-9]{1,3}))?$/.exec(place) ?? [];
    if (!region) return `city of ${place}`;
    if (!part) return { HK: "Hong Kong", MO: "Macao", CN: "China: national bodies and all provinces" }[region] ?? REGIONS.of(region) ?? region;
    return (region === "CN" && PROVINCES[part]) || place;
  }

  const CHOICES = { party: ["all parties", data.parties.map((each) => [each.id, each.name])], area: ["all areas", data.areas.map((each) => [each.id, each.name])] };
  const TITLES = new Intl.Collator("en");
  const filled = {};

  /** Let a filter offer what would leave something, with how many; what is chosen stays, dimmed if it leaves nothing. */
  function fill(facet) {
    const counts = View.countsOf(facet);
    let named;
    if (CHOICES[facet]) named = CHOICES[facet][1].filter(([value]) => counts.has(value) || value === view[facet]);
    else named = [...new Set([...counts.keys(), ...(view[facet] ? [view[facet]] : [])])].map((value) => [value, facet === "place" ? placeName(value) : value.includes(":") ? value : `all ${value}s`]);
    named.sort(facet === "kind" ? ([a], [b]) => (a < b ? -1 : 1) : ([, a], [, b]) => TITLES.compare(a, b));
    const told = named.map(([value, name]) => [value, `${name} (${(counts.get(value) ?? 0).toLocaleString("en")})`]);
    const key = JSON.stringify(told);
    if (filled[facet] === key) return;
    filled[facet] = key;
    const everything = CHOICES[facet]?.[0] ?? `all ${facet}s`;
    $(facet).replaceChildren(new Option(everything, ""), ...told.map(([value, text]) => { const made = new Option(text, value); made.className = counts.has(value) ? "" : "nothing"; return made; }));
    $(facet).value = view[facet];
  }

  let filling = 0;
  /** Count anew when nothing else is to be done; the filter that is about to be opened, at once. */
  function fillSoon() {
    clearTimeout(filling);
    filling = setTimeout(() => FACETS.forEach(fill), 120);
  }

  // --- The list as a file -----------------------------------------------------------------------------------------

  const COLUMNS = ["sort", "id", "title", "chinese", "kind", "date", "standing", "status", "from", "to", "parties", "areas"];

  /** What is listed, as values: from the first to the last day on which it may be in force, or was held. */
  function listedValues() {
    return View.listed().map((index) => {
      const item = items[index];
      const standing = standingNow(index);
      const days = isMeeting(item) ? sessionsOf(item).flatMap((each) => each.held ?? []) : standingsOf(item, view.presume).flatMap(([first, last]) => [first, last]);
      const [from, to] = days.length ? [Math.min(...days), Math.max(...days)] : [null, null];
      return { sort: item.sort, id: item.id, title: item.title, chinese: item.chinese?.[1] ?? null, kind: item.kind ?? null, date: item.date ?? null,
        standing: STANDINGS[standing] ?? null, status: standing === MEETING ? null : data.statuses[statusOn(item, view.first, view.last, view.presume)],
        from: from === null || from === 1 ? null : Days.isoOf(from), to: to === null || to === Days.LAST_DAY ? null : Days.isoOf(to),
        parties: item.parties.map((i) => data.parties[i].id), areas: item.areas.map((i) => data.areas[i].id) };
    });
  }

  /** The list as the text of a file; a cell that a spreadsheet would take for a formula gets an apostrophe before it. */
  function asFile(form) {
    const values = listedValues();
    if (form === "json") {
      const { on, presume, q, party, area, kind, place } = view;
      return `${JSON.stringify({ register: data.title, version: data.version, verified_through: data.verified_through, on, presume_continuity: presume, filters: { q, party, area, kind, place }, address: View.address(), records: values }, null, 1)}\n`;
    }
    const cell = (value) => {
      let text = Array.isArray(value) ? value.join("; ") : String(value ?? "");
      if (/^[=+\-@\t\r]/.test(text)) text = `'${text}`;
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    return `\ufeff${[["on", ...COLUMNS], ...values.map((each) => [view.on, ...COLUMNS.map((name) => each[name])])].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
  }

  function download(form) {
    const url = URL.createObjectURL(new Blob([asFile(form)], { type: form === "json" ? "application/json" : "text/csv" }));
    element("a", { href: url, download: `in-force-${view.on.replace(/[^\w.-]+/g, "_")}.${form}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  return { draw, restart, fill, fillSoon, asFile, download };
})();
