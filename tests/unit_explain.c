/* unit_explain.c - tests of what is told of a framework that has all that one may have, as the library's have not. */
#include "tools/compile.h"
#include "tools/file_check.h"

/* Those of a language of amounts are called that too. */
#define unit test_unit
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

static const char spec[] =
    "体系 \"全省\" \"all_of_it\" {\n"
    "    满分：100\n"
    "    一级 产出 outputs { 作用：产出；二级 数量 quantity { 作用：数量 } }\n"
    "    一级 空类 empty_level { 权重：20 }\n"
    "    字段 项目 文字甲 field_text { 类型：文字；说明：\"一句话\" }\n"
    "    字段 项目 文件甲 field_title { 类型：文件 }\n"
    "    资金 { 项 总额甲 amount_of_all { 作用：总额 } }\n"
    "    字段 项目 数字甲 field_number { 类型：数 }\n"
    "    字段 项目 年份甲 field_year { 类型：年份 }\n"
    "    字段 项目 真假甲 field_truth { 类型：真假 }\n"
    "    字段 指标 目标甲 field_target { 类型：目标值 }\n"
    "    字段 指标 选项甲 field_choice { 类型：选项；项 子项 sub_choice }\n"
    "    必填：年度、概况\n"
    "    必填：总目标 { 级别：警告 }\n"
    "    必填 指标：权重 { 条件：目标值.定量 }\n"
    "    规则 本省规则 own_of_framework \"本省自己的规则\" {\n"
    "        编码：Z9\n"
    "        级别：警告\n"
    "        对象：项目\n"
    "        要求：有(概况)\n"
    "    }\n"
    "    规则 本省别的 another_of_it \"本省别的规则\" {\n"
    "        编码：V2\n"
    "        对象：项目\n"
    "        要求：有(概况)\n"
    "    }\n"
    "}\n"
    "体系 \"沿用省\" \"takes_over\" {\n"
    "    沿用：\"全省\"\n"
    "}\n"
    "体系 \"别省\" \"other\" {\n"
    "    一级 产出 outputs { 作用：产出 }\n"
    "}\n"
    "量类 量甲 kind_a\n"
    "单位 单甲 unit_a：量甲\n"
    "/// 有说明的\n"
    "单位 单乙 = 2 单甲\n"
    "等级 级甲 scale_a { 高甲 > 低甲 }\n"
    "科目 科甲 codes_a { 用于：经济科目；位数：3；目录：\"777 科目七\" }\n"
    "指标库 \"库甲\" {\n"
    "    指标 \"标甲\" { 二级：数量 }\n"
    "    指标 \"标乙\" { 二级：数量；量类：量甲, 等级, 日期, 文字, 单价, 频次；方向：反向 }\n"
    "}\n";

static struct library *library;

/* ---- what main.c has -------------------------------------------------------------------------- */

int command_fail(const char *path, const char *reason)
{
    printf("%s: %s\n", path ? path : "", reason);
    return EXIT_CANNOT;
}

int command_refuse(const struct options *options, const char *path, const char *chinese,
                   const char *english)
{
    return command_fail(path, options->language == LANGUAGE_ENGLISH ? english : chinese);
}

int command_refuse_name(const struct options *options, const char *name, const char *chinese,
                        const char *english, struct str meant, const char *list)
{
    (void)meant, (void)list;
    return command_refuse(options, name, chinese, english);
}

struct library *command_library(struct arena *a)
{
    (void)a;
    return library;
}

enum command_id command_find(const struct options *options, const char *word)
{
    (void)options, (void)word;
    return COMMAND_COUNT;
}

/* ---- what a command prints ---------------------------------------------------------------------- */

