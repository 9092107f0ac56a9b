/*
 * unit_fingerprint.c - what a finding is known by: what changes it and what does not.
 *
 * Each row is one text and another one with a finding at the same words of both; whether their
 * fingerprints agree is what is tried.
 */
#include "sema/fingerprint.h"

#include "syntax/parse.h"
#include "unit.h"

#define BEGIN "项目 \"甲\" {\n年度：2020\n资金 { 总预算：100 万元 }\n"
#define END "}\n"

struct row {
    int line;
    const char *one, *other;
    const char *about; /* the words in both that the finding is about */
    bool is_same;
};

static const struct row rows[] = {
    {HERE, BEGIN END, "\n\n// 注\n" BEGIN END, "100 万元", true},
    {HERE, BEGIN END, "项目 \"甲\" { 年度:2020; 资金 {\n总预算 :  100 万元\n}\n}", "100 万元",
     true},
    {HERE, BEGIN END, "项目 \"甲\" {\n概况：\"新\"\n年度：2020\n资金 { 总预算：100 万元 } }",
     "100 万元", true},
    {HERE, BEGIN END, "项目 \"乙\" {\n年度：2020\n资金 { 总预算：100 万元 } }", "100 万元", false},
    {HERE, BEGIN END, "项目 \"甲\" {\n年度：2021\n资金 { 总预算：100 万元 } }", "100 万元", false},
    {HERE, BEGIN END, "项目 \"甲\" {\n年度：2020\n资金 { 当年预算：100 万元 } }", "100 万元",
     false},
    {HERE, BEGIN "编号：\"1\"" END,
     "项目 \"乙\" {\n编号：\"1\"\n年度：2020\n资金 { 总预算：100 万元 } }", "100 万元", true},
    {HERE, BEGIN "编号：\"1\"" END, BEGIN "编号：\"2\"" END, "100 万元", false},
    /* The header speaks of the whole value. */
    {HERE, BEGIN END, "项目 \"甲\" {\n年度：2020\n资金 { 总预算：101 万元 } }", "总预算", false},
    {HERE, BEGIN "数量 \"x\" >= 3 门 { 权重：1 }" END, BEGIN "数量 \"x\" >= 3 门 { 权重：2 }" END,
     "\"x\"", true},
    {HERE, BEGIN "数量 \"x\" >= 3 门 { 权重：1 }" END, BEGIN "数量 \"x\" >= 4 门 { 权重：1 }" END,
     "权重", true},
    {HERE, BEGIN "数量 \"x\" >= 3 门" END, BEGIN "数量 \"x\" <= 3 门" END, "数量", false},
    /* Of a list, one item. */
    {HERE, BEGIN "阶段：准备, 收尾" END, BEGIN "阶段：收尾, 实施" END, "收尾", true},
    {HERE, BEGIN "阶段：准备, 收尾" END, BEGIN "阶段：收尾, 实施" END, "阶段", false},
    /* Outside of projects the file counts, and the node. */
    {HERE, "单位 甲 = 2 米", "\n单位 甲 = 2 米", "甲", true},
    {HERE, "单位 甲 = 2 米", "单位 甲 = 3 米", "甲", false},
};

struct fixture {
    struct arena a;
    struct source *source;
    struct diags d;
    struct ast_nodes nodes;
};

static void open(struct fixture *f, const char *text)
{
    *f = (struct fixture){.a = ARENA_INIT};
    f->d.arena = &f->a;
    f->source = source_new(&f->a, STR("a.jx"), str_of(text));
    struct diags ignored = {.arena = &f->a};
    f->nodes = parse(f->source, &f->a, &ignored, NULL);
}

static struct span find(const struct fixture *f, const char *words)
{
    const char *text = f->source->text.ptr, *at = strstr(text, words);
    uint32_t start = at ? (uint32_t)(at - text) : 0;
    return (struct span){f->source, start, start + (uint32_t)strlen(words)};
}

