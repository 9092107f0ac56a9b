/* fingerprint.c - what a finding is known by in another version of its file. */
#include "sema/fingerprint.h"

#include "base/map.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "sema/vocabulary.h"

#include <stdlib.h>

enum {
    DIGEST_SIZE = 32,
    QUOTED_LIMIT = 4096, /* bytes of the source that tell one misspelling from another */
};

static const uint32_t NO_PLACE = UINT32_MAX;

/* A node, in the order of the file. */
struct place {
    const struct ast_node *node;
    uint32_t parent;     /* NO_PLACE: the file */
    const char *digest;  /* of the way to it, once asked for */
    struct str identity; /* of a project, once asked for: what stands for its name */
};

struct marker {
    struct arena *arena;
    const struct source *source;
    struct str file;
    struct place *places;
    uint32_t count, room;
    /* The value that was hashed last: many findings may be about one. */
    const void *last_value; /* the item, or the node of a whole value */
    const char *last_digest;
    struct map seen; /* a digest → how many findings had it */
};

/* ---- hashing ------------------------------------------------------------------------------- */

/* What is hashed, each piece behind its length, so that no two lists of pieces are one text. */
struct pieces {
    struct arena *arena;
    char *text;
    size_t length, room;
};

static void add(struct pieces *pieces, struct str piece)
{
    uint64_t length = piece.len;
    size_t needed = pieces->length + sizeof length + piece.len;
    if (needed > pieces->room) {
        size_t room = needed * 2 + 256;
        pieces->text = arena_grow(pieces->arena, pieces->text, 1, pieces->length, room);
        pieces->room = room;
    }
    for (unsigned i = 0; i < sizeof length; i++)
        pieces->text[pieces->length++] = (char)(length >> 8 * i & 0xFF);
    if (piece.len)
        memcpy(pieces->text + pieces->length, piece.ptr, piece.len);
    pieces->length += piece.len;
}

static void add_digest(struct pieces *pieces, const char *digest)
{
    add(pieces, digest ? (struct str){digest, DIGEST_SIZE} : STR(""));
}

static const char *digest_of(struct pieces *pieces)
{
    char *digest = arena_bytes(pieces->arena, DIGEST_SIZE);
    sha256((struct str){pieces->text, pieces->length}, (unsigned char *)digest);
    return digest;
}

struct str text_plain(struct arena *a, struct str text)
{
    char *copy = arena_bytes(a, text.len + 1);
    size_t length = 0;
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t point = utf8_next(text, &at);
        if (point == ' ' || point == '\t' || point == '\r' || point == '\n' || point == 0x3000)
            continue;
        uint32_t twin = point >= 0xFF01 && point <= 0xFF5E   ? point - 0xFEE0
                        : point == 0x3001                    ? ','
                        : point == 0x201C || point == 0x201D ? '"'
                                                             : 0;
        if (twin) {
            copy[length++] = (char)twin;
            continue;
        }
        memcpy(copy + length, text.ptr + start, at - start);
        length += at - start;
    }
    return (struct str){copy, length};
}

/* ---- the way to a node --------------------------------------------------------------------- */

/* Lists the nodes and all below them in the order of the file. */
static void list_places(struct marker *m, const struct ast_node *node, uint32_t parent)
{
    for (; node; node = node->next) {
        if (m->count == m->room) {
            m->room = m->room ? m->room * 2 : 64;
            m->places = arena_grow(m->arena, m->places, sizeof *m->places, m->count, m->room);
        }
        uint32_t own = m->count++;
        m->places[own] = (struct place){.node = node, .parent = parent};
        list_places(m, node->children.first, own);
    }
}

/* The innermost node around the span. */
static uint32_t find_place(const struct marker *m, struct span span)
{
    uint32_t low = 0, high = m->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (m->places[middle].node->span.start <= span.start)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t at = low ? low - 1 : NO_PLACE;
    while (at != NO_PLACE && m->places[at].node->span.end < span.end)
        at = m->places[at].parent;
    return at;
}

static bool is_word(const struct ast_node *node, enum word_id id)
{
    if (!node->head || node->head->kind != AST_NAME)
        return false;
    struct bilingual name = word_info(id)->name;
    return str_equal(node->head->text, name.chinese) || str_equal(node->head->text, name.english);
}

/* What a field among the nodes says, or an empty text. */
static struct str field_text(struct arena *a, const struct ast_node *nodes, enum word_id id)
{
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (is_word(node, id) && node->values)
            return ast_print_expression(a, node->values, true);
    }
    return STR("");
}

