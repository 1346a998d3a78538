#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`campboard new`: the example is whole, clean, explained, and never written over something."""
import csv
import io
import os
import unittest

from program import USAGE, ProgramTest

FILES = ["README.txt", "event.json", "lock.csv", "people.csv", "rooms.csv", "rules.csv", "sessions.csv", "slots.csv",
         "votes.csv"]


class New(ProgramTest):
    def test_the_example_has_no_problems(self):
        result = self.run_program("new", "monday")
        self.assertEqual(self.files_below("monday"), FILES)
        self.assertIn("campboard solve monday", result.stdout)
        check = self.run_program("check", "monday", "--strict")
        self.assertEqual(check.stderr, "")
        self.assertIn("12 sessions, 4 open slots, 4 rooms, 15 ballots with 45 votes, 4 rules, 2 locks", check.stdout)

    def test_readme_names_every_file_and_column(self):
        self.run_program("new", "monday")
        readme = self.read("monday", "README.txt").decode()
        for name in FILES[1:]:
            self.assertIn(f"\n{name} - ", readme)
            if name.endswith(".csv"):
                section = readme.split(f"\n{name} - ")[1].split("\n\n")[0]
                for column in next(csv.reader(io.StringIO(self.read("monday", name).decode()))):
                    self.assertRegex(section, rf"\b{column}\b")
        for word in ("apart", "together", "before", "slot_at_most", "slot_at_least", "place_at_most", "place_at_least",
                     "budget", "attend_at_most", "attend_at_least", "credit_at_least", "busy_at_least", "away_at_most",
                     "run_at_most", "run_at_least", "same_run", "series", "description", "can_lead", "travel"):
            self.assertIn(word, readme)

    def test_solve_and_verify(self):
        self.run_program("new", "monday")
        self.run_program("solve", "monday", "-o", "out", "--work", "8000")
        self.run_program("verify", "monday", "out/board.json")

    def test_a_filled_folder_is_left_alone(self):
        self.write("monday/mine.txt", "mine")
        result = self.run_program("new", "monday", code=USAGE)
        self.assertIn("not empty", result.stderr)
        self.assertEqual(self.files_below("monday"), ["mine.txt"])

    def test_hidden_files_count(self):
        self.write("monday/.git", "")
        self.run_program("new", "monday", code=USAGE)

    def test_empty_and_nested_folders(self):
        os.mkdir(self.path("monday"))
        self.run_program("new", "monday/")
        self.run_program("new", "a/b/c")
        self.assertEqual(self.files_below("a/b/c"), FILES)

    def test_a_file_in_the_way(self):
        self.write("monday", "a file")
        self.assertIn("monday is a file", self.run_program("new", "monday", code=USAGE).stderr)
        self.assertIn("monday is a file", self.run_program("new", "monday/x", code=USAGE).stderr)
        self.assertEqual(self.read("monday"), b"a file")


if __name__ == "__main__":
    unittest.main()
