#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns the style sheets and scripts of the pages into C, each with its hash for the Content-Security-Policy.

  embed.py OUT.c FILE...      page.css -> const camp_page_part camp_part_page_css = {bytes, size, "sha256-..."}

Comments and indentation are left out: they are for whoever changes the file, not for the reader of the page.
"""
import base64
import hashlib
import os
import re
import sys


def slim(text):
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return "\n".join(line.strip() for line in text.split("\n") if line.strip()) + "\n"


def main():
    out, names = sys.argv[1], sys.argv[2:]
    with open(out, "w", encoding="ascii") as file:
        file.write('/* Made by embed.py. SPDX-License-Identifier: GPL-3.0-or-later */\n#include "export/page.h"\n')
        for name in names:
            with open(name, encoding="utf-8") as source:
                text = slim(source.read()).encode()
            part = os.path.basename(name).replace(".", "_")
            sha = base64.b64encode(hashlib.sha256(text).digest()).decode()
            file.write(f"static const char {part}[] = {{{','.join(str(b if b < 128 else b - 256) for b in text)}}};\n")
            file.write(f'const camp_page_part camp_part_{part} = {{{part}, sizeof {part}, "sha256-{sha}"}};\n')


main()
