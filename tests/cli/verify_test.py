#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`campboard verify` and `campboard export`: a valid board, each broken one, and each form."""
import json
import unittest

from program import NO, SMALL, USAGE, ProgramTest


class Verify(ProgramTest):
    def setUp(self):
        super().setUp()
        self.ev = self.make_event(SMALL)
        self.run_program("solve", self.ev, "-o", "out", "-q")
        self.board = json.loads(self.read("out", "board.json"))

    def broken(self, says):
        self.write("b.json", json.dumps(self.board))
        result = self.run_program("verify", self.ev, "b.json", code=NO)
        self.assertEqual(result.stdout, "")
        self.assertRegex(result.stderr, rf"(?m)^b\.json: .*\[{says}\]$")
        self.assertRegex(result.stderr, r"\d+ violations?: this board does not keep to the event\.\n$")
        refused = self.run_program("export", self.ev, "b.json", "--format", "csv", "-o", "x.csv", code=NO)
        self.assertEqual(refused.stdout, "")
        self.assertNotIn("x.csv", self.files_below("."))

    def test_valid(self):
        result = self.run_program("verify", self.ev, "out/board.json")
        self.assertEqual(result.stderr, "")
        self.assertIn("matched 8", result.stdout)
        self.assertEqual(self.run_program("verify", self.ev, "out/board.json", "-q").stdout, "")

    def test_written_by_hand(self):
        self.write("hand.json", json.dumps({
            "format": "campboard/1", "event": "ev",
            "runs": [{"session": "z", "section": 1, "slot": "A", "room": "R", "seated": 1}],
            "seats": [{"person": "p3", "session": "z", "section": 1}],
            "unplaced": [{"session": "x", "reason": "?"}, {"session": "y", "reason": "?"}],
            "score": {"matched": 1, "served": 0, "served_bound": 0, "bound": 9, "gap": 8, "proven": False},
            "made": {"version": "0", "seed": 1, "work": 0}}))
        self.assertIn("matched 1;", self.run_program("verify", self.ev, "hand.json").stdout)

    def test_wrong_sum(self):
        self.board["score"]["matched"] = 9
        self.broken("V_MATCHED")

    def test_full_room(self):
        self.board["seats"] = [{"person": p, "session": "x", "section": 1} for p in ("p1", "p2", "p3")]
        self.broken("V_6_CAPACITY")

    def test_two_runs_in_a_room(self):
        for run in self.board["runs"]:
            run["slot"] = "A"
        self.broken("V_2_ROOM")

    def test_unknown_room(self):
        self.board["runs"][0]["room"] = "Attic"
        self.broken("V_IDS")

    def test_no_board(self):
        for text in ("", "[]", "{", "board", "\x00"):
            self.write("b.json", text)
            self.assertIn("b.json", self.run_program("verify", self.ev, "b.json", code=USAGE).stderr)
        self.assertIn("cannot read none.json", self.run_program("verify", self.ev, "none.json", code=USAGE).stderr)
        self.run_program("verify", self.ev, "out", code=USAGE)

    def test_bad_event(self):
        ev = self.make_event(SMALL, name="bad", **{"rooms.csv": "room,capacity\nR,many\n"})
        self.run_program("verify", ev, "out/board.json", code=USAGE)

    def test_forms(self):
        for form, name in (("csv", "board.csv"), ("seats", "seats.csv"), ("json", "board.json")):
            result = self.run_program("export", self.ev, "out/board.json", "--format", form)
            self.assertEqual(result.stdout.encode(), self.read("out", name), form)
            result = self.run_program("export", self.ev, "out/board.json", "--format", form, "-o", "x")
            self.assertEqual(result.stdout, "Written: x\n")
            self.assertEqual(self.read("x"), self.read("out", name))
        solved = self.run_program("solve", self.ev).stdout
        grid = self.run_program("export", self.ev, "out/board.json", "--format", "grid").stdout
        summary = self.run_program("export", self.ev, "out/board.json", "--format", "summary").stdout
        self.assertTrue(solved.startswith(grid + "\n" + summary), solved + grid + summary)
        self.assertIn("Reading", grid)


if __name__ == "__main__":
    unittest.main()
