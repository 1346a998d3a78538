# SPDX-License-Identifier: GPL-3.0-or-later
"""figures.py - what is asked of Campboard (figures.csv), the best boards known (best-known.csv), and what was reached.

figures.csv: an event and its seeds (event-1, event-2, ...; none: the event itself), a time limit, what is looked at, whether the
median or each seed counts, and the numbers that it must and should keep: at most, for `matched` at least.
"""
import csv
import math
import re
import statistics
from types import SimpleNamespace as Record

AT_LEAST = ("matched",)
UNITS = {"gap": " %", "below best": " %", "proven after": " s", "first board after": " s"}


def read_figures(path):
    with open(path, encoding="utf-8", newline="") as file:
        return [Record(event=row["event"], size=row["size"], names=names_of(row["event"], row["seeds"]),
                       seconds=float(row["seconds"]), what=row["what"], of=row["of"],
                       must=float(row["must"]) if row["must"] else None, goal=float(row["goal"]) if row["goal"] else None)
                for row in csv.DictReader(file)]


def names_of(event, seeds):
    """edcamp-large and 1-5: edcamp-large-1 to edcamp-large-5; 01-10 keeps its zeros."""
    if not seeds:
        return [event]
    first, _, last = seeds.partition("-")
    return [f"{event}-{seed:0{len(first)}}" for seed in range(int(first), int(last or first) + 1)]


class BestKnown:
    """The best board that anything has found, event by event."""

    def __init__(self, path):
        self.path = path
        with open(path, encoding="utf-8", newline="") as file:
            self.rows = {row["event"]: row for row in csv.DictReader(file)}
        self.changed = False

    def matched(self, event):
        return float(self.rows[event]["matched"]) if event in self.rows else None

    def learn(self, event, matched, how):
        """Takes over a board that is better."""
        known = self.matched(event)
        if known is None or matched > known + 1e-6:
            self.rows[event] = {"event": event, "matched": f"{matched:.12g}", "how": how}
            self.changed = True

    def write(self):
        natural = lambda name: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]
        with open(self.path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["event", "matched", "how"], lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.rows[event] for event in sorted(self.rows, key=natural))


# ---------------------------------------------------------------- one run

def matched_of(record):
    """What a valid board matches, as reported or as judged, whichever is less; None without a valid board."""
    if not record["score"] or not record["valid"]:
        return None
    judged = (record["judged"] or {}).get("matched")
    return record["score"]["matched"] if judged is None else min(judged, record["score"]["matched"])


def gap_of(record):
    """The gap in per cent, as reported or as judged, whichever is more."""
    matched = matched_of(record)
    if matched is None:
        return None
    bound = record["score"]["bound"]
    return 100 * max(record["score"]["gap"], (bound - matched) / max(matched, 1e-9))


def value(what, record, best):
    """The number looked at; None: there is none (no board, not proven, nothing known)."""
    matched = matched_of(record)
    if what == "peak MiB":
        return record["mib"] if matched is not None else None
    if matched is None:
        return None
    if what == "gap":
        return gap_of(record)
    if what == "matched":
        return matched
    if what == "proven after":
        return record["seconds"] if record["score"]["proven"] else None
    if what == "first board after":
        return record["first_board_s"]
    if what == "below best":
        return None if best is None else max(0.0, 100 * (best - matched) / best)
    raise ValueError(f"figures.csv: what is {what!r}?")


def wrong(record, best):
    """What must never be, or an empty text."""
    if record["score"] is None:
        return ""
    if not record["valid"]:
        return f"the board is not valid: {(record['judged'] or {}).get('violations') or 'campboard verify'}"
    if record["judged"] and abs(record["judged"]["matched"] - record["score"]["matched"]) > 1e-6 * record["score"]["matched"]:
        return f"matched is {record['score']['matched']}, judged {record['judged']['matched']}"
    if best is not None and record["score"]["bound"] < best - 1e-6 * best:
        return f"the bound {record['score']['bound']} is below a board that matches {best}"
    return ""


# ---------------------------------------------------------------- one figure over its seeds

def middle(values):
    """The median; one that is missing is worse than any other."""
    found = statistics.median_low([math.inf if v is None else v for v in values]) if len(values) % 2 else \
        statistics.median([math.inf if v is None else v for v in values])
    return None if math.isinf(found) else found


def is_reached(figure, values, limit):
    """True, False, or None where nothing is asked or nothing was measured."""
    if limit is None or not values:
        return None
    if figure.what in AT_LEAST:
        counted = values if figure.of == "each" else [-middle([None if v is None else -v for v in values])]
        return all(v is not None and v >= limit - 1e-9 for v in counted)
    counted = values if figure.of == "each" else [middle(values)]
    return all(v is not None and v <= limit + 1e-9 for v in counted)
