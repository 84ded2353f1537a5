"""What people write in place of EDTF, and how to write it instead. Read only where a text was refused."""

from __future__ import annotations

import datetime
import re
import unicodedata

_LONGEST = 60
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
"""The names of the months, in lower case; texts may have any."""

_WORDS_BESIDE = frozenset({"st", "nd", "rd", "th", "of", "the"})
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The names of the days of the week, the same."""

_HAN_ONES = "一二三四五六七八九"
_HAN_DIGITS = dict(zip(f"〇零○兩两{_HAN_ONES}", "00022123456789", strict=True))

_NUMBERS = re.compile(r"(\d{1,4})([-/. ])(\d{1,4})(?:\2(\d{1,4}))?", re.ASCII)
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_CHINESE = re.compile(r"(\d{4}) ?年(?: ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?[日號号]?)?)?", re.ASCII)
_TIMED = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d.*", re.ASCII | re.IGNORECASE)

YEAR_FIRST = "a date is written year first, in numbers with hyphens"


def remedy(text: str) -> str | None:
    """Return how to write what stands there in another usual way, or None if it is nothing that is recognised.

    Nothing is guessed: where a number may be the day or the month, both ways are named.

    Example:
        >>> remedy("30/06/2016")
        'a date is written year first, in numbers with hyphens: write 2016-06-30'
        >>> remedy("05.06.2012")
        'a date is written year first, in numbers with hyphens: write 2012-06-05 or 2012-05-06, whichever is meant'
        >>> remedy("June 2012"), remedy("2012年6月") == remedy("June 2012")
        ('a date is written year first, in numbers with hyphens: write 2012-06', True)
        >>> remedy("tomorrow")
        'a date is written in numbers, year first, as in 2016-06-30'
    """
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    if timed := _TIMED.fullmatch(plain):
        return f"a day has no time of day: write {timed[1]}"
    if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", plain, re.ASCII) and _date(*plain.split("-")):
        return f"only ASCII characters without spaces are used: write {plain}"
    found = [date for date in dict.fromkeys(_meant(plain)) if date is not None]
    if found:
        return f"{YEAR_FIRST}: write {' or '.join(found)}{', whichever is meant' if len(found) > 1 else ''}"
    numbers = _NUMBERS.fullmatch(plain)
    if numbers and numbers[4] and 4 not in (len(numbers[1]), len(numbers[4])):
        return f"{YEAR_FIRST}, the year with four digits, as in 2016-06-30"
    if _is_no_day(plain):
        return f"{YEAR_FIRST}, as in 2016-06-30; there is no such day or month"
    if any(char.isalpha() and char != "X" for char in plain) and not any(map(str.isdigit, plain)):
        return "a date is written in numbers, year first, as in 2016-06-30"
    return None


def _meant(text: str) -> list[str | None]:
    """Return the days, months or years that a text can mean, as EDTF; None among them for what there is not."""
    if match := _NUMBERS.fullmatch(text):
        one, _, two, three = match.groups()
        if three is None:
            return [_date(one, two) if len(one) == 4 else _date(two, one)]
        return [_date(one, two, three)] if len(one) == 4 else [_date(three, two, one), _date(three, one, two)]
    if match := _RUN_TOGETHER.fullmatch(text) or _CHINESE.fullmatch(in_digits(text)):
        return [_date(*filter(None, match.groups()))]
    return [_in_words(text)]


def _is_no_day(text: str) -> bool:
    """Whether a text is written as a day or a month in another usual way, such as `31/02/2016`."""
    if match := _NUMBERS.fullmatch(text):
        one, between, two, three = match.groups()
        if three is None:
            return len(one) <= 2 and len(two) == 4
        is_edtf = between == "-" and tuple(map(len, (one, two, three))) == (4, 2, 2)
        return sorted(map(len, (one, two, three)))[1:] in ([1, 4], [2, 4]) and len(two) <= 2 and not is_edtf
    return (_RUN_TOGETHER.fullmatch(text) or _CHINESE.fullmatch(in_digits(text))) is not None


def _date(year: str, month: str | None = None, day: str | None = None) -> str | None:
    """Return the EDTF text of a day, month or year, or None if there is none."""
    if len(year) != 4 or len(month or "") > 2 or len(day or "") > 2:
        return None
    try:
        date = datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return date.isoformat()[: 4 if month is None else 7 if day is None else 10]


def in_digits(text: str) -> str:
    """Return a text with digits for Chinese numerals below a hundred, and for those that are read digit by digit.

    Example:
        >>> in_digits("二〇一一年十一月二十五日"), in_digits("兩年")
        ('2011年11月25日', '2年')
    """
    tens = re.sub(f"(?<![{_HAN_ONES}])十", "一十", text)
    tens = re.sub(f"十(?![{_HAN_ONES}])", "十〇", tens).replace("十", "")
    return "".join(_HAN_DIGITS.get(char, char) for char in tens)


def _in_words(text: str) -> str | None:
    """Return the day or month that an English text names by the name of a month, such as `June 30th, 2016`."""
    words = re.findall(r"[a-z]+|\d+", text.lower(), re.ASCII)
    if re.sub(r"[\s,.'’/-]", "", text.lower()) != "".join(words):
        return None
    months = [number for word in words if (number := _month(word))]
    years = [word for word in words if len(word) == 4 and word.isdigit()]
    days = [word for word in words if len(word) <= 2 and word.isdigit()]
    others = [word for word in words if not word.isdigit() and not _month(word) and word not in _WORDS_BESIDE]
    if len(months) != 1 or len(years) != 1 or len(days) > 1 or len(years) + len(days) != sum(map(str.isdigit, words)):
        return None
    if any(len(word) < 3 or not any(day.startswith(word) for day in WEEKDAYS) for word in others):
        return None
    return _date(years[0], str(months[0]), *days)


def _month(word: str) -> int | None:
    """Return the number of a month by its name, which may be cut to three letters or more."""
    if len(word) < 3:
        return None
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word)), None)
