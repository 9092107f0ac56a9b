/* unit_lines.c - tests of what differs between texts, of merging them, and of edits that are made. */
#include "base/fix.h"
#include "base/line_merge.h"

#include "unit.h"

static struct str diff(struct arena *a, const char *old_text, const char *new_text)
{
    return unified_diff(a, STR("old"), STR("new"), str_of(old_text), str_of(new_text));
}

static void test_unified(struct unit *u, struct arena *a)
{
    static const struct {
        int line;
        const char *old_text, *new_text, *diff;
    } rows[] = {
        {HERE, "", "", ""},
        {HERE, "a\n", "a\n", ""},
        {HERE, "", "a\n", "--- old\n+++ new\n@@ -0,0 +1 @@\n+a\n"},
        {HERE, "a\nb\n", "", "--- old\n+++ new\n@@ -1,2 +0,0 @@\n-a\n-b\n"},
        {HERE, "a\nb", "a\nc",
         "--- old\n+++ new\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n"
         "+c\n\\ No newline at end of file\n"},
        {HERE, "a\nb\nc\n", "c\na\nb\n", "--- old\n+++ new\n@@ -1,3 +1,3 @@\n+c\n a\n b\n-c\n"},
        {HERE, "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "0\n2\n3\n4\n5\n6\n7\n8\n0\n",
         "--- old\n+++ new\n@@ -1,4 +1,4 @@\n-1\n+0\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n"
         "-9\n+0\n"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW_TEXT(u, &rows[i], diff(a, rows[i].old_text, rows[i].new_text), rows[i].diff);
}

/* Of two texts with more edits between them than are looked for, the hunks still lead from one to the other. */
static void test_effort(struct unit *u, struct arena *a)
{
    enum { LINES = DIFF_EFFORT + 1000 };
    struct text_writer old_text = {.arena = a}, new_text = {.arena = a}, made = {.arena = a};
    for (int i = 0; i < LINES; i++) {
        writer_put(&old_text, arena_format(a, "%d\n", i));
        writer_put(&new_text, arena_format(a, "%d\n", i % 500 == 0 ? i : LINES + i));
    }
    struct split_text old_lines = text_split(a, writer_text(&old_text, 0));
    struct split_text new_lines = text_split(a, writer_text(&new_text, 0));
    size_t count;
    struct diff_hunk *hunks = line_diff(a, &old_lines, &new_lines, &count);
    uint32_t done = 0;
    for (size_t i = 0; i < count; i++) {
        for (uint32_t j = done; j < hunks[i].old_start; j++)
            writer_put(&made, old_lines.items[j]);
        for (uint32_t j = hunks[i].new_start; j < hunks[i].new_end; j++)
            writer_put(&made, new_lines.items[j]);
        done = hunks[i].old_end;
    }
    for (uint32_t j = done; j < old_lines.count; j++)
        writer_put(&made, old_lines.items[j]);
    CHECK(u, count > 0 && str_equal(writer_text(&made, 0), writer_text(&new_text, 0)));
}

static void test_merge(struct unit *u, struct arena *a)
{
    static const struct {
        int line;
        const char *base, *ours, *theirs, *merged;
        unsigned conflicts;
    } rows[] = {
        {HERE, "", "", "", "", 0},
        {HERE, "a\nb\nc\n", "a\nB\nc\n", "a\nb\nC\n",
         "a\n<<<<<<< ours\nB\nc\n=======\nb\nC\n>>>>>>> theirs\n", 1},
        {HERE, "a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n", "A\nb\nc\nD\n", 0},
        {HERE, "a\n", "b\n", "b\n", "b\n", 0},
        {HERE, "a\n", "b\n", "c\nd\n", "<<<<<<< ours\nb\n=======\nc\nd\n>>>>>>> theirs\n", 1},
        {HERE, "a\n", "b\nx\nd\n", "b\ny\nd\n",
         "b\n<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\nd\n", 1},
        {HERE, "a\n", "b\nd\n", "b\ny\nd\n", "b\n<<<<<<< ours\n=======\ny\n>>>>>>> theirs\nd\n", 1},
        {HERE, "a\r\n", "b\r\n", "c", "<<<<<<< ours\r\nb\r\n=======\r\nc\r\n>>>>>>> theirs\r\n", 1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct text_writer out = {.arena = a};
        unsigned conflicts = line_merge(&out, str_of(rows[i].base), str_of(rows[i].ours),
                                        str_of(rows[i].theirs), MARKER_SIZE);
        CHECK_ROW_NUMBER(u, &rows[i], conflicts, rows[i].conflicts);
        CHECK_ROW_TEXT(u, &rows[i], writer_text(&out, 0), rows[i].merged);
    }
    struct text_writer out = {.arena = a};
    line_merge_refuse(&out, STR("a\nb\nc\n"), STR("a\nc\n"), 3);
    CHECK_TEXT(u, writer_text(&out, 0), "a\n<<< ours\nb\n===\n>>> theirs\nc\n");
    out.length = 0;
    line_merge_refuse(&out, STR("a\nb"), STR("a\nb"), MARKER_LIMIT + 1);
    CHECK_NUMBER(u, out.length,
                 sizeof "a\nb\n" - 1 + 3 * (MARKER_LIMIT + 1) + sizeof "ours theirs");
}

static void test_markers(struct unit *u)
{
    static const struct {
        int line;
        const char *text;
        bool is_marker;
    } rows[] = {
        {HERE, "", false},           {HERE, "<<<<<<", false},      {HERE, "<<<<<<<", true},
        {HERE, "<<<<<<<\n", true},   {HERE, "<<<<<<<\r\n", true},  {HERE, "<<<<<<< ours\n", true},
        {HERE, "<<<<<<<<", false},   {HERE, "<<<<<<<ours", false}, {HERE, ">>>>>>>\n", false},
        {HERE, "<<<<<<= \n", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW_NUMBER(u, &rows[i], line_is_marker(str_of(rows[i].text), '<', MARKER_SIZE),
                         rows[i].is_marker);
    CHECK(u, !line_is_marker(STR("<<<<<<<\0\n"), '<', MARKER_SIZE));
    CHECK_TEXT(u, text_line_end(STR("")), "\n");
    CHECK_TEXT(u, text_line_end(STR("a")), "\n");
    CHECK_TEXT(u, text_line_end(STR("\na\r\n")), "\n");
    CHECK_TEXT(u, text_line_end(STR("a\r\nb\n")), "\r\n");
}

/* ---- edits --------------------------------------------------------------------------------------- */

/* One edit, and the diagnostic that it belongs to: those of one number are offered together. */
struct edit_row {
    unsigned diag;
    uint32_t start, end;
    const char *text;
    enum diag_applicability applicability;
    bool is_elsewhere;
};

struct edits_row {
    int line;
    struct edit_row edits[4];
    size_t count;
    const char *result;
    unsigned applied, waiting;
};

static void check_edits(struct unit *u, struct arena *a, const struct edits_row *row,
                        const struct fix_codes *asked)
{
    struct source *source = source_new(a, STR("a.jx"), STR("0123456789"));
    struct source *other = source_new(a, STR("b.jx"), STR("0123456789"));
    struct diags d = {.arena = a};
    struct diag *diag = NULL;
    for (size_t i = 0; i < row->count; i++) {
        const struct edit_row *edit = &row->edits[i];
        struct span span = {edit->is_elsewhere ? other : source, edit->start, edit->end};
        if (i == 0 || edit->diag != row->edits[i - 1].diag)
            diag =
                diag_report(&d, DIAG_STRAY_CHARACTER, span, DIAG_TEXT(arena_format(a, "%zu", i)));
        diag_fix(&d, diag, span, str_of(edit->text), edit->applicability);
    }
    struct fix_result result = fixes_apply(a, &d, source, asked);
    CHECK_ROW_TEXT(u, row, result.text, row->result);
    CHECK_ROW_NUMBER(u, row, result.applied, row->applied);
    CHECK_ROW_NUMBER(u, row, result.waiting, row->waiting);
}

static const struct edits_row edits_rows[] = {
    {HERE, {{0}}, 0, "0123456789", 0, 0},
    {HERE, {{0, 1, 2, "x", FIX_SAFE, false}, {1, 5, 7, "", FIX_SAFE, false}}, 2, "0x234789", 2, 0},
    /* Of two at one place, or where one reaches into the other, the later offered waits. */
    {HERE,
     {{0, 1, 1, "x", FIX_SAFE, false}, {1, 1, 1, "y", FIX_SAFE, false}},
     2,
     "0x123456789",
     1,
     1},
    {HERE,
     {{0, 1, 3, "x", FIX_SAFE, false}, {1, 1, 2, "y", FIX_SAFE, false}},
     2,
     "0x3456789",
     1,
     1},
    {HERE,
     {{0, 1, 2, "x", FIX_SAFE, false}, {1, 1, 3, "y", FIX_SAFE, false}},
     2,
     "0x23456789",
     1,
     1},
    {HERE,
     {{0, 4, 6, "x", FIX_SAFE, false}, {1, 3, 5, "y", FIX_SAFE, false}},
     2,
     "0123x6789",
     1,
     1},
    {HERE,
     {{0, 2, 8, "x", FIX_SAFE, false},
      {1, 3, 4, "y", FIX_SAFE, false},
      {2, 5, 6, "z", FIX_SAFE, false}},
     3,
     "01x89",
     1,
     2},
    {HERE,
     {{0, 2, 3, "x", FIX_SAFE, false}, {1, 3, 4, "y", FIX_SAFE, false}},
     2,
     "01xy456789",
     2,
     0},
    /* A diagnostic waits with all its edits, and what it stood in the way of is made. */
    {HERE,
     {{0, 1, 2, "x", FIX_SAFE, false},
      {1, 1, 2, "y", FIX_SAFE, false},
      {1, 5, 6, "y", FIX_SAFE, false},
      {2, 8, 9, "z", FIX_SAFE, false}},
     4,
     "0x234567z9",
     2,
     1},
    /* Edits of one diagnostic stay in order. */
    {HERE,
     {{0, 1, 1, "x", FIX_SAFE, false}, {0, 1, 2, "y", FIX_SAFE, false}},
     2,
     "0xy23456789",
     1,
     0},
    {HERE,
     {{0, 1, 2, "x", FIX_NAMED, false}, {1, 3, 4, "y", FIX_SKETCH, false}},
     2,
     "0123456789",
     0,
     0},
    {HERE,
     {{0, 1, 2, "x", FIX_SAFE, true}, {1, 3, 4, "y", FIX_SAFE, false}},
     2,
     "012y456789",
     1,
     0},
};

static void test_edits(struct unit *u, struct arena *a)
{
    static const struct fix_codes none = {NULL, 0};
    for (size_t i = 0; i < COUNT(edits_rows); i++)
        check_edits(u, a, &edits_rows[i], &none);
    static const enum diag_code codes[] = {DIAG_CONTROL_CHARACTER, DIAG_STRAY_CHARACTER};
    static const struct edits_row named = {
        HERE, {{0, 1, 2, "x", FIX_NAMED, false}}, 1, "0x23456789", 1, 0};
    check_edits(u, a, &named, &(struct fix_codes){codes, 2});
    static const struct edits_row unnamed = {
        HERE, {{0, 1, 2, "x", FIX_NAMED, false}}, 1, "0123456789", 0, 0};
    check_edits(u, a, &unnamed, &(struct fix_codes){codes, 1});
}

int main(void)
{
    struct unit u = {0};
    struct arena a = ARENA_INIT;
    test_unified(&u, &a);
    test_effort(&u, &a);
    test_merge(&u, &a);
    test_markers(&u);
    test_edits(&u, &a);
    arena_free(&a);
    return unit_finish(&u);
}
