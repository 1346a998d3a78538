#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`campboard model`: another program solves the written model to the value known by hand."""
import re
import shutil
import subprocess
import unittest

from program import IMPOSSIBLE, SMALL, ProgramTest


class Model(ProgramTest):
    @unittest.skipUnless(shutil.which("cbc"), "no cbc to solve it with")
    def test_another_solver_agrees(self):
        ev = self.make_event(SMALL)
        for form in ("lp", "mps"):
            self.assertEqual(self.run_program("model", ev, "--format", form, "-o", f"m.{form}").stdout, f"Written: m.{form}\n")
            text = subprocess.run(["cbc", f"m.{form}", "solve"], cwd=self.folder, capture_output=True, text=True,
                                  check=True).stdout
            value = float(re.search(r"Objective value:\s+(\S+)", text).group(1))
            self.assertAlmostEqual(abs(value), 8, msg=text)

    @unittest.skipUnless(shutil.which("cbc"), "no cbc to solve it with")
    def test_names_that_look_like_the_fixed_form(self):
        """In free MPS the line of x_S5_A_Room.101 has its parts where the fixed form has them; cbc refused it."""
        ev = self.make_event({
            "slots.csv": "slot,start,end\nA,9:00,9:50\nB,10:00,10:50\n",
            "rooms.csv": "room,capacity\nRoom 101,2\n",
            "sessions.csv": "session,presenters\nS1,\nS5,p1\n",
            "votes.csv": "person,session,weight\np1,S1,0.9285714285\np2,S1,1\np2,S5,2\np3,S5,1\n",
            "lock.csv": "session,slot,room\nS1,,\nS5,,Room 101\n"})
        self.run_program("model", ev, "--format", "mps", "-o", "m.mps")
        text = subprocess.run(["cbc", "m.mps", "solve"], cwd=self.folder, capture_output=True, text=True,
                              check=True).stdout
        # Both run: p1 sees S1 and presents S5 (0.93 each), p2 sees both (3), p3 one (1).
        self.assertAlmostEqual(float(re.search(r"Objective value:\s+(\S+)", text).group(1)), -5.857142857, 5, msg=text)

    @unittest.skipUnless(shutil.which("cbc"), "no cbc to solve it with")
    def test_impossible(self):
        self.run_program("model", self.make_event(IMPOSSIBLE), "--format", "lp", "-o", "m.lp")
        text = subprocess.run(["cbc", "m.lp", "solve"], cwd=self.folder, capture_output=True, text=True, check=True).stdout
        self.assertRegex(text, "(?i)infeasible")

    @unittest.skipUnless(shutil.which("cbc"), "no cbc to solve it with")
    def test_more_runs_asked_than_allowed(self):
        """A row from 2 to 1 became one from 2 to 3 in MPS, and cbc found a board where there is none."""
        ev = self.make_event(SMALL, **{"sessions.csv": "session,sections,must_run\nx,1,2\ny,1,\nz,1,\n"})
        for form in ("lp", "mps"):
            self.run_program("model", ev, "--format", form, "-o", f"m.{form}")
            text = subprocess.run(["cbc", f"m.{form}", "solve"], cwd=self.folder, capture_output=True, text=True,
                                  check=True).stdout
            self.assertRegex(text, "(?i)infeasible")

    @unittest.skipUnless(shutil.which("cbc"), "no cbc to solve it with")
    def test_column_without_terms(self):
        """The z of a session that may repeat but can be nowhere is in no row; GLPK's mark behind it stopped cbc."""
        ev = self.make_event(SMALL, **{"sessions.csv": "session,sections,needs\nx,1,\ny,1,\nz,2,piano\n"})
        self.run_program("model", ev, "--format", "mps", "-o", "m.mps")
        text = subprocess.run(["cbc", "m.mps", "solve"], cwd=self.folder, capture_output=True, text=True, check=True).stdout
        self.assertNotIn("Bad image", text)
        self.assertAlmostEqual(float(re.search(r"Objective value:\s+(\S+)", text).group(1)), -8, msg=text)

    def test_standard_output(self):
        ev = self.make_event(SMALL)
        for form in ("lp", "mps"):
            self.run_program("model", ev, "--format", form, "-o", "m", "-q")
            result = self.run_program("model", ev, "--format", form)
            self.assertEqual(result.stdout.encode(), self.read("m"))
            self.assertGreater(len(result.stdout), 200)
            self.assertIn("Campboard", result.stdout.split("\n")[1])


if __name__ == "__main__":
    unittest.main()
