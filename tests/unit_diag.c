/* unit_diag.c - diagnostics: collecting, sorting, and how a person sees them. */
#include "unit_diag.h"

#include "base/utf8.h"

static void test_collect(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "a.jx", STR("abc\n"));
    char buffer[8] = "x{0}y";
    struct diag *diag = stray(&f, span_at(&f, 1, 2), buffer);
    memset(buffer, '!', 5);
    CHECK_TEXT(u, diag_message(&f.a, diag, LANGUAGE_CHINESE), "这里不能写“x{0}y”");
    CHECK_TEXT(u, diag_message(&f.a, diag, LANGUAGE_ENGLISH), "'x{0}y' cannot stand here");
    CHECK(u, diag_find(STR("jx0106")) == DIAG_STRAY_CHARACTER);
    CHECK(u, diag_find(STR("JX010")) == DIAG_CODE_COUNT &&
                 diag_find(STR("JX01066")) == DIAG_CODE_COUNT);
    CHECK(u, stray(&f, diag->span, "x{0}y") == &f.d.ignored && f.d.errors == 1);
    stray(&f, diag->span, "z");
    stray(&f, diag->span, "x{0}y");
    CHECK(u, f.d.errors == 3 && f.d.kept == 3);
    diag_sort(&f.d);
    CHECK(u, f.d.errors == 2 && f.d.kept == 2 && f.d.first == diag);
    struct bilingual gbk = {STR("像是 GBK"), STR("it may be GBK")};
    diag = diag_report(&f.d, DIAG_BAD_ENCODING, diag->span, DIAG_PHRASE(gbk));
    CHECK_TEXT(u, diag_message(&f.a, diag, LANGUAGE_ENGLISH),
               "this is not UTF-8 text: it may be GBK");
    arena_free(&f.a);

    fixture_open(&f, "a.jx", STR(""));
    char long_text[1000];
    for (size_t i = 0; i + 3 <= sizeof long_text; i += 3)
        memcpy(long_text + i, "\xE5\x85\x83", 3);
    long_text[sizeof long_text - 1] = '\0';
    diag = stray(&f, span_at(&f, 0, 0), long_text);
    struct str message = diag_message(&f.a, diag, LANGUAGE_ENGLISH);
    CHECK(u, message.len < 520 && utf8_check(message, 0).fault == UTF8_OK &&
                 contains(message, "元…' cannot"));
    CHECK(u, stray(&f, diag->span, long_text) == &f.d.ignored);
    arena_free(&f.a);
}

static void test_limit(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "a.jx", STR("abc\n"));
    size_t before = 0;
    for (uint32_t i = 0; i < 100000; i++) {
        struct diag *diag = diag_report(&f.d, DIAG_INVISIBLE_IN_STRING, span_at(&f, i % 7, i % 7),
                                        DIAG_TEXT(STR("x")));
        diag_help(&f.d, diag, NOTE_HELP_DELETE_IT, DIAG_NONE);
        diag_label(&f.d, diag, NOTE_HELP_DELETE_IT, DIAG_NONE);
        diag_fix(&f.d, diag, diag->span, STR("y"), FIX_SAFE);
        if (i == 2000)
            before = f.a.total;
    }
    CHECK(u, f.d.warnings == 100000 && f.d.kept == DIAG_KEPT_LIMIT);
    CHECK(u, f.a.total == before);
    CHECK(u, stray(&f, span_at(&f, 0, 1), "e") != &f.d.ignored);
    arena_free(&f.a);
}

