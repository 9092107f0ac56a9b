/*
 * unit_rule.c - what expressions of rules come to: true, false or neither.
 *
 * Each is put into two rules, one that requires it and one that requires the opposite; which of them
 * fails says what it came to.
 */
#include "unit.h"

#include "unit_rule.h"

struct row {
    int line;
    const char *expression;
    enum outcome outcome;
};

static const char project[] =
    "项目 \"示例\" {\n"
    "年度：2020\n金额单位：万元\n期限：2020-03-01 至 2021-02-28\n填报单位：\n"
    "概况：\"进一步加强培训，培训教师 300 人次\"\n总目标：\"全面培训\"\n"
    "立项 { 依据：《甲办法》 { 文号：\"财〔2020〕1号\" }\n依据：《乙办法》\n必要性：\"要办\" }\n"
    "资金 { 总预算：90.00\n当年预算：80.00 { 财政拨款：50.00\n其他资金：30.00 } }\n"
    "产出目标 {\n"
    "数量 \"培训人次\" >= 300 人次 { 权重：50；描述：\"一\" }\n"
    "质量 \"合格率\" = 90% { 权重：40；描述：\"二\" }\n"
    "时效 \"完成时间\" <= 2020-12-31\n"
    "质量 \"优秀课\" >= 良好 { 描述：\"一\" }\n"
    "数量 \"比例\" = 85% 至 95% { 权重：10 }\n"
    "}\n"
    "明细 \"培训\" {\n"
    "\"讲课费\"：5.00 万元/次 × 10 次 = 50.00 万元\n\"场地费\"：30.00 万元\n}\n"
    "制度保障 { 财务管理制度 《丙办法》 { 阶段：实施阶段, 收尾和完成阶段 } }\n"
    "}\n";

