#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/reference.md, man/campboard.1 and completions/ are what the program writes; --write makes them anew."""
import os
import subprocess
import sys

PAGES = {"markdown": "docs/reference.md", "man": "man/campboard.1", "bash": "completions/campboard.bash",
         "zsh": "completions/_campboard", "fish": "completions/campboard.fish"}


def main():
    code = 0
    for form, name in PAGES.items():
        path = os.path.join(os.environ["CAMP_SOURCE_ROOT"], name)
        made = subprocess.run([os.environ["CAMP_PROGRAM"], "reference", form], capture_output=True, check=True).stdout
        if "--write" in sys.argv:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(made)
            continue
        with open(path, "rb") as file:
            there = file.read()
        if made != there or len(made) < 1000:
            print(f"{name} is not what the program writes; ninja -C build reference")
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
