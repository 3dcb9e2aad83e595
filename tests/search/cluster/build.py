"""Gets the Elasticsearch server together once: jars from Maven Central, a launcher compiled here."""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

SOURCES = Path(__file__).parent
KEPT = SOURCES.parents[2] / "var" / "cluster"
INGREDIENTS = ("pom.xml", "plugin-descriptor.properties", "Launcher.java")
OLDEST_JAVA = 17
WANTED = (
    "An Elasticsearch cluster needs a Java development kit, 17 or newer, and Maven: {missing}.\n"
    "On Debian: apt-get install openjdk-17-jdk-headless maven"
)


class CannotBuild(Exception):
    """Says in plain words what this machine lacks, or what Maven answered."""


def server() -> Path:
    """The folder with lib/, modules/, classes/, config/ and plugins/; made when it is missing.

    It is named after what it is made of, so that a change of a source makes a new one.
    """
    _check_tools()
    digest = hashlib.sha256()
    for name in INGREDIENTS:
        digest.update((SOURCES / name).read_bytes())
    folder = KEPT / digest.hexdigest()[:12]
    if not folder.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT, prefix="building-") as unfinished:
            _build(Path(unfinished) / "server")
            _move(Path(unfinished) / "server", folder)
    return folder


def _check_tools():
    missing = [name for name in ("java", "javac", "mvn") if not shutil.which(name)]
    if missing:
        raise CannotBuild(WANTED.format(missing=f"{', '.join(missing)} not found"))
    told = subprocess.run(["javac", "-version"], capture_output=True, text=True, check=False)
    version = re.search(r"\d+", told.stdout + told.stderr)
    if not version or int(version[0]) < OLDEST_JAVA:
        raise CannotBuild(WANTED.format(missing=f"javac is {told.stdout.strip() or 'broken'}"))


def _build(folder: Path):
    for name in ("lib", "modules/transport-netty4", "classes", "config", "plugins"):
        (folder / name).mkdir(parents=True)
    _run("mvn", "-q", "-B", "-f", SOURCES / "pom.xml", f"-Dhome={folder}", "package")
    _run("javac", "-cp", folder / "lib" / "*", "-d", folder / "classes", SOURCES / "Launcher.java")
    shutil.copy(SOURCES / "plugin-descriptor.properties", folder / "modules" / "transport-netty4")


def _run(*command):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        raise CannotBuild(f"{command[0]} failed while fetching the Elasticsearch server:\n{said}")


def _move(made: Path, folder: Path):
    try:
        os.rename(made, folder)
    except OSError:
        if not folder.exists():  # otherwise another process has just made the same
            raise
