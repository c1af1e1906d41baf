#!/usr/bin/env python3
"""Writes the labelled texts of this folder from a folder that holds the whole corpus.

    take.py CORPUS

Takes of sentences.jsonl and passages.jsonl the lines of the split `dev`, byte for byte and in their order, and all of docs/. The other
split is for measuring whether what was learnt carries over, so it stays outside of this repository. Needs only Python 3.
"""
import json, pathlib, shutil, sys

if len(sys.argv) != 2:
    sys.exit(__doc__)
corpus, here = pathlib.Path(sys.argv[1]), pathlib.Path(__file__).resolve().parent
for name in ("sentences.jsonl", "passages.jsonl"):
    lines = (corpus / name).read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if line.strip() and json.loads(line)["split"] == "dev"]
    (here / name).write_bytes(b"".join(kept))
    print(f"{name}: {len(kept)} of {len(lines)} lines")
shutil.rmtree(here / "docs", ignore_errors=True)
shutil.copytree(corpus / "docs", here / "docs")
print(f"docs: {len(list((here / 'docs').iterdir()))} files")
