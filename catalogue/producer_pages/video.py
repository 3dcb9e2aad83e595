"""Links to videos: of which hosts, and how a page plays one once somebody asks for it."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

_YOUTUBE = frozenset(("youtube.com", "www.youtube.com", "m.youtube.com"))
_VIMEO = frozenset(("vimeo.com", "www.vimeo.com", "player.vimeo.com"))
_YOUTUBE_KEY = re.compile(r"[A-Za-z0-9_-]{11}")
_YOUTUBE_PATH = re.compile(r"/(?:shorts|embed|live)/([^/]+)/?")
_VIMEO_PATH = re.compile(r"/(?:video/)?([0-9]{6,12})/?")
#: Origins whose players a page may hold; the Content-Security-Policy names no others.
PLAYERS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")


@dataclass(frozen=True, slots=True)
class Video:
    """A film at its host: `url` to watch it there, `player_url` to play it within a page."""

    host_name: str
    url: str
    player_url: str


def find_video(text: str) -> Video | None:
    """Return the film that a link means; None for other hosts and for what is no film."""
    try:
        parts = urlsplit(text.strip() if "://" in text else f"https://{text.strip()}")
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    if host in _VIMEO:
        found = _VIMEO_PATH.fullmatch(parts.path)
        return _vimeo(found[1]) if found else None
    key = _youtube_key(host, parts.path, parts.query)
    return _youtube(key) if _YOUTUBE_KEY.fullmatch(key) else None


def _youtube_key(host: str, path: str, query: str) -> str:
    if host == "youtu.be":
        return path.strip("/")
    if host not in _YOUTUBE:
        return ""
    if path == "/watch":
        return parse_qs(query).get("v", [""])[0]
    found = _YOUTUBE_PATH.fullmatch(path)
    return found[1] if found else ""


def _youtube(key: str) -> Video:
    watch = f"https://www.youtube.com/watch?v={key}"
    return Video("YouTube", watch, f"{PLAYERS[0]}/embed/{key}?autoplay=1&rel=0")


def _vimeo(key: str) -> Video:
    player = f"{PLAYERS[1]}/video/{key}?autoplay=1&dnt=1"
    return Video("Vimeo", f"https://vimeo.com/{key}", player)
