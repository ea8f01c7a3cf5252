"""compliance / core: what each rule is called in a few words, for lists; what it says stands in its findings."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from compliance.core.sentences import Sentence

RULE_NAMES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "assessment.repeats": Sentence(zh="同日风险测评次数", en="Risk assessments on one day"),
        "assessment.taken": Sentence(zh="风险测评已完成", en="Risk assessment taken"),
        "fund.filing.20wd": Sentence(zh="载体备案期限", en="Filing of the vehicle in time"),
        "fund.income_rights.splitting": Sentence(zh="不得拆分收益权", en="No splitting of income rights"),
        "fund.manager.company_or_partnership": Sentence(zh="管理人的组织形式", en="Legal form of the manager"),
        "fund.manager.registered": Sentence(zh="管理人已登记", en="Manager is registered"),
        "fund.min_size.2023": Sentence(zh="载体初始实缴规模", en="Initial paid-in size of the vehicle"),
        "headcount.fund.200": Sentence(zh="私募基金投资者人数", en="Head-count of a private fund"),
        "headcount.llc.50": Sentence(zh="有限责任公司股东人数", en="Head-count of an LLC"),
        "headcount.lp.2_50": Sentence(zh="有限合伙企业合伙人人数", en="Head-count of a partnership"),
        "headcount.lp.general_partner": Sentence(zh="至少一名普通合伙人", en="At least one general partner"),
        "headcount.offer.200": Sentence(zh="未构成公开发行", en="No public offering by head-count"),
        "headcount.parallel_vehicles": Sentence(zh="平行载体合并计数", en="Parallel vehicles count together"),
        "ipo.main.lock_up": Sentence(zh="首发前股份限售期", en="Lock-up after a listing"),
        "lead.company.stake": Sentence(zh="领投人占公司股权", en="The lead's stake in the company"),
        "lead.exposure.own_assets": Sentence(zh="领投额占本人资产", en="The lead's exposure of own assets"),
        "lead.own_funds.evidence": Sentence(zh="资金来源的证明材料", en="Evidence of the lead's sources"),
        "lead.own_funds.hidden_leverage": Sentence(zh="无未披露的借款", en="No hidden borrowing by the lead"),
        "lead.own_funds.nominee": Sentence(zh="领投人不得代持", en="The lead is no nominee"),
        "lead.own_funds.payer": Sentence(zh="领投款的付款人", en="Who pays for the lead"),
        "lead.own_funds.tainted": Sentence(zh="资金不来自融资企业一方", en="No money from the issuer's side"),
        "lead.ratio.above_band": Sentence(zh="领投比例不高于通常区间", en="Lead ratio above the usual band"),
        "lead.ratio.below_band": Sentence(zh="领投比例不低于通常区间", en="Lead ratio below the usual band"),
        "lead.ratio.cap": Sentence(zh="为跟投人留出空间", en="Room for followers"),
        "lead.ratio.effective": Sentence(zh="有效领投比例", en="Effective lead ratio"),
        "lead.ratio.general_floor": Sentence(zh="A/B 轮领投一般下限", en="General floor of an A or B round"),
        "lead.ratio.maximum": Sentence(zh="领投比例上限", en="Highest lead ratio"),
        "lead.ratio.minimum": Sentence(zh="领投比例下限", en="Lowest lead ratio"),
        "lead.ratio.pre_ipo_abnormal": Sentence(zh="上市前异常领投", en="Abnormal lead before an IPO"),
        "lead.ratio.trust_floor": Sentence(zh="领投信任下限", en="Trust floor of the lead"),
        "lead.vehicle.gp_only": Sentence(zh="不得仅以普通合伙人身份领投", en="More than a general partner's share"),
        "lp.gp.excluded_entities": Sentence(zh="不得担任普通合伙人的主体", en="Who may not be general partner"),
        "product.grade": Sentence(zh="产品风险等级", en="Product grade"),
        "qualified.asset_management_2018.experience": Sentence(
            zh="资管产品投资经历", en="Asset-management product: experience"
        ),
        "qualified.asset_management_2018.ticket": Sentence(
            zh="资管产品最低投资金额", en="Asset-management product: ticket"
        ),
        "qualified.asset_management_2018.wealth": Sentence(
            zh="资管产品资产或收入", en="Asset-management product: assets or income"
        ),
        "qualified.crowdfunding_draft_2014": Sentence(
            zh="股权众筹征求意见稿（仅供参考）", en="Draft rules of 2014 (for information)"
        ),
        "qualified.private_fund_2014.deemed": Sentence(zh="视为合格投资者", en="Deemed a qualified investor"),
        "qualified.private_fund_2014.look_through": Sentence(
            zh="合格投资者穿透核查", en="Look-through to qualified investors"
        ),
        "qualified.private_fund_2014.ticket": Sentence(zh="私募基金最低投资金额", en="Private fund: ticket"),
        "qualified.private_fund_2014.wealth": Sentence(zh="私募基金资产或收入", en="Private fund: assets or income"),
        "round.private_fund_2014.minimum_ticket": Sentence(
            zh="本轮最低认购金额", en="Minimum subscription of the raise"
        ),
        "rulebook.no_applicable_rule": Sentence(zh="无可适用的规则", en="No rule applies"),
        "screening.clear": Sentence(zh="本人已通过筛查", en="Person has passed the screening"),
        "screening.company": Sentence(zh="融资企业已通过筛查", en="Company has passed the screening"),
        "screening.counterparty": Sentence(zh="交易对方已通过筛查", en="Counterparty has passed the screening"),
        "screening.parties": Sentence(zh="各方均已通过筛查", en="All parties have passed the screening"),
        "subscription.certified": Sentence(zh="认购人为合格投资者", en="Subscriber is a qualified investor"),
        "subscription.private_fund_2014.ticket": Sentence(zh="单笔认购最低金额", en="Least amount of a subscription"),
        "suitability.assessment_valid": Sentence(zh="风险测评在有效期内", en="Risk assessment still holds"),
        "suitability.called_back": Sentence(zh="冷静期满并已回访确认", en="Cooled off and called back"),
        "suitability.cooling_off": Sentence(zh="投资冷静期", en="Cooling-off period"),
        "suitability.lead": Sentence(zh="本轮融资适合其领投人", en="The raise suits its lead"),
        "suitability.match": Sentence(zh="投资者与产品匹配", en="Investor matches the product"),
        "words.promise": Sentence(zh="不得承诺保本保收益", en="No promise of principal or return"),
        "words.reserved_term": Sentence(zh="不得称股权众筹", en="Reserved term is not used"),
        "words.solicitation": Sentence(zh="不得公开推介", en="No public solicitation"),
        "words.splitting": Sentence(zh="不得宣传拆分份额", en="No offer of split units"),
    }
)
