/* unit_diag_document.c - findings in each form of output: without a place, in two files, waived, too many. */
#include "unit_diag.h"

#include "emit/diag_document.h"

/* What the entry of a format prints of a diagnostic. */
static struct str entry(struct fixture *f, enum diag_format format, const struct diag *diag)
{
    static const struct diag_roots roots = {.top = {"/top", 4}};
    struct diag_print_options options = {.language = LANGUAGE_ENGLISH, .is_compared = true};
    struct diag_page page = {.a = &f->a,
                             .options = &options,
                             .positions = {.a = &f->a, .ambiguous = 1},
                             .roots = &roots,
                             .checked = f->source};
    char *text = NULL;
    size_t size = 0;
    page.out = open_memstream(&text, &size);
    if (!page.out || !diag_document_format(format)->entry(&page, diag))
        abort();
    fclose(page.out);
    struct str copy = arena_copy(&f->a, (struct str){text, size});
    free(text);
    return copy;
}

/* What a format writes of so many findings of a severity, of which some were left out. */
static struct str document(struct fixture *f, enum diag_format format, size_t count,
                           enum diag_severity severity, unsigned left_out)
{
    struct diag_print_options options = {.language = LANGUAGE_ENGLISH};
    struct diag_verdict verdict = {.files = 1};
    struct diag_record record = {.path = STR("a.jx"), .text = STR("{}"), .severity = severity};
    const struct diag_record **records = ARENA_ARRAY(&f->a, const struct diag_record *, count + 1);
    for (size_t i = 0; i < count; i++)
        records[i] = &record;
    struct diag_document whole = {.options = &options,
                                  .records = records,
                                  .count = count,
                                  .verdict = &verdict,
                                  .omitted = {.hints = left_out}};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out || !diag_document_format(format)->write(out, &whole, &f->a))
        abort();
    fclose(out);
    struct str copy = arena_copy(&f->a, (struct str){text, size});
    free(text);
    return copy;
}

static unsigned times(struct str text, const char *part)
{
    unsigned found = 0;
    struct str like = str_of(part);
    for (size_t at = 0; at < text.len; at++)
        found += str_starts_with(str_part(text, at, text.len), like);
    return found;
}

/* What has no place, or one in the library, is told of the file that was checked. */
static void test_nowhere(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "申报/a.jx", STR("abc\n"));
    struct source *library = source_new(&f.a, STR("std/b.jx"), STR("one\ntwo\n"));
    struct span places[] = {{0}, {library, 4, 7}};
    for (size_t i = 0; i < COUNT(places); i++) {
        struct diag *diag = stray(&f, places[i], "x");
        diag_place(&f.d, diag, places[i], NOTE_HELP_DELETE_IT, DIAG_NONE);
        diag_fix(&f.d, diag, places[i], STR("y"), FIX_SAFE);
        struct str sarif = entry(&f, DIAG_FORMAT_SARIF, diag);
        CHECK(u, contains(sarif, i == 0 ? "{\"uri\":\"%E7%94%B3%E6%8A%A5/a.jx\""
                                        : "\"fullyQualifiedName\":\"std/b.jx:2\""));
        CHECK(u, !contains(sarif, "\"fixes\"") && contains(sarif, "\"baselineState\":\"new\""));
        CHECK(u, contains(sarif, i == 0 ? "here\\ndelete it" : "here\\nline 2: delete it"));
        CHECK(u, contains(sarif, "relatedLocations") == (i == 1));
        CHECK_TEXT(u, entry(&f, DIAG_FORMAT_CHECKSTYLE, diag),
                   "<error line=\"1\" column=\"1\" severity=\"error\" message=\"'x' cannot stand "
                   "here\" source=\"jixiao.JX0106\"/>\n");
        CHECK(u, contains(entry(&f, DIAG_FORMAT_GITLAB, diag),
                          "\"path\":\"申报/a.jx\",\"lines\":{\"begin\":1,\"end\":1}"));
        CHECK(u, contains(entry(&f, DIAG_FORMAT_GITHUB, diag),
                          "::error file=申报/a.jx,line=1,endLine=1,col=1,endColumn=1,"));
    }
    arena_free(&f.a);

    fixture_open(&f, "a.jx", STR("abc\n"));
    struct diag *diag = stray(&f, (struct span){0}, "x");
    diag_place(&f.d, diag, (struct span){0}, NOTE_HELP_DELETE_IT, DIAG_NONE);
    struct diag_print_options options = english;
    options.format = DIAG_FORMAT_SHORT;
    CHECK_TEXT(u, print(&f, options), "error[JX0106] 'x' cannot stand here\n");
    CHECK_TEXT(u, print(&f, english), "error[JX0106]: 'x' cannot stand here\n\n");
    stray(&f, (struct span){0}, "y");
    options = json;
    options.limit_per_file = 1;
    CHECK(u, contains(print(&f, options), "{\"path\":null,\"omitted\":{\"errors\":1,"));
    arena_free(&f.a);
}

