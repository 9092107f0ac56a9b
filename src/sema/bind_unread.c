/* bind_unread.c - what a line that could not be read still tells. */
#include "sema/bind.h"

/* Whether one of the two names stands in the text. */
static bool names_stand_in(struct bilingual name, struct str text)
{
    return str_contains(text, name.chinese) || str_contains(text, name.english);
}

/* Whether the text may hold more than the value of one field: another item, or a block. */
static bool may_hold_items(const struct binder *b, enum block block, struct str text)
{
    static const char *const signs[] = {"\n", ":", "：", ";", "；", "{", "｛", "}", "｝"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (str_contains(text, str_of(signs[i])))
            return true;
    }
    for (enum word_id id = word_first(block); id < word_end(block); id++) {
        if (names_stand_in(word_info(id)->name, text))
            return true;
    }
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

bool unread_is_field(const struct binder *b, const struct object *object, const struct word *word,
                     const struct ast_node *node)
{
    if (word->type == TYPE_LIST || word->type == TYPE_OBJECT || word->argument != BLOCK_NONE ||
        node->labels || object_get(object, word->id))
        return false;
    struct str rest = str_part(node->span.source->text, node->head->span.end, node->span.end);
    size_t value = colon_end(rest);
    return value && !may_hold_items(b, object->block, str_part(rest, value, rest.len));
}
