"""What the program never does: run data as code, start a shell, draw weak random numbers, talk to strangers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.source import PRODUCT, code, tree

# Where one of them has its reason: the programs of PostgreSQL, the log's sink, the standard of code generators.
STARTS_PROGRAMS = {"db/store/postgres_tools.py"}
OPENS_SOCKETS = {"db/audit/sink.py", "db/mail/post.py"}
OLD_DIGEST = {"db/accounts/totp.py"}

OBJECTS_OUT_OF_BYTES = {"pickle", "cPickle", "marshal", "shelve", "dill", "yaml", "jsonpickle"}
# Templates, style sheets and markup that data could carry.
TEMPLATES = {"jinja2", "mako", "string.Template"}
NETWORK = {"socket", "ssl", "http", "smtplib", "ftplib", "telnetlib", "requests", "httpx", "aiohttp", "urllib3"}
WEAK = {"MD5", "SHA1", "md5", "sha1", "ECB", "CBC", "PKCS1v15", "TripleDES", "ARC4", "Blowfish"}


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _calls(path: Path) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def _importing(names: set[str]) -> set[str]:
    return {
        path.as_posix()
        for path in code(*PRODUCT)
        if any(name in names or name.partition(".")[0] in names for name in _imported(path))
    }


def test_data_is_never_run_as_code_nor_made_into_objects() -> None:
    built = [
        f"{path}:{call.lineno}"
        for path in code(*PRODUCT)
        for call in _calls(path)
        if isinstance(call.func, ast.Name) and call.func.id in {"eval", "exec", "compile", "__import__"}
    ]
    assert not built, built
    assert not _importing(OBJECTS_OUT_OF_BYTES | TEMPLATES)


def test_programs_are_started_by_one_file_and_never_through_a_shell() -> None:
    assert _importing({"subprocess", "pexpect"}) == STARTS_PROGRAMS
    shells = [
        f"{path}:{call.lineno}"
        for path in code(*PRODUCT)
        for call in _calls(path)
        if ast.unparse(call.func)
        in {"os.system", "os.popen", "os.execvp", "os.spawnl", "asyncio.create_subprocess_shell"}
        or any(word.arg == "shell" for word in call.keywords)
    ]
    assert not shells, shells


def _fixed(pattern: ast.expr) -> bool:
    """Written down, or put together from what is escaped and from constants of the module."""
    if isinstance(pattern, ast.Constant):
        return True
    if isinstance(pattern, ast.JoinedStr):
        return all(
            isinstance(part, ast.Constant)
            or (isinstance(part, ast.FormattedValue) and (_named(part.value) or _escaped(part.value)))
            for part in pattern.values
        )
    return _named(pattern)


def _named(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id.isupper()


def _escaped(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and ast.unparse(value.func) == "re.escape"


def _of_a_table(path: Path) -> bool:
    """The rules of sounds are written as a table of constants, which functions without arguments compile."""
    return path.is_relative_to("db/words/heard")


def test_the_patterns_of_sounds_are_compiled_where_no_data_comes_in() -> None:
    made = [
        function
        for path in code(*PRODUCT)
        if _of_a_table(path)
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        and any(isinstance(call, ast.Call) and ast.unparse(call.func) == "re.compile" for call in ast.walk(function))
    ]
    assert made
    assert not [function.name for function in made if function.args.args or function.args.kwonlyargs]


def test_no_pattern_is_made_of_data_that_is_not_escaped() -> None:
    functions = {f"re.{name}" for name in ("compile", "match", "fullmatch", "search", "sub", "split", "findall")}
    made = [
        f"{path}:{call.lineno} {ast.unparse(call)[:80]}"
        for path in code(*PRODUCT)
        for call in _calls(path)
        if ast.unparse(call.func) in functions and call.args and not _fixed(call.args[0])
        if not (_of_a_table(path) and ast.unparse(call.func) == "re.compile")
    ]
    assert not made, made


def test_secrets_are_drawn_from_the_operating_system() -> None:
    drawn = {
        path.as_posix()
        for path in code(*PRODUCT)
        # The demo's people are drawn from a seed, so that they are the same each time; nothing of them is secret.
        if not path.is_relative_to("db/demo") and any(name.startswith("random.") for name in _imported(path))
    }
    assert not drawn
    seeded = [
        f"{path}:{call.lineno}"
        for path in code(*PRODUCT)
        for call in _calls(path)
        if ast.unparse(call.func).startswith("random.") and "SystemRandom" not in ast.unparse(call.func)
    ]
    assert not seeded, seeded


def test_weak_digests_and_modes_are_used_nowhere_but_where_a_standard_wants_one() -> None:
    used = {
        path.as_posix()
        for path in code(*PRODUCT)
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Attribute) and node.attr in WEAK) or (isinstance(node, ast.Name) and node.id in WEAK)
    }
    assert used == OLD_DIGEST


def test_the_program_talks_to_its_database_the_logs_sink_and_the_mail_server_alone() -> None:
    assert _importing(NETWORK | {"urllib.request", "urllib.error"}) == OPENS_SOCKETS


def test_nothing_is_switched_to_a_mode_for_developers() -> None:
    words = {"debug", "echo", "echo_pool", "devtools"}
    switched = [
        f"{path}:{call.lineno}"
        for path in code(*PRODUCT)
        for call in _calls(path)
        for word in call.keywords
        if word.arg in words and isinstance(word.value, ast.Constant) and word.value.value is True
    ]
    assert not switched


def test_no_command_prints_what_its_variables_held() -> None:
    """Typer's own traceback would; so one file makes every command, with that switched off."""
    made = [
        (path.as_posix(), {word.arg: ast.unparse(word.value) for word in call.keywords})
        for path in code(*PRODUCT)
        for call in _calls(path)
        if ast.unparse(call.func).rpartition(".")[2] == "Typer"
    ]
    assert [path for path, _ in made] == ["tracker_tui/cli/group.py"]
    assert [given["pretty_exceptions_enable"] for _, given in made] == ["False"]


def test_ciphers_come_from_known_libraries() -> None:
    """What locks, signs or stretches is OpenSSL, SQLCipher or Argon2's own; besides them hashes and HMAC of Python."""
    libraries = {"cryptography", "argon2", "sqlcipher3"}
    others = {"Crypto", "Cryptodome", "nacl", "rsa", "ecdsa", "pyaes", "passlib", "bcrypt", "crypt"}
    assert not _importing(others)
    assert all(_importing({library}) for library in libraries)
    # The few files that use them, each said in docs/security.md; another one is a decision.
    rooms = {"/".join(Path(file).parts[:2]) for file in _importing({"cryptography", "argon2"})}
    assert rooms <= {"db/accounts", "db/audit", "db/demo", "db/mail", "db/notes", "db/store"}