/* The edits of a fix are sorted by the files that they are in; what has gaps is no fix of SARIF. */
static void test_fixes(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "a.jx", STR("abc\n"));
    struct source *other = source_new(&f.a, STR("b.jx"), STR("one\ntwo\n"));
    struct diag *diag = stray(&f, span_at(&f, 0, 1), "x");
    diag_fix(&f.d, diag, span_at(&f, 0, 1), STR("y"), FIX_SAFE);
    diag_fix(&f.d, diag, (struct span){other, 0, 3}, STR(""), FIX_SAFE);
    diag_fix(&f.d, diag, span_at(&f, 2, 3), STR("z"), FIX_SAFE);
    struct str sarif = entry(&f, DIAG_FORMAT_SARIF, diag);
    CHECK_NUMBER(u, times(sarif, "\"replacements\":["), 2);
    CHECK_NUMBER(u, times(sarif, "\"deletedRegion\""), 3);
    CHECK_NUMBER(u, times(sarif, "\"insertedContent\""), 2);
    CHECK(u, contains(sarif, "\"z\"}}]},{\"artifactLocation\":{\"uri\":\"b.jx\""));
    CHECK(u, contains(print(&f, english), "delete: one (line 1)\n"));
    diag_fix(&f.d, diag, span_at(&f, 3, 3), STR("___"), FIX_SKETCH);
    CHECK(u, !contains(entry(&f, DIAG_FORMAT_SARIF, diag), "\"fixes\""));
    for (uint32_t i = 0; i < 3; i++) {
        diag_fix(&f.d, diag, span_at(&f, i, i), STR("____"), FIX_SKETCH);
        CHECK(u, contains(print(&f, english), i == 0 ? " 1 more edit\n" : " more edits\n"));
    }
    arena_free(&f.a);
}

/* Who answers for a finding that does not count, and that it is not new then. */
static void test_waived(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "a.jx", STR("abc\n"));
    struct diag *diag = stray(&f, span_at(&f, 0, 1), "x");
    struct diag_waiver waiver = {.reason = STR("why"), .approver = STR("who")};
    struct source *library = source_new(&f.a, STR("std/b.jx"), STR("one\n"));
    struct span places[] = {{0}, {library, 0, 1}, span_at(&f, 2, 3)};
    for (size_t i = 0; i < COUNT(places); i++) {
        waiver.span = places[i];
        diag->waiver = &waiver;
        struct str sarif = entry(&f, DIAG_FORMAT_SARIF, diag);
        CHECK(u, contains(sarif, "\"justification\":\"why\"") &&
                     contains(sarif, "\"approvedBy\":\"who\",\"validUntil\":null"));
        CHECK(u, !contains(sarif, "baselineState"));
        CHECK(u, contains(sarif, "\"startColumn\":3") == (i == 2));
    }
    arena_free(&f.a);
}

/* That something was left out is told in every form that has a place for it, and takes the place of a
 * hint where only so many are shown. */
static void test_left_out(struct unit *u)
{
    struct fixture f;
    fixture_open(&f, "a.jx", STR("abc\n"));
    CHECK_TEXT(u, document(&f, DIAG_FORMAT_GITLAB, 0, DIAG_HINT, 3), "[\n]\n");
    CHECK(u, contains(document(&f, DIAG_FORMAT_GITLAB, 1, DIAG_HINT, 3), "3 more not shown"));
    CHECK(u, !contains(document(&f, DIAG_FORMAT_CHECKSTYLE, 0, DIAG_HINT, 3), "<error"));
    CHECK(u, contains(document(&f, DIAG_FORMAT_CHECKSTYLE, 1, DIAG_HINT, 3), "3 more not shown"));
    static const struct {
        int line;
        size_t count;
        enum diag_severity severity;
        unsigned left_out, findings;
        const char *notice;
    } rows[] = {
        {HERE, 10, DIAG_HINT, 0, 10, ""},
        {HERE, 10, DIAG_HINT, 2, 9, "::notice title=jixiao::3 more not shown: 3 hints\n"},
        {HERE, 9, DIAG_HINT, 2, 9, "::notice title=jixiao::2 more not shown: 2 hints\n"},
        {HERE, 10, DIAG_ERROR, 2, 10, "::notice title=jixiao::2 more not shown: 2 hints\n"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str text =
            document(&f, DIAG_FORMAT_GITHUB, rows[i].count, rows[i].severity, rows[i].left_out);
        CHECK_ROW_NUMBER(u, &rows[i], times(text, "{}\n"), rows[i].findings);
        CHECK_ROW_NUMBER(u, &rows[i], str_starts_with(text, str_of(rows[i].notice)), true);
        CHECK_ROW_NUMBER(u, &rows[i], times(text, "::notice"), rows[i].left_out > 0);
    }
    arena_free(&f.a);
}

int main(void)
{
    struct unit u = {0};
    test_nowhere(&u);
    test_fixes(&u);
    test_waived(&u);
    test_left_out(&u);
    return unit_finish(&u);
}