/* What the command says of the words. */
static struct str said(struct arena *a, command_function *command, struct options options)
{
    char path[] = "/tmp/jixiao-unit-XXXXXX";
    int file = mkstemp(path), before = dup(STDOUT_FILENO);
    if (file < 0 || before < 0 || fflush(stdout) != 0 || dup2(file, STDOUT_FILENO) < 0)
        abort();
    options.print.limit_per_file = 100;
    command(&options);
    fflush(stdout);
    off_t size = lseek(file, 0, SEEK_END);
    char *text = arena_bytes(a, (size_t)size + 1);
    if (pread(file, text, (size_t)size, 0) != size || dup2(before, STDOUT_FILENO) < 0)
        abort();
    close(before);
    close(file);
    unlink(path);
    return (struct str){text, (size_t)size};
}

/* A line of a test: the word asked for, and a part of the answer, or with `!` before it what is none. */
struct answer {
    int line;
    enum language language;
    const char *word, *part;
};

static void check_answers(struct test_unit *u, command_function *command, struct options options,
                          const struct answer *answers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena a = ARENA_INIT;
        char *words[] = {(char *)arena_copy(&a, str_of(answers[i].word)).ptr};
        const char *part = answers[i].part;
        options.language = answers[i].language;
        options.paths = words;
        options.path_count = words[0][0] != '\0';
        struct str text = said(&a, command, options);
        bool is_wanted = part[0] != '!';
        bool holds = str_contains(text, str_of(part + !is_wanted)) == is_wanted;
        if (!holds)
            printf("of “%s”: %" STR_FORMAT "\n", answers[i].word, STR_ARG(text));
        CHECK_ROW_NUMBER(u, &answers[i], holds, true);
        arena_free(&a);
    }
}

#define ZH LANGUAGE_CHINESE
#define EN LANGUAGE_ENGLISH

static void test_explain(struct test_unit *u)
{
    static const struct answer answers[] = {
        {HERE, ZH, "全省", "体系 全省 / all_of_it（引用 \"std/全省\"）\n  满分：100\n"},
        {HERE, ZH, "全省", "\n一级 空类 empty_level（20 分）\n"},
        {HERE, ZH, "全省", "\n字段 文字甲 field_text（项目）\n  文字\n  一句话\n"},
        {HERE, ZH, "全省", "（项目）\n  数\n"},
        {HERE, ZH, "全省", "（项目）\n  年份\n"},
        {HERE, ZH, "全省", "（项目）\n  真 或 假\n"},
        {HERE, ZH, "全省", "（指标）\n  目标值\n"},
        {HERE, ZH, "全省", "（指标）\n  选项：子项 sub_choice\n"},
        {HERE, ZH, "全省",
         "\n必填\n  年度、概况\n\n必填（警告）\n  总目标\n\n必填 指标，条件是 目标值.定量\n  "
         "权重\n"},
        {HERE, EN, "all_of_it", "\nrequired indicator when target.is_quantity\n  weight\n"},
        {HERE, EN, "all_of_it", "empty_level (20 points)\n"},
        {HERE, EN, "empty_level", "level-one category)\n"},
        {HERE, EN, "empty_level", "!level two:"},
        {HERE, EN, "field_text", "(framework all_of_it, a field of 'project')\n  a text\n"},
        {HERE, EN, "field_title", "a field of 'project')\n  a title or text\n"},
        {HERE, ZH, "总额甲", "“资金”里的一项资金，项目总额）\n"},
        {HERE, ZH, "总额甲", "!各项之和"},
        {HERE, EN, "field_number", "\n  a number\n"},
        {HERE, EN, "field_year", "\n  a year\n"},
        {HERE, EN, "field_truth", "\n  true or false\n"},
        {HERE, EN, "field_target", "\n  a target\n"},
        {HERE, EN, "sub_choice", "(framework all_of_it, a choice of '"},
        {HERE, EN, "sub_choice", "!takes_over"},
        {HERE, EN, "field_text", "!takes_over"},
        {HERE, ZH, "沿用省", "  沿用：全省\n"},
        {HERE, ZH, "沿用省", "\n必填\n  年度、概况\n"},
        {HERE, ZH, "别省", "!\n资金 funding"},
        {HERE, ZH, "别省", "\n“立项”里的栏\n  依据 basis、必要性 necessity、可行性 feasibility\n"},
        {HERE, EN, "别省", "\nfields of 'sign-off'\n  填报单位负责人 head, "},
        {HERE, ZH, "Z9", "  体系：全省\n"},
        {HERE, EN, "own_of_framework", "  framework: all_of_it\n"},
    };
    check_answers(u, command_explain, (struct options){0}, answers, COUNT(answers));
}

