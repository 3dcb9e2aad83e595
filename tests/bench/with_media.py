"""The shop with its photographs, as nginx and gunicorn send them together (shop/deploy/nginx.conf)."""

from django.conf import settings
from whitenoise import WhiteNoise

from shop.wsgi import application as shop

application = WhiteNoise(shop, max_age=31_536_000, immutable_file_test=lambda path, url: True)
application.add_files(settings.MEDIA_ROOT, prefix=settings.MEDIA_URL)
