"""Finds the source folders. Nothing registers a source: being there is enough."""

from __future__ import annotations

import importlib.util
import os
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scrapers.contract import kept
from scrapers.errors import ManifestError, ParserBroken, ScrapeError
from scrapers.kit import declared
from scrapers.manifest import Manifest, load
from scrapers.manifest_errors import near
from scrapers.records import Capture, Record, named

HOME = Path(__file__).parent / "sources"
Parse = Callable[[Capture], Iterable[Record]]


@dataclass(frozen=True, slots=True)
class Source:
    """One folder of a volunteer; its key is the folder's name."""

    key: str
    folder: Path
    manifest: Manifest
    parse: Parse


def folders() -> tuple[Path, ...]:
    """Where sources are looked for: the bundled ones, then each folder named in SOURCES_DIRS."""
    more = os.environ.get("SOURCES_DIRS", "")
    return (HOME, *(Path(part) for part in more.split(os.pathsep) if part))


def keys() -> tuple[str, ...]:
    """The keys of all sources, sorted."""
    return tuple(sorted({key for folder in folders() for key in _within(folder)}))


def oddities() -> list[str]:
    """In words, what of SOURCES_DIRS may not be as it was meant: no such folder, a key twice."""
    told = [each for folder in folders()[1:] if (each := _odd(folder))]
    known = set(_within(HOME))
    for folder in folders()[1:]:
        told += [
            f"{key}: the source in {folder} is read in place of the one of that name elsewhere"
            for key in _within(folder)
            if key in known
        ]
        known |= set(_within(folder))
    return told


def _odd(folder: Path) -> str | None:
    if not folder.is_dir():
        return f"SOURCES_DIRS names {folder}, and there is no such folder"
    if (folder / "manifest.toml").is_file():
        return f"SOURCES_DIRS names a source, {folder}: name the folder that it is in"
    return None


def _within(folder: Path) -> list[str]:
    found = (path.parent.name for path in folder.glob("*/manifest.toml"))
    return sorted(name for name in found if not name.startswith("_"))


def load_source(key: str) -> Source:
    """The source with this key; a later folder of SOURCES_DIRS wins over a bundled one.

    Raises:
        ManifestError: there is no such source, or its folder is not as the contract wants it.
    """
    for folder in reversed(folders()):
        if (folder / key / "manifest.toml").is_file():
            return source_at(folder / key)
    raise ManifestError(
        expected=f"a source{near(key, keys())}, one of: {', '.join(keys())}",
        found=repr(key),
        todo="check the name",
    )


def manifest_of(key: str) -> Manifest | None:
    """What the source with this key says of itself; None where there is no such folder any more.

    Raises:
        ManifestError: its manifest is not as the contract wants it.
    """
    for folder in reversed(folders()):
        if (folder / key / "manifest.toml").is_file():
            return load(folder / key / "manifest.toml")
    return None


def source_at(folder: Path) -> Source:
    """The source in this folder; raises as `load_source`."""
    manifest = load(folder / "manifest.toml")
    path = folder / "parse.py"
    parse = _foreseen(_parser(path), path) if path.is_file() else declared.parser(manifest)
    return Source(folder.name, folder, manifest, _watched(parse, path, manifest))


def _foreseen(parse: Parse, path: Path) -> Parse:
    """The parser, whose slips become an error like any other: one source never stops the rest."""

    def foreseen(capture: Capture) -> Iterator[Record]:
        try:
            yield from parse(capture)
        except (ScrapeError, MemoryError):
            raise
        except Exception as error:
            raise ParserBroken(
                expected="a parser that foresees this page",
                found=f"{_place(error, path) or path.name}: {type(error).__name__}: {error}",
                todo=f"mend {path.parent.name}/parse.py",
            ) from error

    return foreseen


def _watched(parse: Parse, path: Path, manifest: Manifest) -> Parse:
    """The parser, held to the contract; an error carries notes of where it was raised, and after what."""

    def watched(capture: Capture) -> Iterator[Record]:
        given, last = 0, None
        try:
            for record in kept(parse(capture), manifest):
                yield record
                given, last = given + 1, record
        except ScrapeError as error:
            if place := _place(error, path):
                error.add_note(place)
            if last is not None:
                error.add_note(f"after {given} records, the last: {named(last)} at {last.locator}")
            raise

    return watched


def _place(error: Exception, path: Path) -> str:
    """The parser's line that an error came from; "" where it did not come through one."""
    steps = traceback.extract_tb(error.__traceback__)
    lines = [step.lineno for step in steps if step.filename == str(path)]
    return f"{path.name}:{lines[-1]}" if lines else ""


def _parser(path: Path) -> Parse:
    spec = importlib.util.spec_from_file_location(f"scrapers_source_{path.parent.name}", path)
    if spec is None or spec.loader is None:
        raise ManifestError(expected="a Python file", found=str(path.name), todo="mend parse.py")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except ManifestError:
        raise
    except Exception as error:  # whatever is wrong with a volunteer's code, the others go on
        raise ManifestError(
            expected=f"Python that can be run in {path.parent.name}/parse.py",
            found=f"{type(error).__name__}: {error}",
            todo="mend parse.py",
        ) from error
    parse: Parse | None = getattr(module, "parse", None)
    if parse is None:
        raise ManifestError(
            expected="a function parse(capture) in parse.py", found="none", todo="write it"
        )
    return parse
