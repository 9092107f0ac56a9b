/* translate.c - the words of a source in the other language. */
#include "tools/translate.h"

#include "base/utf8.h"
#include "syntax/scan.h"
#include "tools/workspace_path.h"

enum { ATTEMPTS = 8 }; /* each leaves more words as they are; no source needs more than two */

bool translator_open(struct translator *t, const struct options *options, struct arena *a)
{
    struct file_list ignored = {0}; /* what jixiao.jx has to tell, check tells */
    t->language = options->words;
    t->library = command_library(a);
    if (!t->library || !workspace_open(&t->workspace, a))
        return false;
    if (workspace_file_load(options, t->library, a, &ignored, &t->workspace_file))
        return true;
    translator_close(t);
    return false;
}

void translator_close(struct translator *t)
{
    workspace_file_free(&t->workspace_file);
    workspace_close(&t->workspace);
}

/* ---- what the words mean --------------------------------------------------------------------- */

/* A source that was read, with what its words were taken for. */
struct reading {
    struct format_input input;
    struct name_log names;
    const struct token **tokens; /* those that say something: no comments, no line ends */
    size_t *places;              /* of each of them among all tokens */
    size_t count;
    bool is_partial; /* what it uses was not all found, so words of that are unknown */
};

/* Whether a framework or a file that is used could not be had. */
static bool lacks_import(const struct diags *diags)
{
    bool lacks = false;
    for (const struct diag *diag = diags->first; diag; diag = diag->next)
        lacks |=
            diag->severity == DIAG_ERROR && strcmp(diag_info(diag->code)->category, "imports") == 0;
    return lacks;
}

static void bind_reading(struct translator *t, struct arena *a, struct reading *reading)
{
    struct source *source = reading->input.source;
    struct diags diags = {.arena = a};
    struct spec spec = {.source = source, .nodes = reading->input.nodes.first};
    struct import_loader loader = {.load = workspace_load, .context = &t->workspace};
    if (source_is_workspace(source))
        workspace_identify(&t->workspace, source, a);
    loader.workspace = workspace_file_lends(&t->workspace_file, &t->workspace, source, a);
    struct binder binder = spec_binder(&spec, t->library, NULL, a, &diags, &loader);
    reading->names = (struct name_log){.arena = a, .source = source};
    binder.names = &reading->names;
    spec_bind(&binder, &spec);
    name_log_sort(&reading->names);
    reading->is_partial = lacks_import(&diags);
}

static void list_tokens(struct arena *a, struct reading *reading)
{
    const struct token_list *all = &reading->input.tokens;
    reading->tokens = ARENA_ARRAY(a, const struct token *, all->count);
    reading->places = ARENA_ARRAY(a, size_t, all->count);
    reading->count = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct token *token = &all->items[i];
        if (token->kind < 0 || token->kind == TOK_END || token->kind == TOK_YYEOF)
            continue;
        reading->places[reading->count] = i;
        reading->tokens[reading->count++] = token;
    }
}

static const struct name_entry *entry_of(const struct reading *reading, size_t at)
{
    struct span span = reading->tokens[at]->span;
    return name_log_find(&reading->names, span.start, span.end);
}

/* ---- other words ----------------------------------------------------------------------------- */

