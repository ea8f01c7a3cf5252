"""demo / raises: what the founders of the made-up market write."""

from dataclasses import replace
from datetime import date
from typing import Final

from compliance.core.declaration import NOTHING_DECLARED, AssetKind
from crowdfund.kernel.money import Currency, Money
from deals.core.round import ManagerForm, Stage, Terms, VehicleForm

# Titles by which the pages that say what to try find these raises again.
SENSORS_A: Final = "澄光传感 A 轮"
SENSORS_B: Final = "澄光传感 B 轮（筹备）"
COLD_CHAIN_ANGEL: Final = "麦田冷链天使轮"
COLD_CHAIN_A: Final = "麦田冷链 A 轮"
HEARING_A: Final = "听潮医疗 A 轮"
BIOTECH_HOLDING: Final = "半夏生物产业方共同投资"

SENSORS: Final = "研制并销售工业视觉传感器，用于电池极片与光伏硅片的在线检测。2025 年销售收入 3,860 万元，客户 41 家。"
COLD_CHAIN: Final = "为县域产地提供预冷、仓储与干线冷链运输。现有冷库 6 座、自有车辆 74 台，服务合作社 120 余家。"
BIOTECH: Final = "研制体外诊断试剂，两项产品处于注册检验阶段，尚无销售收入。"
ROBOTS: Final = "研制并销售仓储搬运机器人，2025 年交付 1,120 台，客户覆盖汽车零部件与第三方物流。"
HEARING: Final = "研制数字助听器与远程验配系统，已取得二类医疗器械注册证三张，签约验配中心 86 家。"
REASON_TO_RETURN_BIOTECH: Final = "未说明注册检验的进度与预计取证时间。请补充后再提交。"
LISTING_EVIDENCE: Final = "上海证券交易所上市公告书，主板，砺行机器人。"
BEARS_ALL: Final = {
    "capacity": "full",
    "loss": "all",
    "age": "middle",
    "income": "above_1m",
    "assets": "below_10m",
    "share": "none",
    "debt": "none",
    "experience": "above_5",
    "knowledge": "private",
    "horizon": "longer",
    "aim": "chance",
}
"""Answers of somebody of class C5, to whom early equity is open."""
BEARS_SOME: Final = {
    **BEARS_ALL,
    "loss": "some",
    "income": "below_500k",
    "share": "slight",
    "debt": "mortgage",
    "experience": "below_2",
    "knowledge": "shares",
    "horizon": "three_years",
    "aim": "steady",
}
"""Answers of somebody of class C3, whom early equity does not suit."""
STATEMENT: Final = "近三个月日均金融资产 6,200,000.00 元，附银行与证券账户资产证明。"
DECLARATION: Final = replace(
    NOTHING_DECLARED,
    ticket=Money.parse("2000000.00", Currency.CNY),
    holdings=(
        (AssetKind.DEPOSITS, Money.parse("2400000.00", Currency.CNY)),
        (AssetKind.SHARES, Money.parse("3800000.00", Currency.CNY)),
    ),
)
WHERE_THE_FILING_WAS_READ: Final = "中国证券投资基金业协会私募基金公示信息。"
NEXT_ROUND_BUYER: Final = "徐衡（听潮医疗 A 轮领投人）"
REASON_TO_CLEAR_COMPANY: Final = (
    "载体拟为有限责任公司：股东为三家产业方，按公司法登记并各自行使表决权；载体不募集，不收管理费，不设管理人。"
)
REASON_TO_CLEAR_LEAD: Final = (
    "领投人只出 3%，低于本阶段通常下限：其所在医院集团另以现物投入检验场地，折价不计入领投金额；愿向跟投人书面披露。"
)
REASON_TO_RETURN: Final = "“资金用途”未列明各项金额。请写明设备、流动资金与研发各占多少，再提交。"


def sensors_a(*, closes_on: date) -> Terms:
    """Return the terms of the raise that is open."""
    return _terms(
        SENSORS_A,
        "第二条封装产线 8,000,000.00 元，新一代线扫相机研发 4,500,000.00 元，流动资金 2,500,000.00 元。",
        target="15000000.00",
        minimum_raise="9000000.00",
        closes_on=closes_on,
    )


def sensors_b() -> Terms:
    """Return a draft of which little is known yet."""
    return Terms(
        title=SENSORS_B,
        summary="",
        stage=Stage.A_B,
        target=yuan("50000000.00"),
        minimum_raise=None,
        minimum_ticket=None,
        vehicle_form=None,
        closes_on=None,
    )


def cold_chain_angel(*, closes_on: date) -> Terms:
    """Return the terms of the raise that is approved."""
    return _terms(
        COLD_CHAIN_ANGEL,
        "新建产地预冷站 4 座 4,800,000.00 元，购置冷藏车 12 台 3,200,000.00 元。",
        target="8000000.00",
        minimum_raise="4800000.00",
        closes_on=closes_on,
        stage=Stage.SEED_ANGEL,
    )


