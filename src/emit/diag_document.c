/* diag_document.c - what the documents share. */
#include "emit/diag_document.h"

#include <assert.h>

static const struct diag_document_format documents[DIAG_FORMAT_COUNT] = {
#define DIAG_FORMAT(name, word, entry, omitted)
#define DIAG_DOCUMENT(name, word, entry, write, limit, waived, by_file) \
    [DIAG_FORMAT_##name] = {entry, write, limit, waived, by_file},
#include "emit/diag_formats.def"
#undef DIAG_FORMAT
#undef DIAG_DOCUMENT
};

const struct diag_document_format *diag_document_format(enum diag_format format)
{
    assert(diag_format_is_document(format));
    return &documents[format];
}

/* ---- places -------------------------------------------------------------------------------- */

bool diag_source_has_path(const struct source *source)
{
    return !str_starts_with(source->path, STR("std/"));
}

/* Adds the parts of `path` to `result`, which has room for them: none for `.`, one less for `..`. */
static void path_add(char *result, size_t *length, struct str path)
{
    for (size_t at = 0; at < path.len;) {
        size_t end = at;
        while (end < path.len && path.ptr[end] != '/')
            end++;
        struct str part = str_part(path, at, end);
        at = end + 1;
        if (part.len == 0 || str_equal(part, STR(".")))
            continue;
        size_t last = *length; /* where the part before begins */
        while (last > 0 && result[last - 1] != '/')
            last--;
        struct str before = {result + last, *length - last};
        if (str_equal(part, STR("..")) && before.len > 0 && !str_equal(before, STR(".."))) {
            *length = last > 1 ? last - 1 : last;
            continue;
        }
        if (before.len > 0)
            result[(*length)++] = '/';
        memcpy(result + *length, part.ptr, part.len);
        *length += part.len;
    }
}

struct str diag_path(struct arena *a, const struct diag_roots *roots, struct str path)
{
    if (str_equal(path, STR("-")))
        return path;
    char *result = arena_bytes(a, roots->here.len + path.len + 3);
    size_t length = 0;
    if (path.len > 0 && path.ptr[0] == '/') {
        result[length++] = '/';
        path_add(result, &length, path);
        struct str top = roots->top, absolute = {result, length};
        size_t skipped = top.len == 1 ? 1 : top.len + 1;
        if (str_starts_with(absolute, top) && length > skipped && result[skipped - 1] == '/')
            return str_part(absolute, skipped, length);
        return absolute;
    }
    path_add(result, &length, roots->here);
    path_add(result, &length, path);
    return (struct str){result, length};
}

struct str diag_entry_path(struct diag_page *page, const struct diag *diag)
{
    struct source *source = diag->span.source;
    if (!source || !diag_source_has_path(source))
        source = page->checked;
    return diag_path(page->a, page->roots, source->path);
}

struct diag_region diag_region_find(struct diag_page *page, struct span span)
{
    uint32_t size = (uint32_t)span.source->text.len;
    span.start = span.start < size ? span.start : size;
    span.end = span.end < size ? span.end : size;
    return (struct diag_region){position_find(&page->positions, span.source, span.start),
                                position_find(&page->positions, span.source, span.end)};
}

struct diag_region diag_entry_region(struct diag_page *page, const struct diag *diag)
{
    if (diag->span.source && diag_source_has_path(diag->span.source))
        return diag_region_find(page, diag->span);
    return (struct diag_region){{1, 1, 1, 1}, {1, 1, 1, 1}};
}

/* ---- texts --------------------------------------------------------------------------------- */

/* “第 23 行：……”, with the path if it is in another file. */
static struct str place_text(struct diag_page *page, const struct diag *diag,
                             const struct diag_remark *remark)
{
    struct str text = diag_remark_text(page->a, remark, page->options->language);
    struct source *source = remark->span.source;
    if (!source)
        return text;
    uint32_t line = diag_region_find(page, remark->span).start.line;
    struct str path = STR("");
    if (source != diag->span.source)
        path = diag_source_has_path(source) ? diag_path(page->a, page->roots, source->path)
                                            : source->path;
    return arena_format(page->a,
                        diag_page_text(page, "%" STR_FORMAT "%s第 %u 行：%" STR_FORMAT,
                                       "%" STR_FORMAT "%sline %u: %" STR_FORMAT),
                        STR_ARG(path), path.len ? " " : "", (unsigned)line, STR_ARG(text));
}

/* A line's end, `word`, and a text. */
static struct str line_add(struct diag_page *page, struct str before, const char *word,
                           struct str text)
{
    const struct str parts[] = {before, STR("\n"), str_of(word), terminal_text(page->a, text)};
    return arena_join(page->a, parts, 4);
}

/* Other places than these are told as one number. */
enum { PLACES_TOLD = 20 };

struct str diag_details(struct diag_page *page, const struct diag *diag)
{
    enum language language = page->options->language;
    struct str text = STR("");
    unsigned told = 0, left = 0;
    if (diag->has_label) {
        struct str label = diag_remark_text(page->a, &diag->label, language);
        if (!str_contains(diag_sentence(page, diag), label))
            text = line_add(page, text, "", label);
    }
    for (const struct diag_remark *label = diag->labels; label; label = label->next) {
        if (told++ < PLACES_TOLD)
            text = line_add(page, text, "", place_text(page, diag, label));
        else
            left++;
    }
    if (left > 0)
        text = line_add(page, text, "",
                        arena_format(page->a,
                                     diag_page_text(page, "相关之处还有 %u 处", "%u more places"),
                                     left));
    for (const struct diag_remark *note = diag->notes; note; note = note->next)
        text = line_add(page, text, note->is_plain ? "" : diag_page_text(page, "帮助：", "help: "),
                        diag_remark_text(page->a, note, language));
    return text;
}

struct str diag_document_omitted(const struct diag_document *document, struct arena *a)
{
    const struct diag_omitted *omitted = &document->omitted;
    if (omitted->errors + omitted->warnings + omitted->hints == 0)
        return STR("");
    return diag_omitted_text(a, omitted, document->options->language);
}
