"""The machine fails: the disk is full, the database is away. A clear sentence, nothing lost, nothing half done."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from PIL import Image

from kitei import clock
from kitei.office.record.models import Act
from kitei.office.record.sequencer import integrate
from kitei.office.record.verifying import verify
from kitei.office.requests.models import DraftFile
from tests.portal.walking import Walker, open_office

pytestmark = [pytest.mark.regulation("josai"), pytest.mark.usefixtures("office")]

PAPERS = "/file/disclosure/papers/"
ROOM = 6  # MB


def _sql(*statements: str) -> None:
    """Outside every transaction, as moving tables about asks for."""
    asked = connection.get_connection_params()
    with psycopg.connect(
        host=asked["host"], user=asked["user"], password=asked["password"], dbname=asked["dbname"], autocommit=True
    ) as direct:
        for statement in statements:
            direct.execute(statement.encode())


def _owner_of_the_data() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        [folder] = cursor.fetchone() or [""]
    there = Path(folder).stat()
    return there.st_uid, there.st_gid


@pytest.fixture
def little_room(transactional_db: None) -> Iterator[None]:
    """The attached files of drafts lie on a disk that holds a few of them."""
    del transactional_db
    disk = Path(tempfile.mkdtemp(prefix="kitei-disk-", dir="/var/tmp"))
    disk.chmod(0o755)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False, capture_output=True).returncode:  # noqa: S603
        disk.rmdir()
        pytest.skip("a small disk cannot be mounted here")
    name, table = f"small_{os.getpid()}", DraftFile._meta.db_table
    try:
        os.chown(disk, *_owner_of_the_data())
        _sql(f"CREATE TABLESPACE {name} LOCATION '{disk}'", f"ALTER TABLE {table} SET TABLESPACE {name}")
        yield
        _sql(f"ALTER TABLE {table} SET TABLESPACE pg_default", f"DROP TABLESPACE {name}")
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)  # noqa: S603, S607
        disk.rmdir()


def _attach(walker: Walker, name: str) -> int:
    noise = BytesIO()
    Image.frombytes("RGB", (700, 700), os.urandom(3 * 700 * 700)).save(noise, "PNG")
    scan = SimpleUploadedFile(name, noise.getvalue(), "image/png")
    answer = walker.client.post(PAPERS, {"purpose": "identity", "go": "attach", "file": scan})
    if answer.status_code != 302:
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
        page = answer.content.decode()
        assert "いまは保存できません" in page
        assert "失われていません" in page
        assert "DETAIL" not in page
    return int(answer.status_code)


def test_a_disk_that_is_full_refuses_what_does_not_fit_and_loses_nothing(little_room: None) -> None:
    del little_room
    open_office()
    walker = Walker()
    walker.client.raise_request_exception = False
    at = "/file/disclosure/who/"
    while at != PAPERS:
        at = walker.go(at)

    answers = [_attach(walker, f"scan-{number}.png") for number in range(6)]

    kept = DraftFile.objects.count()
    assert 0 < kept < len(answers)
    assert answers.count(302) == kept
    assert answers[-1] == 503
    acts = Act.objects.count()
    page = walker.get(PAPERS).content.decode()
    assert page.count("scan-") >= kept
    assert f"scan-{len(answers) - 1}.png" not in page
    integrate(at=clock.now())
    report = verify()
    assert report.is_clean, report
    assert Act.objects.count() == acts


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("lang", "sentence"), [("ja", "保存"), ("en", "Nothing can be saved")])
def test_while_the_database_is_away_every_page_says_so(lang: str, sentence: str) -> None:
    client = Client(raise_request_exception=False, headers={"Accept-Language": lang})
    held, port = connections["default"].settings_dict["HOST"], "/nowhere"
    connections["default"].close()
    connections["default"].settings_dict["HOST"] = port
    try:
        told = client.get("/api/v1/cases", headers={"Authorization": "Bearer x"})
        answer = client.post("/status/", {"number": "R8-D-0001", "secret": "AAAA-AAAA-AAAA-AAAA"})
    finally:
        connections["default"].settings_dict["HOST"] = held
        connections["default"].close()

    assert (told.status_code, told.json()["kind"]) == (503, "NothingCanBeKept")
    assert sentence.split(maxsplit=1)[0].lower() in told.json()[lang].lower()
    assert answer.status_code == 503
    assert sentence in answer.content.decode()
    assert client.get("/status/").status_code == 200