def cold_chain_a(*, closes_on: date) -> Terms:
    """Return the terms of the raise that waits for a decision."""
    terms = _terms(
        COLD_CHAIN_A,
        "设备 12,000,000.00 元，流动资金 6,000,000.00 元，调度系统研发 2,000,000.00 元。",
        target="20000000.00",
        minimum_raise="12000000.00",
        closes_on=closes_on,
        minimum_ticket="2000000.00",
    )
    return replace(terms, vehicle_form=VehicleForm.CONTRACTUAL_FUND)


def biotech_angel(*, closes_on: date) -> Terms:
    """Return the terms of the raise that the rules refuse."""
    return _terms(
        "半夏生物天使轮",
        "两项试剂的注册检验与临床评价 4,000,000.00 元，实验室设备 2,000,000.00 元。",
        target="6000000.00",
        minimum_raise="3600000.00",
        closes_on=closes_on,
        minimum_ticket="300000.00",
        stage=Stage.SEED_ANGEL,
    )


def biotech_seed(*, closes_on: date) -> Terms:
    """Return the terms of the raise that failed: it stayed below its minimum."""
    return _terms(
        "半夏生物种子轮",
        "原料抗体筛选 3,500,000.00 元，洁净车间改造 4,500,000.00 元。",
        target="8000000.00",
        minimum_raise="5000000.00",
        closes_on=closes_on,
        stage=Stage.SEED_ANGEL,
    )


def biotech_bridge(*, closes_on: date) -> Terms:
    """Return the terms of the raise that was returned with a reason."""
    return _terms(
        "半夏生物过桥轮",
        "注册检验 3,000,000.00 元，流动资金 1,000,000.00 元。",
        target="4000000.00",
        minimum_raise="2000000.00",
        closes_on=closes_on,
        stage=Stage.SEED_ANGEL,
    )


def biotech_a(*, closes_on: date) -> Terms:
    """Return the terms of the open raise whose lead offers less than is usual at its stage."""
    return _terms(
        "半夏生物 A 轮",
        "三类试剂注册检验 24,000,000.00 元，生产线 12,000,000.00 元，流动资金 4,000,000.00 元。",
        target="40000000.00",
        minimum_raise="20000000.00",
        closes_on=closes_on,
    )


def biotech_holding(*, closes_on: date) -> Terms:
    """Return the terms of the raise whose vehicle no rule decides on: it is a company, and perhaps no private fund."""
    terms = _terms(
        BIOTECH_HOLDING,
        "与三家产业方共建注册检验平台：设备 3,000,000.00 元，厂房改造 2,000,000.00 元。",
        target="5000000.00",
        minimum_raise="3000000.00",
        closes_on=closes_on,
        stage=Stage.SEED_ANGEL,
    )
    return replace(terms, vehicle_form=VehicleForm.LIMITED_LIABILITY_COMPANY)


def robots_a(*, closes_on: date) -> Terms:
    """Return the terms of the raise that closed before the company was listed."""
    return _terms(
        "砺行机器人 C 轮",
        "第二总装厂 24,000,000.00 元，导航算法研发 12,000,000.00 元。",
        target="36000000.00",
        minimum_raise="20000000.00",
        closes_on=closes_on,
        stage=Stage.C_PRE_IPO,
    )


def hearing_angel(*, closes_on: date) -> Terms:
    """Return the terms of the raise that closed and whose holders may leave in the next round."""
    return _terms(
        "听潮医疗天使轮",
        "注册检验 10,000,000.00 元，首批模具 6,000,000.00 元，验配系统开发 8,000,000.00 元。",
        target="24000000.00",
        minimum_raise="20000000.00",
        closes_on=closes_on,
        stage=Stage.SEED_ANGEL,
    )


def hearing_a(*, closes_on: date) -> Terms:
    """Return the terms of the raise that is led: one more follower, and it can close."""
    return _terms(
        HEARING_A,
        "自动化装配线 18,000,000.00 元，验配中心铺设 14,000,000.00 元，流动资金 8,000,000.00 元。",
        target="40000000.00",
        minimum_raise="20000000.00",
        closes_on=closes_on,
    )


def without_purpose(terms: Terms) -> Terms:
    """Return the terms as they stood before the officer asked for more."""
    return replace(terms, summary="用于设备、流动资金与研发。")


def yuan(text: str) -> Money:
    """Return an amount of yuan."""
    return Money.parse(text, Currency.CNY)


def _terms(
    title: str,
    summary: str,
    *,
    target: str,
    minimum_raise: str,
    closes_on: date,
    minimum_ticket: str = "1000000.00",
    stage: Stage = Stage.A_B,
) -> Terms:
    return Terms(
        title=title,
        summary=summary,
        stage=stage,
        target=yuan(target),
        minimum_raise=yuan(minimum_raise),
        minimum_ticket=yuan(minimum_ticket),
        vehicle_form=VehicleForm.LIMITED_PARTNERSHIP,
        closes_on=closes_on,
        manager_name="明德私募基金管理有限公司",
        manager_form=ManagerForm.COMPANY,
        manager_number="P1012345",
        splits_rights=False,
    )
