"""The JSON report is the contract's dictionary."""

from __future__ import annotations

import dataclasses
import json as standard

from invented import rendered

from policydiff.model.reports import ReportOptions
from policydiff.report import json

OPTIONS = ReportOptions()


def test_keys_stand_in_the_order_of_the_contract(sample):
    keys = list(standard.loads(rendered(json, sample, OPTIONS)))

    assert keys[:6] == ["schema_version", "type", "left", "right", "noise_rule", "summary"]


def test_half_a_surrogate_pair_is_escaped(sample):
    broken = dataclasses.replace(sample, noise_rule=("\udc80",))

    assert standard.loads(rendered(json, broken, OPTIONS))["noise_rule"] == ["\udc80"]
