"""What somebody in danger reads before they report: when to call which number. The numbers are in `helplines.toml`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from medemens.common.questions import Text

WHEN: dict[str, Text] = {
    "emergency": _("Somebody is in danger now, is badly hurt, or there is a fire. This is free, day and night."),
    "police": _("You need the police, but not this minute. You can ask for somebody who knows about human trafficking."),
    "labour_authority": _(
        "Somebody is forced to work, is exploited, or had a bad accident at work. "
        "This is free. After a deadly accident: day and night."
    ),
    "trafficking": _("Somebody is exploited and needs help or a safe place to stay. From Monday to Friday, 9:00 to 17:00."),
    "violence_at_home": _("Somebody is hurt or threatened at home, by family or a partner. This is free, day and night."),
    "anonymous_crime": _("You know of a serious crime and nobody may learn that you told it. This is free."),
}
"""When to call, by the `id` of a helpline."""
