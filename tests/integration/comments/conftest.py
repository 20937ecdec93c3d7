"""Who decides about comments."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission

from tests.factories import make_writer


@pytest.fixture
def moderator() -> Any:
    user = make_writer("mo", display_name="Mo the Moderator")
    user.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
    return user
