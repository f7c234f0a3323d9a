"""The fixed lists by which courses are found."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    """The seven recommendations of the 2020 study by Social Enterprise NL and PwC, and the one over all of them."""

    TRAIN = "trainen", _("Train all civil servants")
    INVITE = "binnenhalen", _("Bring entrepreneurs in")
    BUDGETS = "budgetten", _("Connect budgets")
    SDGS = "sdgs", _("Use the SDGs")
    PROCUREMENT = "inkoop", _("Use article 2.82")
    MEET = "ontmoeten", _("Bring SMEs and social enterprises together")
    CREATIVE = "creatief", _("Be creative with little money")
    VISIBLE = "zichtbaar", _("Show what you do")


class TargetGroup(models.TextChoices):
    """For whom a course is written."""

    EVERYONE = "iedereen", _("Everyone")
    PROCUREMENT = "inkoop", _("Procurement")
    SOCIAL = "sociaal-domein", _("Social domain")
    ECONOMY = "economie", _("Economic affairs")
    FINANCE = "financien", _("Finance")
    GOVERNMENT = "bestuur", _("Council and executive")
