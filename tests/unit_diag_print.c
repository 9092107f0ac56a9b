/* unit_diag_print.c - diagnostics as JSON, of hostile text, of long lines, and too many of them. */
#include "unit_diag.h"

#include <cjson/cJSON.h>
#include <limits.h>
#include <time.h>

#include "emit/position.h"
#include "emit/terminal.h"

/* A diagnostic that is made a hint by hand, since no row of these is one. */
static void stray_hint(struct fixture *f, struct span span)
{
    stray(f, span, "h")->severity = DIAG_HINT;
    f->d.errors--;
    f->d.hints++;
}

/* Every line is an object and there are `lines` of them. */
static bool is_json_lines(struct str text, unsigned lines)
{
    unsigned found = 0;
    if (text.len > 0 && text.ptr[text.len - 1] != '\n')
        return false;
    if (utf8_check(text, 0).fault != UTF8_OK)
        return false;
    for (size_t at = 0; at < text.len; found++) {
        const char *start = text.ptr + at, *end = NULL;
        const char *line_end = memchr(start, '\n', text.len - at);
        size_t length = (size_t)(line_end - start);
        char *line = malloc(length + 1);
        if (!line)
            abort();
        memcpy(line, start, length);
        line[length] = '\0';
        cJSON *object = cJSON_ParseWithLengthOpts(line, length + 1, &end, 1);
        bool sound = cJSON_IsObject(object);
        cJSON_Delete(object);
        free(line);
        if (!sound)
            return false;
        at += length + 1;
    }
    return found == lines;
}

/* The widest line of a text, in columns: of those that show line 1 of the source only, if told so. */
static unsigned widest(struct str text, unsigned ambiguous, bool only_excerpts)
{
    unsigned most = 0;
    for (size_t at = 0; at < text.len;) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        size_t length = end ? (size_t)(end - text.ptr) - at : text.len - at;
        struct str line = str_part(text, at, at + length);
        unsigned width = utf8_text_width(line, ambiguous);
        if (width > most && (!only_excerpts || str_starts_with(line, STR("1│"))))
            most = width;
        at += length + 1;
    }
    return most;
}

static void test_hostile(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "::error\x1B[2J\n.jx",
                 STR("甲\xB0\xA1\x1B[31m\xE2\x80\xAE乙\xE2\x80\x8B\xC2\x9B丙\n##vso[task]"));
    stray(&f, span_find(f.source, "乙", 0), "\x1B]0;x\x07\n::error::x\xFF");
    stray(&f, span_find(f.source, "vso", 0), "##[error]");
    struct str text = print(&f, english);
    CHECK_TEXT(u, text,
               "error[JX0106]: '<U+001B>]0;x<U+0007><U+000A>::error::x<FF>' cannot stand here\n"
               " ┌─ ./::error<U+001B>[2J<U+000A>.jx:1:31\n"
               " │\n"
               "1│ 甲<B0><A1><U+001B>[31m<U+202E>乙<U+200B><U+009B>丙\n"
               " │                               ^^\n"
               "\n"
               "error[JX0106]: '#<U+0023>[error]' cannot stand here\n"
               " ┌─ ./::error<U+001B>[2J<U+000A>.jx:2:10\n"
               " │\n"
               "2│ #<U+0023>vso[task]\n"
               " │          ^^^\n"
               "\n");
    struct diag_print_options options = english;
    options.format = DIAG_FORMAT_SHORT;
    CHECK_TEXT(
        u, print(&f, options),
        "./::error<U+001B>[2J<U+000A>.jx:1:31: error[JX0106] "
        "'<U+001B>]0;x<U+0007><U+000A>::error::x<FF>' cannot stand here\n"
        "./::error<U+001B>[2J<U+000A>.jx:2:10: error[JX0106] '#<U+0023>[error]' cannot stand "
        "here\n");
    CHECK(u, is_json_lines(print(&f, json), 2));
    arena_free(&f.a);

    char bytes[512];
    unsigned seed = 1, bad = 0;
    for (int round = 0; round < 2000; round++) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1103515245u + 12345u;
            unsigned kind = seed >> 28, value = seed >> 16 & 0xFF;
            bytes[i] = (char)(kind < 6 ? value : kind < 8 ? '\n' : kind < 11 ? 0xE2 : 0x80 | kind);
        }
        fixture_open(&f, "a.jx", (struct str){bytes, sizeof bytes});
        struct str user = {bytes, 40};
        for (uint32_t i = 0; i < 12; i++) {
            uint32_t start = (seed >> i) % 512;
            diag_report(&f.d, DIAG_STRAY_CHARACTER, span_at(&f, start, start + i), DIAG_TEXT(user));
        }
        struct str shown = print(&f, chinese);
        if (utf8_check(shown, 0).fault != UTF8_OK || widest(shown, 1, false) > 600)
            bad++;
        if (!is_json_lines(print(&f, json), f.d.kept))
            bad++;
        arena_free(&f.a);
    }
    CHECK(u, bad == 0);
}

