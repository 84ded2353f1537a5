/* What is looked at: the day, the filters, the order and the open record, as the address tells them; and what is left. */
"use strict";
const View = (() => {
  const { data, items, isMeeting, ids, idOf, areasAround, placesOf, kindOf, beginning, turnsOf, standingOn, STANDINGS, MEETING } = Register;
  const { isoOf, readDays } = Days;

  const view = {};
  const FACETS = ["party", "area", "kind", "place"];
  const SHOWN = [...[...STANDINGS].reverse(), "MEETING"];
  const DEFAULTS = { on: isoOf(data.day), presume: "yes", q: "", party: "", area: "", kind: "", place: "", group: "", sort: "", show: "STATED,PRESUMED,POSSIBLE", record: "" };
  /** What links of before called what they showed. */
  const OLD_SHOW = { TRUE: ["STATED", "PRESUMED"], UNKNOWN: ["POSSIBLE"], FALSE: ["NOT_IN_FORCE"] };

  /** What each choice may be; all else is as if nothing were chosen. */
  const KNOWN = {
    party: new Set(data.parties.map((each) => each.id)), area: new Set(data.areas.map((each) => each.id)),
    kind: new Set(items.flatMap((item) => [item.sort, kindOf(item)])), place: new Set(placesOf.flat()),
    group: new Set(["party", "area", "kind"]), sort: new Set(["date", "newest", "title", "standing"]),
  };

  /** Take the view from the address; what is malformed there is as if it were not there. */
  function readAddress() {
    const asked = { ...DEFAULTS, ...Object.fromEntries(new URLSearchParams(location.hash.slice(1) || data.view || "")) };
    try {
      [view.first, view.last] = readDays(asked.on);
      view.on = asked.on;
    } catch {
      [view.first, view.last, view.on] = [data.day, data.day, DEFAULTS.on];
    }
    view.presume = asked.presume !== "no";
    for (const name of ["q", ...FACETS, "group", "sort"]) view[name] = KNOWN[name] && !KNOWN[name].has(asked[name]) ? "" : asked[name];
    view.show = new Set(asked.show.split(",").flatMap((name) => OLD_SHOW[name] ?? [name]).filter((name) => SHOWN.includes(name)));
    view.record = ids.get(asked.record) ?? null;
  }

  function address() {
    const told = { ...Object.fromEntries(["on", "q", ...FACETS, "group", "sort"].map((name) => [name, view[name]])), presume: view.presume ? "yes" : "no",
      show: SHOWN.filter((name) => view.show.has(name)).join(","), record: view.record === null ? "" : idOf(view.record) };
    const asked = Object.keys(DEFAULTS).map((name) => [name, told[name]]).filter(([name, value]) => name === "on" || value !== DEFAULTS[name]);
    return `#${new URLSearchParams(asked)}`;
  }

  /** Let the address tell the view: as a new step to go back from, or instead of the step before. */
  let later = 0;
  function tell(newStep) {
    clearTimeout(later);
    const go = () => {
      if (address() === location.hash) return;
      try { history[newStep ? "pushState" : "replaceState"](null, "", address()); } catch { /* a page within a page has no address of its own */ }
    };
    if (newStep) go();
    else later = setTimeout(go, 250); // browsers take only so many a second
  }
  const settle = () => clearTimeout(later);

  // --- What the filters leave -------------------------------------------------------------------------------------

  const numberOf = { party: new Map(data.parties.map((each, i) => [each.id, i])), area: new Map(data.areas.map((each, i) => [each.id, i])) };
  const TESTS = {
    party: (index) => items[index].parties.includes(numberOf.party.get(view.party)),
    area: (index) => areasAround[index].includes(numberOf.area.get(view.area)),
    kind: (index) => kindOf(items[index]) === view.kind || items[index].sort === view.kind,
    place: (index) => placesOf[index].includes(view.place),
  };
  /** Whether an item passes the facets that are set, one of them aside. */
  const passes = (index, aside) => FACETS.every((name) => name === aside || !view[name] || TESTS[name](index));

  const meetingsAreShown = () => view.show.has("MEETING") || isMeeting({ sort: view.kind });
  const isShown = (standing) => (standing === MEETING ? meetingsAreShown() : view.show.has(STANDINGS[standing]));

  const standings = new Int8Array(items.length); // of each item, or -1 while nothing has asked for it
  let [asOf, until, presumed] = [];
  function standingNow(index) {
    if (asOf !== view.first || until !== view.last || presumed !== view.presume) {
      [asOf, until, presumed] = [view.first, view.last, view.presume];
      standings.fill(-1);
    }
    if (standings[index] < 0) standings[index] = standingOn(items[index], asOf, until, presumed);
    return standings[index];
  }

  const byDate = (a, b) => beginning[a] - beginning[b] || a - b;
  const TITLES = new Intl.Collator("en", { numeric: true });
  const compareTitles = (a, b) => TITLES.compare(items[a].title, items[b].title) || byDate(a, b);
  const titled = [...items.keys()]; // in the order of the titles, as far as they were sorted ahead
  let byTitle = null;
  /** Which place an item has by its title among all: to compare titles takes long, and one sort is enough. */
  function placeByTitle(index) {
    if (!byTitle) {
      byTitle = new Int32Array(items.length);
      titled.sort(compareTitles).forEach((each, place) => { byTitle[each] = place; });
    }
    return byTitle[index];
  }

  let [part, at] = [512, 0];
  /** Sort parts while nothing else is to be done, then parts twice as long: to sort what lies in order takes little. */
  function sortAhead(idle) {
    while (part < 2 * titled.length && !byTitle && idle.timeRemaining() > 5) {
      titled.slice(at, at + part).sort(compareTitles).forEach((each, place) => { titled[at + place] = each; });
      at += part;
      if (at >= titled.length) [part, at] = [2 * part, 0];
    }
    if (part < 2 * titled.length && !byTitle) requestIdleCallback(sortAhead);
  }
  globalThis.requestIdleCallback?.(sortAhead);
  const ORDERS = {
    date: byDate,
    newest: (a, b) => (beginning[a] > Days.LAST_DAY) - (beginning[b] > Days.LAST_DAY) || beginning[b] - beginning[a] || a - b,
    title: (a, b) => placeByTitle(a) - placeByTitle(b),
    standing: (a, b) => ((standingNow(b) + 1) % (MEETING + 1)) - ((standingNow(a) + 1) % (MEETING + 1)) || byDate(a, b), // meetings last
  };

  /** Find what the text and the filters leave, in the order asked for. */
  function select() {
    const all = [...items.keys()];
    const shown = meetingsAreShown();
    view.found = null;
    let texts = all;
    if (view.q.trim()) {
      view.found = Find.search(view.q, shown);
      const { own, around, near } = view.found;
      view.found.around = [...around].sort(byDate);
      texts = [...own, ...view.found.around, ...near];
      view.meant = own.length + around.length ? null : Find.meant(view.q);
    }
    view.candidates = shown ? texts : texts.filter((index) => !isMeeting(items[index]));
    view.pool = view.candidates.filter((index) => passes(index));
    if (shown || !data.meetings.length) view.nMeetings = view.pool.filter((index) => isMeeting(items[index])).length;
    else {
      const there = view.found ? Find.search(view.q, true) : { own: all, around: [] };
      view.nMeetings = [...there.own, ...there.around].filter((index) => isMeeting(items[index]) && passes(index)).length;
    }
    if (!view.found && !ORDERS[view.sort]) view.pool.sort(byDate);
    else if (ORDERS[view.sort]) view.pool.sort(ORDERS[view.sort]);
    turns = null;
  }

  let turns = null;
  /** The days on which something changes among what the filters leave, in order. */
  const turnsNow = () => (turns ??= turnsOf(view.pool, view.presume));

  /** What is listed on the day, in order. */
  function listed() {
    const shown = view.pool.filter((index) => isShown(standingNow(index)));
    return view.sort === "standing" ? shown.sort(ORDERS.standing) : shown;
  }

  /** How many would be listed with each value of a facet, the others being as they are. */
  function countsOf(facet) {
    const counts = new Map();
    const add = (value) => counts.set(value, (counts.get(value) ?? 0) + 1);
    const from = facet === "kind" && !meetingsAreShown() && !view.found ? [...view.candidates, ...[...items.keys()].slice(data.records.length)] : view.candidates;
    for (const index of from) {
      const item = items[index];
      if (!passes(index, facet)) continue;
      if (!isMeeting(item) || facet !== "kind") { if (!isShown(standingNow(index))) continue; }
      if (facet === "party") for (const party of new Set(item.parties)) add(data.parties[party].id);
      else if (facet === "area") for (const area of areasAround[index]) add(data.areas[area].id);
      else if (facet === "place") for (const place of placesOf[index]) add(place);
      else for (const kind of isMeeting(item) ? [item.sort] : [item.sort, kindOf(item)]) add(kind);
    }
    return counts;
  }

  return { view, FACETS, SHOWN, readAddress, address, tell, settle, select, listed, turnsNow, countsOf, isShown, standingNow, meetingsAreShown };
})();
