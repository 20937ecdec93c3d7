"""The site's icon in every size that browsers and phones ask for, made of one picture.

They lie beside the picture's own file, as its renditions do, and go with it.
"""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from reviewsite.images.files import rendition_name
from reviewsite.images.models import Image

#: Pixels: of tabs of browsers, the home screen of an iPhone, that of others, and what they show while a site starts.
BY_USE = {"tab": 32, "touch": 180, "home": 192, "large": 512}
TOUCH, HOME = BY_USE["touch"], BY_USE["home"]
#: An iPhone makes black of what is see-through.
_GROUND = "#faf6ef"


def make(image: Image) -> None:
    """Make and store the icons of this picture that are not there yet; none of a file that is lost."""
    name = str(image.file.name)
    missing = [size for size in BY_USE.values() if not default_storage.exists(_name(image, size))]
    if not missing or not default_storage.exists(name):
        return
    with default_storage.open(name) as file:
        whole = Pillow.open(file, formats=("JPEG", "PNG")).convert("RGBA")
    for size in missing:
        default_storage.save(_name(image, size), ContentFile(_png(whole, size)))


def address(image: Image, size: int) -> str:
    return str(default_storage.url(_name(image, size)))


def _name(image: Image, size: int) -> str:
    return rendition_name(str(image.file.name), size, "png")


def _png(whole: Pillow.Image, size: int) -> bytes:
    """A square, with the whole picture in its middle."""
    scale = size / max(whole.size)
    fitted = whole.resize(
        (max(1, round(whole.width * scale)), max(1, round(whole.height * scale))), Pillow.Resampling.LANCZOS
    )
    square = Pillow.new("RGBA", (size, size))
    square.paste(fitted, ((size - fitted.width) // 2, (size - fitted.height) // 2))
    if size == TOUCH:
        square = Pillow.alpha_composite(Pillow.new("RGBA", square.size, _GROUND), square)
    out = BytesIO()
    square.save(out, "PNG", optimize=True)
    return out.getvalue()