/* What a project is known by; empty of what is none. */
static struct str project_identity(struct arena *a, const struct place *place)
{
    const struct ast_node *node = place->node;
    if (place->parent != NO_PLACE || !is_word(node, WORD_FILE_PROJECT))
        return STR("");
    struct str code = field_text(a, node->children.first, WORD_PROJECT_CODE);
    struct str name = node->labels ? ast_print_expression(a, node->labels, true) : STR("");
    if (code.len == 0 && name.len == 0)
        return STR("");
    const struct str parts[] = {STR("project\n"), code.len ? code : name, STR("\n"),
                                field_text(a, node->children.first, WORD_PROJECT_YEAR)};
    return arena_join(a, parts, 4);
}

static const char *way_to(struct marker *m, uint32_t at)
{
    if (at == NO_PLACE)
        return NULL;
    struct place *place = &m->places[at];
    if (place->digest)
        return place->digest;
    const char *above = way_to(m, place->parent);
    struct pieces pieces = {.arena = m->arena};
    place->identity = project_identity(m->arena, place);
    if (place->identity.len) {
        add(&pieces, place->identity);
    } else {
        add_digest(&pieces, above);
        add(&pieces, place->parent == NO_PLACE ? m->file : STR(""));
        add(&pieces,
            place->node->head ? ast_print_expression(m->arena, place->node->head, false) : STR(""));
        add(&pieces, place->node->labels ? ast_print_expression(m->arena, place->node->labels, true)
                                         : STR(""));
    }
    place->digest = digest_of(&pieces);
    return place->digest;
}

/* ---- what the finding is about ------------------------------------------------------------- */

/* Of the node's value the item that the span lies in; `*is_whole` if it is about all of them. NULL: it
 * is not about the value. */
static const struct ast_expression *find_value(const struct ast_node *node, struct span span,
                                               bool *is_whole)
{
    *is_whole = false;
    for (const struct ast_expression *item = node->values; item; item = item->next) {
        if (item->span.start <= span.start && span.end <= item->span.end)
            return item;
    }
    bool is_header = span.start < node->header.end || span.end <= node->header.end;
    *is_whole = true;
    return is_header ? node->values : NULL;
}

static const char *value_digest(struct marker *m, const struct ast_node *node, struct span span)
{
    bool is_whole;
    const struct ast_expression *value = find_value(node, span, &is_whole);
    if (!value)
        return NULL;
    const void *key = is_whole ? (const void *)node : value;
    if (key == m->last_value)
        return m->last_digest;
    struct pieces pieces = {.arena = m->arena};
    add(&pieces, is_whole ? ast_operator_text(node->relation) : STR(""));
    add(&pieces, ast_print_expression(m->arena, value, is_whole));
    m->last_value = key;
    m->last_digest = digest_of(&pieces);
    return m->last_digest;
}

/* Whether the counts in its sentence are of what has findings of its own. */
static bool counts_others(enum diag_code code)
{
    return code == DIAG_IMPORT_HAS_ERRORS || code == DIAG_PREVIOUS_HAS_ERRORS ||
           code == DIAG_FILES_LEFT_OUT || code == DIAG_CEILING_EXCEEDED;
}

static void add_arguments(struct marker *m, struct pieces *pieces, const struct diag *diag)
{
    for (unsigned i = 0; i < diag->argument_count; i++) {
        const struct diag_argument *argument = &diag->arguments[i];
        if (argument->known_by.len)
            add(pieces, text_plain(m->arena, argument->known_by));
        else if (argument->type != 'n')
            add(pieces, text_plain(m->arena, bilingual_text(argument->text, LANGUAGE_CHINESE)));
        else if (!counts_others(diag->code))
            add(pieces, arena_format(m->arena, "%lld", argument->number));
    }
}

/* Whether it is about how the text is spelt, so that no value is there to know it by. */
static bool is_of_spelling(const struct diag *diag)
{
    const char *category = diag_info(diag->code)->category;
    return strcmp(category, "characters") == 0 || strcmp(category, "syntax") == 0;
}

/* The text of a span, or the beginning of a long one. */
static struct str quoted(struct arena *a, struct span span)
{
    if (span.end - span.start > QUOTED_LIMIT)
        span.end = span.start + QUOTED_LIMIT;
    return text_plain(a, span_text(span));
}

