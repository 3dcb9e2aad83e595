"""Links to films: two hosts, one address each, and nothing else."""

import pytest

from catalogue.producer_pages.video import PLAYERS, find_video

KEY = "abcdefghijk"


@pytest.mark.parametrize(
    "text",
    [
        f"https://www.youtube.com/watch?v={KEY}&t=10s",
        f"https://youtu.be/{KEY}?si=x",
        f"https://m.youtube.com/shorts/{KEY}",
        f"youtube.com/live/{KEY}",
        f" http://www.youtube.com/embed/{KEY} ",
    ],
)
def test_every_link_of_youtube_means_one_film(text):
    video = find_video(text)
    assert video.url == f"https://www.youtube.com/watch?v={KEY}"
    assert video.player_url.startswith(f"{PLAYERS[0]}/embed/{KEY}?")


@pytest.mark.parametrize(
    "text", ["https://vimeo.com/123456789", "player.vimeo.com/video/123456789"]
)
def test_vimeo_is_asked_not_to_follow_anybody(text):
    assert find_video(text).player_url == f"{PLAYERS[1]}/video/123456789?autoplay=1&dnt=1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "javascript:alert(1)//youtube.com",
        f"https://youtube.com.evil.vn/watch?v={KEY}",
        f"https://evil.vn/?https://youtu.be/{KEY}",
        "https://www.youtube.com/watch?v=ngan",
        "https://www.youtube.com/@htx",
        'https://youtu.be/abc"onload=x',
        "https://[::1",
        "https://www.facebook.com/watch?v=1",
    ],
)
def test_other_links_are_no_film(text):
    assert find_video(text) is None
