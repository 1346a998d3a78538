# SPDX-License-Identifier: GPL-3.0-or-later
"""peers.py - Campboard and general integer programming solvers on one event, each as a row; used by compare and table.

  campboard   reads the event folder
  glpsol      the direct integer program (`campboard model`), cuts on, gap 0                                one thread
  cbc         the same, gap 0
  highs       HiGHS, the same, gap 0      from PyPI (highspy), in an environment of its own: python_solvers.py
  cpsat       CP-SAT of OR-tools, the same in whole numbers      from PyPI (ortools), likewise

A row has best, bound, served, served_bound, note, threads, seconds and mib (both of the whole process) and cpu_s.
The options that all of this looks at: program, time, threads, grace, model_time, model_mb, memory_gib, venv.
"""
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from types import SimpleNamespace as Record

from measure import first_line, run

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGES = {"highs": "highspy", "cpsat": "ortools"}

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"


def number(text):
    """A number that a solver printed, or None for inf, nan and anything else."""
    try:
        value = float(text)
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) and abs(value) < 1e29 else None


# ---------------------------------------------------------------- the written model

class Scale:
    """From a solver's objective back to served and matched. The first comment lines of the model say, for example,
    `Campboard 0.1.0, event Monday: 351.5 * served + matched, less 12`, and whether the file has MINUS that value."""

    def __init__(self, path):
        self.sign, self.offset, self.factor, self.known = 1.0, 0.0, None, False
        with open(path, encoding="utf-8", errors="replace") as file:
            comments = [line.lstrip("*\\ ").strip() for line, _ in zip(file, range(20)) if line[:1] in "*\\"]
        for comment in comments:
            found = re.search(rf": (?:({NUMBER}) \* served \+ )?matched(?:, less ({NUMBER}))?$", comment)
            if found:
                self.known = True
                self.factor = float(found[1]) if found[1] else None
                self.offset = float(found[2] or 0)
            if "MINUS" in comment:
                self.sign = -1.0

    def objective(self, value):
        """served and matched as the event counts them, from the number in the file."""
        if value is None:
            return None
        if not self.known:              # nothing was said: matched is never negative
            return abs(value)
        return self.sign * value + self.offset


def write_model(options, event, folder):
    """Writes the model; returns (path, None) or (None, why not)."""
    path, log = os.path.join(folder, "model.mps"), os.path.join(folder, "model.log")
    done = run([options.program, "model", event, "--format", "mps", "-o", path], options.model_time, log,
               options.memory_gib)
    if done.code is None:
        return None, f"too large for a direct model: not written in {options.model_time:g} s"
    if done.code != 0 or not os.path.exists(path):
        return None, f"no direct model (campboard model ended with {done.code}; too large, or see {log})"
    size = os.path.getsize(path) / 1e6
    if size > options.model_mb:
        return None, f"too large for a direct model: {size:.0f} MB, limit {options.model_mb:g} MB"
    return path, None


# ---------------------------------------------------------------- the solvers

def solve_campboard(options, event, folder):
    out, log = os.path.join(folder, "out"), os.path.join(folder, "campboard.log")
    done = run([options.program, "solve", event, "-o", out, "--time", f"{options.time:g}", "--threads",
                str(options.threads)], options.time + options.grace, log)
    score = None
    try:
        with open(os.path.join(out, "board.json"), encoding="utf-8") as file:
            score = json.load(file)["score"]
    except (OSError, ValueError, KeyError):
        pass
    if score is None:
        return row(done, options.threads, note={1: "no board"}.get(done.code, f"ended with {done.code}"))
    return row(done, options.threads, score["matched"], score["bound"], served=score["served"],
               served_bound=score["served_bound"], note="proven" if score["proven"] else "")


def solve_glpsol(options, model, scale, folder):
    log, solution = os.path.join(folder, "glpsol.log"), os.path.join(folder, "glpsol.sol")
    done = run(["glpsol", "--freemps", model, "--cuts", "--mipgap", "0", "--tmlim", str(math.ceil(options.time)),
                "-w", solution], options.time + options.grace, log)
    best, bound, note = read_glpsol(log, solution)
    return scaled(done, 1, scale, best, bound, note)


def read_glpsol(log, solution):
    """Best, bound and a word, from glpsol's log and its plain solution file."""
    best = bound = relaxed = None
    note, objective = "", None
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            found = re.search(rf"obj = +({NUMBER})", line)
            if found:
                objective = number(found[1])
            if "OPTIMAL LP SOLUTION FOUND" in line or "OPTIMAL SOLUTION FOUND BY LP PREPROCESSOR" in line:
                relaxed = objective if relaxed is None else relaxed
            found = re.search(rf"mip = +(not found yet|{NUMBER}) +[<>]= +(tree is empty|\S+)", line)
            if found:
                best = number(found[1]) if number(found[1]) is not None else best
                bound = best if found[2] == "tree is empty" else number(found[2]) if number(found[2]) is not None else bound
            if "HAS NO INTEGER FEASIBLE" in line or "HAS NO PRIMAL FEASIBLE" in line or "HAS NO FEASIBLE" in line:
                note = "no solution exists"
    try:
        with open(solution, encoding="utf-8") as file:
            for line in file:
                words = line.split()
                if len(words) >= 6 and words[:2] == ["s", "mip"]:       # s mip ROWS COLS STATUS OBJECTIVE
                    if words[4] in "of":
                        best = number(words[5])
                    if words[4] == "o":
                        bound, note = best, "proven"
                    break
    except OSError:
        pass
    return best, bound if bound is not None else relaxed, note