static void test_rules(struct test_unit *u)
{
    static const struct answer whole[] = {
        {HERE, ZH, "",
         "\nZ\n  Z9   警告          本省自己的规则\n       本省规则 own_of_framework；用于全省\n"},
        {HERE, EN, "Z9", "own_of_framework; for all_of_it\n"},
        {HERE, ZH, "", "another_of_it；用于全省\n\nZ\n  Z9"},
    };
    static const struct answer json[] = {{HERE, ZH, "Z9", "\"framework\": \"全省\""}};
    static const struct answer all[] = {{HERE, ZH, "", "Z9"}};
    static const struct answer other[] = {{HERE, ZH, "", "!Z9"}, {HERE, ZH, "", "C1 "}};
    check_answers(u, command_rules, (struct options){0}, whole, COUNT(whole));
    check_answers(u, command_rules, (struct options){.print.format = DIAG_FORMAT_JSON}, json,
                  COUNT(json));
    check_answers(u, command_rules, (struct options){.framework = "全省"}, all, COUNT(all));
    check_answers(u, command_rules, (struct options){.framework = "别省"}, other, COUNT(other));
}

static void test_units(struct test_unit *u)
{
    static const struct answer answers[] = {
        {HERE, ZH, "", "量甲 kind_a\n"},
        {HERE, ZH, "kind_a", "\n  单乙 单乙 = 2 单甲\n      有说明的\n"},
        {HERE, ZH, "单甲", "单甲 unit_a"},
        {HERE, ZH, "单位", "单甲 unit_a"},
        {HERE, ZH, "量类", "单甲 unit_a"},
        {HERE, ZH, "等级", "等级 级甲 scale_a\n  高甲 高甲 > 低甲 低甲\n"},
        {HERE, ZH, "低甲", "级甲 scale_a"},
        {HERE, ZH, "codes_a", "科目 科甲 codes_a\n"},
        {HERE, ZH, "777", "777 科目七"},
        {HERE, ZH, "标甲", "标甲：数量\n"},
        {HERE, ZH, "标乙", "标乙：数量；量甲、等级、日期、文字、单价、频次；反向\n"},
        {HERE, EN, "标乙", "kind_a, grade, date, text, price, rate of occurrence; negative\n"},
    };
    check_answers(u, command_units, (struct options){0}, answers, COUNT(answers));
}

int main(void)
{
    struct test_unit u = {0};
    struct arena a = ARENA_INIT;
    struct compilation c = {0};
    library = ARENA_NEW(&a, struct library);
    library_load(library, &a);
    struct import_loader loader = {0};
    compile(&c, library, NULL, source_new(&a, STR("std/all.jx"), str_of(spec)), &loader);
    for (const struct diag *diag = c.diags.first; diag; diag = diag->next)
        printf("%" STR_FORMAT "\n", STR_ARG(diag_message(&a, diag, LANGUAGE_CHINESE)));
    CHECK(&u, !c.diags.errors);
    struct library whole = *library; /* which those of the spec lead to */
    library = &whole;
    whole.frameworks = c.spec.frameworks;
    whole.units = c.spec.units;
    whole.catalogue = c.spec.catalogue;
    test_explain(&u);
    test_rules(&u);
    test_units(&u);
    compilation_free(&c);
    arena_free(&a);
    return unit_finish(&u);
}
