#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`campboard solve`: the board, what is printed, and that nothing is touched when there is no board."""
import csv
import io
import json
import os
import unittest

from program import IMPOSSIBLE, NO, RESULTS, SMALL, USAGE, ProgramTest


class Solve(ProgramTest):
    def test_the_small_event(self):
        result = self.run_program("solve", self.make_event(SMALL), "-o", "out")
        self.assertEqual(self.files_below("out"), sorted(RESULTS))
        board = json.loads(self.read("out", "board.json"))
        self.assertEqual(board["score"]["matched"], 8)
        self.assertEqual(board["score"]["bound"], 8)
        self.assertIs(board["score"]["proven"], True)
        self.assertEqual([row["session"] for row in board["unplaced"]], ["z"])
        self.assertEqual(board["event"], "ev")
        rows = list(csv.DictReader(io.StringIO(self.read("out", "board.csv").decode())))
        self.assertEqual(sorted((row["session"], row["seated"]) for row in rows), [("x", "2"), ("y", "2")])
        for text in ("Reading", "Maths", "09:00" if "09:00" in result.stdout else "9:00"):
            self.assertIn(text, result.stdout)
        self.assertEqual(result.stdout.split("\n")[-2], "Written: out/board.json, out/board.csv, out/seats.csv")
        self.assertIn("3 sessions, 3 ballots, 2 slots, 1 room", result.stderr)

    def test_without_o_nothing_is_written(self):
        ev = self.make_event(SMALL)
        before = self.files_below(".")
        result = self.run_program("solve", ev)
        self.assertEqual(self.files_below("."), before)
        self.assertIn("No files were written", result.stdout.split("\n")[-2])

    def test_quiet(self):
        result = self.run_program("solve", self.make_event(SMALL), "-o", "out", "--quiet")
        self.assertEqual(result.stdout + result.stderr, "")
        self.assertEqual(self.files_below("out"), sorted(RESULTS))

    def test_event_name_of_the_current_folder(self):
        self.make_event(SMALL, name="monday")
        os.makedirs(self.path("monday"), exist_ok=True)
        folder, self.folder = self.folder, self.path("monday")
        self.run_program("solve", ".", "-o", "../out", "-q")
        self.folder = folder
        self.assertEqual(json.loads(self.read("out", "board.json"))["event"], "monday")

    def test_impossible(self):
        self.write("out/board.json", "old")
        self.write("out/seats.csv", "old")
        result = self.run_program("solve", self.make_event(IMPOSSIBLE), "-o", "out", code=NO)
        self.assertEqual(result.stdout, "")
        self.assertIn("No board keeps all the rules", result.stderr)
        self.assertRegex(result.stderr, r"\[N_[A-Z_]+\]")
        self.assertTrue(result.stderr.endswith("Nothing was written.\n"))
        self.assertEqual(self.files_below("out"), ["board.json", "seats.csv"])
        self.assertEqual(self.read("out", "board.json"), b"old")

    def test_impossible_leaves_no_folder(self):
        self.run_program("solve", self.make_event(IMPOSSIBLE), "-o", "a/b", code=NO)
        self.assertFalse(os.path.exists(self.path("a")))

    def test_bad_event(self):
        self.write("out/board.json", "old")
        ev = self.make_event(SMALL, **{"rooms.csv": "room,capacity\nR,many\n"})
        result = self.run_program("solve", ev, "-o", "out", code=USAGE)
        self.assertTrue(result.stderr.endswith("1 error, nothing was written.\n"), result.stderr)
        self.assertEqual(self.files_below("out"), ["board.json"])
        self.assertEqual(self.read("out", "board.json"), b"old")

    def test_strict(self):
        ev = self.make_event(SMALL, **{"rooms.csv": "room,capacity,colour\nR,2,red\n"})
        self.run_program("solve", ev)
        self.assertIn("colour", self.run_program("solve", ev, "--strict", code=USAGE).stderr)

    def test_old_results_are_replaced(self):
        ev = self.make_event(SMALL)
        self.run_program("solve", ev, "-o", "out")
        first = self.read("out", "board.json")
        self.write("out/other.txt", "mine")
        self.run_program("solve", ev, "-o", "out/")
        self.assertEqual(self.read("out", "board.json"), first)
        self.assertEqual(self.files_below("out"), sorted([*RESULTS, "other.txt"]))


if __name__ == "__main__":
    unittest.main()
