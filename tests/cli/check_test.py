#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`campboard check`: where a mistake stands, what is said, and the exit code."""
import unittest

from program import SMALL, USAGE, ProgramTest


class Check(ProgramTest):
    def test_good(self):
        result = self.run_program("check", self.make_event(SMALL))
        self.assertEqual(result.stderr, "")
        self.assertEqual(result.stdout, "ev: 3 sessions, 2 open slots, 1 room, 3 ballots with 6 votes, 0 rules, 0 locks. "
                                        "No errors, no warnings.\n")

    def test_quiet_is_silent(self):
        result = self.run_program("check", self.make_event(SMALL), "--quiet")
        self.assertEqual(result.stdout + result.stderr, "")

    def test_place_nearest_and_code(self):
        ev = self.make_event(SMALL, **{"sessions.csv": "session,rooms\nx,R\n\"y\nz\",R\nw,R; Libary\n",
                                       "rooms.csv": "room\nR\nLibrary\n", "votes.csv": "person,session\n"})
        result = self.run_program("check", ev, code=USAGE)
        self.assertRegex(result.stderr, r'(?m)^ev/sessions.csv:5:2: .*"Libary".*"Library".* \[E_[A-Z_]+\]$')
        self.assertTrue(result.stderr.endswith("1 error.\n"), result.stderr)
        self.assertEqual(result.stdout, "")

    def test_slash_behind_the_folder(self):
        ev = self.make_event(SMALL, **{"rooms.csv": "room,capacity\nR,many\n"})
        for name in (ev + "/", ev, "./" + ev):
            result = self.run_program("check", name, code=USAGE)
            self.assertIn(name.rstrip("/") + "/rooms.csv:2:2: ", result.stderr)

    def test_all_errors_are_counted(self):
        rows = "".join(f"r{i},many\n" for i in range(30))
        ev = self.make_event(SMALL, **{"rooms.csv": "room,capacity\nR,1\n" + rows})
        result = self.run_program("check", ev, code=USAGE)
        self.assertEqual(result.stderr.count("ev/rooms.csv:"), 20)
        self.assertRegex(result.stderr.split("\n")[-2], r"^\d+ errors")

    def test_warning_and_strict(self):
        ev = self.make_event(SMALL, **{"rooms.csv": "room,capacity,colour\nR,2,red\n"})
        result = self.run_program("check", ev)
        self.assertRegex(result.stderr, r"(?m)^ev/rooms.csv:1:3: warning: .*colour.* \[W_[A-Z_]+\]$")
        self.assertIn("No errors, 1 warning.", result.stdout)
        strict = self.run_program("check", ev, "--strict", code=USAGE)
        self.assertNotIn("warning", strict.stderr)
        self.assertIn("1 error.", strict.stderr)
        self.assertEqual(self.run_program("check", ev, "--quiet").stderr, "")
        self.assertIn("colour", self.run_program("check", ev, "--quiet", "--strict", code=USAGE).stderr)

    def test_no_folder(self):
        self.assertIn('there is no folder "nowhere"', self.run_program("check", "nowhere", code=USAGE).stderr)
        self.write("file", "")
        self.assertIn('"file" is not a folder', self.run_program("check", "file", code=USAGE).stderr)

    def test_missing_and_misnamed_files(self):
        self.assertIn("slots.csv", self.run_program("check", self.make_event({"rooms.csv": "room\nR\n"}), code=USAGE).stderr)
        ev = self.make_event(SMALL, name="b", **{"People.csv": "person\np1\n"})
        self.assertIn("people.csv", self.run_program("check", ev, code=USAGE).stderr)
        ev = self.make_event(SMALL, name="c", **{"rules.xlsx": "PK"})
        self.assertIn("rules.csv", self.run_program("check", ev, code=USAGE).stderr)
        self.run_program("check", self.make_event(SMALL, name="d", **{"notes.txt": "", "votes.xlsx": "PK"}))

    def test_a_folder_in_place_of_a_file(self):
        ev = self.make_event(SMALL)
        self.write("ev/people.csv/x", "")
        self.assertIn("ev/people.csv: cannot be read", self.run_program("check", ev, code=USAGE).stderr)

    def test_control_characters_do_not_reach_the_terminal(self):
        ev = self.make_event(SMALL, **{"rooms.csv": "room,capacity\nR,\x1b[31mred\x07\n"})
        result = self.run_program("check", ev, code=USAGE)
        self.assertNotIn("\x1b", result.stderr)
        self.assertNotIn("\x07", result.stderr)
        self.assertIn("red", result.stderr)


if __name__ == "__main__":
    unittest.main()
