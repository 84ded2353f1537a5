// How the search orders what it finds. Pages go before records: a record whose name is asked for stands with them, and one
// that only has the words comes after every page. What tells of the project itself comes after what tells how to use it.
const PROJECT = new Set([
  "architecture", "benchmarks", "changelog", "contribute-data", "data-changes", "data-checks", "data-coverage",
  "how-it-is-tested", "mutants", "mutation-testing", "releasing",
]);

var Scorer = {
  score: ([name, , , , score, , kind]) => {
    if (name.startsWith("records/")) return kind === "title" ? score : kind === "index" ? score / 6 : score - 40;
    return PROJECT.has(name) ? score - 20 : score;
  },
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
