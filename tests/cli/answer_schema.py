# SPDX-License-Identifier: GPL-2.0-or-later
"""What searcher prints as JSON against its schema:  answer_schema.py DEFINITION FILE

Each line of FILE is to be what searcher/doc/answer.schema.json has under that name.
Exit 0: it is, 1: it is not, and why.
"""
import json
import pathlib
import sys

import jsonschema

SCHEMA = pathlib.Path(__file__).parents[2] / "searcher/doc/answer.schema.json"


class AnswerSchema:
    def __init__(self):
        schema = json.loads(SCHEMA.read_text())
        kind = jsonschema.Draft202012Validator
        kind.check_schema(schema)
        self._whole = kind(schema)
        of_one = {name: value for name, value in schema.items() if name != "anyOf"}
        self._definitions = {
            name: kind({**of_one, "$ref": f"#/$defs/{name}"}) for name in schema["$defs"]
        }

    def faults(self, definition, value):
        """What is wrong with a value, as lines; of a sound one, nothing."""
        faults = [
            f"{definition} {error.json_path}: {error.message[:300]}"
            for error in self._definitions[definition].iter_errors(value)
        ]
        if not faults and not self._whole.is_valid(value):
            faults.append(f"{definition} is none of the schema's answers")
        return faults


def main(definition, path):
    schema = AnswerSchema()
    with open(path, encoding="utf-8", newline="\n") as file:
        lines = [json.loads(line) for line in file]
    faults = [fault for line in lines for fault in schema.faults(definition, line)]
    print("\n".join(faults), end="")
    sys.exit(1 if faults or not lines else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