static struct diag *report(struct fixture *f, const char *words, const char *argument)
{
    return diag_report(&f->d, DIAG_REPEATED, find(f, words), DIAG_TEXT(str_of(argument)));
}

static void give(struct fixture *f, const char *path)
{
    diag_sort(&f->d);
    fingerprints_give(&f->d, f->source, f->nodes.first, str_of(path), &f->a);
}

static void test_rows(struct unit *u)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fixture one, other;
        open(&one, rows[i].one);
        open(&other, rows[i].other);
        struct diag *left = report(&one, rows[i].about, "x");
        struct diag *right = report(&other, rows[i].about, "x");
        give(&one, "a.jx");
        give(&other, "a.jx");
        CHECK_ROW_NUMBER(u, &rows[i], left->fingerprint.len, FINGERPRINT_LENGTH);
        CHECK_ROW_NUMBER(u, &rows[i], str_equal(left->fingerprint, right->fingerprint),
                         rows[i].is_same);
        arena_free(&one.a);
        arena_free(&other.a);
    }
}

/* The path of the file counts where no project says whose the finding is. */
static void test_paths(struct unit *u)
{
    static const char *const texts[] = {BEGIN END, "单位 总预算 = 2 米"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct fixture one, other;
        open(&one, texts[i]);
        open(&other, texts[i]);
        struct diag *left = report(&one, "总预算", "x"), *right = report(&other, "总预算", "x");
        give(&one, "a.jx");
        give(&other, "b.jx");
        CHECK(u, str_equal(left->fingerprint, right->fingerprint) == (i == 0));
        arena_free(&one.a);
        arena_free(&other.a);
    }
}

/* What differs in one file, and what is alike, is told apart. */
static void test_one_file(struct unit *u)
{
    struct fixture f;
    open(&f, BEGIN "概况：\"甲 乙\"\n" END);
    struct diag *diags[] = {report(&f, "总预算", "x"), report(&f, "总预算", "y"),
                            report(&f, "概况", "x"), report(&f, "100", "x"),
                            report(&f, "100", "x y")};
    struct diag *spaced = report(&f, "100", "x　y");
    give(&f, "a.jx");
    for (size_t i = 0; i < COUNT(diags); i++) {
        for (size_t j = 0; j < i; j++)
            CHECK(u, !str_equal(diags[i]->fingerprint, diags[j]->fingerprint));
    }
    CHECK(u, !str_equal(spaced->fingerprint, diags[4]->fingerprint));
    arena_free(&f.a);
}

/* A part comes and goes without the others. */
static void test_parts(struct unit *u)
{
    struct fixture one, other;
    open(&one, BEGIN "数量 \"x\" >= 3 门\n数量 \"y\" >= 3 门" END);
    open(&other, BEGIN "数量 \"w\" >= 3 门\n数量 \"x\" >= 3 门" END);
    struct diag *left = report(&one, "\"甲\"", ""), *right = report(&other, "\"甲\"", "");
    diag_add_part(&one.d, left, find(&one, "\"x\""), STR("没有写"));
    diag_add_part(&one.d, left, find(&one, "\"y\""), STR("没有写"));
    diag_add_part(&other.d, right, find(&other, "\"w\""), STR("没有写"));
    diag_add_part(&other.d, right, find(&other, "\"x\""), STR("没有写"));
    give(&one, "a.jx");
    give(&other, "a.jx");
    CHECK(u, str_equal(left->fingerprint, right->fingerprint));
    CHECK_NUMBER(u, left->part_count, 2);
    CHECK(u, str_equal(left->parts->fingerprint, right->parts->next->fingerprint));
    CHECK(u, !str_equal(left->parts->next->fingerprint, right->parts->fingerprint));
    arena_free(&one.a);
    arena_free(&other.a);
}

int main(void)
{
    struct unit u = {0};
    test_rows(&u);
    test_paths(&u);
    test_one_file(&u);
    test_parts(&u);
    return unit_finish(&u);
}
