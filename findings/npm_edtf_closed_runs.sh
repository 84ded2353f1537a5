#!/usr/bin/env bash
# npm edtf 4.11.1, Node 18 or later: a closed run of EDTF level 2, "one of the dates from a through b", ends with its
# first date. Seen: [2016-02..2017-10] has the latest day 2016-02-29, and [2016..2017] the latest day 2016-12-31, while
# the interval 2016-02/2017-10 ends on 2017-10-31. A run that is open on one side is read rightly, and a reversed run
# without complaint. 2011-02-29, which no calendar has, is read as 2011-03-01.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund edtf@4.11.1
cat > run.mjs <<'JS'
import assert from "node:assert"
import edtf from "edtf"

const day = number => new Date(number).toISOString().slice(0, 10)
const last = text => day(edtf(text).max)
const seen = {
  "[2016-02..2017-10]": "2016-02-29",
  "[2016..2017]": "2016-12-31",
  "[2011-01..2011-12]": "2011-01-31",
  "[2017..2016]": "2017-12-31",
  "[..2025-12]": "2025-12-31",
  "2016-02/2017-10": "2017-10-31",
  "2011-02-29": "2011-03-01",
}
for (const [text, wanted] of Object.entries(seen)) {
  console.log(`${text}: latest day ${last(text)}`)
  assert.equal(last(text), wanted)
}
assert.equal(edtf("[..2025-12]").min, -Infinity)
for (const [text, first, end] of [["[2016,2018]", "2016-01-01", "2018-12-31"], ["2011-XX-05", "2011-01-05", "2011-12-05"]]) {
  assert.deepEqual([day(edtf(text).min), last(text)], [first, end])
}
assert.throws(() => edtf("[2016..2017-10-03]"), "runs of mixed precision are read now")
JS
node run.mjs