/* What is added to an entry that is not kept is not kept either. */
static void test_ignored(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "a.jx", STR("abc\n"));
    stray(&f, span_at(&f, 1, 2), "b");
    struct diag *diag = stray(&f, span_at(&f, 1, 2), "b");
    size_t before = f.a.total;
    char *next = f.a.next;
    diag_note(&f.d, diag, NOTE_HELP_DELETE_IT, DIAG_NONE);
    diag_place(&f.d, diag, diag->span, NOTE_HELP_DELETE_IT, DIAG_NONE);
    diag_add_part(&f.d, diag, diag->span, STR("b"));
    CHECK(u, diag == &f.d.ignored && f.a.total == before && f.a.next == next);
    CHECK(u, !f.d.first->notes && !f.d.first->labels && f.d.first->part_count == 0);
    /* Another number, or another text in one of the languages, is another entry. */
    struct bilingual one = {STR("甲"), STR("a")}, other = {STR("甲"), STR("b")};
    diag_report(&f.d, DIAG_BAD_ENCODING, diag->span, DIAG_PHRASE(one));
    CHECK(u, diag_report(&f.d, DIAG_BAD_ENCODING, diag->span, DIAG_PHRASE(other)) != &f.d.ignored);
    CHECK(u, diag_report(&f.d, DIAG_BAD_ENCODING, diag->span, DIAG_PHRASE(other)) == &f.d.ignored);
    CHECK(u, diag_find(STR("")) == DIAG_CODE_COUNT && diag_find(STR("必填")) == DIAG_CODE_COUNT);
    arena_free(&f.a);

    /* A long text that is not UTF-8 is cut, too. */
    fixture_open(&f, "a.jx", STR(""));
    char broken[DIAG_TEXT_LIMIT + 100] = "";
    memset(broken, 0x80, sizeof broken - 1);
    diag = stray(&f, span_at(&f, 0, 0), broken);
    CHECK_NUMBER(u, (int)diag->arguments[0].text.chinese.len,
                 DIAG_TEXT_LIMIT - 3 + (int)sizeof "…" - 1);
    arena_free(&f.a);
}

/* Entries are dropped by code and place, taken over from another list, and found in one. */
static void test_lists(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "a.jx", STR("abcdefgh"));
    struct source *same = source_new(&f.a, STR("a.jx"), STR("abc"));
    struct source *other = source_new(&f.a, STR("b.jx"), STR("abc"));
    struct diag *first = stray(&f, span_at(&f, 1, 3), "1");
    stray(&f, span_at(&f, 2, 5), "2");
    stray(&f, span_at(&f, 3, 4), "3");
    stray(&f, (struct span){other, 3, 4}, "4");
    diag_report(&f.d, DIAG_CONTROL_CHARACTER, span_at(&f, 3, 4), DIAG_TEXT(STR("5")));
    diags_drop(&f.d, DIAG_STRAY_CHARACTER, span_at(&f, 2, 4));
    CHECK(u, f.d.kept == 4 && f.d.errors == 4 && f.d.first == first);
    diags_drop(&f.d, DIAG_STRAY_CHARACTER, span_at(&f, 0, 9));
    CHECK(u, f.d.kept == 2 && f.d.first->span.source == other);

    struct diags d = {.arena = &f.a};
    diags_take(&d, first);
    CHECK(u, d.kept == 1 && d.errors == 1 && d.last == first);
    struct diag_argument arguments[] = {first->arguments[0]};
    struct diag asked = *first;
    asked.arguments = arguments;
    CHECK(u, diags_hold(&d, &asked));
    asked.span.source = same;
    CHECK(u, diags_hold(&d, &asked));
    asked.span.source = other;
    CHECK(u, !diags_hold(&d, &asked));
    asked.span.source = NULL;
    CHECK(u, !diags_hold(&d, &asked));
    asked.span = first->span;
    asked.span.end++;
    CHECK(u, !diags_hold(&d, &asked));
    asked.span = first->span;
    asked.code = DIAG_CONTROL_CHARACTER;
    CHECK(u, !diags_hold(&d, &asked));
    asked.code = first->code;
    arguments[0].number++;
    CHECK(u, !diags_hold(&d, &asked));
    arguments[0] = first->arguments[0];
    arguments[0].text.english = STR("x");
    CHECK(u, !diags_hold(&d, &asked));
    arguments[0].text.chinese = STR("x");
    CHECK(u, !diags_hold(&d, &asked));
    struct diag nowhere = *first;
    nowhere.span.source = NULL;
    diags_take(&d, &nowhere);
    asked = *first;
    asked.span.source = other;
    CHECK(u, !diags_hold(&d, &asked));

    d.errors = DIAG_KEPT_LIMIT;
    diags_take(&d, first);
    CHECK(u, d.kept == 2 && d.errors == DIAG_KEPT_LIMIT + 1);
    arena_free(&f.a);
}

