#!/usr/bin/env bash
# cattrs 25.1.1, Python 3.11 or later: unstructuring turns a member of enum.Enum into its value, but hands a member of
# enum.StrEnum on as it is. Seen: Enum -> 'a' (str), StrEnum -> <Word.A: 'a'> (Word).
# Both are texts to JSON, but repr, type checks and YAML writers tell them apart. A hook for StrEnum mends it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q "cattrs==25.1.1" "attrs==25.3.0"
"$folder/venv/bin/python" - <<'PY'
import enum

import cattrs

class Plain(enum.Enum):
    A = "a"

class Word(enum.StrEnum):
    A = "a"

converter = cattrs.Converter()
plain, word = converter.unstructure(Plain.A), converter.unstructure(Word.A)
print(repr(plain), type(plain).__name__, "|", repr(word), type(word).__name__)
assert type(plain) is str and plain == "a"
assert type(word) is Word, "StrEnum members are unstructured now"
converter.register_unstructure_hook(enum.StrEnum, lambda member: member.value)
assert type(converter.unstructure(Word.A)) is str
PY
