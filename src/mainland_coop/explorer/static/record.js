/* One record: the answer for the day with its reasons and sources, its own timeline, its chain; or one meeting. */
"use strict";
const RecordPane = (() => {
  const { data, items, isMeeting, meetingAt, sessionsOf, standingOn, standingsOf, statusOn, explainedRunsOn, reasonsOn, hasDetails, detailsOf, citationOf, turnsOf, NOT_IN_FORCE, IN_WORDS, LOOK, UNKNOWN_STATUS } = Register;
  const { LAST_DAY, dateOf, dayOf, inCalendar, isoOf } = Days;
  const { element, share, chinese, dayCount, dated, pieces, strip, years } = Looks;
  const { view } = View;
  const $ = (id) => document.getElementById(id);

  const VERDICTS = ["Not in force", "Not settled by the record", "Not settled by the record", "In force", "In force"];
  const BEHIND = ["", "; no start is stated", "; it may have been in force", "; no end is stated, and it is presumed to continue", ", by stated dates"];
  const citation = (parts) => element("li", {}, ...parts.map((part) =>
    typeof part === "string" ? element("span", {}, ...dated(part)) : element("a", { href: part[1], rel: "noreferrer" }, part[0])));
  const citationList = (item, numbers) => numbers.length ? element("ul", { class: "cites" }, ...numbers.map((number) => citation(citationOf(item, number)))) : element("p", {}, "No source is cited.");

  /** A way to what the answer means. */
  const help = (standing) => element("button", { type: "button", class: "plain why", onclick: () => Explorer.help(`help-${LOOK[standing]}`) }, "What does this mean?");

  function answer(record) {
    const { first, last, presume } = view;
    const standing = standingOn(record, first, last, presume);
    const status = statusOn(record, first, last, presume);
    const behind = standing === NOT_IN_FORCE && status !== UNKNOWN_STATUS ? `: ${data.statuses[status]}` : BEHIND[standing];
    const box = element("div", { class: "answer", id: "answer" },
      element("p", { class: "verdict" }, element("span", { class: `state-${LOOK[standing]}` }, VERDICTS[standing]), " on ", element("span", { class: "date" }, view.on), behind), help(standing));
    const found = explainedRunsOn(record, first, last, presume);
    if (first !== last) {
      box.append(element("p", { class: "presumed" }, "Reasons are given for exact days. The days that it may be:"),
        element("ul", { class: "words" }, ...found.map((run) => {
          const [from, to] = [Math.max(first, run.first), Math.min(last, run.last)];
          return element("li", {}, element("button", { type: "button", onclick: () => Explorer.choose(isoOf(from), true) }, from === to ? isoOf(from) : `${isoOf(from)} to ${isoOf(to)}`),
            data.statuses[run.status]);
        })));
      return box;
    }
    const [run] = found;
    box.append(element("ul", {}, ...reasonsOn(record, run, first).map((reason, index) => element("li", { class: index === run.concludes ? "conclusion" : "" }, ...dated(reason)))));
    for (const number of run.presumptions) box.append(element("p", { class: "presumed" }, element("b", {}, "Presumed. "), data.presumptions[number][1]));
    if (run.beyond) box.append(element("p", { class: "beyond" }, element("b", {}, "Beyond the check. "), "The day lies after the last one to which the register was checked."));
    return box;
  }

  /** The sources that bear on the answer, which for a day that is known in part may be several answers. */
  function sources(record) {
    const found = explainedRunsOn(record, view.first, view.last, view.presume).flatMap((run) => run.citations);
    return element("div", { class: "answer-sources" }, element("h3", {}, "Sources of this answer"), citationList(record, [...new Set(found)]));
  }

  // The record's own axis: all its days at first, and closer in on the day on demand.
  let zoomed = null;
  const NEAREST = 60; // days that the closest look shows

  /** The years of a record: those of its days that are known, and of the day of the check. */
  function wholeAxis(record) {
    const all = [...standingsOf(record, view.presume), ...sessionsOf(record).flatMap((each) => (each.held ? [each.held] : []))];
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
    Explorer.draw();
  }

  /** The lengths of the certain gaps in words, one for each piece between runs. */
  const certainGaps = (record) => (record.gaps?.[view.presume ? 0 : 1] ?? []).filter((gap) => gap[1])
    .map(([, , , shortest, longest]) => `${shortest === longest ? "" : `${shortest.toLocaleString("en")} to `}${dayCount(longest)}`);

  function life(record) {
    const all = pieces(standingsOf(record, view.presume));
    const box = element("div", { class: "life" });
    if (!all.length && !sessionsOf(record).some((each) => each.held)) return box;
    const axis = zoomed ?? wholeAxis(record);
    const lengths = element("div", { class: "lengths", "aria-hidden": "true" });
    const certain = certainGaps(record);
    for (const [place, gap] of all.filter((piece) => piece.standing === NOT_IN_FORCE).entries()) {
      if (gap.last < axis[0] || gap.first > axis[1]) continue;
      const label = element("span", {}, certain[place]);
      label.style.left = `${Math.min(Math.max(share((gap.first + gap.last) / 2, axis) * 100, 8), 92)}%`;
      lengths.append(label);
    }
    const drawn = strip(record, view.presume, axis);
    for (const [name, value] of Object.entries({ role: "slider", tabindex: "0", "aria-label": "Day on the record's own timeline", "aria-valuemin": axis[0], "aria-valuemax": axis[1] })) drawn.setAttribute(name, value);
    drawn.removeAttribute("aria-hidden");
    drawn.id = "own-strip";
    drawn.dataset.axis = axis.join(" ");
    Explorer.takesKeys(drawn);
    Explorer.takesPointer(drawn, () => axis, () => turnsOf([view.record], view.presume));
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

  /** The timeline in words. */
  function days(record) {
    const all = pieces(standingsOf(record, view.presume));
    const box = element("div", {}, element("h3", {}, "Timeline"));
    if (!all.length) box.append(element("p", {}, "There is no day on which it was in force."));
    const gaps = certainGaps(record);
    box.append(element("ul", { class: "words" }, ...all.map((piece) => {
      const { standing } = piece;
      const [swatch, told] = standing === NOT_IN_FORCE ? ["gap", `not in force in any case; a gap of ${gaps.shift()}`] : [LOOK[standing], IN_WORDS[standing]];
      const from = piece.first === 1 ? "from the beginning of the calendar" : isoOf(piece.first);
      const to = piece.last === LAST_DAY ? "on, without a known end" : `to ${isoOf(piece.last)}`;
      const span = piece.first === piece.last ? isoOf(piece.first) : `${from} ${to}`;
      return element("li", {}, element("i", { class: `swatch ${swatch}`, "aria-hidden": "true" }), element("span", {}, ...dated(`${span}: ${told}`)));
    })));
    return box;
  }

  function chain(record) {
    const gaps = record.gaps[view.presume ? 0 : 1];
    const box = element("div", {}, element("h3", {}, record.links.length > 1 ? "Chain of renewals" : "Term"));
    if (!record.links.length) box.append(element("p", {}, "It was signed and never entered into force."));
    const list = element("ol", { class: "links" });
    record.links.forEach((cells, index) => {
      const [name, starts, startBasis, ends, endBasis, term] = cells.map((cell) => record.texts[cell]);
      for (const gap of gaps.filter((each) => each[0] === index)) list.append(element("li", { class: "break" }, ...dated(gap[2])));
      const basis = (text) => (text ? ` (${text})` : "");
      list.append(element("li", {}, element("b", {}, name), ...dated(`Starts: ${starts}${basis(startBasis)}. Ends: ${ends}${basis(endBasis)}.${term ? ` Term: ${term}.` : ""}`)));
    });
    if (record.links.length) box.append(list);
    for (const [heading, ...sentences] of record.sections) box.append(element("h3", {}, heading), ...sentences.map((text) => element("p", {}, ...dated(record.texts[text]))));
    return box;
  }

  // --- What is known of it ----------------------------------------------------------------------------------------

  const listed = (places, names) => places.map((place) => names[place].name).join(", ");
  const opens = (index) => element("button", { type: "button", class: "plain", onclick: () => Explorer.open(index) }, items[index].title);

  /** People as the record names them; each leads to all that names them. */
  function people([what, who]) {
    const told = who.flatMap(([person, office, party], place) => {
      const [name] = data.people[person];
      const of = [office, party === null ? null : data.parties[party].name].filter(Boolean).join(", ");
      return [place ? "; " : "", element("button", { type: "button", class: "plain", title: "Find all that names this person", onclick: () => Explorer.find(name) }, name), of ? `, ${of}` : ""];
    });
    return [what, told];
  }

  function facts(item) {
    const told = [["Parties", [item.parties.map((place) => data.parties[place].name).join("; ")]], ["Areas", [listed(item.areas, data.areas)]],
      ["Areas of renewals", [listed(item.areas_of_renewals ?? [], data.areas)]], ...(item.people ?? []).map(people)];
    if (item.of != null) told.unshift(["Conference", [opens(meetingAt(item.of))]]);
    if (item.signed_at != null) told.push(["Signed at", [opens(meetingAt(item.signed_at))]]);
    for (const [what, text] of item.facts ?? []) told.push([what, dated(text)]);
    const signed = item.sort === "session" ? data.records.flatMap((each, index) => (each.signed_at != null && data.meetings[each.signed_at] === item ? [index] : [])) : [];
    if (signed.length) told.push(["Signed there", signed.flatMap((index, place) => [place ? "; " : "", opens(index)])]);
    if (item.note && isMeeting(item)) told.push(["Note", dated(item.note)]);
    return element("dl", { class: "facts" }, ...told.filter(([, parts]) => parts.some((part) => part !== "")).map(([what, parts]) => element("div", {}, element("dt", {}, what), element("dd", {}, ...parts))));
  }

  function sessions(item) {
    if (item.sort !== "conference") return "";
    const of = sessionsOf(item);
    const box = element("div", {}, element("h3", {}, `Sessions (${of.length})`));
    box.append(element("ul", { class: "words sessions" }, ...of.map((each) => element("li", {}, element("span", { class: "date" }, each.date?.replace(/^held /, "") ?? "no date"), opens(meetingAt(data.meetings.indexOf(each)))))));
    return box;
  }

  /** Where the documentation has more: the page of the record, and what the words mean. */
  function links(item) {
    if (!data.docs) return "";
    const page = `${item.sort}s/${encodeURIComponent(item.id)}.html`;
    return element("p", { class: "links-out" }, element("a", { href: `${data.docs}records/${page}`, id: "record-page" }, "Page of the record"), " · ", element("a", { href: `${data.docs}uncertainty.html` }, "How uncertain dates are read"));
  }

  /** What is shown of an open record even before its details are there. */
  function headOf(item) {
    const copy = element("button", { type: "button", onclick: () => Explorer.copyLink(copy) }, "Copy link");
    return [
      element("div", { class: "bar" }, element("button", { type: "button", id: "close", onclick: () => Explorer.close() }, element("span", { class: "narrow" }, "‹ Back to the list"), element("span", { class: "wide" }, "× Close")), copy),
      element("h2", { id: "detail-heading", tabindex: "-1" }, item.title), chinese(item, "p", "chinese") ?? "",
      element("p", { class: "about" }, ...dated([item.kind ?? item.sort, item.date].filter(Boolean).join(" · "))),
    ];
  }

  function drawHead(item, index) {
    if (shownRecord === `${index}|head`) return;
    shownRecord = `${index}|head`;
    const waiting = element("p", { class: "waiting", role: "status" }, "Reading the reasons …");
    $("detail").replaceChildren(...headOf(item), waiting);
    detailsOf(index).then(() => view.record === index && draw(), (error) => { waiting.textContent = error.message; });
  }

  let shownRecord = null;
  function draw() {
    const detail = $("detail");
    const index = view.record;
    document.querySelector(".columns").classList.toggle("open", index !== null);
    document.documentElement.classList.toggle("reading", index !== null);
    detail.hidden = index === null;
    if (index === null) {
      detail.replaceChildren();
      shownRecord = null;
      return;
    }
    const item = items[index];
    if (!hasDetails(index)) return drawHead(item, index);
    if (shownRecord === `${index}|${view.presume}`) {
      $("answer")?.replaceWith(answer(item));
      detail.querySelector(".answer-sources")?.replaceWith(sources(item));
      markDay();
      return;
    }
    if (shownRecord === `${index}|head`) detail.querySelector(".waiting").remove(); // its head may have the focus
    else detail.replaceChildren(...headOf(item));
    shownRecord = `${index}|${view.presume}`;
    const all = element("details", { class: "all", open: isMeeting(item) }, element("summary", {}, `All sources of the ${isMeeting(item) ? item.sort : "record"} (${item.cited.length})`), citationList(item, item.cited));
    detail.append(life(item), ...(isMeeting(item) ? [facts(item), sessions(item)] : [answer(item), facts(item), days(item), chain(item), sources(item)]), all, links(item),
      element("p", { class: "about" }, `Id: ${item.id}`));
    markDay();
  }

  /** Forget how near the record's axis was looked at. */
  function whole() { zoomed = null; }

  return { draw, whole };
})();
