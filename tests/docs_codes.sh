#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# docs_codes.sh - every code of a problem in src/ and solver/ stands in docs/errors.md, and no other does there.
# Usage: sh tests/docs_codes.sh [SOURCE_ROOT]
set -eu
root=${1:-${CAMP_SOURCE_ROOT:-$(dirname "$0")/..}}
cd "$root"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Codes are string literals: "E_UNKNOWN_ROOM" (errors), W_ (warnings), N_ (no board), V_ (violations).
find src solver -name '*.[ch]' -exec cat {} + >"$scratch/text"
grep -oE '"[EWNV]_[A-Z0-9]+(_[A-Z0-9]+)*"' "$scratch/text" | tr -d '"' >"$scratch/codes"
# "E_UNKNOWN_" is completed with what a table of names holds: camp_names_init(..., "room", "rooms.csv").
for start in $(grep -vE '^ *(/\*|\*)' "$scratch/text" | grep -oE '"[EWNV]_[A-Z0-9_]+_"' | tr -d '"' | sort -u); do
    grep -oE 'camp_names_init\([^"]*"[a-z]+"' "$scratch/text" | sed 's/.*"\([a-z]*\)"/\1/' | tr '[:lower:]' '[:upper:]' | sed "s/^/$start/"
done >>"$scratch/codes"
# Slots and rooms have ids only, which cannot be ambiguous.
grep -vxE 'E_AMBIGUOUS_(SLOT|ROOM)' "$scratch/codes" | sort -u >"$scratch/source"
# In the page a code has a table row of its own: | `E_...` | ...
# shellcheck disable=SC2016  # the backquotes are those of the page
grep -oE '^\| `[EWNV]_[A-Z0-9_]+`' docs/errors.md | tr -d '|` ' | sort >"$scratch/page"

[ "$(wc -l <"$scratch/source")" -ge 20 ] || { echo "found almost no codes in src and solver: is this the source root?"; exit 1; }
missing=$(comm -23 "$scratch/source" "$scratch/page")
gone=$(sort -u "$scratch/page" | comm -13 "$scratch/source" -)
twice=$(uniq -d "$scratch/page")
# shellcheck disable=SC2086  # a code a line
[ -z "$missing" ] || printf 'missing in docs/errors.md: %s\n' $missing
# shellcheck disable=SC2086
[ -z "$gone" ] || printf 'in docs/errors.md, but no longer in the source: %s\n' $gone
# shellcheck disable=SC2086
[ -z "$twice" ] || printf 'twice in docs/errors.md: %s\n' $twice
[ -z "$missing$gone$twice" ]
