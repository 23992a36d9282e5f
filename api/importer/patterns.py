"""Patterns of published models, in the words of RE2."""

import re

_PAIR = re.compile(r"\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})", re.IGNORECASE)
_BEYOND = re.compile(r"\\u10000-\\u10FFFF", re.IGNORECASE)  # meant as two characters, not four
_CHARACTER = re.compile(r"\\u([0-9A-F]{4})", re.IGNORECASE)
_REPETITION = re.compile(r"(?<!\\x)\{(\d+)(,?)(\d*)\}")
MAX_REPETITION = 1000

# Java's classes of characters.
_CLASSES = {"\\p{Print}": "\\x20-\\x7E", "\\p{ASCII}": "\\x00-\\x7F"}

# What RE2 cannot say, and what says the same within the bounds of its shape.
REWRITTEN = {
    # iam: no two hyphens beside each other, none at the ends; 3 to 63 characters
    "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$": "^[a-z0-9](-?[a-z0-9])+$",
}


def to_re2(pattern):
    r"""The same pattern as RE2 writes it: a character by number is \x{20AC}, and what must match as a
    whole says so. Longer repetitions than RE2 knows become endless: the length is bounded anyway."""
    if pattern in REWRITTEN:
        return REWRITTEN[pattern]
    for theirs, characters in _CLASSES.items():
        pattern = pattern.replace(f"[{theirs}]", f"[{characters}]").replace(theirs, f"[{characters}]")
    pattern = _PAIR.sub(_pair, pattern)
    pattern = _BEYOND.sub(r"\\x{10000}-\\x{10FFFF}", pattern)
    pattern = _CHARACTER.sub(r"\\x{\1}", pattern)
    return _anchored(_REPETITION.sub(_repetition, pattern))


def _pair(found):
    high, low = int(found[1], 16), int(found[2], 16)
    return f"\\x{{{0x10000 + ((high - 0xD800) << 10) + low - 0xDC00:X}}}"


def _repetition(found):
    least, comma, most = int(found[1]), found[2], found[3]
    if max(least, int(most or 0)) <= MAX_REPETITION:
        return found[0]
    least = min(least, MAX_REPETITION)
    return {0: "*", 1: "+"}.get(least, f"{{{least},}}")


def _anchored(pattern):
    begins, ends = pattern.startswith("^"), pattern.endswith("$") and not pattern.endswith("\\$")
    if begins and ends:
        return pattern
    if "|" in pattern:
        pattern = f"(?:{pattern})"
        begins = ends = False
    return f"{'' if begins else '^'}{pattern}{'' if ends else '$'}"
