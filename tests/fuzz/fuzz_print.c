/*
 * fuzz_print.c - any bytes as text of a file, as its name and as a word that is quoted, printed for
 * a terminal, as JSON and as HTML.
 *
 * The first four bytes say which part of the file the diagnostic is about; the rest is split at the
 * first NUL into name and text.
 */
#include "fuzz/check.h"

#include "emit/html_write.h"

static void check_html_text(struct str text)
{
    char *page = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&page, &length);
    CHECK(out);
    struct html h = {.sink = {.out = out}};
    html_open(&h, "p");
    html_attribute(&h, "title", text);
    html_text(&h, text);
    html_close(&h, "p");
    sink_flush(&h.sink);
    CHECK(fclose(out) == 0);
    check_html((struct str){page, length});
    free(page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 4)
        return 0;
    struct arena a = ARENA_INIT;
    struct diags d = {.arena = &a};
    struct str all = {(const char *)data + 4, size - 4};
    const char *nul = all.len ? memchr(all.ptr, '\0', all.len) : NULL;
    size_t end = nul ? (size_t)(nul - all.ptr) : all.len / 2;
    struct str path = str_part(all, 0, end), text = str_part(all, end, all.len);
    struct source *source = source_new(&a, path, text);
    uint32_t room = (uint32_t)text.len + 1, start = (data[0] * 256u + data[1]) % room;
    struct span span = {source, start, start + (data[2] * 256u + data[3]) % (room - start)};
    struct diag *diag = diag_report(&d, DIAG_STRAY_CHARACTER, span, DIAG_TEXT(path));
    diag_help(&d, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(text));
    diag_place(&d, diag, ((struct span){source, 0, start}), NOTE_FIRST_HERE, DIAG_NONE);
    diag_fix(&d, diag, span, path, FIX_SAFE);
    diag_report(&d, DIAG_UNCLOSED_BLOCK, ((struct span){source, span.end, span.end}), DIAG_NONE);
    diag_sort(&d);
    check_diags(&d);
    check_printing(&d, &a, data[0]);
    check_html_text(text);
    arena_free(&a);
    return 0;
}
