/* Days as numbers, as Python has them (0001-01-01 is day 1), to and from text. */
"use strict";
const Days = (() => {
  const LAST_DAY = 3652059; // 9999-12-31
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

  return { LAST_DAY, WEEKDAY, dateOf, isoOf, dayOf, inCalendar, asIso, readDays, monthsOn };
})();