static const struct row rows[] = {
    /* numbers, money, dates */
    {HERE, "年度 = 2020", TRUE},
    {HERE, "年度 != 2020", FALSE},
    {HERE, "总额 > 当年", TRUE},
    {HERE, "总额 = 900000 元", TRUE},
    {HERE, "当年 / 总额 < 90%", TRUE},
    {HERE, "当年 - 30 万元 = 50 万元 且 当年 + 当年 = 160 万元", TRUE},
    {HERE, "当年 × 2 = 160 万元", TRUE},
    {HERE, "-当年 < 0 元", TRUE},
    {HERE, "四舍五入(当年 / 3, 2) = 26.67 万元", TRUE},
    {HERE, "期限.起始 < 2020-03-02 且 期限.结束 = 2021-02-28", TRUE},
    {HERE, "期限.结束.年 = 年度 + 1 且 期限.起始.月 = 3", TRUE},
    {HERE, "天数(期限) = 365 且 年份(期限.结束) = 2021", TRUE},
    {HERE, "跨年度", TRUE},
    {HERE, "年度 属于 2019 至 2021", TRUE},
    {HERE, "年度 属于 2021 至 2022", FALSE},
    {HERE, "90 属于 指标.权重", FALSE},
    {HERE, "40 属于 指标.权重", TRUE},
    /* what is not written is neither */
    {HERE, "联系电话 = \"1\"", NEITHER},
    {HERE, "有(联系电话)", FALSE},
    {HERE, "空(联系电话) 且 空(填报单位)", TRUE},
    {HERE, "有(立项.依据) 且 空(立项.可行性)", TRUE},
    {HERE, "联系电话 = \"1\" 或 真", TRUE},
    {HERE, "联系电话 = \"1\" 且 假", FALSE},
    {HERE, "联系电话 = \"1\" 且 真", NEITHER},
    {HERE, "非 (联系电话 = \"1\")", NEITHER},
    {HERE, "长度(联系电话) > 0", NEITHER},
    {HERE, "签报.填报日期 < 2020-01-01", NEITHER},
    {HERE, "上年.当年 > 0 元", NEITHER},
    {HERE, "有(上年)", FALSE},
    /* collections */
    {HERE, "个数(指标) = 5 且 个数(明细) = 2 且 个数(任务) = 1", TRUE},
    {HERE, "求和(指标.权重) = 100", TRUE},
    {HERE, "求和(明细.金额) = 当年", TRUE},
    {HERE, "求和(年份.金额) = 0 元", TRUE},
    {HERE, "最大(指标.权重) = 50 且 最小(指标.权重) = 10", TRUE},
    {HERE, "最大(年份.金额) > 0 元", NEITHER},
    {HERE, "个数(指标[有(权重)]) = 3", TRUE},
    {HERE, "个数(指标[权重 > 20]) = 2", TRUE},
    {HERE, "求和(指标[权重 > 20].权重) = 90", TRUE},
    {HERE, "全部(指标, 权重 >= 10)", TRUE},
    {HERE, "全部(指标, 有(权重))", FALSE},
    {HERE, "任一(指标, 权重 = 11)", FALSE},
    {HERE, "任一(年份, 真)", FALSE},
    {HERE, "全部(年份, 假)", TRUE},
    {HERE, "唯一(指标.名称)", TRUE},
    {HERE, "唯一(指标.描述)", FALSE},
    {HERE, "任一(指标, 任一(项目.明细, 名称 = \"讲课费\"))", TRUE},
    {HERE, "个数(立项.依据) = 2 且 任一(立项.依据, 匹配(文号, \"〔\\\\d+〕\"))", TRUE},
    {HERE, "个数(资金项) = 4 且 个数(资金项[作用 = 财政拨款]) = 1", TRUE},
    {HERE, "个数(资金项[下级.名称 = \"财政拨款\"]) = 1", REFUSED},
    {HERE, "个数(资金项[任一(下级, 作用 = 财政拨款)]) = 1", TRUE},
    {HERE, "个数(一级类[有(指标)]) = 1 且 个数(二级类[有(指标)]) = 3", TRUE},
    {HERE, "任一(制度保障, 任一(阶段, 它 = 实施阶段) 且 类型 = 财务管理制度)", TRUE},
    {HERE, "任一(一级类, 作用 = 产出) 且 任一(二级类, 空(作用) 且 作用 != 满意度)", TRUE},
    /* targets */
    {HERE, "任一(指标, 目标值.关系 = 不低于 且 目标值.单位 = 人次)", TRUE},
    {HERE, "任一(指标, 目标值.关系 = 区间 且 目标值.下限 = 85% 且 目标值.上限 = 95%)", TRUE},
    {HERE, "任一(指标, 目标值.关系 = 不高于 且 目标值.值 = 2020-12-31)", TRUE},
    {HERE, "个数(指标[目标值.值 > 50%]) = 1", TRUE},
    {HERE, "个数(指标[目标值.值 > 299 人次]) = 1", TRUE},
    {HERE, "个数(指标[目标值.值 >= 良好]) = 1", TRUE},
    {HERE, "任一(指标, 目标值.值 = 及时)", FALSE},
    {HERE, "个数(指标[目标值.定量]) = 3 且 个数(指标[目标值.定性]) = 1", TRUE},
    {HERE, "个数(指标[目标值.量类 = 比率]) = 2", TRUE},
    {HERE, "个数(指标[方向 = 正向]) = 2 且 个数(指标[方向 = 反向]) = 1", TRUE},
    /* lines */
    {HERE, "任一(明细, 单价 = 5 万元/次 且 数量 = 10 次 且 单价 × 数量 = 金额)", TRUE},
    {HERE, "全部(明细, 任务.名称 = \"培训\")", TRUE},
    {HERE, "任一(任务, 求和(明细.金额) = 金额)", TRUE},
    /* texts */
    {HERE, "包含(概况, \"教师\") 且 非 包含(概况, \"学生\")", TRUE},
    {HERE, "包含(概况, 词表.空泛词)", TRUE},
    {HERE, "包含(指标.名称, \"优秀\")", TRUE},
    {HERE, "匹配(总目标, \"^全面..$\") 且 非 匹配(总目标, \"^全面$\")", TRUE},
    {HERE, "长度(总目标) = 4", TRUE},
    {HERE, "任一(数目(概况), 它 = 300 人次)", TRUE},
    {HERE, "相近(总目标, 总目标) = 100%", TRUE},
    {HERE, "包含(连写(总目标, 概况), \"教师\")", TRUE},
    {HERE, "类别 = 一次性项目", NEITHER},
    {HERE, "类别 = 二次性项目", REFUSED},
    {HERE, "体系.名称 = \"shanghai/2020\"", TRUE},
    /* types */
    {HERE, "年度 = 当年", REFUSED},
    {HERE, "概况 > 总目标", REFUSED},
    {HERE, "当年 + 1", REFUSED},
    {HERE, "当年 / 0 > 1", REFUSED},
    {HERE, "当年 / 0 > 1 万元", REFUSED},
    {HERE, "当年 / (年度 - 年度) > 1 万元", NEITHER},
    {HERE, "天数(期限) > 300 天 且 天数(期限) 属于 40 周 至 60 周 且 天数(期限) > 300", TRUE},
    {HERE, "天数(期限) > 300 米", REFUSED},
    {HERE, "年度 属于 2021 至 2020", REFUSED},
    {HERE, "四舍五入(当年, 11) > 0 元", REFUSED},
    {HERE, "指标 = 1", REFUSED},
    {HERE, "求和(当年) = 1 元", REFUSED},
    {HERE, "全部(指标, 全部(指标, 全部(指标, 真)))", REFUSED},
};

int main(void)
{
    struct unit unit = {0, 0};
    struct judge *judge = judge_new();
    CHECK(&unit, judge != NULL);
    for (size_t i = 0; judge && i < COUNT(rows); i++)
        CHECK_ROW_NUMBER(&unit, &rows[i], judge_expression(judge, rows[i].expression, project),
                         rows[i].outcome);
    judge_free(judge);
    /* What one rule had no steps left for is asked again for the next. */
    CHECK(&unit, !judge_keeps(0) && judge_keeps(9));
    return unit_finish(&unit);
}
