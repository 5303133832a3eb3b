"""What schedlitmus adds to the time of the programs that it runs.

    overhead.py PROGRAM_SOURCES ROUNDS SCHEDLITMUS...

Matrices of short runs of uneven length, whose programs end by themselves. Each is run by each of the schedlitmus
given, in turn, and its programs by hand before it. A ratio is the CPUs' time over that of the programs, each as
often as it had CPUs: 1.00 is as fast as can be.

    loop      the runs, from the first start to the last end, over the programs' times in those runs
    by hand   likewise, over the programs' times by hand: with what the harness makes them slower
    command   the whole command over the programs' times: with its start, and with the report
"""
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

LENGTHS_MS = (100, 30)
SETTINGS = ((1,), (2,), (1, 2))
PARTS = {"short": 0.6, "middle": 1.0, "long": 1.4}
RUNS_BY_HAND = 4
PERIOD_MS = 10


def expectation(length_ms):
    variants = [{"name": name, "args": ["-work", f"{part * length_ms:.0f}ms"]} for name, part in PARTS.items()]
    return {
        "title": "Every P is busy for a while",
        "scenario": {"program": "./program", "go": "all", "gomaxprocs": [1], "trace": {"period": f"{PERIOD_MS}ms"},
                     "variants": variants},
        "checks": [{"id": "waiting", "always": True, "field": "waiting", "max": 100000}],
        "hold": {"good": 0.95, "bad": 0.70, "max_runs": 40},
    }


def seconds_by_hand(program, gomaxprocs, length_ms):
    """The median, by the name of the variant."""
    environment = {"GOMAXPROCS": str(gomaxprocs), "GODEBUG": f"schedtrace={PERIOD_MS}"}
    medians = {}
    for name, part in PARTS.items():
        took = []
        for _ in range(RUNS_BY_HAND):
            begin = time.perf_counter()
            subprocess.run([program, "-work", f"{part * length_ms:.0f}ms"], env=environment, check=True,
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            took.append(time.perf_counter() - begin)
        medians[name] = statistics.median(took)
    return medians


def run_matrix(schedlitmus, folder, gomaxprocs, length_ms, seed):
    """The report, and what the command took."""
    command = [schedlitmus, "run", f"{length_ms}.json", "--go", "local", "--seed", str(seed), "--count-noisy", "--gomaxprocs",
               *map(str, gomaxprocs), "--store", f"{seed}.db", "--json", "report.json"]
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    took = time.perf_counter() - begin
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stdout}")
    return json.loads((folder / "report.json").read_text()), took


def ratios(schedlitmus, folder, gomaxprocs, length_ms, seed):
    by_hand = {procs: seconds_by_hand(folder / "by_hand", procs, length_ms) for procs in gomaxprocs}
    report, took = run_matrix(schedlitmus, folder, gomaxprocs, length_ms, seed)
    execution = report["execution"]
    cpus = len(execution["cpus"])
    alone = sum(min(cell["gomaxprocs"], cpus) * cell["runs"] * by_hand[cell["gomaxprocs"]][cell["variant"]]
                for cell in report["cells"])
    wall = execution["wall_ms"] / 1000
    loop = 1 + execution["overhead"]
    return {"loop": loop, "by hand": wall * cpus / alone, "command": loop * took / wall}


def main():
    sources, rounds, tools = sys.argv[1], int(sys.argv[2]), [os.path.abspath(tool) for tool in sys.argv[3:]]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        shutil.copytree(sources, folder / "program")
        subprocess.run(["go", "build", "-o", folder / "by_hand", "."], cwd=folder / "program", check=True,
                       env={**os.environ, "GO111MODULE": "off", "GOFLAGS": ""})
        for length in LENGTHS_MS:
            (folder / f"{length}.json").write_text(json.dumps(expectation(length)))
        for tool in tools:  # its builds are there from now on
            run_matrix(tool, folder, (1,), LENGTHS_MS[-1], 0)
        for length in LENGTHS_MS:
            for gomaxprocs in SETTINGS:
                found = {tool: [] for tool in tools}
                for turn in range(rounds):
                    for tool in tools:
                        (folder / f"{turn + 1}.db").unlink(missing_ok=True)
                        found[tool].append(ratios(tool, folder, gomaxprocs, length, turn + 1))
                for tool in tools:
                    medians = {column: statistics.median(each[column] for each in found[tool]) for column in found[tool][0]}
                    print(f"{length:4} ms  GOMAXPROCS={','.join(map(str, gomaxprocs)):4}",
                          "  ".join(f"{column} {value:.3f}" for column, value in medians.items()),
                          f" load {os.getloadavg()[0]:.1f}", tool if len(tools) > 1 else "", flush=True)


main()