/* Of an edit so many columns are shown, the sign of what is cut among them. */
static void test_long_fix(struct unit *u)
{
    enum { COLUMNS = 80 };
    struct fixture f;
    char one[COLUMNS + 2];
    memset(one, 'x', sizeof one - 1);
    one[sizeof one - 1] = '\0';
    for (size_t length = COLUMNS; length <= COLUMNS + 1; length++) {
        fixture_open(&f, "a.jx", STR("a"));
        struct diag *diag = stray(&f, span_at(&f, 0, 1), "a");
        diag_fix(&f.d, diag, span_at(&f, 0, 1), (struct str){one, length}, FIX_SAFE);
        struct str text = print(&f, english);
        CHECK_NUMBER(u, (int)(widest(text, 1, false) - strlen(" = replace by: ")), COLUMNS);
        CHECK(u, str_contains(text, STR("…")) == (length > COLUMNS));
        arena_free(&f.a);
    }
}

static void test_json(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "甲\"\\.jx", STR("a\n\t乙丙\nc"));
    struct diag *diag = stray(&f, span_at(&f, 6, 11), "\"\t\x7F\xF3\xA0\x80\x81");
    diag_label(&f.d, diag, NOTE_HELP_DELETE_IT, DIAG_NONE);
    diag_place(&f.d, diag, span_at(&f, 0, 1), NOTE_HELP_SAVE_AS_UTF8, DIAG_NONE);
    diag_help(&f.d, diag, NOTE_HELP_DELETE_IT, DIAG_NONE);
    diag_fix(&f.d, diag, span_at(&f, 0, 1), STR("x\ny"), FIX_SAFE);
    diag_fix(&f.d, diag, span_at(&f, 1, 1), (struct str){"\0\xFF", 2}, FIX_NAMED);
    struct str text = print(&f, json);
    CHECK_TEXT(
        u, text,
        "{\"code\":\"JX0106\",\"severity\":\"error\",\"category\":\"characters\","
        "\"message\":\"这里不能写“\\\"\\t\\u007f\\udb40\\udc01”\","
        "\"messages\":{\"zh\":\"这里不能写“\\\"\\t\\u007f\\udb40\\udc01”\","
        "\"en\":\"'\\\"\\t\\u007f\\udb40\\udc01' cannot stand here\"},"
        "\"path\":\"甲\\\"\\\\.jx\",\"line\":2,\"column\":3,\"end_line\":3,\"end_column\":2,"
        "\"byte_start\":6,\"byte_end\":11,"
        "\"labels\":[{\"path\":\"甲\\\"\\\\.jx\",\"line\":2,\"column\":3,\"end_line\":3,"
        "\"end_column\":2,\"byte_start\":6,\"byte_end\":11,\"message\":\"删去它\"},"
        "{\"path\":\"甲\\\"\\\\.jx\",\"line\":1,\"column\":1,\"end_line\":1,\"end_column\":2,"
        "\"byte_start\":0,\"byte_end\":1,\"message\":\"用编辑器“另存为”UTF-8 编码\"}],"
        "\"notes\":[\"删去它\"],"
        "\"fixes\":[{\"applicability\":\"named\",\"edits\":[{\"path\":\"甲\\\"\\\\.jx\",\"line\":1,"
        "\"column\":1,\"end_line\":1,\"end_column\":2,\"byte_start\":0,\"byte_end\":1,"
        "\"text\":\"x\\ny\"},{\"path\":\"甲\\\"\\\\.jx\",\"line\":1,\"column\":2,\"end_line\":1,"
        "\"end_column\":2,\"byte_start\":1,\"byte_end\":1,\"text\":\"��\"}]}]}\n");
    CHECK(u, is_json_lines(text, 1));
    stray(&f, (struct span){0}, "n");
    text = print(&f, json);
    CHECK(u,
          is_json_lines(text, 2) && contains(text, "\"path\":null,\"line\":null,\"column\":null"));
    arena_free(&f.a);
}

