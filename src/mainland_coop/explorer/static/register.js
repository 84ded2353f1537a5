/* The register: what was computed by mainland_coop, and what it answers on a day. It compares numbers of days only. */
"use strict";
const Register = (() => {
  const data = globalThis.REGISTER;
  for (const name of ["records", "meetings", "parties", "areas"]) data[name] = rowsOf(data[name]);
  const { LAST_DAY, isoOf } = Days;

  /** Rows, of columns: values of one field by its name. */
  function rowsOf(columns) {
    const found = [];
    for (const [name, values] of Object.entries(columns)) values.forEach((value, place) => { (found[place] ??= {})[name] = value; });
    return found;
  }

  const [FALSE, UNKNOWN, TRUE] = [0, 1, 2];
  /** How a record stands on a day, from the least to the firmest; the second is possible too, with no start stated. */
  const STANDINGS = ["NOT_IN_FORCE", "START_NOT_KNOWN", "POSSIBLE", "PRESUMED", "STATED"];
  const [NOT_IN_FORCE, START_NOT_KNOWN, POSSIBLE, PRESUMED, STATED] = STANDINGS.keys();
  /** Conferences and sessions are held, and in force at no time. */
  const MEETING = STANDINGS.length;
  const IN_WORDS = STANDINGS.map((standing) => data.words[standing]);
  const LOOK = STANDINGS.map((standing) => standing.toLowerCase().replaceAll("_", "-")); // the class in the style sheet
  const UNKNOWN_STATUS = data.statuses.indexOf("unknown");
  const IN_FORCE = data.statuses.indexOf("in force");
  const CHECKED = data.checked ?? LAST_DAY; // beyond it nobody has looked

  /** All that can be listed: agreements, programmes, then conferences with their sessions. */
  const items = [...data.records, ...data.meetings];
  const isMeeting = (item) => item.sort === "conference" || item.sort === "session";
  /** The place in the list of the meeting at a place among the meetings. */
  const meetingAt = (place) => data.records.length + place;

  const runsOf = (record, presume) => (presume ? record.runs : record.runs_unpresumed ?? record.runs);
  const statusesOf = (record, presume) => (presume ? record.statuses : record.statuses_unpresumed ?? record.statuses);
  const explainedRuns = (record, presume) => (presume ? record.explained : record.explained_unpresumed ?? record.explained);

  /** Whether a record is in force on a day that may be any from first through last: as Timeline.on in Python. */
  function truthOn(record, first, last, presume) {
    const runs = runsOf(record, presume);
    let place = 0;
    while (place < runs.length && runs[place][1] < first) place += 1;
    const run = runs[place];
    if (!run || run[0] > last) return FALSE;
    return run[2] === TRUE && run[0] <= first && last <= run[1] ? TRUE : UNKNOWN;
  }

  /** How a record stands on a day that may be any from first through last: as standing_on in Python, and START_NOT_KNOWN. */
  function standingOn(record, first, last, presume) {
    if (isMeeting(record)) return MEETING;
    const truth = truthOn(record, first, last, presume);
    if (truth === FALSE) return NOT_IN_FORCE;
    if (truth === UNKNOWN) return record.undated && first <= record.runs[0][1] ? START_NOT_KNOWN : POSSIBLE;
    return !presume || truthOn(record, first, last, false) === TRUE ? STATED : PRESUMED;
  }

  /** The runs of days of one standing, as [first, last, standing]. A start alone, with no end stated, is drawn as presumed. */
  function standingsOf(record, presume) {
    const kept = presume ? "standings" : "standings_unpresumed"; // all of them are asked for with each filter
    return (record[kept] ??= standingsFound(record, presume));
  }

  function standingsFound(record, presume) {
    const found = [];
    if (isMeeting(record)) return found;
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

  /** The runs of days explained alike that hold days from first through last, with what is explained. */
  function explainedRunsOn(record, first, last, presume) {
    const all = explainedRuns(record, presume);
    const found = [];
    all.forEach(([from, outcome, bearing, ...reasons], index) => {
      const end = index + 1 < all.length ? all[index + 1][0] - 1 : LAST_DAY;
      if (from > last || first > end) return;
      const [status, concludes, presumptions, beyond] = record.outcomes[outcome];
      found.push({ first: from, last: end, status, reasons, concludes, presumptions, citations: record.bearing[bearing], beyond });
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

  const reasonsOn = (record, run, day) =>
    run.reasons.map((text, index) => (index === run.concludes ? record.texts[text].replace("{day}", () => isoOf(day)) : record.texts[text]));

  // --- Details: what is read when a record is opened ----------------------------------------------------------------

  const chunks = new Map(); // by their numbers: a promise that what is in them is there
  const arrived = new Map(); // what to call then
  let sources = null; // what they are called, their addresses, and how a line that cites one goes on

  /** Called by the script of a chunk, whose mark tells whether it belongs to this page. */
  data.take = (number, mark, chunk) => {
    if (mark !== data.chunks[number]) return;
    const { outcomes, texts, citations } = chunk;
    [...rowsOf(chunk.records), ...rowsOf(chunk.meetings)].forEach((detail, place) => Object.assign(items[number * data.chunk + place], detail, { outcomes, texts, citations }));
    sources = chunk.sources ?? sources;
    arrived.get(number)?.();
  };

  // A page in one piece holds all chunks from the start.
  data.held?.forEach((chunk, number) => data.take(number, data.chunks[number], chunk));

  /** Ask for a chunk, once; it is there if something tells so. */
  function chunkAt(number, isThere) {
    if (!chunks.has(number)) {
      chunks.set(number, isThere() ? Promise.resolve() : new Promise((resolve, reject) => {
        const script = document.createElement("script");
        const fail = () => { chunks.delete(number); script.remove(); reject(new Error("The reasons cannot be read. If the page was written anew, load it again.")); };
        arrived.set(number, resolve);
        script.addEventListener("error", fail);
        script.addEventListener("load", () => { if (!isThere()) fail(); });
        script.src = `details/${number}.js?${data.chunks[number]}`;
        document.head.append(script);
      }));
    }
    return chunks.get(number);
  }

  const hasDetails = (index) => Boolean(items[index].cited && sources);
  /** Let an item have its details: reasons, texts of its chain, people, sources. The last chunk has the sources of all. */
  const detailsOf = (index) => Promise.all([chunkAt(Math.floor(index / data.chunk), () => items[index].cited), chunkAt(data.chunks.length - 1, () => sources)]);

  /** A citation of an item, as texts and links (text, address). */
  function citationOf(item, number) {
    const [source, rest] = item.citations[number];
    const [title, address, details] = sources.map((column) => column[source]);
    return [...(address === null ? [] : [[title, address]]), details + rest];
  }
  /** A promise that what was asked for is there. */
  const settled = () => Promise.allSettled(chunks.values());

  // --- What belongs to what ---------------------------------------------------------------------------------------

  const ids = new Map(items.map((item, index) => [`${item.sort}:${item.id}`, index]));
  const idOf = (index) => `${items[index].sort}:${items[index].id}`;

  const sessionsOfConference = new Map(data.meetings.filter((each) => each.sort === "conference").map((each) => [each, []]));
  for (const each of data.meetings) if (each.sort === "session") sessionsOfConference.get(data.meetings[each.of]).push(each);
  /** The sessions of a conference, of a session itself; of others none. */
  const sessionsOf = (item) => (item.sort === "session" ? [item] : sessionsOfConference.get(item) ?? []);

  /** The areas of an item and of its renewals, and all broader ones: who asks for an area means its branches too. */
  const areasAround = items.map((item) => {
    const found = new Set();
    for (let area of [...item.areas, ...(item.areas_of_renewals ?? [])]) for (; area != null && !found.has(area); area = data.areas[area].broader) found.add(area);
    return [...found];
  });

  /** Where its parties are: their ISO 3166 codes, the wider ones of these, and cities. */
  const placesOf = items.map((item) => {
    const found = new Set();
    for (const [code, city] of item.parties.map((party) => data.parties[party].place)) {
      if (code) found.add(code).add(code.slice(0, 2));
      if (city) found.add(city);
    }
    return [...found];
  });

  const kindOf = (item) => (isMeeting(item) ? item.sort : `${item.sort}: ${item.kind ?? "kind not stated"}`);
  /** What dates go by: the first day on which it may have begun; what has no such day comes last. */
  const beginning = items.map((item) => {
    if (isMeeting(item)) return Math.min(LAST_DAY + 1, ...sessionsOf(item).filter((each) => each.held && each.held[0] > 1).map((each) => each.held[0]));
    if (item.undated) return LAST_DAY + 2;
    return item.runs.length ? item.runs[0][0] : LAST_DAY + 1;
  });

  /** The days on which the standing of some items changes, or a session is held, in order. */
  function turnsOf(indexes, presume) {
    const days = new Set();
    for (const index of indexes) {
      for (const [first, last] of standingsOf(items[index], presume)) days.add(first).add(last + 1);
      for (const each of sessionsOf(items[index])) if (each.held) days.add(each.held[0]);
    }
    return [...days].filter((day) => day > 1 && day <= LAST_DAY).sort((a, b) => a - b);
  }

  return {
    data, items, isMeeting, meetingAt, ids, idOf, sessionsOf, areasAround, placesOf, kindOf, beginning, turnsOf,
    STANDINGS, NOT_IN_FORCE, START_NOT_KNOWN, POSSIBLE, PRESUMED, STATED, MEETING, IN_WORDS, LOOK, UNKNOWN_STATUS, CHECKED,
    truthOn, standingOn, standingsOf, explainedRunsOn, statusOn, reasonsOn, hasDetails, detailsOf, citationOf, settled,
  };
})();
