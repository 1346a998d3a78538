#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: commands, options, ranges, help, and what is said about a wrong word."""
import re
import unittest

from program import DONE, SMALL, USAGE, ProgramTest

COMMANDS = ("new", "check", "solve", "verify", "export", "import", "merge", "model", "help")


class Usage(ProgramTest):
    def refused(self, *arguments, says):
        result = self.run_program(*arguments, code=USAGE)
        self.assertEqual(result.stdout, "")
        for text in [says] if isinstance(says, str) else says:
            self.assertIn(text, result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, "one line is enough")

    def test_version(self):
        self.assertRegex(self.run_program("--version").stdout, r"^campboard \d+\.\d+\.\d+\n$")

    def test_help_lists_every_command(self):
        for arguments in (["--help"], ["-h"], ["help"]):
            text = self.run_program(*arguments).stdout
            for command in COMMANDS:
                self.assertRegex(text, rf"(?m)^  {command}\b")
        self.assertNotIn("reference", text)

    def test_help_of_each_command(self):
        for command in COMMANDS:
            text = self.run_program("help", command).stdout
            self.assertTrue(text.startswith(f"Usage: campboard {command} "))
            self.assertEqual(self.run_program(command, "--help").stdout, text)
            self.assertLessEqual(max(map(len, text.split("\n"))), 79)
            self.assertNotIn("  \n", text)

    def test_without_a_command(self):
        result = self.run_program(code=USAGE)
        self.assertEqual(result.stdout, "")
        self.assertIn("Usage: campboard COMMAND", result.stderr)

    def test_nearest_command(self):
        self.refused("slove", "ev", says=['"slove"', 'did you mean "solve"?'])
        self.refused("exprot", says='did you mean "export"?')
        self.refused("help", "chek", says='did you mean "check"?')
        self.refused("xyzzyplugh", says="`campboard help` lists them")

    def test_nearest_option(self):
        self.refused("solve", "ev", "--tiem", "3", says=["--tiem", "did you mean --time?"])
        self.refused("solve", "ev", "--thread=3", says="did you mean --threads?")
        self.refused("check", "ev", "--time", "3", says="`check` has no option --time")
        self.refused("solve", "ev", "-z", says="no option -z")

    def test_values(self):
        self.refused("solve", "ev", "--time", says="--time needs a value")
        self.refused("solve", "ev", "-o", says="needs a value")
        self.refused("solve", "ev", "-o", "", says="found nothing")
        self.refused("solve", "ev", "--quiet=yes", says="takes no value")

    def test_ranges(self):
        for value in ("0", "-1", "abc", "", "1e3", "nan", "inf", "0x10", "1.2.3", "99999999999", " 3", "3s"):
            self.refused("solve", "ev", "--time", value, says="--time")
        for value in ("1.01", "-0.1", "1%", "x"):
            self.refused("solve", "ev", "--gap", value, says=["--gap", "from 0 to 1"])
        for value in ("0", "-5", "1.5", "18446744073709551616", "99999999999999999999999", ""):
            self.refused("solve", "ev", "--work", value, says="--work")
        for value in ("-1", "1025", "two"):
            self.refused("solve", "ev", "--threads", value, says=["--threads", "from 0 to 1024"])
        for value in ("-1", "one", "99999999999999999"):
            self.refused("solve", "ev", "--seed", value, says="--seed")

    def test_choices(self):
        self.refused("export", "ev", "b.json", "--format", "doc", says=["doc", "json, csv, seats, grid, summary"])
        self.refused("export", "ev", "b.json", "--format", "", says="expected")
        self.refused("model", "ev", "--format", "json", says="lp or mps")
        self.refused("export", "ev", "b.json", says="needs --format")

    def test_words(self):
        self.refused("solve", says="needs EVENT")
        self.refused("verify", "ev", says="needs EVENT BOARD")
        self.refused("check", "a", "b", says='"b" is too many')
        self.refused("--quiet", says="expected a command")

    def test_both_forms_and_any_order(self):
        ev = self.make_event(SMALL)
        for arguments in (["solve", ev, "--seed", "3", "--work=9000"], ["solve", "--seed=3", "--work", "9000", ev],
                          ["solve", "-s3", "-w", "9000", "--", ev], ["solve", "-s=3", ev, "-w9000", "--work=9000"]):
            self.assertIn("matched", self.run_program(*arguments).stdout.lower())

    def test_a_folder_that_looks_like_an_option(self):
        ev = self.make_event(SMALL, name="-ev")
        self.run_program("check", "--", ev)
        self.run_program("check", "./" + ev)

    def test_reference_has_all_options(self):
        text = self.run_program("reference", "markdown").stdout
        for command in COMMANDS:
            options = set(re.findall(r"--([a-z-]+)", self.run_program("help", command).stdout.split("Options:")[1]))
            section = text.split(f"## campboard {command} ")[1].split("\n## ")[0]
            for option in options:
                self.assertIn(f"`--{option}`", section)


if __name__ == "__main__":
    unittest.main()
