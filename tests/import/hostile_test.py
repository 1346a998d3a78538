#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Broken and hostile workbooks: each is refused with E_IMPORT_XLSX and exit code 2, in little time and memory, and nothing
is written; the whole one, of which they are made, is read. Needs CAMP_PROGRAM; 77 where the build reads no workbooks."""
import io
import os
import subprocess
import sys
import tempfile
import time
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import made  # noqa: E402

PROGRAM = os.environ["CAMP_PROGRAM"]
SHEET = "xl/worksheets/sheet1.xml"


def whole():
    with tempfile.TemporaryDirectory() as work:
        path = os.path.join(work, "a.xlsx")
        made.workbook(path, [("One", "Name,Sessions\nAna,Chess\n")])
        with open(path, "rb") as file:
            return file.read()


def changed(data, name, text):
    """The workbook with another text in a part; None: without the part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
            elif text is not None:
                new.writestr(part, text)
    return out.getvalue()


def many_sheets(n, text):
    """A workbook of n sheets, each a part of its own."""
    with tempfile.TemporaryDirectory() as work:
        path = os.path.join(work, "a.xlsx")
        made.workbook(path, [(f"s{i}", "") for i in range(n)])
        with open(path, "rb") as file, zipfile.ZipFile(file) as old:
            parts = {name: old.read(name) for name in old.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name, part in parts.items():
            new.writestr(name, text if "worksheets/" in name else part)
    return out.getvalue()


def many_formats(good):
    """Read in no time although it has 60,000 formats of 60,000 styles."""
    formats = "".join(f'<numFmt numFmtId="{1000 + i}" formatCode="0"/>' for i in range(60000))
    styles = "".join(f'<xf numFmtId="{1000 + i}"/>' for i in range(60000))
    return changed(good, "xl/styles.xml", f"<styleSheet {made.MAIN}><numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>")


def sheet(rows):
    return f"<worksheet {made.MAIN}><sheetData>{rows}</sheetData></worksheet>"


def cases(good):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(8)) + "]>"
    damaged = bytearray(good)
    at = good.index(b"sheet1.xml") + 60
    damaged[at:at + 20] = bytes(20)
    yield "cut in the middle", good[:len(good) // 2]
    yield "only the first bytes", good[:10]
    yield "a damaged part", bytes(damaged)
    yield "no zip file behind the mark", b"PK\x03\x04" + b"x" * 500
    yield "another kind of zip file", changed(good, "xl/workbook.xml", None)
    yield "no links", changed(good, "xl/_rels/workbook.xml.rels", None)
    yield "no sheet", changed(good, SHEET, None)
    yield "no names of sheets", changed(good, "xl/workbook.xml", f"<workbook {made.MAIN}/>")
    yield "broken XML", changed(good, SHEET, "<worksheet><sheetData><row>")
    yield "a page instead", changed(good, SHEET, "<html><p>no</html>")
    yield "entities", changed(good, SHEET, bomb + sheet('<row r="1"><c t="inlineStr"><is><t>&h;</t></is></c></row>'))
    yield "a file from elsewhere", changed(good, SHEET, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + sheet(
        '<row r="1"><c t="inlineStr"><is><t>&a;</t></is></c></row>'))
    yield "65 MB of blanks", changed(good, SHEET, sheet(" " * (65 << 20)))
    yield "a cell far outside", changed(good, SHEET, sheet('<row r="1"><c r="ZZZZZZ99999999999"><v>1</v></c></row>'))
    yield "a sheet twice", changed(good, "xl/workbook.xml", f'<workbook {made.MAIN} {made.REL}><sheets><sheet name="a" r:id="rId1"/>'
                                   '<sheet name="b" r:id="rId1"/></sheets></workbook>')
    yield "101 sheets", many_sheets(101, sheet(""))
    yield "300 MB in many parts", many_sheets(6, sheet(" " * (50 << 20)))
    yield "cells in many parts", many_sheets(6, sheet('<row><c t="b"><v>1</v></c></row>' * 800000))
    yield "a long text many times", changed(changed(good, "xl/sharedStrings.xml", f"<sst {made.MAIN}><si><t>{'a' * 100000}</t></si></sst>"),
                                            SHEET, sheet('<row><c t="s"><v>0</v></c></row>' * 1000))
    yield "wide rows", changed(good, SHEET, sheet("".join(f'<row r="{r}"><c r="XFD{r}"><v>1</v></c></row>' for r in range(1, 400))))


def run(data):
    """(exit code, stderr, whether a folder was made)."""
    with tempfile.TemporaryDirectory() as work:
        with open(os.path.join(work, "a.xlsx"), "wb") as file:
            file.write(data)
        done = subprocess.run([PROGRAM, "import", "forms", "a.xlsx", "-o", "event"], cwd=work, capture_output=True, text=True, timeout=60,
                              check=False)
        return done.returncode, done.stderr, os.path.exists(os.path.join(work, "event"))


def main():
    good = whole()
    code, told, _ = run(good)
    if "cannot read workbooks" in told:
        print("this build reads no workbooks")
        return 77
    begin = time.monotonic()
    run(many_formats(good))
    took = time.monotonic() - begin
    bad, n = [] if code == 0 else [f"the whole workbook: {code} {told}"], 0
    if took > 5:
        bad.append(f"60,000 formats take {took} s")
    for name, data in cases(good):
        code, told, there = run(data)
        n += 1
        if code != 2 or "[E_IMPORT_XLSX]" not in told or there:
            bad.append(f"{name}: exit code {code}, {told}")
    print("\n".join(bad) or f"{n} workbooks are refused")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
