#!/usr/bin/env python3
"""Compares the whole program with the least that any Markdown linter has to do, side by side on this machine.

    compare.py CAVEAT LIMIT --generator SCRIPT --phrases FILE [--plain FOLDER] [--big MIB] [--rounds N]

CAVEAT     the program, built with --release
LIMIT      a driver that does only a part of the work, or a folder with its Cargo project, which is then built. It is called as
           `LIMIT MODE [--phrases FILE] -j 1 PATH`, where MODE is `nothing` (start and exit), `read` (read and count lines), `parse`
           (run pulldown-cmark over each file) or `blockscan` (parse, join the text of each block, look for phrases in it)
SCRIPT     a Python script that writes Markdown about the subject: `SCRIPT FOLDER --seed 1 --bytes N` a tree of files,
           `SCRIPT FILE --single --seed 1 --bytes N` one file
FILE       phrases for `blockscan`, one a line
FOLDER     a tree of Markdown that has nothing to do with the subject; without it that row is left out

Each round runs both commands of a row once, one after the other, so that whatever else the machine does meets them alike. Shown are the
medians, and the median of the ratios of a round, of the time that passed and of processor time; where the machine is busy, the latter is the
steadier. Milliseconds are this machine's; only ratios can be compared. Needs Python 3.9 on Unix.
"""
import argparse, os, pathlib, statistics, subprocess, sys, tempfile, time


def driver(path, scratch):
    """The limit driver: a binary as it is, a Cargo project built."""
    path = pathlib.Path(path)
    if path.is_file():
        return str(path.resolve())
    build = ["cargo", "build", "--release", "--quiet", "--manifest-path", str(path / "Cargo.toml"), "--target-dir", str(scratch)]
    subprocess.run(build, check=True)
    programs = [p for p in (scratch / "release").iterdir() if p.is_file() and os.access(p, os.X_OK) and not p.suffix]
    named = [p for p in programs if p.name == path.resolve().name] or programs
    return str(named[0])


def run(command, env, sink):
    """Milliseconds from start to end, and of processor time. The status may be 0 or 1: findings are no failure."""
    actions = [(os.POSIX_SPAWN_DUP2, sink, 1), (os.POSIX_SPAWN_DUP2, sink, 2)]
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], command, env, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    took = (time.perf_counter() - start) * 1000
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit status {os.waitstatus_to_exitcode(status)}")
    return took, (usage.ru_utime + usage.ru_stime) * 1000


def compare(rows, rounds):
    env = {**os.environ, "RAYON_NUM_THREADS": "1"}
    sink = os.open(os.devnull, os.O_WRONLY)
    head = ("caveat ms", "limit ms", "ratio", "caveat cpu", "limit cpu", "ratio")
    print(f"{'':40}" + "".join(f" {title:>10}" for title in head))
    for title, ours, limit in rows:
        for command in (ours, limit):
            run(command, env, sink)
        both = [(run(ours, env, sink), run(limit, env, sink)) for _ in range(rounds)]
        figures = []
        for kind in (0, 1):
            pairs = [(mine[kind], max(theirs[kind], 0.001)) for mine, theirs in both]
            figures += [statistics.median(times) for times in zip(*pairs)]
            figures.append(statistics.median(mine / theirs for mine, theirs in pairs))
        print(f"{title:40}" + "".join(f" {figure:10.2f}" for figure in figures))
    os.close(sink)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("caveat")
    parser.add_argument("limit")
    parser.add_argument("--generator", required=True)
    parser.add_argument("--phrases", required=True)
    parser.add_argument("--plain", help="a tree without the subject")
    parser.add_argument("--big", type=int, default=0, metavar="MIB", help="also one file of this size")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--format", default="concise", help="the output format of caveat")
    args = parser.parse_args()

    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        limit = driver(args.limit, scratch / "target")
        tree, small, big = (str(scratch / name) for name in ("policy", "small.md", "big.md"))

        def generate(out, size, *more):
            subprocess.run([sys.executable, args.generator, out, "--seed", "1", "--bytes", str(size), *more], check=True, stdout=subprocess.DEVNULL)

        generate(tree, 2_000_000)
        generate(small, 5_000, "--single")
        caveat = [os.path.abspath(args.caveat), "check", "--quiet", "--format", args.format]
        scan = [limit, "blockscan", "--phrases", os.path.abspath(args.phrases), "-j", "1"]
        rows = [
            ("start and exit", [caveat[0], "--version"], [limit, "nothing"]),
            ("one file of 5 KB, against parse", [*caveat, small], [limit, "parse", "-j", "1", small]),
            ("policy text, against blockscan", [*caveat, tree], [*scan, tree]),
        ]
        if args.plain:
            plain = os.path.abspath(args.plain)
            rows.append(("tree without the subject, against read", [*caveat, plain], [limit, "read", "-j", "1", plain]))
        if args.big:
            generate(big, args.big * 1024 * 1024, "--single")
            rows.append((f"one file of {args.big} MiB, against parse", [*caveat, big], [limit, "parse", "-j", "1", big]))
        compare(rows, args.rounds)


main()
