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
    def test_impossible(self):
        self.run_program("model", self.make_event(IMPOSSIBLE), "--format", "lp", "-o", "m.lp")
        text = subprocess.run(["cbc", "m.lp", "solve"], cwd=self.folder, capture_output=True, text=True, check=True).stdout
        self.assertRegex(text, "(?i)infeasible")

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
