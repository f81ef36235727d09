"""A database on another machine is reached over TLS whose certificate is checked, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from psycopg.pq import Conninfo, ConninfoOption
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from db.store import postgres_tools
from db.store.engine import make_engine
from db.store.tls import verified
from db.words.errors import Misconfigured, TrackerError


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://db.court.example/tracker",
        "postgresql://tracker@10.1.2.3:5432/tracker",
        "postgresql://tracker@/tracker?host=a.example:5432&host=b.example:5432",
        "postgresql://tracker@/tracker?host=localhost,b.example",
        "postgresql://tracker@db.example/tracker?hostaddr=127.0.0.1",
        "postgresql://tracker@/tracker?hostaddr=10.1.2.3",
        "postgresql://tracker@[2001:db8::1]/tracker",
    ],
)
def test_a_server_elsewhere_is_asked_for_verified_tls(address: str) -> None:
    assert verified(make_url(address)).query["sslmode"] == "verify-full"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:///tracker",
        "postgresql://tracker@localhost/tracker",
        "postgresql://tracker@127.0.0.1:5433/tracker",
        "postgresql://tracker@[::1]/tracker",
        "postgresql://tracker@/tracker?host=/run/postgresql",
    ],
)
def test_a_server_on_this_machine_keeps_its_address(address: str) -> None:
    assert verified(make_url(address)) == make_url(address)


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca", "anything"])
def test_less_than_a_checked_certificate_is_refused(mode: str, tmp_path: Path) -> None:
    address = f"postgresql://tracker@db.example/tracker?sslmode={mode}"
    with pytest.raises(Misconfigured, match="not checked"):
        make_engine(address)
    # Also where a program of PostgreSQL would be started, and where none is installed.
    with pytest.raises(TrackerError):
        postgres_tools.dump(address, tmp_path / "backup")


def test_a_server_that_speaks_no_tls_gets_nothing(pg_url: str) -> None:
    """The same server by the name of another machine: no connection is made, whatever it would accept."""
    here = make_url(pg_url)
    away = here.set(host="db.court.example").update_query_dict({"hostaddr": "127.0.0.1"})
    engine = make_engine(away)
    with pytest.raises(OperationalError, match=r"SSL|root certificate"):
        engine.connect()
    engine.dispose()


def test_the_authority_to_trust_is_the_sites_to_name() -> None:
    address = "postgresql://tracker@db.example/tracker?sslrootcert=system&sslcrl=/etc/tracker/crl.pem"
    asked = verified(make_url(address)).query
    assert (asked["sslrootcert"], asked["sslcrl"]) == ("system", "/etc/tracker/crl.pem")
    assert asked["sslmode"] == "verify-full"


def test_no_older_tls_than_1_2_is_spoken() -> None:
    """libpq's own least, which no address lowers and no setting of ours names; its suites are OpenSSL's."""
    least = {option.keyword: option.compiled for option in _options()}
    assert least[b"ssl_min_protocol_version"] == b"TLSv1.2"
    for protocol in ("TLSv1", "TLSv1.1"):
        with pytest.raises(Misconfigured, match="older"):
            verified(make_url(f"postgresql://tracker@db.example/tracker?ssl_min_protocol_version={protocol}"))


def _options() -> list[ConninfoOption]:
    return Conninfo.get_defaults()
