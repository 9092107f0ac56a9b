/* compare_fields.c - the fields of two objects: texts, dates, choices, lists of documents. */
#include "base/utf8.h"
#include "sema/compare_match.h"
#include "sema/compare_state.h"
#include "sema/value.h"

enum { SURROUNDINGS = 10 /* characters of a long text shown on either side of what changed */ };
enum { SHORT_TEXT = 40 /* characters; a longer text is shown where it changed */ };

struct bilingual phrase_quoted(struct comparing *c, struct str text)
{
    return (struct bilingual){arena_format(c->arena, "“%" STR_FORMAT "”", STR_ARG(text)),
                              arena_format(c->arena, "'%" STR_FORMAT "'", STR_ARG(text))};
}

struct bilingual phrase_joined(struct comparing *c, struct bilingual one,
                               const char *between_chinese, const char *between_english,
                               struct bilingual other)
{
    if (one.chinese.len == 0 && one.english.len == 0)
        return other;
    struct str left = bilingual_text(one, LANGUAGE_ENGLISH);
    struct str right = bilingual_text(other, LANGUAGE_ENGLISH);
    return (struct bilingual){arena_format(c->arena, "%" STR_FORMAT "%s%" STR_FORMAT,
                                           STR_ARG(one.chinese), between_chinese,
                                           STR_ARG(other.chinese)),
                              arena_format(c->arena, "%" STR_FORMAT "%s%" STR_FORMAT, STR_ARG(left),
                                           between_english, STR_ARG(right))};
}

struct bilingual amount_phrase(struct comparing *c, const struct quantity *quantity)
{
    return quantity ? quantity_phrase(c->arena, quantity) : (struct bilingual){{0}, {0}};
}

/* All values of one line of a field in one language. */
static struct str values_text(struct comparing *c, const struct field *field,
                              enum language language)
{
    struct str text = {0};
    if (field->target)
        return target_text(c->arena, field->target, language);
    for (const struct value *value = field->values; value; value = value->next) {
        struct str one = value_text(c->arena, value, language);
        text = text.len ? arena_format(c->arena, "%" STR_FORMAT "%s%" STR_FORMAT, STR_ARG(text),
                                       language == LANGUAGE_CHINESE ? "、" : ", ", STR_ARG(one))
                        : one;
    }
    return text;
}

struct bilingual field_phrase(struct comparing *c, const struct field *field)
{
    if (!field)
        return (struct bilingual){{0}, {0}};
    return (struct bilingual){values_text(c, field, LANGUAGE_CHINESE),
                              values_text(c, field, LANGUAGE_ENGLISH)};
}

/* Whether what it says is not known. */
static bool is_poisoned(const struct field *field)
{
    bool is_blank = field && field->node->has_colon && !field->node->values;
    if (field &&
        (field->node->broken || !(field->values || field->target || field->object || is_blank)))
        return true;
    for (const struct value *value = field ? field->values : NULL; value; value = value->next) {
        if (value->kind == VALUE_NONE)
            return true;
    }
    return false;
}

/* ---- texts --------------------------------------------------------------------------------- */

/* Bytes at the start, or at the end, that the texts share; whole characters. */
static size_t common_start(struct str a, struct str b)
{
    size_t at = 0;
    while (at < a.len && at < b.len && a.ptr[at] == b.ptr[at])
        at++;
    while (at > 0 && at < a.len && ((unsigned char)a.ptr[at] & 0xC0) == 0x80)
        at--;
    while (at > 0 && at < b.len && ((unsigned char)b.ptr[at] & 0xC0) == 0x80)
        at--;
    return at;
}

static size_t common_end(struct str a, struct str b, size_t start)
{
    size_t length = 0;
    while (length < a.len - start && length < b.len - start &&
           a.ptr[a.len - 1 - length] == b.ptr[b.len - 1 - length])
        length++;
    while (length > 0 && ((unsigned char)a.ptr[a.len - length] & 0xC0) == 0x80)
        length--;
    return length;
}

