"""The search language of the site: English, and Chinese by pairs of neighbouring characters.

Sphinx takes words to be what stands between spaces, and Chinese has none. So each run of Chinese characters, in the
index as in a query, becomes its pairs of neighbours. Traditional characters become Simplified in both, so one finds the
other, and co-operation and cooperation are one word.
"""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise

from sphinx.search.en import SearchEnglish

from mainland_coop.collections.spelling import SIMPLIFIED

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_HAN}]+|[^\W{_HAN}]+")
_CO = re.compile(r"\b(co)-(?=operat|ordinat)", re.IGNORECASE)

_SCRIPT = """
const simplified = new Map(Object.entries(%s));
function splitQuery(query) {
  const text = query.replace(/\\b(co)-(?=operat|ordinat)/giu, "$1");
  const terms = [];
  for (const found of text.matchAll(/[%s]+|[\\p{Letter}\\p{Number}_]+/gu)) {
    for (const run of found[0].split(/([%s]+)/u).filter((part) => part)) {
      if (!/[%s]/u.test(run)) { terms.push(run); continue; }
      const characters = [...run].map((character) => simplified.get(character) ?? character);
      if (characters.length === 1) terms.push(characters[0]);
      for (let at = 0; at + 1 < characters.length; at++) terms.push(characters[at] + characters[at + 1]);
    }
  }
  return terms;
}
"""


@cache
def _stem(word: str) -> str:
    """Stemming takes much of the time in which an index is made, and most words stand on many pages."""
    return SearchEnglish({}).stem(word)


class SearchEnglishAndChinese(SearchEnglish):
    """English words, and pairs of Chinese characters."""

    lang = "en"
    # The stem of a word in a title ("furthering") is no stop word: the index would have the word, and a query its stem.
    stopwords = SearchEnglish.stopwords - {"further"}
    js_splitter_code = _SCRIPT % (
        json.dumps({chr(one): other for one, other in SIMPLIFIED.items()}, ensure_ascii=False, separators=(",", ":")),
        _HAN,
        _HAN,
        _HAN,
    )

    def stem(self, stemmed_word: str) -> str:
        """Return the stem of a word."""
        return _stem(stemmed_word)

    def split(self, input: str) -> list[str]:
        """Return the terms of a text."""
        terms: list[str] = []
        for run in _WORD.findall(_CO.sub(r"\1", input)):
            if not re.match(f"[{_HAN}]", run):
                terms.append(run)
                continue
            characters = run.translate(SIMPLIFIED)
            terms += [characters] if len(run) == 1 else [a + b for a, b in pairwise(characters)]
        return terms
