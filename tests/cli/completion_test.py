#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Completions, asked of the shells themselves where they are installed."""
import os
import shutil
import subprocess
import unittest

from program import PROGRAM, SOURCE

BASH, ZSH, FISH = (os.path.join(SOURCE, "completions", name) for name in ("campboard.bash", "_campboard", "campboard.fish"))


def have(shell):
    return unittest.skipUnless(shutil.which(shell), f"{shell} is not installed")


def run(*command):
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=os.path.dirname(BASH), stdin=subprocess.DEVNULL)
    if result.returncode or result.stderr:
        raise AssertionError(f"{result.returncode} {result.stderr}")
    return result.stdout.split("\n")[:-1]


def commands():
    text = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=True).stdout
    return {line.split()[0] for line in text.split("Usage:")[1].split("Exit codes:")[0].split("\n") if line.startswith("  ")}


class Completion(unittest.TestCase):
    def bash(self, *words):
        script = f'compopt() {{ :; }}; . "{BASH}"; COMP_WORDS=("$@"); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _campboard; printf "%s\\n" "${{COMPREPLY[@]}}"'
        return [line for line in run("bash", "-c", script, "bash", *words) if line]

    @have("bash")
    def test_bash(self):
        self.assertEqual(set(self.bash("campboard", "")) - {"--help", "--version"}, commands())
        self.assertEqual(self.bash("campboard", "exp"), ["export"])
        self.assertIn("solve", self.bash("campboard", "help", "so"))
        self.assertIn("pdf", self.bash("campboard", "export", "ev", "board.json", "--format", ""))
        self.assertEqual(self.bash("campboard", "model", "ev", "-f", "m"), ["mps"])
        self.assertEqual(self.bash("campboard", "export", "--pa"), ["--paper"])
        self.assertEqual(self.bash("campboard", "export", "--paper", "t"), ["tabloid"])
        self.assertEqual(self.bash("campboard", "solve", "--time", ""), [])
        self.assertEqual(self.bash("campboard", "check", "campboard.f"), ["campboard.fish"])
        self.assertEqual(self.bash("campboard", "solve", "ev", "-o", "_camp"), ["_campboard"])

    @have("fish")
    def test_fish(self):
        def ask(line):
            return [found.split("\t")[0] for found in run("fish", "--no-config", "-c", f"complete -e -c campboard; source {FISH}; complete -C '{line}'")]
        self.assertEqual(set(ask("campboard ")), commands())
        self.assertEqual(ask("campboard exp"), ["export"])
        self.assertEqual(ask("campboard export --paper t"), ["tabloid"])
        self.assertIn("pdf", ask("campboard export ev board.json --format "))
        self.assertIn("--threads", ask("campboard solve --th"))
        self.assertIn("solve", ask("campboard help so"))

    @have("zsh")
    def test_zsh(self):
        def ask(*words):
            # what the shell would be told: its own functions print what they are given
            script = ('compdef() { :; }; _arguments() { print -rl -- "$@"; }; _describe() { print -rl -- "${(@P)2}"; }; '
                      f'source {ZSH}; words=("$@"); CURRENT=$#words; _campboard')
            return run("zsh", "-f", "-c", script, "zsh", *words)
        self.assertEqual({line.split(":")[0] for line in ask("campboard", "")}, commands())
        told = ask("campboard", "export", "")
        self.assertIn("--format", "\n".join(told))
        self.assertTrue(any(line.startswith("--paper[") and line.endswith(":(a4 a3 letter tabloid)") for line in told), told)
        self.assertTrue(any(line.startswith("(-o --output)-o[") and line.endswith(":FILE:_files") for line in told), told)
        self.assertEqual({line.split(":")[0] for line in ask("campboard", "help", "")}, commands())


if __name__ == "__main__":
    unittest.main()