/* Where something is: the way to the node, and what that says there. */
static void add_place(struct marker *m, struct pieces *pieces, struct span span, bool is_quoted)
{
    bool is_own = span.source == m->source, is_elsewhere = span.source && !is_own;
    bool is_inside = span.source && span.start <= span.end && span.end <= span.source->text.len;
    uint32_t at = is_own && is_inside ? find_place(m, span) : NO_PLACE;
    add_digest(pieces, way_to(m, at));
    add(pieces, at == NO_PLACE ? m->file : STR(""));
    add(pieces, is_elsewhere ? span.source->identity : STR(""));
    add_digest(pieces, at == NO_PLACE ? NULL : value_digest(m, m->places[at].node, span));
    if ((is_quoted || is_elsewhere) && is_inside)
        add(pieces, quoted(m->arena, span));
}

static const char *mark(struct marker *m, const struct diag *diag)
{
    struct pieces pieces = {.arena = m->arena};
    add(&pieces, STR("jixiao fingerprint 1"));
    add(&pieces, diag_code_text(diag));
    add_place(m, &pieces, diag->span, is_of_spelling(diag));
    if (diag->origin)
        add(&pieces, diag->origin->name.chinese);
    else
        add_arguments(m, &pieces, diag);
    return digest_of(&pieces);
}

static const char *mark_part(struct marker *m, const struct diag *diag,
                             const struct diag_part *part)
{
    struct pieces pieces = {.arena = m->arena};
    add(&pieces, diag->fingerprint);
    if (part->span.source)
        add_place(m, &pieces, part->span, false);
    add(&pieces, text_plain(m->arena, part->text));
    return digest_of(&pieces);
}

/* ---- all of a file ------------------------------------------------------------------------- */

struct entry {
    struct diag *diag;
    size_t order;
};

static int compare_entries(const void *one, const void *other)
{
    const struct entry *a = one, *b = other;
    uint32_t left = a->diag->span.start, right = b->diag->span.start;
    return left != right ? (left > right) - (left < right)
                         : (a->order > b->order) - (a->order < b->order);
}

/* All entries by place, the waived ones among the others: their numbers do not change when a waiver
 * comes or goes. */
static struct entry *list_entries(const struct diags *diags, struct arena *a, size_t *count)
{
    size_t room = diags->kept;
    for (const struct diag_waiver *waiver = diags->waivers; waiver; waiver = waiver->next)
        room += waiver->count;
    struct entry *entries = ARENA_ARRAY(a, struct entry, room + 1);
    *count = 0;
    for (struct diag *diag = diags->first; diag; diag = diag->next, ++*count)
        entries[*count] = (struct entry){diag, *count};
    for (const struct diag_waiver *waiver = diags->waivers; waiver; waiver = waiver->next) {
        for (struct diag *diag = waiver->first; diag; diag = diag->next, ++*count)
            entries[*count] = (struct entry){diag, *count};
    }
    qsort(entries, *count, sizeof *entries, compare_entries);
    return entries;
}

/* The fingerprint of the finding with this digest, by its number among those that have it. */
static struct str number(struct marker *m, const char *digest)
{
    unsigned char final[DIGEST_SIZE];
    struct str key = {digest, DIGEST_SIZE};
    size_t *count = (size_t *)map_get(&m->seen, key);
    if (!count) {
        count = ARENA_NEW(m->arena, size_t);
        map_put(&m->seen, m->arena, key, count);
    }
    struct pieces pieces = {.arena = m->arena};
    add(&pieces, key);
    add(&pieces, arena_format(m->arena, "%zu", (*count)++));
    sha256((struct str){pieces.text, pieces.length}, final);
    char *hex = arena_bytes(m->arena, FINGERPRINT_LENGTH + 1);
    for (unsigned i = 0; i < FINGERPRINT_LENGTH; i++)
        hex[i] = "0123456789abcdef"[final[i / 2] >> (i % 2 ? 0 : 4) & 15];
    hex[FINGERPRINT_LENGTH] = '\0';
    return (struct str){hex, FINGERPRINT_LENGTH};
}

void fingerprints_give(struct diags *diags, const struct source *source,
                       const struct ast_node *nodes, struct str file, struct arena *a)
{
    struct marker m = {.arena = a, .source = source, .file = file};
    size_t count;
    if (diags_empty(diags))
        return;
    struct entry *entries = list_entries(diags, a, &count);
    list_places(&m, nodes, NO_PLACE);
    for (size_t i = 0; i < count; i++) {
        struct diag *diag = entries[i].diag;
        diag->fingerprint = number(&m, mark(&m, diag));
        for (struct diag_part *part = diag->parts; part; part = part->next)
            part->fingerprint = number(&m, mark_part(&m, diag, part));
    }
}
