#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits of `campboard solve`: the same work gives the same files whatever the threads; gap and time end it."""
import json
import os
import time
import unittest

from program import RESULTS, SOURCE, ProgramTest, hard

SOME = hard(voters=60, sessions=20, slots=3, rooms=4)


class Limits(ProgramTest):
    def solve(self, event, out, *options):
        self.run_program("solve", event, "-o", out, "--quiet", *options)
        return [self.read(out, name) for name in RESULTS]

    def test_threads_do_not_change_the_files(self):
        events = [self.make_event(hard()), self.make_event(SOME, name="some"),
                  os.path.join(SOURCE, "samples", "edcamp"), os.path.join(SOURCE, "samples", "pd-day")]
        for event in events:
            one = self.solve(event, "one", "--work", "8000", "--threads", "1")
            two = self.solve(event, "two", "--work", "8000", "--threads", "2")
            again = self.solve(event, "again", "--work", "8000", "--threads", "2")
            self.assertEqual(one, two, event)
            self.assertEqual(two, again, event)

    def test_work_is_kept(self):
        event = self.make_event(hard())
        little = json.loads(self.solve(event, "a", "--work", "4000")[0])
        more = json.loads(self.solve(event, "b", "--work", "16000")[0])
        self.assertLessEqual(little["made"]["work"], more["made"]["work"])
        # A limit is looked at between steps: a step too many is no harm, many would be.
        self.assertLessEqual(little["made"]["work"], 2 * 4000)
        self.assertEqual(little["made"]["seed"], 1)

    def test_bounds_hold_for_every_seed(self):
        event = self.make_event(SOME)
        boards = [json.loads(self.solve(event, "out", "--work", "4000", "--seed", seed)[0])["score"] for seed in "123"]
        best = max(score["matched"] for score in boards)
        for score in boards:
            self.assertGreaterEqual(score["bound"], best - 1e-6)

    def test_gap(self):
        event = self.make_event(SOME)
        score = json.loads(self.solve(event, "out", "--gap", "0.9", "--time", "100")[0])["score"]
        self.assertLessEqual(score["gap"], 0.9)

    def test_time(self):
        event = self.make_event(hard())
        start = time.monotonic()
        self.solve(event, "out", "--time", "1")
        self.assertLess(time.monotonic() - start, 60) # a sanitizer's or a loaded machine's pace


if __name__ == "__main__":
    unittest.main()
