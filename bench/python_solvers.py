#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""python_solvers - HiGHS (highspy) and CP-SAT (ortools) on a written model; run by compare and table in their environment.

  DIR/bin/python bench/python_solvers.py highs|cpsat MODEL.mps SECONDS THREADS
  DIR/bin/python bench/python_solvers.py versions

Prints one JSON object a line: {"read": seconds} once the model is in the solver, then {"best", "bound", "status", "seconds"};
null where there is none. The seconds given are for solving; reading comes before them.
"""
import json
import math
import sys
import time
from fractions import Fraction

HUGE = 1e29
MOST = 1 << 40              # CP-SAT counts in whole numbers; sums have to stay below 2^63


def say(**what):
    print(json.dumps(what), flush=True)


def finite(value):
    return value if value is not None and math.isfinite(value) and abs(value) < HUGE else None


# ---------------------------------------------------------------- HiGHS

def solve_highs(path, seconds, threads):
    import highspy
    start = time.monotonic()
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    if solver.readModel(path) == highspy.HighsStatus.kError:
        raise SystemExit("HiGHS cannot read the model")
    say(read=time.monotonic() - start)
    solver.setOptionValue("time_limit", float(seconds))
    solver.setOptionValue("threads", threads)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 1e-6)
    start = time.monotonic()
    solver.run()
    info = solver.getInfo()
    found = info.primal_solution_status == 2
    say(best=finite(info.objective_function_value) if found else None, bound=finite(info.mip_dual_bound),
        status=solver.modelStatusToString(solver.getModelStatus()), seconds=time.monotonic() - start)


# ---------------------------------------------------------------- a free MPS file, as `campboard model` writes it

class Model:
    """minimize objective, row_low <= row <= row_high, low <= column <= high. Rows and columns by number."""

    def __init__(self, path):
        self.kinds, self.rhs, self.ranges = {}, {}, {}              # by row name
        self.goal = None
        self.columns, self.terms, self.objective = [], {}, []       # terms by row name: [(column, value)]
        self.low, self.high, self.integer = [], [], []
        self.number, self.whole = {}, False
        sections = {"ROWS": self.row, "COLUMNS": self.column, "RHS": self.right, "RANGES": self.span, "BOUNDS": self.limit}
        read = None
        with open(path, encoding="utf-8") as file:
            for line in file:
                if line[0] in "*\n":
                    continue
                words = line.split()
                if line[0] != " ":
                    if words[0] == "ENDATA":
                        break
                    read = sections.get(words[0])
                elif read:
                    read(words)

    def row(self, words):
        kind, name = words
        if kind == "N":
            self.goal = name
        else:
            self.kinds[name], self.terms[name] = kind, []

    def column(self, words):
        if words[1] == "'MARKER'":
            self.whole = words[2] == "'INTORG'"
            return
        if words[0] not in self.number:
            self.number[words[0]] = len(self.columns)
            self.columns.append(words[0])
            self.objective.append(0.0)
            self.integer.append(self.whole)
            self.low.append(0.0)
            self.high.append(math.inf)
        j = self.number[words[0]]
        for name, value in zip(words[1::2], words[2::2]):
            if name == self.goal:
                self.objective[j] = float(value)
            elif float(value):
                self.terms[name].append((j, float(value)))

    def right(self, words):
        for name, value in zip(words[1::2], words[2::2]):
            self.rhs[name] = float(value)

    def span(self, words):
        for name, value in zip(words[1::2], words[2::2]):
            self.ranges[name] = float(value)

    def limit(self, words):
        kind, j = words[0], self.number[words[2]]
        value = float(words[3]) if len(words) > 3 else 0.0
        if kind in ("UP", "FX", "BV"):
            self.high[j] = 1.0 if kind == "BV" else value
        if kind in ("LO", "FX"):
            self.low[j] = value
        if kind in ("MI", "FR"):
            self.low[j] = -math.inf

    def sides(self, name):
        """Least and most of a row."""
        kind, right, span = self.kinds[name], self.rhs.get(name, 0.0), self.ranges.get(name)
        if kind == "E":
            return (right, right) if span is None else (right + min(span, 0), right + max(span, 0))
        if kind == "G":
            return right, math.inf if span is None else right + abs(span)
        return -math.inf if span is None else right - abs(span), right


# ---------------------------------------------------------------- CP-SAT

def multiplier(values):
    """(what makes all these numbers whole, whether exactly)."""
    product = 1
    for value in {abs(value) for value in values}:
        product = math.lcm(product, Fraction(value).limit_denominator(1000).denominator)
        if product > 10**6:
            return 10**6, False
    return product, all(abs(value * product - round(value * product)) < 1e-7 for value in values)


def whole_row(terms, least, most):
    """A row in whole numbers: numbers that are not become multiples of 10^-6, and the sides give way by as much."""
    scale, exact = multiplier([value for _, value in terms])
    slack = 0 if exact else len(terms)
    low = -MOST if least == -math.inf else math.ceil(least * scale - 1e-6) - slack
    high = MOST if most == math.inf else math.floor(most * scale + 1e-6) + slack
    return [(j, round(value * scale)) for j, value in terms], low, high


def build_cpsat(model):
    """(CP-SAT's model, what its objective was multiplied by). A column that is not whole has whole limits in these
    models and helps a row to say what it means; some best board has a whole number there (docs/model.md)."""
    from ortools.sat.python import cp_model
    made = cp_model.CpModel()
    columns = [made.new_int_var(math.ceil(low), math.floor(min(high, MOST)), "")
               for low, high in zip(model.low, model.high)]
    sums = cp_model.LinearExpr.weighted_sum
    for name, terms in model.terms.items():
        whole, low, high = whole_row(terms, *model.sides(name))
        if whole or low > 0 or high < 0:
            made.add_linear_constraint(sums([columns[j] for j, _ in whole], [value for _, value in whole]), low, high)
    used = [j for j, value in enumerate(model.objective) if value]
    scale, exact = multiplier([model.objective[j] for j in used])
    made.minimize(sums([columns[j] for j in used], [round(model.objective[j] * scale) for j in used]))
    return made, scale, 0 if exact else 0.5 * len(used) / scale


def solve_cpsat(path, seconds, threads):
    from ortools.sat.python import cp_model
    start = time.monotonic()
    made, scale, rounding = build_cpsat(Model(path))
    say(read=time.monotonic() - start)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = threads
    told = []                       # without a solution its last bound is 0 where it never had one
    solver.best_bound_callback = told.append
    start = time.monotonic()
    status = solver.solve(made)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    bound = solver.best_objective_bound if found else told[-1] if told else None
    say(best=solver.objective_value / scale if found else None,
        bound=finite(bound / scale - rounding) if bound is not None else None,
        status=solver.status_name(status), seconds=time.monotonic() - start)


def versions():
    from importlib.metadata import version
    say(highs=version("highspy"), cpsat=version("ortools"), python=sys.version.split()[0])


def main():
    if sys.argv[1:] == ["versions"]:
        versions()
    elif len(sys.argv) == 5 and sys.argv[1] in ("highs", "cpsat"):
        solve = {"highs": solve_highs, "cpsat": solve_cpsat}[sys.argv[1]]
        solve(sys.argv[2], float(sys.argv[3]), int(sys.argv[4]))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