/* Whether the text is read as one name. */
static bool is_name(struct str text)
{
    bool starts = true;
    for (size_t at = 0; at < text.len;) {
        uint32_t point = utf8_next(text, &at);
        bool is_letter = (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') ||
                         point == '_' || (point >= 0x3400 && point <= 0x9FFF);
        if (!is_letter && (starts || point < '0' || point > '9'))
            return false;
        starts = false;
    }
    struct bilingual none;
    return text.len > 0 && !scan_reserved(text, &none);
}

/* The text between its quotes, of whichever kind; empty if it has none. */
static struct str between_quotes(struct str text, struct str *open, struct str *close)
{
    bool is_chinese = str_starts_with(text, STR("“"));
    size_t size = is_chinese ? 3 : 1;
    if (text.len < 2 * size || (!is_chinese && text.ptr[0] != '"'))
        return (struct str){0};
    *open = str_part(text, 0, size);
    *close = str_part(text, text.len - size, text.len);
    return str_part(text, size, text.len - size);
}

/* The other word for a token that is one of the two names, in `a`; no ptr if it has none. */
static struct str other_word(struct arena *a, const struct token *token, struct bilingual name,
                             enum language language)
{
    struct str text = span_text(token->span), wanted = bilingual_text(name, language);
    if (token->kind == TOK_TEXT) {
        struct str open = {0}, close = {0};
        struct str inner = between_quotes(text, &open, &close);
        bool is_plain =
            !memchr(wanted.ptr, '"', wanted.len) && !memchr(wanted.ptr, '\\', wanted.len);
        const struct str parts[] = {open, wanted, close};
        return inner.len && bilingual_is(name, inner) && is_plain ? arena_join(a, parts, 3)
                                                                  : (struct str){0};
    }
    return bilingual_is(name, text) && is_name(wanted) ? wanted : (struct str){0};
}

/* For each token how it is to be written; those that are `kept` stay. */
static struct str *choose_words(struct arena *a, const struct reading *reading,
                                enum language language, const bool *kept)
{
    struct str *words = ARENA_ARRAY(a, struct str, reading->input.tokens.count + 1);
    for (size_t i = 0; i < reading->count; i++) {
        const struct token *token = reading->tokens[i];
        const struct name_entry *entry = entry_of(reading, i);
        struct bilingual reserved;
        if (kept[i])
            continue;
        if (entry && (token->kind == TOK_NAME || token->kind == TOK_TEXT))
            words[reading->places[i]] = other_word(a, token, entry->name, language);
        else if (scan_reserved(format_word(a, token), &reserved))
            words[reading->places[i]] = bilingual_text(reserved, language);
    }
    return words;
}

/* ---- whether it means the same --------------------------------------------------------------- */

static bool names_same(const struct name_entry *one, const struct name_entry *other)
{
    if (!one || !other)
        return one == other;
    return str_equal(one->name.chinese, other->name.chinese) &&
           str_equal(one->name.english, other->name.english);
}

/*
 * Compares what the words of both were taken for. A word that means something else now is `kept` from
 * now on; `*again` tells whether there was one. False if that mends nothing.
 */
static bool compare(const struct reading *before, const struct reading *after,
                    const struct str *words, bool *kept, bool *again)
{
    *again = false;
    if (before->count != after->count)
        return false;
    for (size_t i = 0; i < before->count; i++) {
        if (before->tokens[i]->kind != after->tokens[i]->kind)
            return false;
        if (names_same(entry_of(before, i), entry_of(after, i)))
            continue;
        if (!words[before->places[i]].ptr)
            return false;
        kept[i] = *again = true;
    }
    return true;
}

/* Whether the result, with the words of the source put back, is the canonical text of the source. */
static bool leads_back(struct arena *a, const struct reading *before, const struct reading *after)
{
    struct str *words = ARENA_ARRAY(a, struct str, after->input.tokens.count + 1);
    for (size_t i = 0; i < after->count; i++)
        words[after->places[i]] = format_word(a, before->tokens[i]);
    return str_equal(format_print(a, &after->input, words), format_print(a, &before->input, NULL));
}

/* The text with the words that are chosen, unless some are to be kept after all: then `*again`. */
static bool translate_once(struct translator *t, struct arena *a, const struct reading *before,
                           bool *kept, struct str *text, bool *again)
{
    const struct format_input *input = &before->input;
    struct str *words = choose_words(a, before, t->language, kept);
    struct diags diags = {.arena = a};
    struct reading after;
    *text = format_print(a, input, words);
    struct source *source = source_new(a, input->source->path, *text);
    source->identity = input->source->identity;
    if (!format_read(a, source, &diags, &after.input))
        return false;
    bind_reading(t, a, &after);
    list_tokens(a, &after);
    return compare(before, &after, words, kept, again) && (*again || leads_back(a, before, &after));
}

enum translation translate(struct translator *t, struct arena *a, const struct format_input *input,
                           struct str *text)
{
    struct reading before = {.input = *input};
    bool again = true, is_same = true;
    t->workspace.failed = false;
    bind_reading(t, a, &before);
    list_tokens(a, &before);
    bool *kept = ARENA_ARRAY(a, bool, before.count + 1);
    for (int attempt = 0; attempt < ATTEMPTS && again && is_same; attempt++)
        is_same = translate_once(t, a, &before, kept, text, &again);
    if (t->workspace.failed)
        return TRANSLATION_FAILED;
    if (!is_same || again)
        return TRANSLATION_UNLIKE;
    return before.is_partial ? TRANSLATED_PARTLY : TRANSLATED;
}

/* What stands between two places of the source, with what is chosen for the tokens there. */
static struct str part_text(struct arena *a, const struct reading *reading, const struct str *words,
                            struct span part)
{
    struct str *parts = ARENA_ARRAY(a, struct str, 2 * reading->count + 1);
    struct str text = reading->input.source->text;
    size_t count = 0, done = part.start;
    for (size_t i = 0; i < reading->count; i++) {
        struct span span = reading->tokens[i]->span;
        struct str word = words[reading->places[i]];
        if (span.start < part.start || span.end > part.end || !word.ptr)
            continue;
        parts[count++] = str_part(text, done, span.start);
        parts[count++] = word;
        done = span.end;
    }
    parts[count++] = str_part(text, done, part.end);
    return arena_join(a, parts, count);
}

struct str translate_part(struct translator *t, struct arena *a, struct span part)
{
    struct diags diags = {.arena = a};
    struct reading reading = {.count = 0};
    struct source *source = source_new(a, part.source->path, part.source->text);
    source->identity = part.source->identity;
    if (!format_read(a, source, &diags, &reading.input))
        return span_text(part);
    bind_reading(t, a, &reading);
    list_tokens(a, &reading);
    const bool *kept = ARENA_ARRAY(a, bool, reading.count + 1);
    return part_text(a, &reading, choose_words(a, &reading, t->language, kept), part);
}
