#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""schedule.json and schedule.xml against the schemas of c3voc: schedule.py SCHEMAS FOLDER. What cannot be checked for want of
jsonschema or lxml is told."""
import json
import os
import sys


def check_json(schemas, path):
    try:
        import jsonschema
    except ImportError:
        return "skipped: jsonschema is not installed"
    with open(os.path.join(schemas, "schedule.schema.json"), encoding="utf-8") as schema, open(path, encoding="utf-8") as file:
        jsonschema.Draft6Validator(json.load(schema), format_checker=jsonschema.FormatChecker()).validate(json.load(file))
    return "valid"


def check_xml(schemas, path):
    try:
        from lxml import etree
    except ImportError:
        return "skipped: lxml is not installed"
    etree.XMLSchema(etree.parse(os.path.join(schemas, "schedule.xml.xsd"))).assertValid(etree.parse(path))
    return "valid"


if __name__ == "__main__":
    print("schedule.json", check_json(sys.argv[1], os.path.join(sys.argv[2], "schedule-json")))
    print("schedule.xml", check_xml(sys.argv[1], os.path.join(sys.argv[2], "schedule-xml")))
