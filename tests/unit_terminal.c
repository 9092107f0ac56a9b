/* unit_terminal.c - tests of text for a terminal, of the part of a line that is shown, and of edits in words. */
#include "unit_diag.h"

#include "emit/diag_document.h"
#include "emit/excerpt.h"
#include "emit/terminal.h"

static void test_texts(struct unit *u, struct arena *a)
{
    static const struct {
        int line;
        const char *text, *shown;
    } rows[] = {
        {HERE, "", ""},
        {HERE, "绩效 a~\xC2\xA0", "绩效 a~\xC2\xA0"},
        {HERE, "\x1B\x7F\xC2\x80\xC2\x9F", "<U+001B><U+007F><U+0080><U+009F>"},
        {HERE,
         "a\xC2\xAD"
         "b",
         "a<U+00AD>b"},
        {HERE, "\xE2\x80\xA8\xE2\x80\xA9", "<U+2028><U+2029>"},
        {HERE, "\xEF\xBB\xBF\xEF\xBF\xBE\xEF\xBF\xBF", "<U+FEFF><U+FFFE><U+FFFF>"},
        {HERE, "\xF3\xA0\x80\x81", "<U+E0001>"},
        {HERE, "\xFF\xE7", "<FF><E7>"},
        {HERE, "##[error]", "#<U+0023>[error]"},
        {HERE, "##VSO[task]", "#<U+0023>VSO[task]"},
        {HERE, "##teamcity[x]", "#<U+0023>teamcity[x]"},
        {HERE, "##team", "##team"},
        {HERE, "##", "##"},
        {HERE, "#[x]", "#[x]"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW_TEXT(u, &rows[i], terminal_text(a, str_of(rows[i].text)), rows[i].shown);
}

/* A path that could be taken for something else begins with ./ */
static void test_paths(struct unit *u)
{
    static const struct {
        int line;
        const char *path, *shown;
    } rows[] = {
        {HERE, "", ""},
        {HERE, "a.jx", "a.jx"},
        {HERE, "Z.jx", "Z.jx"},
        {HERE, "9.jx", "9.jx"},
        {HERE, "/a.jx", "/a.jx"},
        {HERE, "-a.jx", "-a.jx"},
        {HERE, "绩效.jx", "绩效.jx"},
        {HERE, "“.jx", "./“.jx"},
        {HERE, "\xFF.jx", "<FF>.jx"},
        {HERE, "::error.jx", "./::error.jx"},
        {HERE, "@a", "./@a"},
        {HERE, "[a", "./[a"},
        {HERE, "{a", "./{a"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char *text = NULL;
        size_t size = 0;
        FILE *out = open_memstream(&text, &size);
        if (!out)
            abort();
        terminal_write_path(out, str_of(rows[i].path));
        fclose(out);
        CHECK_ROW_TEXT(u, &rows[i], ((struct str){text, size}), rows[i].shown);
        free(text);
    }
}

/* A path as it is from the top of the work tree, with nothing in it that leads nowhere. */
static void test_places(struct unit *u, struct arena *a)
{
    static const struct {
        int line;
        const char *here, *top, *path, *shown;
    } rows[] = {
        {HERE, "", "", "-", "-"},
        {HERE, "", "", "", ""},
        {HERE, "", "/w", "a.jx", "a.jx"},
        {HERE, "docs", "/w", "./a//b.jx", "docs/a/b.jx"},
        {HERE, "docs", "/w", "../a.jx", "a.jx"},
        {HERE, "docs/old", "/w", "../a.jx", "docs/a.jx"},
        {HERE, "", "/w", "../../a.jx", "../../a.jx"},
        {HERE, "", "/w", "/w/a/../b.jx", "b.jx"},
        {HERE, "", "/w", "/wide/b.jx", "/wide/b.jx"},
        {HERE, "", "/w", "/w", "/w"},
        {HERE, "", "/", "/w/b.jx", "w/b.jx"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct diag_roots roots = {.here = str_of(rows[i].here), .top = str_of(rows[i].top)};
        CHECK_ROW_TEXT(u, &rows[i], diag_path(a, &roots, str_of(rows[i].path)), rows[i].shown);
    }
}

/* Of a long line what stands around the place is shown, and only there is anything said to be shown. */
static void test_excerpts(struct unit *u)
{
    struct fixture f;
    char line[301];
    memset(line, 'a', 300);
    line[300] = '\0';
    fixture_open(&f, "a.jx", str_of(line));
    struct positions positions = {.a = &f.a, .ambiguous = 1};
    struct excerpt middle = excerpt_make(&positions, span_at(&f, 150, 152), 20);
    CHECK(u, middle.cut_before && middle.cut_after && middle.last - middle.first == 18);
    CHECK(u, excerpt_shows(&middle, 150) && !excerpt_shows(&middle, 0) &&
                 !excerpt_shows(&middle, 299));
    struct excerpt start = excerpt_make(&positions, span_at(&f, 0, 2), 20);
    CHECK(u, !start.cut_before && excerpt_shows(&start, 0) && !excerpt_shows(&start, 299));
    struct excerpt end = excerpt_make(&positions, span_at(&f, 298, 300), 20);
    CHECK(u, !end.cut_after && excerpt_shows(&end, 300) && !excerpt_shows(&end, 0));
    struct excerpt whole = excerpt_make(&positions, span_at(&f, 0, 2), 300);
    CHECK(u, !whole.cut_before && !whole.cut_after && excerpt_shows(&whole, 299));
    /* Where there is no room for a character, the marks alone stand for all. */
    struct excerpt none = excerpt_make(&positions, span_at(&f, 150, 152), 1);
    CHECK(u, none.first == none.last && excerpt_shows(&none, 0));
    arena_free(&f.a);
}

static void test_edits(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "a.jx", STR("甲：1\n乙：2\n丙：3\n"));
    struct diag *diag = stray(&f, span_find(f.source, "1", 0), "1");
    diag_fix(&f.d, diag, diag->span, STR(" 5\t\r\n"), FIX_SAFE);
    diag_fix(&f.d, diag, span_find(f.source, "2", 0), STR("一\r\n二"), FIX_SAFE);
    diag_fix(&f.d, diag, (struct span){0}, STR("7"), FIX_SAFE);
    CHECK_TEXT(u, print(&f, english),
               "error[JX0106]: '1' cannot stand here\n"
               " ┌─ a.jx:1:5\n"
               " │\n"
               "1│ 甲：1\n"
               " │     ^\n"
               " = replace by: 5\n"
               " = replace by: (line 2)\n"
               " + 一\n"
               " + 二\n"
               "\n");
    for (int i = 0; i < 9; i++)
        diag_fix(&f.d, diag, span_find(f.source, "3", 0), arena_format(&f.a, "%d", 10 + i),
                 FIX_SAFE);
    CHECK(u, contains(print(&f, english), " more edits\n"));
    CHECK(u, contains(print(&f, chinese), " 处\n"));
    arena_free(&f.a);
}

int main(void)
{
    struct unit u = {0};
    struct arena a = ARENA_INIT;
    test_texts(&u, &a);
    test_paths(&u);
    test_places(&u, &a);
    test_excerpts(&u);
    test_edits(&u);
    arena_free(&a);
    return unit_finish(&u);
}
