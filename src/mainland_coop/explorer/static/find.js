/* Finding by name: as mainland_coop.collections.search does, with the same scores, and by parties, areas and people. */
"use strict";
const Find = (() => {
  const { data, items, isMeeting } = Register;
  const [ID, IDENTIFIER] = [0, 1]; // what a name is, the best first; further kinds come with the names
  const [WORDS, NEAR] = [6, 7];
  const FILLERS = new Set(["a", "an", "and", "for", "in", "of", "on", "the", "to"]);
  const [MOST_WORDS, LONGEST, LEAST_RATIO, LEAST_LIKENESS, NEAR_SCORE] = [50, 100, 0.7, 0.6, 0.8];

  // --- Texts as they are compared ---------------------------------------------------------------------------------

  const SIMPLIFIED = new Map();
  const pairs = Array.from(data.simplified);
  for (let i = 0; i < pairs.length; i += 2) SIMPLIFIED.set(pairs[i], pairs[i + 1]);
  const HAN = "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const IS_HAN = new RegExp(`^[${HAN}]`, "u");
  const isHan = (word) => word.charCodeAt(0) >= 0x3400 && IS_HAN.test(word);
  const EACH_WORD = new RegExp(`[${HAN}]+|[^\\s${HAN}]+`, "gu");
  const APOSTROPHES = /[`'‘’‚‛′‵´ʹʻʼʽˈꞌ]/gu;
  const caseless = (text) => text.normalize("NFKD").toUpperCase().toLowerCase().replace(/ς/g, "σ");

  /** A text as it is compared with names: `fold` of mainland_coop.collections.spelling. */
  function fold(text) {
    let bare = text.replace(APOSTROPHES, "");
    if (/^[\x00-\x7f]*$/.test(bare)) bare = bare.toLowerCase();
    else if (/^[\x00-\x7f\u4e00-\u9fff]*$/.test(bare)) bare = bare.toLowerCase().replace(/[\u4e00-\u9fff]/g, (character) => SIMPLIFIED.get(character) ?? character);
    else {
      bare = caseless(caseless(bare)).normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
      bare = bare.replace(APOSTROPHES, "").replace(/\p{Cf}/gu, "").normalize("NFKC");
      bare = Array.from(bare, (character) => SIMPLIFIED.get(character) ?? character).join("");
    }
    if (/[^a-z0-9 ]|^ | $| {2}/.test(bare)) bare = bare.replace(/&/g, " and ").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
    return bare.includes("co o") ? bare.replace(/(?<!\S)co (?=operat|ordinat)/g, "co") : bare;
  }
  const wordsIn = (folded) => folded.match(EACH_WORD) ?? [];
  const wordsOf = (text) => wordsIn(fold(text));

  /** What two folded texts must share to be the same name. */
  function keyOf(folded) {
    if (!folded.includes("the")) return folded.replaceAll(" ", "");
    const parts = folded.split(/\s+/).filter(Boolean);
    const kept = parts.filter((part) => part !== "the");
    return (kept.length ? kept : parts).join("");
  }
  const sizeOf = (words) => words.reduce((sum, word) => sum + (FILLERS.has(word) ? 0 : isHan(word) ? Array.from(word).length : 1), 0);

  // --- Likeness -----------------------------------------------------------------------------------------------------

  /** How alike two texts are, from 0 to 1: SequenceMatcher.ratio of Python's difflib, without its heuristic for junk. */
  function ratio(one, other) {
    const [a, b] = [Array.from(one), Array.from(other)];
    const places = new Map();
    b.forEach((character, j) => { if (!places.has(character)) places.set(character, []); places.get(character).push(j); });
    let matches = 0;
    const todo = [[0, a.length, 0, b.length]];
    while (todo.length) {
      const [alo, ahi, blo, bhi] = todo.pop();
      let [besti, bestj, best] = [alo, blo, 0];
      let lengths = new Map();
      for (let i = alo; i < ahi; i += 1) {
        const next = new Map();
        for (const j of places.get(a[i]) ?? []) {
          if (j < blo) continue;
          if (j >= bhi) break;
          const length = (lengths.get(j - 1) ?? 0) + 1;
          next.set(j, length);
          if (length > best) [besti, bestj, best] = [i - length + 1, j - length + 1, length];
        }
        lengths = next;
      }
      if (!best) continue;
      matches += best;
      todo.push([alo, besti, blo, bestj], [besti + best, ahi, bestj + best, bhi]);
    }
    return a.length + b.length ? (2 * matches) / (a.length + b.length) : 1;
  }

  const lengthOf = (text) => (/[\ud800-\udbff]/.test(text) ? Array.from(text).length : text.length);

  /** A test whether the ratio of a text and this one must be too low, by how often each character stands there alone. */
  function unlike(other) {
    const length = lengthOf(other);
    const counts = new Map();
    for (const character of other) counts.set(character, (counts.get(character) ?? 0) + 1);
    return (one) => {
      const both = lengthOf(one) + length;
      const enough = (shared) => (2 * shared) / both >= LEAST_RATIO;
      if (!enough(Math.min(both - length, length))) return true;
      const left = new Map(counts);
      let shared = 0;
      for (const character of one) {
        const count = left.get(character) ?? 0;
        if (count > 0) shared += 1, left.set(character, count - 1);
      }
      return !enough(shared);
    };
  }

  /** The words of many texts; a text is known by its place. */
  class Tokens {
    size = 0;
    places = new Map();

    add(words) {
      for (const word of words) {
        const found = this.places.get(word);
        if (!found) this.places.set(word, [this.size]);
        else if (found[found.length - 1] !== this.size) found.push(this.size);
      }
      this.size += 1;
    }

    /** Put the words in order, when all texts are there. */
    sort() {
      const all = [...this.places.keys()].sort();
      this.alphabetic = all.filter((word) => !isHan(word));
      this.han = all.filter(isHan);
    }

    /** The tokens that begin like a word; in Chinese, those that contain it. */
    containing(word) {
      if (isHan(word)) return this.han.filter((token) => token.includes(word));
      let [low, high] = [0, this.alphabetic.length];
      while (low < high) { const middle = (low + high) >> 1; if (this.alphabetic[middle] < word) low = middle + 1; else high = middle; }
      let end = low;
      while (end < this.alphabetic.length && this.alphabetic[end].startsWith(word)) end += 1;
      return this.alphabetic.slice(low, end);
    }

    /** Of each text whether it has a word that begins like this one (1), or this one as a whole (2), or neither (0). */
    beginning(word) {
      const found = new Uint8Array(this.size);
      for (const token of this.containing(word)) {
        const how = token === word || isHan(word) ? 2 : 1;
        for (const place of this.places.get(token)) if (found[place] < how) found[place] = how;
      }
      return found;
    }

    /** The tokens like a word, each with how like it is. */
    like(word) {
      if (lengthOf(word) > LONGEST) return [];
      const isUnlike = unlike(word);
      return (isHan(word) ? this.han : this.alphabetic).filter((token) => lengthOf(token) <= LONGEST && !isUnlike(token))
        .map((token) => [token, ratio(token, word)]).filter(([, how]) => how >= LEAST_RATIO);
    }

    /** The texts with a word like this one, and how like it is; where some begin like it, only these. */
    resembling(word) {
      const found = new Map();
      this.beginning(word).forEach((how, place) => { if (how) found.set(place, 1); });
      if (found.size) return found;
      for (const [token, how] of this.like(word)) for (const place of this.places.get(token)) found.set(place, Math.max(found.get(place) ?? 0, how));
      return found;
    }
  }

  // --- By their own names -------------------------------------------------------------------------------------------

  const foldedOf = [];
  /** The names of an item as they are compared, in their order. */
  const foldedNames = (index) => (foldedOf[index] ??= items[index].names.map(([, text]) => fold(text || items[index].title)));

  /** The names of the items of one kind, read ahead or when they are first asked for; items stand there by their ids. */
  class NameIndex {
    constructor(sort) {
      const idOf = (index) => items[index].id;
      this.indexes = [...items.keys()].filter((index) => items[index].sort === sort).sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
      this.order = new Map(this.indexes.map((index, place) => [index, place]));
      this.byId = new Map();
      this.identified = new Map();
      this.exact = new Map();
      this.names = [];
      this.tokens = new Tokens();
      this.read = 0;
    }

    /** Read names while there is time, and tell whether all are read. */
    readWhile(free) {
      const { length } = this.indexes;
      if (this.read > length) return true;
      while (this.read < length && free()) this.add(this.indexes[this.read++]);
      if (this.read < length) return false;
      this.tokens.sort();
      this.read += 1; // once
      return true;
    }

    add(index) {
      const put = (map, key, value) => { if (!map.has(key)) map.set(key, []); map.get(key).push(value); };
      this.byId.set(items[index].id, index);
      items[index].names.forEach(([kind, text], place) => {
        if (kind === IDENTIFIER) return put(this.identified, text.trim(), index);
        const name = foldedNames(index)[place];
        if (!name) return;
        const words = wordsIn(name);
        put(this.exact, keyOf(name), this.names.length);
        this.tokens.add(words);
        this.names.push({ index, kind, size: sizeOf(words) });
      });
    }

    /** What a text finds, best first, as {index, kind, score, besides}. */
    find(text) {
      this.readWhile(() => true);
      const folded = fold(text);
      let asked = [...new Set(wordsIn(folded))];
      const telling = asked.filter((word) => !FILLERS.has(word));
      if (telling.length) asked = telling;
      let hits = this.good(text.trim(), folded, asked);
      if (!hits.length && asked.length <= MOST_WORDS) hits = this.near(asked);
      const best = new Map();
      const before = (a, b) => a.kind - b.kind || b.score - a.score || a.besides - b.besides;
      for (const hit of hits) if (!best.has(hit.index) || before(hit, best.get(hit.index)) < 0) best.set(hit.index, hit);
      return [...best.values()].sort((a, b) => before(a, b) || this.order.get(a.index) - this.order.get(b.index));
    }

    good(id, folded, asked) {
      const hits = [];
      if (this.byId.has(id)) hits.push({ index: this.byId.get(id), kind: ID, score: 1, besides: 0 });
      for (const index of this.identified.get(id) ?? []) hits.push({ index, kind: IDENTIFIER, score: 1, besides: 0 });
      if (!asked.length) return hits;
      for (const place of this.exact.get(keyOf(folded)) ?? []) hits.push({ index: this.names[place].index, kind: this.names[place].kind, score: 1, besides: 0 });
      const size = sizeOf(asked);
      for (const [place, whole] of this.having(asked)) {
        const name = this.names[place];
        hits.push({ index: name.index, kind: WORDS, score: 0.8 + 0.1 * (whole / asked.length), besides: Math.max(0, name.size - size) });
      }
      return hits;
    }

    /** The names that have all words, and how many of these stand there whole. */
    having(asked) {
      const found = asked.map((word) => this.tokens.beginning(word));
      const having = [];
      for (let place = 0; place < this.names.length; place += 1) {
        if (found.every((how) => how[place])) having.push([place, found.reduce((sum, how) => sum + how[place] - 1, 0)]);
      }
      return having;
    }

    /** The names that have something like the words, the longer ones of which weigh more. */
    near(asked) {
      const likeness = new Map();
      let length = 0;
      for (const word of asked) {
        const letters = Array.from(word).length;
        length += letters;
        for (const [place, how] of this.tokens.resembling(word)) likeness.set(place, (likeness.get(place) ?? 0) + how * letters);
      }
      const size = sizeOf(asked);
      return [...likeness].filter(([, sum]) => sum >= LEAST_LIKENESS * length).map(([place, sum]) => ({
        index: this.names[place].index, kind: NEAR, score: NEAR_SCORE * Math.min(1, sum / length), besides: Math.max(0, this.names[place].size - size) }));
    }
  }

  const SORTS = ["agreement", "conference", "programme", "session"]; // the order in which mainland_coop looks through them
  const indexes = new Map();
  const indexOf = (sort) => indexes.get(sort) ?? indexes.set(sort, new NameIndex(sort)).get(sort);

  let last = { text: null };
  /** What is known of a text, for it is asked for with meetings and without: what each index found, what it is around. */
  function asked(text) {
    if (last.text !== text) last = { text, found: new Map(), around: aroundOf(wordsOf(text)) };
    return last;
  }

  /** What has a text as a name, best first, as `find_anywhere` of mainland_coop; what is only near it, if nothing has it. */
  function named(text, meetings) {
    const { found: known } = asked(text);
    const found = SORTS.filter((sort) => meetings || !isMeeting({ sort })).map((sort) => known.get(sort) ?? known.set(sort, indexOf(sort).find(text)).get(sort));
    const good = found.filter((hits) => hits.length && hits[0].kind !== NEAR);
    return (good.length ? good : found).flat().sort((a, b) => a.kind - b.kind || b.score - a.score); // stable
  }

  // --- By what belongs to them --------------------------------------------------------------------------------------

  const spaced = (names) => names.map((name) => wordsIn(name).map((word) => ` ${word}`).join("")).join("\n");
  const once = (list, names) => { const kept = []; return (place) => (kept[place] ??= spaced(names(list[place], place).map((text) => fold(text)))); };
  const ofParty = once(data.parties, (party) => party.names);
  const ofArea = once(data.areas, (area) => area.names);
  const ofPerson = once(data.people, (names) => names);
  const besides = once(items, (item) => [item.id, ...(item.of == null ? [] : [data.meetings[item.of].title])]);
  const ofItems = [];
  const ofItem = (index) => (ofItems[index] ??= `${spaced(foldedNames(index))}\n${besides(index)}`);
  const areasOf = (item) => (item.areas_of_renewals?.length ? [...item.areas, ...item.areas_of_renewals] : item.areas);

  /** A test whether each word stands in, or begins a word of, a name of an item, its parties, areas or people. */
  function aroundOf(words) {
    const tests = words.map((word) => {
      const text = isHan(word) ? word : ` ${word}`;
      const [party, area, person] = [ofParty, ofArea, ofPerson].map((told) => { const kept = []; return (place) => (kept[place] ??= told(place).includes(text)); });
      return (index, item) => ofItem(index).includes(text) || item.parties.some(party) || areasOf(item).some(area) || item.named.some(person);
    });
    return (index) => tests.every((test) => test(index, items[index]));
  }

  /** What a text finds: {own, around, near}; by own names in their order, by what belongs to them, or what is only near. */
  function search(text, meetings) {
    const { around } = asked(text);
    const found = named(text, meetings);
    const near = found.length > 0 && found[0].kind === NEAR;
    const own = found.map((hit) => hit.index);
    const known = new Set(near ? [] : own);
    const others = wordsOf(text).length ? [...items.keys()].filter((index) => !known.has(index) && (meetings || !isMeeting(items[index])) && around(index)) : [];
    if (near && others.length) return { own: [], around: others, near: [] };
    return near ? { own: [], around: [], near: own } : { own, around: others, near: [] };
  }

  /** The words of all items and of what belongs to them, each once. */
  function allWords() {
    const found = new Set();
    const add = (text) => { for (const word of text.replaceAll("\n", " ").split(" ")) if (word) found.add(word); };
    for (const index of items.keys()) add(ofItem(index));
    for (const [told, places] of [[ofParty, (item) => item.parties], [ofArea, areasOf], [ofPerson, (item) => item.named]]) for (const place of new Set(items.flatMap(places))) add(told(place));
    return [...found];
  }

  let vocabulary = null;
  /** A text like this one that finds something, or null: words that nothing has give way to the likest that something has. */
  function meant(text) {
    if (!vocabulary) {
      vocabulary = new Tokens();
      vocabulary.add(allWords());
      vocabulary.sort();
    }
    let changed = false;
    const words = wordsOf(text).map((word) => {
      if (vocabulary.containing(word).length) return word;
      const [best] = vocabulary.like(word).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
      changed = true;
      return best?.[0] ?? "";
    }).filter(Boolean);
    if (!changed || !words.length) return null;
    const found = search(words.join(" "), true);
    return found.own.length + found.around.length ? words.join(" ") : null;
  }

  let read = 0;
  /** Read names while nothing else is to be done, so that the first text that is looked for need not wait for all. */
  function readAhead(idle) {
    const free = () => idle.timeRemaining() > 2;
    while (read < items.length && free()) ofItem(read++);
    if (read < items.length || !SORTS.every((sort) => free() && indexOf(sort).readWhile(free))) requestIdleCallback(readAhead);
  }
  globalThis.requestIdleCallback?.(readAhead);

  return { wordsOf, named, search, meant, ratio };
})();