def solve_cbc(options, model, scale, folder):
    log = os.path.join(folder, "cbc.log")
    command = ["cbc", model, "-timeMode", "elapsed", "-sec", f"{options.time:g}", "-ratioGap", "0", "-allowableGap", "0"]
    command += ["-threads", str(options.threads)] if options.threads > 1 else []
    done = run(command + ["-solve", "-quit"], options.time + options.grace, log)
    best, bound, note = read_cbc(log)
    return scaled(done, options.threads, scale, best, bound, note)


def read_cbc(log):
    """Best, bound and a word, from cbc's log: its summary, or else the last progress line."""
    best = bound = None
    note, stated = "", {}
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            found = re.match(rf"(Objective value|Lower bound|Upper bound): +({NUMBER})", line)
            if found:
                stated[found[1].split()[0]] = number(found[2])
            found = re.search(rf"best solution ({NUMBER}|1e\+50), best possible ({NUMBER})|"
                              rf"({NUMBER}) best solution, best possible ({NUMBER})", line)
            if found:
                best = number(found[1] or found[3]) if abs(float(found[1] or found[3])) < 1e29 else best
                bound = number(found[2] or found[4])
            found = re.match(rf"Continuous objective value is ({NUMBER})", line)
            if found and bound is None:
                bound = number(found[1])
            if "Optimal solution found" in line and line.startswith("Result"):
                note = "proven"
            if "infeasible" in line and line.startswith(("Result", "Problem is infeasible", "Linear relaxation infeasible")):
                note = "no solution exists"
    if "Objective" in stated and note != "no solution exists":
        best = stated["Objective"]
    if note == "proven":
        bound = best
    elif "Lower" in stated or "Upper" in stated:
        bound = stated.get("Lower", stated.get("Upper"))
    return best, bound, note


def cbc_version():
    """cbc prints its version inside a banner."""
    with tempfile.NamedTemporaryFile(suffix=".log") as file:
        try:
            run(["cbc", "-quit"], 20, file.name)
        except OSError:
            return "not installed"
        found = re.search(r"Version: *(\S+)", file.read().decode("utf-8", "replace"))
    return found[1] if found else "?"


# ---------------------------------------------------------------- HiGHS and CP-SAT, in an environment of their own

def venv_python(folder):
    return os.path.join(folder, "bin", "python") if folder else None


def make_venv(folder):
    """The environment, made with the newest highspy and ortools where it is missing."""
    if os.path.exists(venv_python(folder)):
        return
    print(f"Making {folder} with {' and '.join(PACKAGES.values())} ...", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([venv_python(folder), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                    *PACKAGES.values()], check=True)


def venv_versions(folder):
    """{"highs": version, "cpsat": version}, or {} without the environment."""
    python = venv_python(folder)
    if not python or not os.path.exists(python):
        return {}
    try:
        return json.loads(first_line([python, os.path.join(HERE, "python_solvers.py"), "versions"]))
    except ValueError:
        return {}


def solve_in_python(options, model, scale, folder, solver):
    log = os.path.join(folder, f"{solver}.log")
    done = run([venv_python(options.venv), os.path.join(HERE, "python_solvers.py"), solver, model, f"{options.time:g}",
                str(options.threads)], options.time + options.grace, log, options.memory_gib)
    said = {}
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.startswith("{"):
                said.update(json.loads(line))
    if "status" not in said:
        note = "not read in time" if "read" not in said else "no answer in time"
        return row(done, options.threads, note=note if done.code is None else f"ended with {done.code}")
    note = "proven" if said["status"].lower() == "optimal" else \
        "no solution exists" if "infeasible" in said["status"].lower() else ""
    return scaled(done, options.threads, scale, said["best"], said["bound"], note)


def solve_highs(options, model, scale, folder):
    return solve_in_python(options, model, scale, folder, "highs")


def solve_cpsat(options, model, scale, folder):
    return solve_in_python(options, model, scale, folder, "cpsat")


# ---------------------------------------------------------------- which solvers there are

SOLVERS = {"glpsol": solve_glpsol, "cbc": solve_cbc, "highs": solve_highs, "cpsat": solve_cpsat}


def is_there(options, solver):
    return bool(shutil.which(solver)) if solver not in PACKAGES else solver in venv_versions(options.venv)


def versions(options, solvers):
    """All versions in one line."""
    of_python = venv_versions(options.venv)
    names = {"glpsol": lambda: first_line(["glpsol", "--version"]), "cbc": lambda: f"cbc {cbc_version()}",
             "highs": lambda: f"HiGHS {of_python.get('highs', 'not installed')}",
             "cpsat": lambda: f"OR-tools CP-SAT {of_python.get('cpsat', 'not installed')}"}
    return "; ".join([first_line([options.program, "--version"])] + [names[s]() for s in solvers if s in names])


# ---------------------------------------------------------------- rows

def row(done, threads, best=None, bound=None, served=None, served_bound=None, note=""):
    return Record(best=best, bound=bound, served=served, served_bound=served_bound, note=note, threads=threads,
                  seconds=done.seconds, mib=done.mib, cpu_s=done.cpu_s)


def scaled(done, threads, scale, best, bound, note):
    """A row from the numbers of a written model."""
    best, bound = scale.objective(best), scale.objective(bound)
    if scale.factor is None:
        return row(done, threads, best, bound, note=note)
    served = None if best is None else math.floor(best / scale.factor + 1e-9)
    served_bound = None if bound is None else math.floor(bound / scale.factor + 1e-9)
    return row(done, threads, None if best is None else best - served * scale.factor,
               bound - served * scale.factor if served is not None and served == served_bound else None,
               served, served_bound, note)


def shown(value):
    return "–" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