/* The text with what is not near the change from `start` to `end` left out. */
static struct str around(struct comparing *c, struct str text, size_t start, size_t end)
{
    size_t from = start, to = end;
    for (int i = 0; i < SURROUNDINGS && from > 0; i++)
        do
            from--;
        while (from > 0 && ((unsigned char)text.ptr[from] & 0xC0) == 0x80);
    for (int i = 0; i < SURROUNDINGS && to < text.len; i++)
        utf8_next(text, &to);
    return arena_format(c->arena, "%s%" STR_FORMAT "%s", from ? "…" : "",
                        STR_ARG(str_part(text, from, to)), to < text.len ? "…" : "");
}

/* The text in one line, with a sign where each of its lines ends. */
static struct str with_line_ends(struct arena *a, struct str text)
{
    static const char sign[] = "↵";
    char *shown = ARENA_ARRAY(a, char, text.len *(sizeof sign - 1) + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '\n') {
            shown[length++] = text.ptr[i];
            continue;
        }
        memcpy(shown + length, sign, sizeof sign - 1);
        length += sizeof sign - 1;
    }
    return (struct str){shown, length};
}

/* Two texts as they are shown: whole if they are short, else where they differ; in one line, and where
 * their lines end only if nothing else differs. */
void phrase_texts(struct comparing *c, struct change *change, struct str old, struct str new)
{
    struct str old_line = arena_one_line(c->arena, old), new_line = arena_one_line(c->arena, new);
    bool only_lines = str_equal(old_line, new_line);
    old = only_lines ? with_line_ends(c->arena, old) : old_line;
    new = only_lines ? with_line_ends(c->arena, new) : new_line;
    if (utf8_length(old) > SHORT_TEXT || utf8_length(new) > SHORT_TEXT) {
        size_t start = common_start(old, new), end = common_end(old, new, start);
        old = around(c, old, start, old.len - end);
        new = around(c, new, start, new.len - end);
    }
    change->old_text = phrase_quoted(c, old);
    change->new_text = phrase_quoted(c, new);
}

/* The beginning of a text that is new or gone. */
static struct bilingual shown_text(struct comparing *c, struct str text)
{
    size_t at = 0;
    text = arena_one_line(c->arena, text);
    for (int i = 0; i < SHORT_TEXT && at < text.len; i++)
        utf8_next(text, &at);
    return phrase_quoted(c, at < text.len ? arena_format(c->arena, "%" STR_FORMAT "…",
                                                         STR_ARG(str_part(text, 0, at)))
                                          : text);
}

/* ---- fields -------------------------------------------------------------------------------- */

static bool is_text(const struct field *field)
{
    return field && field->values && field->values->kind == VALUE_TEXT && !field->values->next;
}

/* The only quantity of a field, or NULL. */
static const struct quantity *quantity_of_field(const struct field *field)
{
    return field && field->values && !field->values->next &&
                   field->values->kind == VALUE_QUANTITY && !field->target
               ? &field->values->quantity
               : NULL;
}

static struct span field_span(const struct field *field)
{
    return field ? field->node->header : (struct span){0};
}

/* A field that may stand once. */
static void compare_field(struct comparing *c, struct change change, const struct word *word,
                          const struct field *old, const struct field *new)
{
    if (is_poisoned(old) || is_poisoned(new))
        return;
    change.old_span = field_span(old);
    change.new_span = field_span(new);
    bool is_year = word->type == TYPE_YEAR;
    const struct quantity *one = quantity_of_field(old), *other = quantity_of_field(new);
    if (one && other && !is_year) {
        compare_amounts(c, change, one, other);
        return;
    }
    if (old && new && old->target &&new->target) {
        compare_targets(c, change.subject, old->target, new->target);
        return;
    }
    struct bilingual before = field_phrase(c, old), after = field_phrase(c, new);
    if (str_equal(before.chinese, after.chinese))
        return;
    change.kind = !after.chinese.len    ? CHANGE_DROPPED
                  : !before.chinese.len ? CHANGE_ADDED
                                        : CHANGE_CHANGED;
    change.old_text = before;
    change.new_text = after;
    if (is_text(old) && is_text(new))
        phrase_texts(c, &change, before.chinese, after.chinese);
    else if (change.kind != CHANGE_CHANGED && (is_text(old) || is_text(new)))
        *(change.kind == CHANGE_ADDED ? &change.new_text : &change.old_text) =
            shown_text(c, change.kind == CHANGE_ADDED ? after.chinese : before.chinese);
    change_add(c, change);
}

