/* bind_unread.c - what a line that could not be read still tells. */
#include "sema/bind.h"

#include "syntax/signs.h"

/* Whether one of the two names stands in the text. */
static bool names_stand_in(struct bilingual name, struct str text)
{
    return str_contains(text, name.chinese) || str_contains(text, name.english);
}

/* Whether the name of one of the categories, or of one below, stands in the text. */
static bool categories_stand_in(const struct category *first, struct str text)
{
    for (const struct category *category = first; category; category = category->next) {
        if (names_stand_in(category->name, text) || categories_stand_in(category->children, text))
            return true;
    }
    return false;
}

/* Whether the text may hold more than the value of one field: another item, or a block. */
static bool may_hold_items(const struct binder *b, enum block block, struct str text)
{
    enum { LONGEST = 256 /* bytes of what is read so closely */ };
    if (text.len > LONGEST || !signs_are_absent(text))
        return true;
    for (enum word_id id = word_first(block); id < word_end(block); id++) {
        if (names_stand_in(word_info(id)->name, text))
            return true;
    }
    if (b->framework && categories_stand_in(b->framework->categories, text))
        return true;
    const struct extra_field *field = b->framework ? b->framework->fields : NULL;
    for (; field; field = field->next) {
        if (field->word.block == block && names_stand_in(field->word.name, text))
            return true;
    }
    return false;
}

/* The bytes of the colon that stands at the beginning of the text, behind blanks; 0 if none does. */
static size_t colon_end(struct str text)
{
    size_t at = 0;
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t'))
        at++;
    text = str_part(text, at, text.len);
    return str_starts_with(text, STR(":")) ? at + 1 : str_starts_with(text, STR("：")) ? at + 3 : 0;
}

bool unread_is_field(struct binder *b, const struct object *object, const struct word *word,
                     const struct ast_node *node)
{
    bool is_prose;
    if (!word || node_is_prose(b, node))
        return false;
    bool is_told = report_prose_behind(b, word, node, &is_prose);
    if (word->type == TYPE_LIST || word->type == TYPE_OBJECT || word->argument != BLOCK_NONE ||
        node->labels || object_get(object, word->id))
        return false;
    struct str rest = str_part(node->span.source->text, node->head->span.end, node->span.end);
    size_t value = colon_end(rest);
    return (is_told && is_prose) ||
           (value && !may_hold_items(b, object->block, str_part(rest, value, rest.len)));
}
