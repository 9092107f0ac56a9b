/* unit_paper.c - tests of targets and periods as people write them on paper. */
#include "syntax/paper_value.h"

#include "unit.h"

static const struct {
    int line;
    const char *paper;
    enum paper_kind kind;
    const char *text;
} target_rows[] = {
    {HERE, "", PAPER_NONE, ""},
    {HERE, "良好", PAPER_NONE, ""},
    {HERE, " 300 人。", PAPER_BARE, "300 人"},
    {HERE, "300", PAPER_BARE, "300"},
    {HERE, "1.5‰", PAPER_BARE, "1.5‰"},
    {HERE, "50kW·h", PAPER_BARE, "50kW·h"},
    {HERE, "50Kg/m²", PAPER_BARE, "50Kg/m²"},
    {HERE, "50@人", PAPER_NONE, ""},
    {HERE, "50{人", PAPER_NONE, ""},
    {HERE, "50_人", PAPER_NONE, ""},
    {HERE, "50（人）", PAPER_NONE, ""},
    {HERE, "50.", PAPER_NONE, ""},
    {HERE, "95%以上", PAPER_REWRITE, ">= 95%"},
    {HERE, "９５％及以上，", PAPER_REWRITE, ">= 95%"},
    {HERE, "≥95%以上", PAPER_REWRITE, ">= 95%"},
    {HERE, "不低于95%以下", PAPER_NONE, ""},
    {HERE, "≥95%以下", PAPER_NONE, ""},
    {HERE, "良好以上", PAPER_NONE, ""},
    {HERE, "15天之内", PAPER_REWRITE, "<= 15天"},
    {HERE, "不少于 300 人", PAPER_REWRITE, ">= 300 人"},
    {HERE, ">=300人", PAPER_NONE, ""},
    {HERE, "达到24场", PAPER_REWRITE, ">= 24场"},
    {HERE, "完成 24 场", PAPER_REWRITE, ">= 24 场"},
    {HERE, "达到100.0％", PAPER_BARE, "100.0%"},
    {HERE, "达到101%", PAPER_REWRITE, ">= 101%"},
    {HERE, ">= 达到24场", PAPER_NONE, ""},
    {HERE, "达到国家标准", PAPER_NONE, ""},
    /* about so many */
    {HERE, "约300人", PAPER_VAGUE, "约300人"},
    {HERE, "大约好", PAPER_NONE, ""},
    {HERE, "300人左右", PAPER_VAGUE, "300人左右"},
    {HERE, "300余人", PAPER_VAGUE, "300余人"},
    /* two bounds */
    {HERE, "≥100人，≤200人", PAPER_REWRITE, "= 100人 至 200人"},
    {HERE, ">100人且<200人", PAPER_REWRITE, "= 100人 至 200人"},
    {HERE, "≥100人，≥200人", PAPER_NONE, ""},
    {HERE, "≤100人，≤200人", PAPER_NONE, ""},
    {HERE, "≥100人，200人", PAPER_NONE, ""},
    {HERE, "≥优，≤200人", PAPER_NONE, ""},
    {HERE, "≥100人，≤优!", PAPER_NONE, ""},
    /* a range */
    {HERE, "100-200 人", PAPER_REWRITE, "= 100 至 200 人"},
    {HERE, "1%～3%", PAPER_REWRITE, "= 1% 至 3%"},
    {HERE, "100——200人", PAPER_REWRITE, "= 100 至 200人"},
    {HERE, "=100到200人", PAPER_REWRITE, "= 100 至 200人"},
    {HERE, "≥100-200人", PAPER_NONE, ""},
    {HERE, "100-优@", PAPER_NONE, ""},
    {HERE, "2020-2026", PAPER_NONE, ""},
    {HERE, "2020至2026人", PAPER_REWRITE, "= 2020 至 2026人"},
    /* a last day */
    {HERE, "2026年12月底前", PAPER_REWRITE, "<= 2026年12月"},
    {HERE, "2026年12月15日前", PAPER_REWRITE, "<= 2026年12月15日"},
    {HERE, "2026年12月15号之前完成", PAPER_REWRITE, "<= 2026年12月15日"},
    {HERE, "2026年12月15", PAPER_REWRITE, "<= 2026年12月15日"},
    {HERE, "2026年12月15人", PAPER_NONE, ""},
    {HERE, "2026年12月32日", PAPER_NONE, ""},
    {HERE, "2026年11月31前", PAPER_NONE, ""},
    {HERE, "2026年2月29日", PAPER_NONE, ""},
    {HERE, "2028年2月29日", PAPER_REWRITE, "<= 2028年2月29日"},
    {HERE, "2026-02-30前", PAPER_NONE, ""},
    {HERE, "11月31日前", PAPER_NONE, ""},
    {HERE, ">= 2026年12月中旬", PAPER_NONE, ""},
    {HERE, "= 2026年12月底", PAPER_NONE, ""},
    {HERE, ">= 2026年12月底前", PAPER_REWRITE, "<= 2026年12月"},
    {HERE, "<= 2026年12月中旬", PAPER_REWRITE, "<= 2026年12月20日"},
    {HERE, "= 3.5 前", PAPER_NONE, ""},
    {HERE, "2026年12月中旬", PAPER_REWRITE, "<= 2026年12月20日"},
    {HERE, "2026年12月下旬前", PAPER_REWRITE, "<= 2026年12月"},
    {HERE, "2026.12.5前", PAPER_REWRITE, "<= 2026年12月5日"},
    {HERE, "2026-12-05前", PAPER_REWRITE, "<= 2026-12-05"},
    {HERE, "2026-12-5日前", PAPER_REWRITE, "<= 2026-12-05"},
    {HERE, "2026.12.5号前", PAPER_REWRITE, "<= 2026年12月5日"},
    {HERE, "2026.13.5前", PAPER_NONE, ""},
    {HERE, "11月15前", PAPER_YEARLESS, "11月15日"},
    {HERE, "11月15人", PAPER_NONE, ""},
    {HERE, "11月上旬前", PAPER_YEARLESS, "11月10日"},
    {HERE, "11.15前", PAPER_YEARLESS, "11月15日"},
    {HERE, "11/15之前", PAPER_YEARLESS, "11月15日"},
    {HERE, "13.15前", PAPER_NONE, ""},
    {HERE, "15日前", PAPER_NONE, ""},
    {HERE, "2026年13月", PAPER_NONE, ""},
    {HERE, "2026年0月", PAPER_NONE, ""},
    {HERE, "2026年12", PAPER_NONE, ""},
    {HERE, "2026年12月好", PAPER_NONE, ""},
    {HERE, "2026年底", PAPER_REWRITE, "<= 2026年12月"},
    {HERE, "2026年年底", PAPER_REWRITE, "<= 2026年12月"},
    {HERE, "2026年", PAPER_BARE, "2026年"},
    {HERE, "2026年好", PAPER_BARE, "2026年好"},
    {HERE, "2026年四季度", PAPER_REWRITE, "<= 2026年12月"},
    {HERE, "2026年第1季度末", PAPER_REWRITE, "<= 2026年3月"},
    {HERE, "2026年第5季度", PAPER_NONE, ""},
    {HERE, "2026年第0季度", PAPER_NONE, ""},
    {HERE, "2026年四季度好", PAPER_BARE, "2026年四季度好"},
    {HERE, "2026年四次", PAPER_BARE, "2026年四次"},
    {HERE, "11月15日前", PAPER_YEARLESS, "11月15日"},
    {HERE, "11月15号", PAPER_YEARLESS, "11月15日"},
    {HERE, "11月底", PAPER_YEARLESS, "11月"},
    {HERE, "11月15", PAPER_YEARLESS, "11月15日"},
    {HERE, "3.5内", PAPER_REWRITE, "<= 3.5"},
    {HERE, "11月15日好", PAPER_NONE, ""},
    {HERE, "99999999年底", PAPER_BARE, "99999999年底"},
};