/* How many more blocks cJSON is given. */
static unsigned blocks_left;

static void *give(size_t size)
{
    return blocks_left && blocks_left-- ? malloc(size) : NULL;
}

/* Whatever is the first to be refused, what is printed before it is whole lines. */
static void test_json_memory(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "a.jx", STR("ab"));
    stray(&f, span_at(&f, 0, 1), "a");
    stray(&f, span_at(&f, 1, 2), "b");
    struct diag waived = *f.d.first;
    waived.next = NULL;
    struct diag_waiver waiver = {.first = &waived, .count = 1};
    f.d.waivers = &waiver;
    f.d.hidden_of = f.source;
    struct diag_print_options options = json;
    options.limit_per_file = 1;
    cJSON_Hooks hooks = {give, free};
    cJSON_InitHooks(&hooks);
    unsigned lines = 0, most = 0, wrong = 0;
    for (unsigned blocks = 0; lines < 4 && blocks < 1000; blocks++) {
        blocks_left = blocks;
        struct str text = print(&f, options);
        blocks_left = UINT_MAX; /* for who reads it again */
        bool ends = text.len >= 9 && contains(str_part(text, text.len - 9, text.len), "no memory");
        struct str told = str_part(text, 0, text.len - (ends ? 9 : 0));
        for (lines = 0; lines < 4 && !is_json_lines(told, lines);)
            lines++;
        wrong += !is_json_lines(told, lines) || lines < most || ends != (lines < 4);
        most = lines;
    }
    cJSON_InitHooks(NULL);
    CHECK_NUMBER(u, lines, 4);
    CHECK_NUMBER(u, wrong, 0);
    arena_free(&f.a);
}

static void test_limit_per_file(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "a.jx", STR("abcdefgh"));
    for (uint32_t i = 0; i < 4; i++)
        stray_hint(&f, span_at(&f, i, i + 1));
    diag_report(&f.d, DIAG_INVISIBLE_IN_STRING, span_at(&f, 4, 5), DIAG_TEXT(STR("w")));
    stray(&f, span_at(&f, 5, 6), "e");
    stray(&f, span_at(&f, 7, 8), "e");
    struct diag_print_options options = {.format = DIAG_FORMAT_SHORT, .limit_per_file = 4};
    CHECK_TEXT(u, print(&f, options),
               "a.jx:1:1: 提示[JX0106] 这里不能写“h”\n"
               "a.jx:1:5: 警告[JX0105] 文字里有看不见的字符 w\n"
               "a.jx:1:6: 错误[JX0106] 这里不能写“e”\n"
               "a.jx:1:8: 错误[JX0106] 这里不能写“e”\n"
               "还有 3 条没有显示（a.jx）：3 个提示\n");
    options.limit_per_file = 1;
    options.language = LANGUAGE_ENGLISH;
    CHECK_TEXT(u, print(&f, options),
               "a.jx:1:6: error[JX0106] 'e' cannot stand here\n"
               "6 more not shown (a.jx): 1 error, 1 warning, 4 hints\n");
    options.limit_per_file = 0;
    CHECK(u, !contains(print(&f, options), "more"));
    options.format = DIAG_FORMAT_JSON;
    options.limit_per_file = 1;
    struct str text = print(&f, options);
    CHECK(u, is_json_lines(text, 2) &&
                 contains(text, "{\"path\":\"a.jx\",\"omitted\":{\"errors\":1,\"warnings\":1,"
                                "\"hints\":4}}\n"));
    arena_free(&f.a);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A file of one line, `size` bytes of Chinese with a word every 100 characters. */
