# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes .xlsx workbooks (ECMA-376) from sheets written as CSV, with all the ways in which a cell may hold its text.

A cell is a text of the shared strings, except: `=5` a number, `?1` a boolean, `@46151.5` a number with a date format,
`~text` an inline text, `^text` the text of a formula, `+a|b` a shared text in two runs (rich text).
"""
import csv
import io
import zipfile
from xml.sax.saxutils import escape

TYPES = ('<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="xml" ContentType="application/xml"/></Types>')
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
STYLES = (f'<?xml version="1.0"?><styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
          '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="20"/></cellXfs></styleSheet>')


def column(n):
    name = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell(text, where, shared):
    if text == "":
        return ""
    mark, rest = text[0], text[1:]
    if mark == "=":
        return f'<c r="{where}"><v>{rest}</v></c>'
    if mark == "?":
        return f'<c r="{where}" t="b"><v>{rest}</v></c>'
    if mark == "@":
        return f'<c r="{where}" s="1"><v>{rest}</v></c>'
    if mark == "%":
        return f'<c r="{where}" s="2"><v>{rest}</v></c>'
    if mark == "~":
        return f'<c r="{where}" t="inlineStr"><is><t>{escape(rest)}</t></is></c>'
    if mark == "^":
        return f'<c r="{where}" t="str"><f>A1&amp;""</f><v>{escape(rest)}</v></c>'
    if mark == "+":
        body = "".join(f'<r><rPr><b/></rPr><t xml:space="preserve">{escape(part)}</t></r>' for part in rest.split("|"))
        body += '<rPh sb="0" eb="1"><t>not read</t></rPh>'
    else:
        body = f"<t>{escape(text)}</t>"
    shared.append(body)
    return f'<c r="{where}" t="s"><v>{len(shared) - 1}</v></c>'


def sheet(text, shared):
    rows = []
    for r, row in enumerate(csv.reader(io.StringIO(text)), 1):
        cells = "".join(cell(value, f"{column(c)}{r}", shared) for c, value in enumerate(row))
        if cells:
            rows.append(f'<row r="{r}">{cells}</row>')
    return f'<?xml version="1.0"?><worksheet {MAIN}><sheetData>{"".join(rows)}</sheetData></worksheet>'


def workbook(path, sheets):
    shared, parts = [], {}
    for i, (_, text) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = sheet(text, shared)
    names = "".join(f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"/>' for i, (name, _) in enumerate(sheets, 1))
    links = "".join(f'<Relationship Id="rId{i}" Type="worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1))
    parts["[Content_Types].xml"] = TYPES
    parts["xl/workbook.xml"] = f'<?xml version="1.0"?><workbook {MAIN} {REL}><sheets>{names}</sheets></workbook>'
    parts["xl/_rels/workbook.xml.rels"] = ('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                                           f'relationships">{links}</Relationships>')
    parts["xl/styles.xml"] = STYLES
    parts["xl/sharedStrings.xml"] = f'<?xml version="1.0"?><sst {MAIN}>{"".join(f"<si>{s}</si>" for s in shared)}</sst>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(zipfile.ZipInfo(name), text)
