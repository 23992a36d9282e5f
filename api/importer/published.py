"""Reads AWS's published model of a service, as botocore carries it: service-2.json and
paginators-1.json, plain or compressed. Its texts are not read into anything."""

import gzip
import json
from pathlib import Path

from model import ModelError


class Published:
    """One service: its metadata, operations, shapes and pages, and where they are from."""

    def __init__(self, folder, origin):
        service = _read(folder, "service-2.json")
        if not service:
            raise ModelError(f"{folder}: no service-2.json")
        self.origin = origin
        self.metadata = service["metadata"]
        self.operations = service["operations"]
        self.shapes = service["shapes"]
        self.pages = _read(folder, "paginators-1.json").get("pagination", {})

    @property
    def protocols(self):
        return self.metadata.get("protocols") or [self.metadata["protocol"]]


def find(source):
    """`source` is the folder of a service's version, or a service's name in the installed botocore."""
    if Path(source).is_dir():
        folder = Path(source).resolve()
        return Published(folder, "/".join(folder.parts[-2:]))
    import botocore  # only where it is asked for

    versions = sorted((Path(botocore.__file__).parent / "data" / source).glob("*/service-2.json*"))
    if not versions:
        raise ModelError(f"{source}: neither a folder nor a service that botocore knows")
    folder = versions[-1].parent
    return Published(folder, f"botocore {botocore.__version__}, {source}/{folder.name}")


def _read(folder, name):
    for path, opened in ((folder / name, open), (folder / f"{name}.gz", gzip.open)):
        if path.is_file():
            with opened(path, "rt", encoding="utf-8") as file:
                return json.load(file)
    return {}