static void test_sort(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "b.jx", STR("abcdefgh"));
    struct source *first = source_new(&f.a, STR("a.jx"), STR("abc"));
    stray(&f, span_at(&f, 3, 4), "5");
    stray(&f, span_at(&f, 1, 3), "3");
    stray(&f, span_at(&f, 1, 3), "4");
    stray(&f, (struct span){first, 2, 3}, "1");
    diag_report(&f.d, DIAG_CONTROL_CHARACTER, span_at(&f, 1, 3), DIAG_TEXT(STR("2")));
    stray(&f, (struct span){NULL, 0, 0}, "0");
    diag_sort(&f.d);
    char order[8] = "";
    size_t count = 0;
    for (struct diag *diag = f.d.first; diag; diag = diag->next)
        order[count++] = diag->arguments[0].text.chinese.ptr[0];
    CHECK(u, strcmp(order, "012345") == 0);
    CHECK(u, f.d.last && f.d.last->next == NULL && order[count - 1] == '5');
    arena_free(&f.a);
}

static void test_chinese(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "学区化集团化.jx",
                 STR("项目 {\n"
                     "        当年预算：80.00 {\n"
                     "            财政拨款：79.00 {\n"
                     "\n\n\n\n\n\n"
                     "            其他资金：“0.00”\n"));
    struct diag *diag = stray(&f, span_find(f.source, "80.00", 0), "80.00");
    diag_label(&f.d, diag, NOTE_HELP_DELETE_IT, DIAG_NONE);
    diag_place(&f.d, diag, span_find(f.source, "0.00", 80), NOTE_HELP_DELETE_IT, DIAG_NONE);
    diag_place(&f.d, diag, span_find(f.source, "79.00", 0), NOTE_HELP_DELETE_IT, DIAG_NONE);
    diag_help(&f.d, diag, NOTE_HELP_SAVE_AS_UTF8, DIAG_NONE);
    diag_fix(&f.d, diag, diag->span, STR("79.00"), FIX_NAMED);
    CHECK_TEXT(u, print(&f, chinese),
               "错误[JX0106]：这里不能写“80.00”\n"
               "  ┌─ 学区化集团化.jx:2:19\n"
               "  │\n"
               " 2│         当年预算：80.00 {\n"
               "  │                   ^^^^^ 删去它\n"
               " 3│             财政拨款：79.00 {\n"
               "  │                       ----- 删去它\n"
               "10│             其他资金：“0.00”\n"
               "  │                        ---- 删去它\n"
               "  = 帮助：用编辑器“另存为”UTF-8 编码\n"
               "  = 改为：79.00（会改动内容，核对后再改）\n"
               "\n");
    CHECK_TEXT(u, print(&f, english),
               "error[JX0106]: '80.00' cannot stand here\n"
               "  ┌─ 学区化集团化.jx:2:19\n"
               "  │\n"
               " 2│         当年预算：80.00 {\n"
               "  │                   ^^^^^ delete it\n"
               " 3│             财政拨款：79.00 {\n"
               "  │                       ----- delete it\n"
               "10│             其他资金：“0.00”\n"
               "  │                        ---- delete it\n"
               "  = help: save the file as UTF-8 in your editor\n"
               "  = replace by: 79.00 (this changes what you declare: make sure first)\n"
               "\n");
    struct diag_print_options wide = chinese;
    wide.ambiguous_width = 2;
    CHECK(u, contains(print(&f, wide), "其他资金：“0.00”\n"
                                       "  │                         ---- 删去它\n"));
    arena_free(&f.a);
}