static void test_targets(struct unit *u, struct arena *a)
{
    for (size_t i = 0; i < COUNT(target_rows); i++) {
        struct paper_value value = paper_target(a, str_of(target_rows[i].paper));
        CHECK_ROW_NUMBER(u, &target_rows[i], value.kind, target_rows[i].kind);
        CHECK_ROW_TEXT(u, &target_rows[i], value.kind == PAPER_NONE ? STR("") : value.text,
                       target_rows[i].text);
    }
}

static void test_periods(struct unit *u, struct arena *a)
{
    static const struct {
        int line;
        const char *paper, *text;
    } rows[] = {
        {HERE, "2020年3月-2020年12月", "2020年3月 至 2020年12月"},
        {HERE, "2020年3月1日至12月31日", "2020年3月1日 至 2020年12月31日"},
        {HERE, "2020年3月1号到12月31号", "2020年3月1日 至 2020年12月31日"},
        {HERE, "2020.03—2020.12", "2020年3月 至 2020年12月"},
        {HERE, "2020.03.01—2020.12.31", "2020年3月1日 至 2020年12月31日"},
        {HERE, "2020/3/1~2020/12/31", "2020年3月1日 至 2020年12月31日"},
        {HERE, "2020.03.~2020.12.", ""},
        {HERE, "", ""},
        {HERE, "2020年", ""},
        {HERE, "2020-2021", ""},
        {HERE, "3月-12月", ""},
        {HERE, "2020年3月", ""},
        {HERE, "2020年3月 2020年12月", ""},
        {HERE, "2020年13月-2020年12月", ""},
        {HERE, "2020年0月-2020年12月", ""},
        {HERE, "2020年3-2020年12月", "2020年3月 至 2020年12月"},
        {HERE, "2020年3-12月", "2020年3月 至 2020年12月"},
        {HERE, "2020年3至12月", "2020年3月 至 2020年12月"},
        {HERE, "2020年3-12", ""},
        {HERE, "2020年全年", "2020年1月 至 2020年12月"},
        {HERE, "2020年全年好", ""},
        {HERE, "2020年3月1-2020年12月", ""},
        {HERE, "2020年3月-2020年12月好", ""},
        {HERE, "2020年3月-好", ""},
        {HERE, "2020年3月1日-11月31日", ""},
        {HERE, "20200101-20201231", "2020年1月1日 至 2020年12月31日"},
        {HERE, "20200101-20201301", ""},
        {HERE, "20200100-20201200", ""},
        {HERE, "2020年12-1月", ""},
        {HERE, "2021年3月-2020年4月", ""},
        {HERE, "2020年3月5日-3月5日", "2020年3月5日 至 2020年3月5日"},
        {HERE, "2020年3月5日-3月4日", ""},
        {HERE, "2020年3月31日-3月", "2020年3月31日 至 2020年3月"},
        {HERE, "2020年3月-3月", "2020年3月 至 2020年3月"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW_TEXT(u, &rows[i], paper_period(a, str_of(rows[i].paper)), rows[i].text);
}

static void test_years(struct unit *u, struct arena *a)
{
    static const struct {
        int line;
        const char *paper, *text;
    } rows[] = {
        {HERE, "2026", "2026年1月 至 2026年12月"},
        {HERE, "2026年", "2026年1月 至 2026年12月"},
        {HERE, "２０２６年度", "2026年1月 至 2026年12月"},
        {HERE, "2026年全年", "2026年1月 至 2026年12月"},
        {HERE, " 2026 年 至 2028 年 ", "2026年1月 至 2028年12月"},
        {HERE, "2026-2028年", "2026年1月 至 2028年12月"},
        {HERE, "2026—2026", "2026年1月 至 2026年12月"},
        {HERE, "2028-2026", ""},
        {HERE, "2026-", ""},
        {HERE, "1990", "1990年1月 至 1990年12月"},
        {HERE, "1989", ""},
        {HERE, "2199", "2199年1月 至 2199年12月"},
        {HERE, "2200", ""},
        {HERE, "20260", ""},
        {HERE, "三年", ""},
        {HERE, "2026年3月", ""},
        {HERE, "", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW_TEXT(u, &rows[i], paper_years(a, str_of(rows[i].paper)), rows[i].text);
}

/* A change is a target, and what it is measured from. */
static void test_changes(struct unit *u, struct arena *a)
{
    static const struct {
        int line;
        const char *paper, *text, *baseline;
    } rows[] = {
        {HERE, "由14分钟缩短至9分钟", "<= 9分钟", "14分钟"},
        {HERE, "从 5 天 压缩 到 3 天 以内", "<= 3 天", "5 天"},
        {HERE, "由85%提高到95%以上", ">= 95%", "85%"},
        {HERE, "由85%提高到95%以下", "", ""},
        {HERE, "由14分钟缩短至9分钟以上", "", ""},
        {HERE, "由14缩短至9分钟", "<= 9分钟", "14分钟"},
        {HERE, "由14分钟缩短至9", "<= 9分钟", "14分钟"},
        {HERE, "由14缩短至9", "", ""},
        {HERE, "从5个工作日内缩短至3个工作日", "<= 3个工作日", "5个工作日"},
        {HERE, "由5天降到3天", "<= 3天", "5天"},
        {HERE, "由5天升至8天", ">= 8天", "5天"},
        {HERE, "由5天缩短3天", "", ""},
        {HERE, "由5天", "", ""},
        {HERE, "由较高降低至较低", "", ""},
        {HERE, "缩短至9分钟", "<= 9分钟", ""},
        {HERE, "提升至95%以上", ">= 95%", ""},
        {HERE, "缩短9分钟", "", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct paper_value value = paper_target(a, str_of(rows[i].paper));
        bool is_right = value.kind == PAPER_REWRITE;
        CHECK_ROW_TEXT(u, &rows[i], is_right ? value.text : STR(""), rows[i].text);
        CHECK_ROW_TEXT(u, &rows[i], is_right ? value.baseline : STR(""), rows[i].baseline);
    }
}

static void test_points(struct unit *u)
{
    static const struct {
        int line;
        const char *paper, *points, *rest;
    } rows[] = {
        {HERE, "≥300人 权重10", "10", "≥300人"},
        {HERE, "≥300人 分值7.5分", "7.5", "≥300人"},
        {HERE, "300 people weight 8", "8", "300 people"},
        {HERE, "权重10", "10", ""},
        {HERE, "10", "10", "10"},
        {HERE, "10分", "10", "10分"},
        {HERE, "10.25 分", "10.25", "10.25 分"},
        {HERE, "99", "99", "99"},
        {HERE, "100", "", "100"},
        {HERE, "1.2.3", "", "1.2.3"},
        {HERE, ".5", "", ".5"},
        {HERE, "分", "", "分"},
        {HERE, "10人", "", "10人"},
        {HERE, "≥300人 权重较大", "", "≥300人 权重较大"},
        {HERE, "≥300人 权重100", "", "≥300人 权重100"},
        {HERE, "", "", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str text = str_of(rows[i].paper);
        CHECK_ROW_TEXT(u, &rows[i], paper_points(&text), rows[i].points);
        CHECK_ROW_TEXT(u, &rows[i], text, rows[i].rest);
    }
}

int main(void)
{
    struct unit u = {0};
    struct arena a = ARENA_INIT;
    test_targets(&u, &a);
    test_periods(&u, &a);
    test_years(&u, &a);
    test_changes(&u, &a);
    test_points(&u);
    arena_free(&a);
    return unit_finish(&u);
}