static void gather_documents(struct comparing *c, struct match_list *list,
                             const struct field *field)
{
    for (; field; field = field->next) {
        for (const struct value *value = field->values; value; value = value->next) {
            struct str text = value_text(c->arena, value, LANGUAGE_CHINESE);
            if (text.len)
                match_add(list, c->arena,
                          (struct match_item){.thing = field, .keys = {text}, .name = text});
        }
    }
}

/* A document in its 《》, a choice by its name, and other text in quotes. */
static struct bilingual document_phrase(struct comparing *c, const struct match_item *item)
{
    const struct field *field = item->thing;
    return field->values->kind == VALUE_TEXT ? phrase_quoted(c, item->name)
                                             : (struct bilingual){item->name, item->name};
}

/* A list of documents or of choices: what is new, what is gone, what was renamed. */
static void compare_documents(struct comparing *c, struct change change, const struct field *old,
                              const struct field *new)
{
    struct match_list olds = {0}, news = {0};
    for (const struct field *field = old; field; field = field->next) {
        if (is_poisoned(field))
            return;
    }
    for (const struct field *field = new; field; field = field->next) {
        if (is_poisoned(field))
            return;
    }
    gather_documents(c, &olds, old);
    gather_documents(c, &news, new);
    match_lists(c->arena, &olds, &news);
    match_only(&olds, &news);
    struct bilingual subject = change.subject;
    for (size_t i = 0; i < news.count; i++) {
        const struct match_item *item = &news.items[i];
        const struct field *field = item->thing;
        const struct field *before = item->other ? item->other->thing : NULL;
        change.new_span = field_span(field);
        change.old_span = field_span(before);
        change.new_text = document_phrase(c, item);
        if (item->other && item->key == MATCH_KEYS) {
            change.kind = CHANGE_CHANGED;
            change.old_text = document_phrase(c, item->other);
            change_add(c, change);
        } else if (!item->other) {
            change.kind = CHANGE_ADDED;
            change_add(c, change);
        }
        if (item->other)
            compare_objects(c, change.area,
                            phrase_joined(c, subject, " ", " ", document_phrase(c, item)),
                            before->object, field->object);
    }
    for (size_t i = 0; i < olds.count; i++) {
        const struct match_item *item = &olds.items[i];
        if (item->other)
            continue;
        change.kind = CHANGE_DROPPED;
        change.old_span = field_span(item->thing);
        change.new_span = (struct span){0};
        change.old_text = document_phrase(c, item);
        change.new_text = (struct bilingual){{0}, {0}};
        change_add(c, change);
    }
}

void compare_objects(struct comparing *c, enum change_area area, struct bilingual subject,
                     const struct object *old, const struct object *new)
{
    const struct object *either = old ? old : new;
    if (!either)
        return;
    enum block block = either->block;
    bool is_whole = !(old && old->is_incomplete) && !(new &&new->is_incomplete);
    for (enum word_id id = word_first(block); id < word_end(block); id++) {
        const struct word *word = word_info(id);
        const struct field *one = object_get(old, id), *other = object_get(new, id);
        if ((!one && !other) || word->type == TYPE_LIST || word->type == TYPE_DERIVED)
            continue;
        /* What one side does not have may be what could not be read. */
        if (!is_whole && (!one || !other || word->count == COUNT_MANY))
            continue;
        struct change change = {
            .area = area,
            .subject = phrase_joined(c, subject, "的", ": ", word->name),
        };
        if (word->type == TYPE_OBJECT)
            compare_objects(c, area, change.subject, one ? one->object : NULL,
                            other ? other->object : NULL);
        else if (word->count == COUNT_MANY)
            compare_documents(c, change, one, other);
        else
            compare_field(c, change, word, one, other);
    }
}