static void test_places(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "a.jx", STR("\t甲：1，乙：2；\n  丙：3\n    丁"));
    struct diag *diag = stray(&f, span_find(f.source, "乙", 0), "a");
    diag_place(&f.d, diag, span_find(f.source, "1", 0), NOTE_HELP_DELETE_IT, DIAG_NONE);
    diag_place(&f.d, diag, span_find(f.source, "2", 0), NOTE_HELP_DELETE_IT, DIAG_NONE);
    struct diag *lines = stray(
        &f, span_at(&f, span_find(f.source, "3", 0).start, span_find(f.source, "丁", 0).end), "b");
    diag_fix(&f.d, lines, span_find(f.source, "丁", 0), STR(""), FIX_SAFE);
    struct diag *after = stray(&f, span_after(span_find(f.source, "2；", 0)), "c");
    diag_fix(&f.d, after, after->span, STR("戊\n  己\n"), FIX_SKETCH);
    uint32_t end = (uint32_t)f.source->text.len;
    stray(&f, span_at(&f, end, end), "d");
    stray(&f, span_at(&f, end + 9, end + 99), "e");
    stray(&f, (struct span){0}, "f");
    CHECK_TEXT(u, print(&f, chinese),
               "错误[JX0106]：这里不能写“f”\n"
               "\n"
               "错误[JX0106]：这里不能写“a”\n"
               " ┌─ a.jx:1:12\n"
               " │\n"
               "1│     甲：1，乙：2；\n"
               " │         - 删去它\n"
               " │            ^^  - 删去它\n"
               "\n"
               "错误[JX0106]：这里不能写“c”\n"
               " ┌─ a.jx:1:19\n"
               " │\n"
               "1│     甲：1，乙：2；\n"
               " │                   ^\n"
               " = 加上：（只是示意，空处请自己填写）\n"
               " + 戊\n"
               " +   己\n"
               "\n"
               "错误[JX0106]：这里不能写“b”\n"
               " ┌─ a.jx:2:7\n"
               " │\n"
               "2│   丙：3\n"
               " │       ^\n"
               " = 删去：丁（第 3 行）\n"
               "\n"
               "错误[JX0106]：这里不能写“d”\n"
               " ┌─ a.jx:3:7\n"
               " │\n"
               "3│     丁\n"
               " │       ^\n"
               "\n"
               "错误[JX0106]：这里不能写“e”\n"
               " ┌─ a.jx:3:7\n"
               " │\n"
               "3│     丁\n"
               " │       ^\n"
               "\n");
    arena_free(&f.a);
}

static void test_other_file(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "a.jx",
                 STR("\xEF\xBB\xBF"
                     "a\r\n"));
    struct source *library = source_new(&f.a, STR("std/units.jx"), STR("\n\nb c"));
    struct diag *diag = stray(&f, span_at(&f, 3, 4), "a");
    diag_place(&f.d, diag, span_find(library, "c", 0), NOTE_HELP_DELETE_IT, DIAG_NONE);
    CHECK_TEXT(u, print(&f, english),
               "error[JX0106]: 'a' cannot stand here\n"
               " ┌─ a.jx:1:1\n"
               " │\n"
               "1│ a\n"
               " │ ^\n"
               " ├─ std/units.jx:3:3\n"
               " │\n"
               "3│ b c\n"
               " │   - delete it\n"
               "\n");
    CHECK(u, library->lines == NULL);
    for (int i = 0; i < 30; i++)
        diag_place(&f.d, diag, span_at(&f, 3, 4), NOTE_HELP_DELETE_IT, DIAG_NONE);
    CHECK(u, contains(print(&f, english), " = 19 more places\n"));
    arena_free(&f.a);

    fixture_open(&f, "a.jx", STR(""));
    stray(&f, span_at(&f, 0, 0), "a");
    CHECK_TEXT(u, print(&f, english),
               "error[JX0106]: 'a' cannot stand here\n"
               " ┌─ a.jx:1:1\n"
               " │\n"
               "1│\n"
               " │ ^\n"
               "\n");
    arena_free(&f.a);
}

