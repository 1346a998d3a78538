# SPDX-License-Identifier: GPL-3.0-or-later
"""bench/table on a small event: what it measures, what it keeps, and that it says what is wrong."""
import os
import subprocess
import sys
import unittest
from types import SimpleNamespace as Record

from program import PROGRAM, SMALL, SOURCE, ProgramTest

BENCH = os.path.join(SOURCE, "bench")
sys.path.insert(0, BENCH)
import figures

FIGURES = """event,size,seeds,seconds,what,of,must,goal
small,3 × 3 × 2 × 1,1-2,2,proven after,median,2,
small,,1-1,2,matched,each,8,9
small,,1-1,2,gap,each,0,
small,,1-1,2,below best,each,1,0
"""


class TableTest(ProgramTest):
    def table(self, best, *options):
        """Two seeds are asked, one is there."""
        folder = os.path.join(self.folder, "small-1")
        os.makedirs(folder, exist_ok=True)
        for name, text in [*((os.path.join("small-1", name), text) for name, text in SMALL.items()),
                           ("figures.csv", FIGURES), ("best.csv", "event,matched,how\n" + best)]:
            with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        command = [sys.executable, os.path.join(BENCH, "table"), PROGRAM, folder, "--figures", "figures.csv", "--best", "best.csv",
                   "--runs", "runs", "--no-peers", *options]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, encoding="utf-8", check=False)

    def rows(self, done):
        return [[cell.strip() for cell in line.split("|")[1:-1]] for line in done.stdout.splitlines() if line.startswith("| small")]

    def test_figures(self):
        done = self.table("small-1,8,by hand\n")
        self.assertEqual((done.returncode, done.stderr.count("campboard")), (0, 1))     # one run serves all rows
        proven, matched, gap, below = self.rows(done)
        self.assertEqual((proven[2], proven[7]), ("proven after s, median", "must so far"))
        self.assertIn("1 of 2 not measured", proven[6])
        self.assertEqual(matched[3:8], ["≥ 8", "≥ 9", "", "8", "must **yes**, goal no"])
        self.assertEqual((gap[6], gap[7]), ("0", "must **yes**"))
        self.assertEqual((below[6], below[7]), ("0", "must **yes**, goal **yes**"))
        again = self.table("small-1,8,by hand\n")
        self.assertEqual((again.returncode, again.stderr), (0, ""))                     # kept, not run again

    def test_bound_below_a_known_board(self):
        done = self.table("small-1,9,not true\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("WRONG: small-1, 2 s: the bound 8 is below a board that matches 9", done.stderr)
        self.assertEqual(self.rows(done)[3][6:8], ["11.11", "must no, goal no"])

    def test_better_board_is_noted(self):
        self.assertEqual(self.table("small-1,7,before\n", "--note-best").returncode, 0)
        with open(os.path.join(self.folder, "best.csv"), encoding="utf-8") as file:
            self.assertRegex(file.read(), r'small-1,8,"campboard .*, 2 s, .*; verified"')


class FiguresTest(unittest.TestCase):
    def test_names(self):
        self.assertEqual(figures.names_of("a", "01-03"), ["a-01", "a-02", "a-03"])
        self.assertEqual(figures.names_of("a", ""), ["a"])

    def test_middle(self):
        self.assertEqual(figures.middle([3, 1, None]), 3)
        self.assertIsNone(figures.middle([3, None, None]))
        self.assertEqual(figures.middle([3, 1]), 2)

    def test_reached(self):
        gap, matched = Record(what="gap", of="median"), Record(what="matched", of="each")
        self.assertTrue(figures.is_reached(gap, [0.1, 0.4, 9], 0.4))
        self.assertFalse(figures.is_reached(gap, [0.1, 0.41, None], 0.4))
        self.assertTrue(figures.is_reached(matched, [844, 850], 844))
        self.assertFalse(figures.is_reached(matched, [843, 850], 844))
        self.assertFalse(figures.is_reached(matched, [None], 844))
        self.assertIsNone(figures.is_reached(gap, [1], None))

    def test_judged_counts(self):
        """The worse of what is reported and what is judged."""
        record = {"score": {"matched": 100, "bound": 101, "gap": 0.01, "proven": False}, "valid": True,
                  "judged": {"matched": 99}}
        self.assertEqual(figures.matched_of(record), 99)
        self.assertAlmostEqual(figures.gap_of(record), 100 * 2 / 99)
        self.assertIn("judged 99", figures.wrong(record, None))
        record["valid"] = False
        self.assertIsNone(figures.gap_of(record))


if __name__ == "__main__":
    unittest.main()
