# SPDX-License-Identifier: GPL-3.0-or-later
"""runs.py - one run of Campboard or of another solver on one event, measured, judged and kept; used by table.

A run is kept in --runs DIR as EVENT@SECONDS-SOLVER.json. It is not made again as long as program, event and threads are the
same, so a long table can be made in parts.
"""
import datetime
import hashlib
import json
import os
import re
import subprocess
import sys

from measure import run
from peers import SOLVERS, Scale, is_there, write_model

PROGRESS = re.compile(r"^ *([\d.]+) s +matched")


def file_hash(*paths):
    digest = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()[:16]


def event_hash(folder):
    return file_hash(*sorted(os.path.join(folder, name) for name in os.listdir(folder)
                             if name.endswith(".csv") or name == "event.json"))


def kept(path, made_with):
    """The record of an earlier run, or None."""
    try:
        with open(path, encoding="utf-8") as file:
            record = json.load(file)
    except (OSError, ValueError):
        return None
    return record if record.get("made_with") == made_with else None


class Runs:
    """Makes runs, or finds them."""

    def __init__(self, options, versions):
        self.options, self.versions = options, versions
        self.program = file_hash(options.program)
        self.hashes = {}

    def of(self, event, seconds, solver="campboard"):
        """The record of a run."""
        folder = self.options.events[event]
        if event not in self.hashes:
            self.hashes[event] = event_hash(folder)
        made_with = {"program": self.program if solver == "campboard" else self.versions, "event": self.hashes[event],
                     "threads": self.options.threads}
        stem = os.path.join(self.options.runs, f"{event}@{seconds:g}-{solver}")
        record = kept(stem + ".json", made_with) or self.make(event, seconds, solver, stem, made_with)
        if self.options.judge and record.get("score") and not record["judged"]:
            record["judged"] = judged(self.options.judge, folder, os.path.join(stem, "board.json"))
            record["valid"] = record["valid"] and record["judged"]["valid"]
        with open(stem + ".json", "w", encoding="utf-8") as file:
            json.dump(record, file, indent=1)
        return record

    def make(self, event, seconds, solver, stem, made_with):
        print(f"{datetime.datetime.now():%H:%M:%S}  {event}, {seconds:g} s, {solver}", file=sys.stderr, flush=True)
        os.makedirs(stem, exist_ok=True)
        make = self.campboard if solver == "campboard" else self.peer
        return {"event": event, "limit_s": seconds, "solver": solver, "date": f"{datetime.date.today()}",
                "made_with": made_with, **make(self.options.events[event], seconds, stem, solver)}

    def campboard(self, folder, seconds, stem, _):
        log, board = os.path.join(stem, "log"), os.path.join(stem, "board.json")
        if os.path.exists(board):
            os.remove(board)
        command = [self.options.program, "solve", folder, "-o", stem, "--time", f"{seconds:g}"]
        done = run(command + ["--threads", str(self.options.threads)], seconds + self.options.grace, log)
        record = {"seconds": done.seconds, "cpu_s": done.cpu_s, "mib": done.mib, "code": done.code,
                  "first_board_s": first_board(log), "score": None, "valid": None, "judged": None}
        if not os.path.exists(board):
            return record
        with open(board, encoding="utf-8") as file:
            record["score"] = json.load(file)["score"]
        record["valid"] = run([self.options.program, "verify", folder, board], 600, os.path.join(stem, "verify")).code == 0
        return record

    def peer(self, folder, seconds, stem, solver):
        """Reading the model is not counted in its seconds, but it may take the longest time of all at most."""
        options = self.options
        options.time = seconds
        if not is_there(options, solver):
            return {"note": "not installed", "best": None, "bound": None}
        model, why = self.model(folder)
        if model is None:
            return {"note": why, "best": None, "bound": None}
        done = SOLVERS[solver](options, model, Scale(model), stem)
        return {"seconds": done.seconds, "cpu_s": done.cpu_s, "mib": done.mib, "best": done.best, "bound": done.bound,
                "threads": done.threads, "note": done.note}

    def model(self, folder):
        """(written model, None) or (None, why not); written once."""
        place = os.path.join(self.options.runs, f"{os.path.basename(folder)}-model")
        path, why = os.path.join(place, "model.mps"), os.path.join(place, "why-not")
        if os.path.exists(path) and not os.path.exists(why):
            return path, None
        os.makedirs(place, exist_ok=True)
        model, reason = write_model(self.options, folder, place)
        if model is None:
            with open(why, "w", encoding="utf-8") as file:
                file.write(reason)
            if os.path.exists(path):
                os.remove(path)
        elif os.path.exists(why):
            os.remove(why)
        return model, reason


def first_board(log):
    """Seconds until the first line of progress with a board, to a tenth."""
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            found = PROGRESS.match(line)
            if found:
                return float(found[1])
    return None


def judged(judge, folder, board):
    """What an independent judge says: valid, matched, gap, violations."""
    done = subprocess.run([sys.executable, judge, "--json", folder, board], capture_output=True, text=True, check=False)
    try:
        said = json.loads(done.stdout)
        return {key: said.get(key) for key in ("valid", "matched", "served", "gap", "violations")}
    except (ValueError, AttributeError):
        return {"valid": False, "matched": None, "violations": [done.stdout[:500] + done.stderr[:500]]}
