"""A reader of undamaged schedtrace output, written from the description of the
formats and from nothing else of this project. It knows one line at a time, no
repair and no tolerance: what it does not know is an error.

Prints what `schedlitmus parse` must print for the same trace, as Python values.
"""

import re

HEADER = re.compile(r"SCHED (\d+)ms:((?: [a-z]+=(?:-?\d+|true|false))+)(.*)$")
LISTS = re.compile(r" \[ ?((?:\d+ ?)+)\](?: schedticks=\[ ((?:\d+ )+)\])?$")
DETAIL = re.compile(r"  ([PMG])(\d+):(.*)$")
GOROUTINE = re.compile(r" status=(\d+)\((.*)\) m=(nil|-1|\d+) lockedm=(nil|-1|\d+)$")
PAIR = re.compile(r" ([a-z]+)=")

IDS = {"m", "p", "curg", "lockedg", "lockedm"}
FLAGS = {"gcwaiting", "sysmonwait", "spinning", "blocked"}
SCAN = 0x1000


def value(key, text):
    if key in FLAGS:
        return {"0": False, "false": False, "1": True, "true": True}[text]
    if key in IDS:
        return None if text in ("nil", "-1") else int(text)
    if key == "preemptoff":
        return text
    if key == "runqsize":
        return int(text.split("/")[0])
    return int(text)


def pairs(text):
    """' a=1 b= c=2' as a dictionary; a value goes to where the next key begins."""
    keys = list(PAIR.finditer(text))
    if not keys or keys[0].start() != 0:
        raise ValueError("no keys: " + text)
    ends = [key.start() for key in keys[1:]] + [len(text)]
    return {key[1]: value(key[1], text[key.end() : end]) for key, end in zip(keys, ends)}


def header(match):
    time, keys, rest = match.groups()
    sample = {"time_ms": int(time), "complete": True}
    sample.update(pairs(keys))
    if rest:
        local, ticks = LISTS.match(rest).groups()
        sample["local"] = [int(length) for length in local.split()]
        if ticks:
            sample["schedticks"] = [int(tick) for tick in ticks.split()]
    else:
        sample.update({"P": [], "M": [], "G": []})
    return sample


def detail(kind, number, text):
    if kind != "G":
        return {"id": int(number), **pairs(text)}
    status, reason, m, lockedm = GOROUTINE.match(text).groups()
    line = {"id": int(number), "status": int(status) & ~SCAN, "waitreason": reason}
    if int(status) & SCAN:
        line["scan"] = True
    line.update({"m": value("m", m), "lockedm": value("lockedm", lockedm)})
    return line


def read(lines):
    """The samples of a trace, in order."""
    samples = []
    for text in lines:
        match = HEADER.match(text)
        if match:
            samples.append(header(match))
            continue
        match = DETAIL.match(text)
        if match and samples:
            samples[-1][match[1]].append(detail(*match.groups()))
    for sample in samples:
        if "P" in sample:
            sample["local"] = [p["runqsize"] for p in sample["P"]]
            sample["schedticks"] = [p["schedtick"] for p in sample["P"]]
            sample["goroutines_whole"] = True
    return samples