static struct str long_line(struct arena *a, size_t size)
{
    char *text = ARENA_ARRAY(a, char, size);
    for (size_t i = 0; i + 3 <= size; i += 3)
        memcpy(text + i, i % 300 == 0 ? "abc" : "\xE5\x85\x83", 3);
    return (struct str){text, size / 3 * 3};
}

static void test_long_line(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "a.jx", STR(""));
    f.source->text = long_line(&f.a, 200 * 1000);
    struct diag *diag = stray(&f, span_at(&f, 90000, 90003), "a");
    diag_label(&f.d, diag, NOTE_HELP_DELETE_IT, DIAG_NONE);
    diag_place(&f.d, diag, span_at(&f, 90009, 90012), NOTE_HELP_DELETE_IT, DIAG_NONE);
    diag_place(&f.d, diag, span_at(&f, 3, 6), NOTE_HELP_DELETE_IT, DIAG_NONE);
    diag_place(&f.d, diag, span_at(&f, 199998, 199998), NOTE_HELP_DELETE_IT, DIAG_NONE);
    struct str text = print(&f, english);
    CHECK(u, widest(text, 1, true) == 160 && text.len < 2500);
    CHECK(u, contains(text, " ┌─ a.jx:1:60301\n"));
    CHECK(u, contains(text, "1│ abc元元元"));
    CHECK(u, contains(text, "…\n │    -- delete it\n"));
    CHECK(u, contains(text, "1│ …元元"));
    CHECK(u, contains(text, "元abc元元元"));
    struct diag_print_options wide = english;
    wide.ambiguous_width = 2;
    struct str wide_text = print(&f, wide);
    CHECK(u, widest(wide_text, 2, true) <= 160 && widest(wide_text, 2, true) > 156);
    CHECK(u, contains(print(&f, json), "\"column\":30601,"));
    arena_free(&f.a);

    fixture_open(&f, "a.jx", STR(""));
    f.source->text = long_line(&f.a, 1000 * 1000);
    for (uint32_t i = 0; i < 100; i++) {
        uint32_t at = i * 9900;
        diag = stray(&f, span_at(&f, at, at + 3), "a");
        diag_place(&f.d, diag, span_at(&f, 3, 6), NOTE_HELP_DELETE_IT, DIAG_NONE);
    }
    double start = seconds();
    print(&f, english);
    print(&f, json);
    double taken = seconds() - start;
    printf("1 MB in one line, 100 diagnostics, text and JSON: %.1f ms\n", taken * 1000);
    CHECK(u, taken < 1.0);
    arena_free(&f.a);
}

/* Columns counted from a mark are those counted from the start of the line. */
static void test_positions(struct unit *u)
{
    struct arena a = ARENA_INIT;
    struct str text = long_line(&a, 30000);
    char *bytes = (char *)arena_copy(&a, text).ptr;
    for (size_t i = 100; i < text.len; i += 997)
        bytes[i] = (char)(i % 2 ? 0xFF : i % 5 ? '\t' : 0x1B);
    for (size_t i = 50; i + 4 < text.len; i += 1999)
        memcpy(bytes + i, "𠮷", 4);
    bytes[9000] = '\n';
    text.ptr = bytes;
    struct source *source = source_new(&a, STR("a"), text);
    struct positions p = {.a = &a};
    struct terminal_reader reader = terminal_read(text, 0, 1);
    struct terminal_character character;
    struct position expected = {1, 1, 1, 1};
    unsigned wrong = 0;
    while (terminal_next(&reader, &character)) {
        for (size_t at = character.start; at < character.end; at++) {
            struct position got = position_find(&p, source, (uint32_t)at);
            wrong += got.line != expected.line || got.character != expected.character ||
                     got.column != expected.column || got.unit != expected.unit;
        }
        expected.character++;
        expected.column += character.width;
        expected.unit += character.point > 0xFFFF ? 2 : 1;
        if (character.point == '\n')
            expected = (struct position){2, 1, 1, 1};
    }
    CHECK(u, wrong == 0);
    arena_free(&a);
}

int main(void)
{
    struct unit u = {0};
    test_hostile(&u);
    test_long_fix(&u);
    test_json(&u);
    test_json_memory(&u);
    test_limit_per_file(&u);
    test_long_line(&u);
    test_positions(&u);
    return unit_finish(&u);
}
