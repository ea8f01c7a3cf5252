"""demo / raises: what the founders of the made-up market write."""

from dataclasses import replace
from datetime import date
from typing import Final

from crowdfund.kernel.money import Currency, Money
from deals.core.round import Stage, Terms, VehicleForm

SENSORS: Final = "研制并销售工业视觉传感器，用于电池极片与光伏硅片的在线检测。2025 年销售收入 3,860 万元，客户 41 家。"
COLD_CHAIN: Final = "为县域产地提供预冷、仓储与干线冷链运输。现有冷库 6 座、自有车辆 74 台，服务合作社 120 余家。"
BIOTECH: Final = "研制体外诊断试剂，两项产品处于注册检验阶段，尚无销售收入。"
REASON_TO_RETURN: Final = "“资金用途”未列明各项金额。请写明设备、流动资金与研发各占多少，再提交。"


def sensors_a(*, closes_on: date) -> Terms:
    """Return the terms of the raise that is open."""
    return Terms(
        title="澄光传感 A 轮",
        summary="第二条封装产线 8,000,000.00 元，新一代线扫相机研发 4,500,000.00 元，流动资金 2,500,000.00 元。",
        stage=Stage.A_B,
        target=_yuan("15000000.00"),
        minimum_raise=_yuan("9000000.00"),
        minimum_ticket=_yuan("1000000.00"),
        vehicle_form=VehicleForm.LIMITED_PARTNERSHIP,
        closes_on=closes_on,
    )


def sensors_b() -> Terms:
    """Return a draft of which little is known yet."""
    return Terms(
        title="澄光传感 B 轮（筹备）",
        summary="",
        stage=Stage.A_B,
        target=_yuan("50000000.00"),
        minimum_raise=None,
        minimum_ticket=None,
        vehicle_form=None,
        closes_on=None,
    )


def cold_chain_angel(*, closes_on: date) -> Terms:
    """Return the terms of the raise that is approved."""
    return Terms(
        title="麦田冷链天使轮",
        summary="新建产地预冷站 4 座 4,800,000.00 元，购置冷藏车 12 台 3,200,000.00 元。",
        stage=Stage.SEED_ANGEL,
        target=_yuan("8000000.00"),
        minimum_raise=_yuan("4800000.00"),
        minimum_ticket=_yuan("1000000.00"),
        vehicle_form=VehicleForm.LIMITED_PARTNERSHIP,
        closes_on=closes_on,
    )


def cold_chain_a(*, closes_on: date) -> Terms:
    """Return the terms of the raise that waits for a decision."""
    return Terms(
        title="麦田冷链 A 轮",
        summary="设备 12,000,000.00 元，流动资金 6,000,000.00 元，调度系统研发 2,000,000.00 元。",
        stage=Stage.A_B,
        target=_yuan("20000000.00"),
        minimum_raise=_yuan("12000000.00"),
        minimum_ticket=_yuan("2000000.00"),
        vehicle_form=VehicleForm.CONTRACTUAL_FUND,
        closes_on=closes_on,
    )


def biotech_angel(*, closes_on: date) -> Terms:
    """Return the terms of the raise that the rules refuse."""
    return Terms(
        title="半夏生物天使轮",
        summary="两项试剂的注册检验与临床评价 4,000,000.00 元，实验室设备 2,000,000.00 元。",
        stage=Stage.SEED_ANGEL,
        target=_yuan("6000000.00"),
        minimum_raise=_yuan("3600000.00"),
        minimum_ticket=_yuan("300000.00"),
        vehicle_form=VehicleForm.LIMITED_PARTNERSHIP,
        closes_on=closes_on,
    )


def without_purpose(terms: Terms) -> Terms:
    """Return the terms as they stood before the officer asked for more."""
    return replace(terms, summary="用于设备、流动资金与研发。")


def _yuan(text: str) -> Money:
    return Money.parse(text, Currency.CNY)
