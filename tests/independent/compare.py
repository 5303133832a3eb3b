"""compare.py SCHEDLITMUS FIXTURES: parses every undamaged trace below a folder
with the program and with reader.py, and compares field by field."""

import json
import pathlib
import subprocess
import sys

import reader


def difference(where, ours, theirs):
    """The first field that differs, or None."""
    if type(ours) is not type(theirs):
        return f"{where}: {ours!r}, independent reader {theirs!r}"
    if isinstance(ours, dict):
        for key in sorted(ours.keys() | theirs.keys()):
            if key not in ours or key not in theirs:
                return f"{where}.{key}: only in {'ours' if key in ours else 'the independent reading'}"
            found = difference(f"{where}.{key}", ours[key], theirs[key])
            if found:
                return found
        return None
    if isinstance(ours, list):
        if len(ours) != len(theirs):
            return f"{where}: {len(ours)} entries, independent reader {len(theirs)}"
        for i, pair in enumerate(zip(ours, theirs)):
            found = difference(f"{where}[{i}]", *pair)
            if found:
                return found
        return None
    return None if ours == theirs else f"{where}: {ours!r}, independent reader {theirs!r}"


def count(fields):
    if isinstance(fields, dict):
        return sum(count(field) for field in fields.values())
    if isinstance(fields, list):
        return sum(count(field) for field in fields)
    return 1


def main(program, folder):
    traces = sorted(p for p in pathlib.Path(folder).glob("**/*.trace") if "nasty" not in p.parts)
    wrong = samples = fields = 0
    for trace in traces:
        parsed = subprocess.run([program, "parse", trace], capture_output=True, text=True, check=False)
        ours = [json.loads(line) for line in parsed.stdout.splitlines()]
        theirs = reader.read(trace.read_text(encoding="utf-8").split("\n"))
        # What a program without a trace wrote to stderr is nothing to parse.
        if parsed.returncode != (0 if theirs else 3):
            print(f"{trace.name}: exit code {parsed.returncode}: {parsed.stderr}")
            wrong += 1
        samples += len(theirs)
        fields += count(theirs)
        found = difference(trace.name, ours, theirs)
        if found:
            print(found)
            wrong += 1
    print(f"{len(traces)} traces, {samples} samples, {fields} fields compared, {wrong} traces differ")
    return 1 if wrong or not samples else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
