/*
 * check.h - what must hold of everything that the program prints; the fuzz targets call it.
 *
 * A check that fails ends the program, which is what a fuzzer looks for.
 */
#ifndef FUZZ_CHECK_H
#define FUZZ_CHECK_H

#include "base/utf8.h"
#include "emit/diag_document.h"
#include "emit/diag_print.h"
#include "emit/emit.h"
#include "sema/library.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A fuzzer need not learn its way through the checks. */
#ifdef __clang__
#pragma clang attribute push(__attribute__((no_sanitize("coverage"))), apply_to = function)
#endif

#define CHECK(condition)                                                    \
    do {                                                                    \
        if (!(condition)) {                                                 \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            abort();                                                        \
        }                                                                   \
    } while (0)

/* The library, loaded once a process. */
static inline const struct library *check_library(void)
{
    static struct arena arena;
    static struct library library;
    if (!library.arena) {
        library_load(&library, &arena);
        CHECK(!library.diags.first);
    }
    return &library;
}

static inline void check_span(struct span span)
{
    CHECK(span.start <= span.end);
    CHECK(!span.source || span.end <= span.source->text.len);
}

/* Every place lies in its source, and the entries are in order. */
static inline void check_diags(const struct diags *d)
{
    const struct diag *before = NULL;
    unsigned kept = 0;
    for (const struct diag *diag = d->first; diag; before = diag, diag = diag->next, kept++) {
        check_span(diag->span);
        for (const struct diag_remark *label = diag->labels; label; label = label->next)
            check_span(label->span);
        for (const struct diag_fix *fix = diag->fixes; fix; fix = fix->next)
            check_span(fix->span);
        CHECK(!before || before->span.source != diag->span.source ||
              before->span.start <= diag->span.start);
    }
    CHECK(kept == d->kept && kept <= d->errors + d->warnings + d->hints);
}

/* For a terminal and a log: valid, visible, and no line that a build server obeys. */
static inline void check_text(struct str text)
{
    CHECK(utf8_check(text, 0).fault == UTF8_OK);
    for (size_t at = 0; at < text.len; at++) {
        struct str rest = str_part(text, at, text.len);
        CHECK(text.ptr[at] != '\r' && text.ptr[at] != '\t');
        CHECK((at > 0 && text.ptr[at - 1] != '\n') || !str_starts_with(rest, STR("::")));
        CHECK(!str_starts_with(rest, STR("##[")) && !str_starts_with(rest, STR("##vso[")) &&
              !str_starts_with(rest, STR("##teamcity[")));
    }
}

/* A JSON value a line, each with nothing behind it. */
static inline void check_json_lines(struct str text)
{
    CHECK(utf8_check(text, 0).fault == UTF8_OK);
    while (text.len) {
        const char *end = memchr(text.ptr, '\n', text.len);
        CHECK(end);
        struct arena a = ARENA_INIT;
        struct str line = arena_copy(&a, str_part(text, 0, (size_t)(end - text.ptr)));
        cJSON *value = cJSON_ParseWithLengthOpts(line.ptr, line.len + 1, NULL, true);
        CHECK(cJSON_IsObject(value));
        cJSON_Delete(value);
        arena_free(&a);
        text = str_part(text, (size_t)(end - text.ptr) + 1, text.len);
    }
}

/* An entry of a document: JSON where the document is, and for the others nothing that ends a line or
 * that XML has no place for. */
static inline void check_entry(struct str text, enum diag_format format)
{
    CHECK(utf8_check(text, 0).fault == UTF8_OK);
    if (format == DIAG_FORMAT_SARIF || format == DIAG_FORMAT_GITLAB) {
        struct arena a = ARENA_INIT;
        const struct str parts[] = {text, STR("\n")};
        check_json_lines(arena_join(&a, parts, text.ptr[text.len - 1] != '\n' ? 2 : 1));
        arena_free(&a);
    }
    for (size_t at = 0; at + 1 < text.len; at++)
        CHECK((unsigned char)text.ptr[at] >= 0x20);
}

/* Each finding as an entry of a document. */
static inline void check_document(const struct diags *d, struct arena *scratch,
                                  const struct diag_print_options *options)
{
    struct diag_roots roots = {.top = STR("/top")};
    struct diag_page page = {.a = scratch,
                             .options = options,
                             .positions = {.a = scratch, .ambiguous = options->ambiguous_width},
                             .roots = &roots};
    for (const struct diag *diag = d->first; diag; diag = diag->next) {
        char *printed = NULL;
        size_t length = 0;
        page.checked = diag->span.source;
        page.out = open_memstream(&printed, &length);
        CHECK(page.out && diag_document_format(options->format)->entry(&page, diag) &&
              fclose(page.out) == 0 && length > 0);
        check_entry((struct str){printed, length}, options->format);
        free(printed);
    }
}

/* Prints in every form, in the language and for the terminal that the bits of `way` choose (all ways
 * for each input would cost most of the time), and checks what comes. */
static inline void check_printing(const struct diags *d, struct arena *scratch, unsigned way)
{
    for (int format = 0; format < DIAG_FORMAT_COUNT; format++) {
        struct diag_print_options options = {
            .language = way & 1 ? LANGUAGE_ENGLISH : LANGUAGE_CHINESE,
            .ambiguous_width = way & 2 ? 2 : 1,
            .format = (enum diag_format)format,
            .limit_per_file = way & 4 ? 0 : 20,
        };
        char *printed = NULL;
        size_t length = 0;
        if (diag_format_is_document(options.format)) {
            check_document(d, scratch, &options);
            continue;
        }
        FILE *out = open_memstream(&printed, &length);
        CHECK(out && diag_print(out, d, scratch, &options) && fclose(out) == 0);
        if (options.format == DIAG_FORMAT_JSON)
            check_json_lines((struct str){printed, length});
        else
            check_text((struct str){printed, length});
        free(printed);
    }
}

/* The end of a tag that begins at `at`: its attributes are quoted, and hold no bare sign. */
static inline size_t check_tag(struct str page, size_t at)
{
    bool quoted = false;
    while (++at < page.len && (quoted || page.ptr[at] != '>')) {
        quoted ^= page.ptr[at] == '"';
        CHECK(page.ptr[at] != '<' && page.ptr[at] != '\'' && page.ptr[at] != '>');
    }
    CHECK(at < page.len && !quoted);
    return at;
}

/* Outside of tags, the style and the script no `< > " '` stands: everything went by the escaping. */
static inline void check_html(struct str page)
{
    CHECK(utf8_check(page, 0).fault != UTF8_INVALID && utf8_check(page, 0).fault != UTF8_NUL);
    for (size_t at = 0; at < page.len; at++) {
        struct str rest = str_part(page, at, page.len);
        CHECK(page.ptr[at] != '>' && page.ptr[at] != '"' && page.ptr[at] != '\'');
        if (page.ptr[at] != '<')
            continue;
        bool is_asset =
            str_starts_with(rest, STR("<style")) || str_starts_with(rest, STR("<script"));
        const char *end = str_starts_with(rest, STR("<script")) ? "</script>" : "</style>";
        at = check_tag(page, at);
        while (is_asset && !str_starts_with(str_part(page, at + 1, page.len), str_of(end)))
            CHECK(++at < page.len);
    }
}

#ifdef __clang__
#pragma clang attribute pop
#endif

#endif
