/* unit_likeness.c - tests of slips of the pen, of names that look the same, and of “did you mean”. */
#include "base/alike.h"
#include "base/nearest.h"

#include "unit.h"

static void test_typo(struct unit *u)
{
    static const struct {
        int line;
        const char *written, *wanted;
        bool is_typo;
    } rows[] = {
        /* One letter for another, in a word long enough. */
        {HERE, "projekt", "project", true},
        {HERE, "PROJEKT", "PROJECT", true},
        {HERE, "cot", "cat", false},
        {HERE, "p2oject", "project", false},
        {HERE, "project", "p2oject", false},
        {HERE, "p_oject", "project", false},
        {HERE, "p{oject", "project", false},
        {HERE, "prajekt", "project", false},
        /* Two neighbours swapped; characters that sound alike. */
        {HERE, "porject", "project", true},
        {HERE, "目项", "项目", true},
        {HERE, "porjetc", "project", false},
        {HERE, "万园", "万元", true},
        {HERE, "玩园", "万元", true},
        {HERE, "万二", "万元", false},
        /* One character left out, but the first. */
        {HERE, "projct", "project", true},
        {HERE, "projec", "project", true},
        {HERE, "roject", "project", false},
        {HERE, "projxx", "project", false},
        {HERE, "数指标", "数量指标", true},
        {HERE, "指标", "指标值", false},
        /* One character twice. */
        {HERE, "projeect", "project", true},
        {HERE, "pproject", "project", true},
        {HERE, "projecxt", "project", false},
        {HERE, "xproject", "project", false},
        {HERE, "projxxct", "project", false},
        {HERE, "proj", "project", false},
        {HERE, "project", "project", true},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW_NUMBER(u, &rows[i], utf8_is_typo(str_of(rows[i].written), str_of(rows[i].wanted)),
                         rows[i].is_typo);
    /* Nobody misspells a sentence. */
    char many[66];
    memset(many, 'a', sizeof many);
    struct str longest = {many, 64}, longer = {many, 65};
    CHECK(u, utf8_is_typo(longest, longest));
    CHECK(u, !utf8_is_typo(longer, longest));
    CHECK(u, !utf8_is_typo(longest, longer));
    CHECK_NUMBER(u, utf8_distance(longer, longest, 4), 5);
}

static void test_alike(struct unit *u, struct arena *a)
{
    static const struct {
        int line;
        const char *name, *skeleton;
        bool is_odd;
    } rows[] = {
        {HERE, "", "", false},
        {HERE, "项目 A", "项目A", true},
        {HERE, "项目A~", "项目A~", false},
        {HERE, "⽬标", "目标", true},
        {HERE, "培訓", "培训", true},
        {HERE, "已方", "己方", true},
        {HERE, "\xCE\x91 组", "A组", true},
        {HERE, "项　目", "项目", true},
        {HERE, "项\xC2\xA0目", "项目", true},
        {HERE, "项\xE2\x80\x8B目", "项目", true},
        {HERE, "Ａ组", "A组", true},
        {HERE, "A\x7F", "A\x7F", false},
        {HERE, "caf\xC3\xA9", "caf\xC3\xA9", false},
        {HERE, "cafe\xCC\x81", "caf\xC3\xA9", true},
        {HERE, "\xEF\xA4\x80", "豈", true},
        {HERE, "\xEF\xAC\x81", "\xEF\xAC\x81", false},
        /* U+FFE3 stands for two characters, a blank with a bar. */
        {HERE, "甲\xEF\xBF\xA3", "甲\xEF\xBF\xA3", false},
        {HERE, "甲\xEF\xBF\xBD", "甲\xEF\xBF\xBD", false},
        {HERE, "甲😀", "甲😀", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str name = str_of(rows[i].name);
        CHECK_ROW_NUMBER(u, &rows[i], alike_is_odd(name), rows[i].is_odd);
        CHECK_ROW_TEXT(u, &rows[i], alike_skeleton(a, name), rows[i].skeleton);
    }
}

static void test_nearest(struct unit *u)
{
    static const struct {
        int line;
        const char *written, *names[3], *nearest;
    } rows[] = {
        {HERE, "项木", {"项目", "单位", "年度"}, "项目"},
        {HERE, "质量", {"项目", "单位", "年度"}, ""},
        {HERE, "", {"元", "人", ""}, ""},
        {HERE, "人", {"", "元", "人"}, "人"},
        /* Of two equally near the one that begins alike, else neither. */
        {HERE, "人工", {"人", "工", "人次"}, "人"},
        {HERE, "工人", {"人", "工", "x"}, "工"},
        {HERE, "人员", {"人次", "人力", "x"}, ""},
        {HERE, "人员", {"人次", "人次", "x"}, "人次"},
        {HERE, "人员", {"人次", "人力", "人员"}, "人员"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct nearest nearest = nearest_to(str_of(rows[i].written));
        nearest_try(&nearest, str_of(rows[i].names[0]));
        nearest_try_both(&nearest, str_of(rows[i].names[1]), str_of(rows[i].names[2]));
        CHECK_ROW_TEXT(u, &rows[i], nearest_name(&nearest), rows[i].nearest);
    }
}

int main(void)
{
    struct unit u = {0};
    struct arena a = ARENA_INIT;
    test_typo(&u);
    test_alike(&u, &a);
    test_nearest(&u);
    arena_free(&a);
    return unit_finish(&u);
}
