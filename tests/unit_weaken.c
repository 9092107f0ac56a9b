/* unit_weaken.c - whether a target promises less than another one. */
#include "unit.h"
#include "unit_weaken.h"

struct row {
    int line;
    const char *old, *new_one;
    int expected;
};

static const struct row rows[] = {
    /* Quantities: which way is better is told by the relation. */
    {HERE, ">= 90%", ">= 95%", IS_NOT_WEAKENED},
    {HERE, ">= 90%", ">= 90%", IS_NOT_WEAKENED},
    {HERE, ">= 90%", ">= 85%", IS_WEAKENED},
    {HERE, "<= 5 天", "<= 6 天", IS_WEAKENED},
    {HERE, "<= 5 天", "<= 120 小时", IS_NOT_WEAKENED},
    {HERE, "<= 5 天", "<= 4 天", IS_NOT_WEAKENED},
    {HERE, "> 90%", ">= 90%", IS_WEAKENED},
    {HERE, "> 90%", "> 90%", IS_NOT_WEAKENED},
    {HERE, ">= 90%", "> 90%", IS_NOT_WEAKENED},
    {HERE, "< 5 天", "<= 5 天", IS_WEAKENED},
    {HERE, ">= 40 人", "<= 40 人", IS_NOT_COMPARABLE},
    {HERE, "<= 40 人", ">= 40 人", IS_NOT_COMPARABLE},
    {HERE, ">= 40 人", ">= 50 人次", IS_NOT_COMPARABLE},
    /* One value takes its direction from the other target. */
    {HERE, "= 40 人", "= 40 人", IS_NOT_WEAKENED},
    {HERE, "= 40 人", "= 50 人", IS_NOT_COMPARABLE},
    {HERE, "= 40 人", ": 40 人", IS_NOT_WEAKENED},
    {HERE, "= 40 人", ">= 40 人", IS_NOT_WEAKENED},
    {HERE, "= 40 人", ">= 39 人", IS_WEAKENED},
    {HERE, "= 40 人", "<= 41 人", IS_WEAKENED},
    {HERE, "= 40 人", "<= 39 人", IS_NOT_WEAKENED},
    {HERE, ">= 40 人", "= 40 人", IS_NOT_WEAKENED},
    {HERE, ">= 40 人", "= 39 人", IS_WEAKENED},
    {HERE, "<= 40 人", "= 41 人", IS_WEAKENED},
    {HERE, "> 40 人", "= 40 人", IS_WEAKENED},
    /* Ranges. */
    {HERE, ": 85% 至 95%", ": 86% 至 94%", IS_NOT_WEAKENED},
    {HERE, ": 85% 至 95%", ": 85% 至 95%", IS_NOT_WEAKENED},
    {HERE, ": 85% 至 95%", ": 84% 至 95%", IS_WEAKENED},
    {HERE, ": 85% 至 95%", ": 85% 至 96%", IS_WEAKENED},
    {HERE, ": 85% 至 95%", "= 90%", IS_NOT_WEAKENED},
    {HERE, ": 85% 至 95%", "= 80%", IS_WEAKENED},
    {HERE, ": 85% 至 95%", ">= 90%", IS_WEAKENED},
    {HERE, ": 85% 至 95%", "<= 90%", IS_WEAKENED},
    {HERE, ": 85% 至 95%", "!= 90%", IS_NOT_COMPARABLE},
    {HERE, ": 85% 至 95%", ">= 90 人", IS_NOT_COMPARABLE},
    {HERE, ">= 85%", ": 85% 至 95%", IS_NOT_WEAKENED},
    {HERE, ">= 85%", ": 80% 至 95%", IS_WEAKENED},
    {HERE, "<= 95%", ": 80% 至 95%", IS_NOT_WEAKENED},
    {HERE, "<= 95%", ": 80% 至 96%", IS_WEAKENED},
    {HERE, "= 90%", ": 85% 至 95%", IS_WEAKENED},
    {HERE, "= 90%", ": 90% 至 95%", IS_NOT_COMPARABLE},
    {HERE, "= 90%", ": 80% 至 90%", IS_NOT_COMPARABLE},
    {HERE, "= 90%", "!= 80%", IS_NOT_COMPARABLE},
    {HERE, "= 90%", "!= 90%", IS_NOT_COMPARABLE},
    {HERE, ": 85% 至 95%", "<= 90%", IS_WEAKENED},
    {HERE, ": 85% 至 95%", "!= 90%", IS_NOT_COMPARABLE},
    {HERE, "> 90%", "> 90%", IS_NOT_WEAKENED},
    {HERE, "< 90%", "< 90%", IS_NOT_WEAKENED},
    {HERE, "!= 90%", "!= 90%", IS_NOT_WEAKENED},
    {HERE, "!= 90%", "!= 80%", IS_NOT_COMPARABLE},
    {HERE, "!= 90%", "!= 90 人", IS_NOT_COMPARABLE},
    {HERE, "!= 90%", "!= 健全", IS_NOT_COMPARABLE},
    {HERE, ">= 90%", "!= 90%", IS_NOT_COMPARABLE},
    {HERE, "!= 90%", ">= 95%", IS_NOT_COMPARABLE},
    /* Grades: a step that stands alone is to be reached. */
    {HERE, ">= 基本健全", ">= 健全", IS_NOT_WEAKENED},
    {HERE, ">= 健全", ">= 基本健全", IS_WEAKENED},
    {HERE, ": 健全", "= 基本健全", IS_WEAKENED},
    {HERE, ": 基本健全", "= 健全", IS_NOT_WEAKENED},
    {HERE, ": 健全", ">= 健全", IS_NOT_WEAKENED},
    {HERE, ": 健全", ": 及时", IS_NOT_COMPARABLE},
    {HERE, ": 健全", "<= 健全", IS_NOT_COMPARABLE},
    /* Dates: the earlier the better; of a range the end counts. */
    {HERE, "<= 2020-06-30", "<= 2020-07-31", IS_WEAKENED},
    {HERE, ": 2020-06-30", "<= 2020-06-30", IS_NOT_WEAKENED},
    {HERE, ": 2020年6月", ": 2020-06-30", IS_NOT_WEAKENED},
    {HERE, ": 2020年6月", "<= 2020-07-01", IS_WEAKENED},
    {HERE, "< 2020-06-30", "<= 2020-06-30", IS_WEAKENED},
    {HERE, ": 2020-01-01 至 2020-06-30", ": 2020-03-01 至 2020-07-01", IS_WEAKENED},
    {HERE, ": 2020-01-01 至 2020-06-30", ": 2020-03-01", IS_NOT_WEAKENED},
    {HERE, ">= 2020-03-01", ">= 2020-04-01", IS_NOT_WEAKENED},
    {HERE, ">= 2020-03-01", "<= 2020-04-01", IS_NOT_COMPARABLE},
    /* Words, and what is of another sort. */
    {HERE, ": \"全部完成\"", ": \"全部完成\"", IS_NOT_WEAKENED},
    {HERE, ": \"全部完成\"", ": \"部分完成\"", IS_NOT_COMPARABLE},
    {HERE, ": \"全部完成\"", ": 《全部完成》", IS_NOT_COMPARABLE},
    {HERE, ": 《方案》", ": 《方案》", IS_NOT_WEAKENED},
    {HERE, ": 真", ": 真", IS_NOT_WEAKENED},
    {HERE, ": 真", ": 假", IS_NOT_COMPARABLE},
    {HERE, ": 真", ": \"全部完成\"", IS_NOT_COMPARABLE},
    {HERE, ": 《办法》", ": 《办法》", IS_NOT_WEAKENED},
    {HERE, ": 《办法》", ": \"《办法》\"", IS_NOT_WEAKENED},
    {HERE, ": \"办法\"", ": 《办法》", IS_NOT_COMPARABLE},
    {HERE, ": 《办法》", ">= 90%", IS_NOT_COMPARABLE},
    {HERE, ": \"完成\"", ": 健全", IS_NOT_COMPARABLE},
    {HERE, "!= 90%", "!= 健全", IS_NOT_COMPARABLE},
    {HERE, ">= 90%", ": 健全", IS_NOT_COMPARABLE},
    {HERE, ": 健全", ">= 90%", IS_NOT_COMPARABLE},
    {HERE, ": \"完成\"", ">= 90%", IS_NOT_COMPARABLE},
    /* Of a target that was reported nothing is known. */
    {HERE, ">= 90 没有的单位", ">= 80%", IS_NOT_COMPARABLE},
    {HERE, ">= 90%", ">= 80 没有的单位", IS_NOT_COMPARABLE},
};

int main(void)
{
    struct unit u = {0, 0};
    struct weaken_bench *bench = weaken_bench_open();
    for (const struct row *row = rows; row < rows + COUNT(rows); row++)
        CHECK_ROW_NUMBER(&u, row, weaken_bench_compare(bench, row->old, row->new_one),
                         row->expected);
    weaken_bench_close(bench);
    return unit_finish(&u);
}
