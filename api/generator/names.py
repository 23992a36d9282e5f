"""How model names become C++ names."""

import re

_KEYWORDS = frozenset(
    """alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t
    char32_t class compl concept const consteval constexpr constinit const_cast continue co_await
    co_return co_yield decltype default delete do double dynamic_cast else enum explicit export
    extern false float for friend goto if inline int long mutable namespace new noexcept not not_eq
    nullptr operator or or_eq private protected public register reinterpret_cast requires return
    short signed sizeof static static_assert static_cast struct switch template this thread_local
    throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t while
    xor xor_eq""".split()
)

# Lower-case macros of the C library.
_MACROS = frozenset("errno linux major makedev minor stderr stdin stdout unix".split())

# Spellings whose capitals do not mark words.
_SPELLINGS = {
    "GiB": "Gib",
    "MiB": "Mib",
    "KiB": "Kib",
    "IPv": "Ipv",
    "vCpu": "Vcpu",
    "VCpu": "Vcpu",
    "FSx": "Fsx",
    "UDouble": "Udouble",
    "ULong": "Ulong",
}


def snake_case(name):
    """enableECSManagedTags → enable_ecs_managed_tags, sizeInGiB → size_in_gib, ExecIDs → exec_ids."""
    for spelling, word in _SPELLINGS.items():
        name = name.replace(spelling, word)
    name = re.sub(r"([A-Z])([A-Z])s(?![a-z])", lambda m: m[1] + m[2].lower() + "s", name)
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    name = re.sub(r"([A-Z])([A-Z][a-z])", r"\1_\2", name)
    return re.sub(r"[^a-z0-9]+", "_", name.lower())


def member_name(name):
    """The C++ name of a structure member: snake_case, with an underscore after a reserved word."""
    snake = snake_case(name)
    return snake + "_" if snake in _KEYWORDS | _MACROS else snake


def enumerator(name):
    """MANAGED_INSTANCES → ManagedInstances, json_file → JsonFile, wordInCamel → WordInCamel."""
    result = ""
    for word in re.split(r"[^A-Za-z0-9]+", name):
        if not word:
            continue
        rest = word[1:].lower() if word.isupper() else word[1:]
        if result and result[-1].isdigit() and word[0].isdigit():
            result += "_"  # X86_64 must not read as X8664
        result += word[0].upper() + rest
    return "_" + result if result[:1].isdigit() else result
