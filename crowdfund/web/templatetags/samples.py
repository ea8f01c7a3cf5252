"""web / template tags: the values of the style guide. `{% load samples %}`"""

from typing import Any

from django import template

from crowdfund.web import samples as sample_values

register = template.Library()


@register.simple_tag
def samples() -> dict[str, Any]:
    """`{% samples as sample %}`: one made-up value for each state of each component."""
    return sample_values.samples()
