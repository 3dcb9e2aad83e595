"""Pictures as heavy as photographs of goods, drawn anew from a number: the same one every time.

Nature shows about the same contrast at every size of detail (its power falls with the square of the
frequency); a picture of noise would be far heavier than any photograph, one of plain colours lighter.
"""

from functools import lru_cache
from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = (1600, 1200)
#: Pixels of the coarsest detail, and grey values of contrast at each size of detail.
COARSEST, CONTRAST = 400, 34
#: Grey values of the grain of a sensor.
GRAIN = 6
THINGS = 14
#: A grey that adds nothing where pictures are added with this offset.
MIDDLE = 128


def photo_like(number: int, size: tuple[int, int] = SIZE) -> Image.Image:
    """Return a picture: sharp things with grain before a blurred ground, light from one side."""
    random = Random(number)
    picture = _surface(random, size, finest=24)
    for _thing in range(THINGS):
        picture.paste(_surface(random, size, finest=2), mask=_outline(random, size))
    light = Image.linear_gradient("L").point(lambda value: 150 + value * 2 // 5)
    light = light.transpose(random.choice(list(Image.Transpose))).resize(size)
    lit = ImageChops.multiply(picture, _grey(light))
    return ImageChops.add(lit, _grey(_noise(Random(number), size, GRAIN)), 1, -MIDDLE)


def photo_like_jpeg(number: int, size: tuple[int, int] = SIZE) -> bytes:
    """Return the same as a phone sends it."""
    file = BytesIO()
    photo_like(number, size).save(file, "JPEG", quality=90)
    return file.getvalue()


def _surface(random: Random, size: tuple[int, int], *, finest: int) -> Image.Image:
    """Return a colour of its own with a part of the one texture, moved."""
    colour = (random.randrange(60, 230), random.randrange(60, 210), random.randrange(40, 190))
    across, down = (random.randrange(side) for side in size)
    texture = ImageChops.offset(_texture(size, finest), across, down)
    return ImageChops.add(texture, Image.new("RGB", size, colour), 1, -MIDDLE)


@lru_cache(maxsize=4)
def _texture(size: tuple[int, int], finest: int) -> Image.Image:
    """Return the same contrast at every size of detail down to `finest` pixels, in light and tint."""
    random, scale = Random(finest), COARSEST
    texture = Image.new("RGB", size, (MIDDLE, MIDDLE, MIDDLE))
    while scale >= finest:
        cells = (max(2, size[0] // scale), max(2, size[1] // scale))
        shade = _noise(random, cells, CONTRAST).resize(size, Image.Resampling.BICUBIC)
        tint = _noise(random, cells, CONTRAST // 3).resize(size, Image.Resampling.BICUBIC)
        detail = Image.merge("RGB", (shade, shade, ImageChops.add(shade, tint, 1, -MIDDLE)))
        texture = ImageChops.add(texture, detail, 1, -MIDDLE)
        scale //= 2
    return texture


def _grey(channel: Image.Image) -> Image.Image:
    return Image.merge("RGB", (channel, channel, channel))


def _noise(random: Random, size: tuple[int, int], contrast: int) -> Image.Image:
    """Return grey around MIDDLE, as far from it as `contrast` says."""
    noise = Image.frombytes("L", size, random.randbytes(size[0] * size[1]))
    return noise.point(lambda value: MIDDLE + (value - MIDDLE) * contrast // MIDDLE)


def _outline(random: Random, size: tuple[int, int]) -> Image.Image:
    """Return where a thing stands: fruit and leaves are round, packs have corners."""
    across, down = (random.randrange(side // 8, side // 2) for side in size)
    left = random.randrange(-across // 3, size[0] - across // 2)
    top = random.randrange(size[1] - down // 2)
    mask = Image.new("L", size)
    draw, box = ImageDraw.Draw(mask), (left, top, left + across, top + down)
    if random.random() < 0.6:
        draw.ellipse(box, fill=255)
    else:
        draw.rounded_rectangle(box, radius=24, fill=255)
    return mask.filter(ImageFilter.GaussianBlur(1.5))
