"""Makes C++ from a Smithy model.

    python3 api/generator --model api/ecs.smithy --namespace gantry::api::ecs \\
        --directory api/ecs --out build/gen

Files whose text is unchanged are not touched, files of shapes that are gone are removed, and the
sources to compile are printed, one per line.
"""

import argparse
import sys
from pathlib import Path

import smithy
from generate import Target, generate, write
from model import ModelError


def main():
    parser = argparse.ArgumentParser(description="Makes C++ from a Smithy model.")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--namespace", required=True)
    parser.add_argument("--directory", required=True, help="include folder, e.g. api/ecs")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    try:
        model = smithy.parse(arguments.model.read_text(encoding="utf-8"))
        files = generate(model, Target(arguments.namespace, arguments.directory))
    except ModelError as error:
        sys.exit(f"{arguments.model}: {error}")
    write(files, arguments.out, arguments.directory)
    print("\n".join(str(arguments.out / path) for path in sorted(files) if path.endswith(".cc")))


if __name__ == "__main__":
    main()