static void check_verdict(struct unit *u, struct diag_verdict verdict, const char *in_chinese,
                          const char *in_english)
{
    for (int i = 0; i < 2; i++) {
        char *text = NULL;
        size_t size = 0;
        FILE *out = open_memstream(&text, &size);
        if (!out)
            abort();
        diag_print_verdict(out, &verdict, i ? &english : &chinese);
        fclose(out);
        CHECK_TEXT(u, ((struct str){text, size}), i ? in_english : in_chinese);
        free(text);
    }
}

static void test_verdict(struct unit *u)
{
    check_verdict(u, (struct diag_verdict){.files = 2, .errors = 3, .warnings = 2, .waivers = 1},
                  "结论：3 个错误，2 个警告，1 项豁免\n",
                  "verdict: 3 errors, 2 warnings, 1 waiver\n");
    check_verdict(u, (struct diag_verdict){.files = 2, .errors = 1, .hints = 4},
                  "结论：1 个错误，0 个警告，4 个提示\n",
                  "verdict: 1 error, 0 warnings, 4 hints\n");
    check_verdict(
        u, (struct diag_verdict){.files = 1, .projects = 2, .hints = 1, .waivers = 2},
        "结论：通过，没有错误和警告，1 个提示，2 项豁免（1 个文件，2 个项目）\n",
        "verdict: passed, no errors or warnings, 1 hint, 2 waivers (1 file, 2 projects)\n");
    check_verdict(u, (struct diag_verdict){0}, "结论：没有检查任何文件\n",
                  "verdict: no files checked\n");
}

static void test_options(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "a.jx", STR("abc"));
    struct diag *diag = stray(&f, span_at(&f, 0, 1), "a");
    diag_help(&f.d, diag, NOTE_HELP_DELETE_IT, DIAG_NONE);
    diag_fix(&f.d, diag, diag->span, STR(""), FIX_SAFE);
    struct str text = print(&f, english);
    CHECK(u, !contains(text, "delete: "));
    CHECK(u, !contains(text, "\033"));
    diag_fix(&f.d, diag, span_at(&f, 1, 2), STR("B"), FIX_SAFE);
    CHECK(u, contains(print(&f, english), " = replace by: b → B\n"));
    struct diag_print_options options = english;
    options.color = true;
    CHECK_TEXT(u, print(&f, options),
               "\033[1;31merror[JX0106]\033[0m: \033[1m'a' cannot stand here\033[0m\n"
               "\033[1;34m ┌─\033[0m a.jx:1:1\n"
               "\033[1;34m │\033[0m\n"
               "\033[1;34m1│\033[0m abc\n"
               "\033[1;34m │\033[0m \033[1;31m^\033[0m\n"
               " \033[1;34m=\033[0m help: delete it\n"
               " \033[1;34m=\033[0m replace by: b → B\n"
               "\n");
    CHECK(u, diag_format_find(STR("json")) == DIAG_FORMAT_JSON &&
                 diag_format_find(STR("jso")) == DIAG_FORMAT_COUNT);
    arena_free(&f.a);
}

int main(void)
{
    struct unit u = {0};
    test_collect(&u);
    test_limit(&u);
    test_ignored(&u);
    test_lists(&u);
    test_sort(&u);
    test_chinese(&u);
    test_places(&u);
    test_other_file(&u);
    test_verdict(&u);
    test_options(&u);
    return unit_finish(&u);
}
