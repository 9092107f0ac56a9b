/* bind_field.c - the nodes of a block to the fields of an object. */
#include "sema/bind.h"
#include "sema/bind_bare.h"

#include "base/nearest.h"
#include "base/utf8.h"
#include "sema/caption.h"

struct object *object_new(struct binder *b, enum block block, struct span span)
{
    size_t slots = (size_t)(word_end(block) - word_first(block));
    struct object *object =
        arena_alloc(b->arena, sizeof(struct object) + slots * sizeof(struct field *));
    object->block = block;
    object->span = span;
    return object;
}

/* ---- reports ------------------------------------------------------------------------------- */

struct diag *report_repeated(struct binder *b, enum diag_code code, struct span span,
                             struct str name, struct span first)
{
    struct diag *diag = diag_report(b->diags, code, span, DIAG_TEXT(name));
    diag_place(b->diags, diag, first, NOTE_FIRST_HERE, DIAG_NONE);
    return diag;
}

/* A few words that fit in the block, for a reader whose word is like none of them, and where all are. */
static void help_some_words(struct binder *b, struct diag *diag, enum block block,
                            const struct bilingual *extra, size_t extra_count)
{
    enum { MOST = 8 };
    struct bilingual list = {{0}, {0}};
    unsigned shown = 0;
    size_t words = (size_t)(word_end(block) - word_first(block));
    for (size_t i = 0; i < extra_count + words && shown <= MOST; i++) {
        const struct word *word =
            i < extra_count ? NULL : word_info(word_first(block) + (enum word_id)(i - extra_count));
        if (word && word->type == TYPE_DERIVED)
            continue;
        if (++shown <= MOST)
            bilingual_add(b->arena, &list, word ? word->name : extra[i]);
    }
    if (shown <= MOST)
        diag_help(b->diags, diag, NOTE_HELP_EXPECTED, DIAG_PHRASE(list));
    else
        diag_help(b->diags, diag, NOTE_HELP_EXPECTED_MORE, DIAG_PHRASE(list),
                  DIAG_PHRASE(b->framework ? b->framework->name : block_name(block)));
}

/* The block in which the word would be at home, or BLOCK_NONE. */
static enum block home_of(const struct binder *b, struct str head)
{
    const struct extra_field *field = b->framework ? b->framework->fields : NULL;
    for (; field; field = field->next) {
        if (str_equal(field->word.name.chinese, head) || str_equal(field->word.name.english, head))
            return field->word.block;
    }
    static const enum block homes[] = {BLOCK_PROJECT, BLOCK_RATIONALE, BLOCK_INDICATOR,
                                       BLOCK_LINE,    BLOCK_SAFEGUARD, BLOCK_SIGN_OFF,
                                       BLOCK_FUNDING, BLOCK_YEAR_PLAN};
    for (size_t i = 0; i < sizeof homes / sizeof homes[0]; i++) {
        if (vocabulary_find(&b->library->vocabulary, homes[i], head))
            return homes[i];
    }
    return BLOCK_NONE;
}

/* What the word stands in: a block, or of a category of level two the one above; or empty. */
static struct bilingual home_name(const struct binder *b, struct str head, enum block block)
{
    enum block home = home_of(b, head);
    if (home != BLOCK_NONE && home != block)
        return block_name(home);
    const struct category *category = b->framework ? category_above(b->framework, head) : NULL;
    return category && home == BLOCK_NONE ? category->name : (struct bilingual){{0}, {0}};
}

/* Whether the word holds the other, of two ideographs or more. */
static bool contains(struct str whole, struct str part)
{
    return part.len >= 6 && str_contains(whole, part);
}

/* The words of the block that hold what was written: 填报单位 and 金额单位 for 单位. */
static struct bilingual holding_words(struct binder *b, struct str head, enum block block,
                                      const struct bilingual *extra, size_t extra_count)
{
    struct bilingual holding = {{0}, {0}};
    size_t words = (size_t)(word_end(block) - word_first(block));
    for (size_t i = 0; i < extra_count + words; i++) {
        const struct word *word =
            i < extra_count ? NULL : word_info(word_first(block) + (enum word_id)(i - extra_count));
        struct bilingual name = word ? word->name : extra[i];
        bool holds = contains(name.chinese, head) || contains(name.english, head);
        if (holds && (!word || word->type != TYPE_DERIVED))
            bilingual_add(b->arena, &holding, name);
    }
    return holding;
}

/* The one word of the block that holds what was written (联系电话 for 电话), or the longest that is held by
 * it (负责人 for 项目负责人); empty if several hold it, as 填报单位 and 金额单位 do 单位. */
static struct str containing_word(struct str head, enum block block, const struct bilingual *extra,
                                  size_t extra_count)
{
    size_t words = (size_t)(word_end(block) - word_first(block));
    struct str holding = {0}, held = {0};
    unsigned count = 0;
    for (size_t i = 0; i < words + extra_count; i++) {
        const struct word *word = i < words ? word_info(word_first(block) + (enum word_id)i) : NULL;
        struct bilingual name = word ? word->name : extra[i - words];
        if (word && word->type == TYPE_DERIVED)
            continue;
        const struct str names[] = {name.chinese, name.english};
        for (size_t j = 0; j < 2; j++) {
            if (contains(names[j], head))
                holding = names[j], count++;
            if (contains(head, names[j]) && names[j].len > held.len)
                held = names[j];
        }
    }
    if (count > 1)
        holding.len = 0;
    return count ? holding : held;
}

/* 年度2020, 类别经常性项目: the word of the block that it begins with, where nothing stands behind it on
 * the line; or empty. */
static struct str leading_word(const struct ast_node *node, struct str head, enum block block)
{
    struct str best = {0};
    if (node->has_colon || node->labels || node->values || node->has_block)
        return best;
    for (enum word_id id = word_first(block); id < word_end(block); id++) {
        struct bilingual name = word_info(id)->name;
        if (word_info(id)->type != TYPE_DERIVED && name.chinese.len > best.len &&
            head.len > name.chinese.len && str_starts_with(head, name.chinese))
            best = name.chinese;
    }
    return best;
}

/* 签报.填表人, 立项依据: a word of the block and one of the block behind it. True if help was given. */
static bool help_in_braces(struct binder *b, struct diag *diag, const struct ast_node *node,
                           struct str head, enum block block)
{
    for (enum word_id id = word_first(block); id < word_end(block); id++) {
        const struct word *outer = word_info(id);
        bool is_english = str_starts_with(head, outer->name.english);
        if (outer->type != TYPE_OBJECT ||
            (!is_english && !str_starts_with(head, outer->name.chinese)))
            continue;
        size_t length = is_english ? outer->name.english.len : outer->name.chinese.len;
        struct str rest = str_part(head, length, head.len);
        if (node->head->kind == AST_MEMBER && str_starts_with(rest, STR(".")))
            rest = str_part(rest, 1, rest.len);
        const struct word *inner = vocabulary_find(&b->library->vocabulary, outer->argument, rest);
        if (!inner)
            continue;
        diag_help(b->diags, diag, NOTE_HELP_IN_BRACES, DIAG_PHRASE(outer->name),
                  DIAG_PHRASE(inner->name));
        return true;
    }
    return false;
}

/* The word of the block that the forms call so: 总目标 for 中期目标, which its line has in parentheses, or
 * between others there (（分值、指标分值）). */
static struct str captioned_word(struct binder *b, struct str head, enum block block)
{
    static const char *const marks[][2] = {{"（", "）"}, {"（", "、"}, {"、", "）"}, {"、", "、"}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        const struct str parts[] = {str_of(marks[i][0]), head, str_of(marks[i][1])};
        struct str caption = arena_join(b->arena, parts, 3);
        for (enum word_id id = word_first(block); id < word_end(block); id++) {
            const struct word *word = word_info(id);
            if (word->type != TYPE_DERIVED && contains(word->line.chinese, caption))
                return word->name.chinese;
        }
    }
    return (struct str){0};
}

/* What is no more than a slip may be mended at once; another word may be another thing. */
enum diag_applicability rename_applicability(struct str written, struct str wanted)
{
    return utf8_is_typo(written, wanted) ? FIX_SAFE : FIX_NAMED;
}

void report_unknown_word(struct binder *b, const struct ast_node *node, struct str head,
                         enum block block, const struct bilingual *extra, size_t extra_count)
{
    bool is_removal = node_is_removal(node);
    if (is_removal)
        report_removal(b, node);
    if (is_removal || node_is_prose(b, node) || report_missing_brace(b, node, block))
        return;
    if (b->diags->errors > DIAG_KEPT_LIMIT) {
        /* It is only counted, and looking for the nearest word takes time. */
        diag_report(b->diags, DIAG_UNKNOWN_WORD, node->head->span, DIAG_PHRASE(block_name(block)),
                    DIAG_TEXT(head));
        return;
    }
    struct nearest nearest = nearest_to(head);
    for (size_t i = 0; i < extra_count; i++)
        nearest_try_both(&nearest, extra[i].chinese, extra[i].english);
    for (enum word_id id = word_first(block); id < word_end(block); id++) {
        const struct bilingual name = word_info(id)->name;
        if (word_info(id)->type != TYPE_DERIVED)
            nearest_try_both(&nearest, name.chinese, name.english);
    }
    const struct extra_field *field = b->framework ? b->framework->fields : NULL;
    for (; field; field = field->next) {
        if (field->word.block == block)
            nearest_try_both(&nearest, field->word.name.chinese, field->word.name.english);
    }
    struct str best = printed_word(b, head, block), near = nearest_name(&nearest);
    if (best.len == 0)
        best = captioned_word(b, head, block);
    if (best.len == 0)
        best = near;
    if (best.len == 0)
        best = containing_word(head, block, extra, extra_count);
    struct str leading = leading_word(node, head, block);
    bool is_line = block == BLOCK_LINE && node->has_colon && node->values &&
                   node->values->kind != AST_TEXT && node->values->kind != AST_TITLE;
    struct bilingual home = home_name(b, head, block);
    struct bilingual caption = node->head->kind == AST_NAME && !utf8_is_typo(head, near)
                                   ? caption_fields(b, block, head)
                                   : (struct bilingual){{0}, {0}};
    bool may_be_extra = block == BLOCK_PROJECT || block == BLOCK_INDICATOR || block == BLOCK_LINE;
    if (b->framework_missing && may_be_extra && best.len == 0 && !home.chinese.len &&
        !caption.chinese.len)
        return; /* it may well be a field that the framework adds */
    struct diag *diag = diag_report(b->diags, DIAG_UNKNOWN_WORD, node->head->span,
                                    DIAG_PHRASE(block_name(block)), DIAG_TEXT(head));
    if (help_in_braces(b, diag, node, head, block) || help_form_title(b, diag, node, block))
        return;
    if (block != BLOCK_FILE && node_is_of_file(b, node, head)) {
        diag_help(b->diags, diag, NOTE_HELP_STANDS_OUTSIDE, DIAG_TEXT(head),
                  DIAG_PHRASE(block_name(block)));
    } else if (home.chinese.len) {
        diag_help(b->diags, diag, NOTE_HELP_STANDS_IN, DIAG_TEXT(head), DIAG_PHRASE(home));
    } else if (caption.chinese.len) {
        diag_help(b->diags, diag, NOTE_HELP_CAPTION, DIAG_TEXT(head), DIAG_PHRASE(caption));
    } else if (leading.len) {
        uint32_t at = node->head->span.start + (uint32_t)leading.len;
        const struct str parts[] = {leading, STR("："), str_part(head, leading.len, head.len)};
        diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(arena_join(b->arena, parts, 3)));
        diag_fix(b->diags, diag, (struct span){node->head->span.source, at, at}, STR("："),
                 FIX_NAMED);
    } else if (is_line) {
        struct span name = node->head->span; /* with all the words before the colon */
        if (node->labels && node->labels->kind == AST_NAME)
            name.end = words_span(node->labels).end;
        const struct str quoted[] = {STR("\""), span_text(name), STR("\"")};
        diag_help(b->diags, diag, NOTE_HELP_QUOTE_LINE, DIAG_TEXT(span_text(name)));
        diag_fix(b->diags, diag, name, arena_join(b->arena, quoted, 3),
                 node->labels ? FIX_NAMED : FIX_SAFE);
    } else if (best.len) {
        diag_help(b->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(best));
        if (node->head->kind == AST_NAME && str_equal(best, near))
            diag_fix(b->diags, diag, node->head->span, best, rename_applicability(head, best));
    } else {
        struct bilingual holding = holding_words(b, head, block, extra, extra_count);
        if (holding.chinese.len)
            diag_help(b->diags, diag, NOTE_HELP_EXPECTED, DIAG_PHRASE(holding));
        else
            help_some_words(b, diag, block, extra, extra_count);
    }
}

bool has_field(const struct binder *b, enum block block, struct str name)
{
    return vocabulary_find(&b->library->vocabulary, block, name) ||
           (b->framework && framework_field(b->framework, block, name));
}

/* Whether the word is of Latin letters alone. */
static bool is_english(struct span word)
{
    struct str text = span_text(word);
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80)
            return false;
    }
    return true;
}

struct str colon_after(struct span head)
{
    return is_english(head) ? STR(":") : STR("：");
}

struct str colon_and_blank(struct span head)
{
    return is_english(head) ? STR(": ") : STR("：");
}

struct str name_like(struct span head, struct bilingual name)
{
    return is_english(head) ? name.english : name.chinese;
}

void report_labels(struct binder *b, const struct ast_node *node,
                   const struct ast_expression *label)
{
    struct span span = label->span;
    for (; label; label = label->next)
        span.end = label->span.end;
    struct diag *diag =
        diag_report(b->diags, DIAG_COLON_MISSING, span, DIAG_TEXT(node_head(b, node)));
    diag_help(b->diags, diag, NOTE_HELP_COLON, DIAG_TEXT(span_text(node->head->span)));
    if (!node->has_colon)
        diag_fix(b->diags, diag, span_after(node->head->span), colon_after(node->head->span),
                 FIX_SAFE);
}

void report_relation(struct binder *b, const struct ast_node *node)
{
    bool is_extra = node->has_colon; /* 期限：<= 2026-12-31: nothing is compared here */
    struct span sign = node->relation_span;
    struct diag *diag = diag_report(b->diags, is_extra ? DIAG_UNEXPECTED : DIAG_COLON_MISSING, sign,
                                    DIAG_TEXT(is_extra ? span_text(sign) : node_head(b, node)));
    diag_help(b->diags, diag, is_extra ? NOTE_HELP_NO_RELATION : NOTE_HELP_COLON,
              DIAG_TEXT(is_extra ? node_head(b, node) : span_text(node->head->span)));
    diag_fix(b->diags, diag, sign, is_extra ? STR("") : colon_after(node->head->span),
             node->relation == AST_EQUAL ? FIX_SAFE : FIX_NAMED);
}

/* 463,50: two numbers with nothing but a comma between them are one with a decimal point, most likely. */
static void help_decimal_comma(struct binder *b, struct diag *diag,
                               const struct ast_expression *first)
{
    const struct ast_expression *second = first->next;
    if (first->kind != AST_NUMBER || second->kind != AST_NUMBER || second->next ||
        first->number.unit.len || first->number.value->places || second->number.value->places)
        return;
    const struct str parts[] = {span_text(first->span), STR("."), span_text(second->span)};
    struct str text = arena_join(b->arena, parts, 3);
    diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(text));
    diag_fix(b->diags, diag, span_join(first->span, second->span), text, FIX_NAMED);
}

const struct ast_expression *single_value(struct binder *b, const struct ast_node *node,
                                          struct bilingual wanted)
{
    if (!node->values) {
        if (!node->broken)
            diag_report(b->diags, DIAG_VALUE_MISSING, node->header, DIAG_TEXT(node_head(b, node)),
                        DIAG_PHRASE(wanted));
        return NULL;
    }
    if (node->values->next) {
        struct diag *diag = diag_report(b->diags, DIAG_ONE_VALUE, node->values->next->span,
                                        DIAG_TEXT(node_head(b, node)));
        help_decimal_comma(b, diag, node->values);
        return NULL;
    }
    return node->values;
}

/* ---- fields -------------------------------------------------------------------------------- */

/* What does not go with a field of this type; true if something was reported. */
static bool check_shape(struct binder *b, const struct word *word, const struct ast_node *node)
{
    if (node->labels && word->type != TYPE_OBJECT) {
        report_labels(b, node, node->labels);
        return true;
    }
    if (node->relation != AST_NONE && word->type != TYPE_TARGET) {
        report_relation(b, node);
        return true;
    }
    if (word->type == TYPE_OBJECT) {
        const struct ast_expression *extra = node->labels ? node->labels : node->values;
        if (extra && !node->broken)
            report_block_only(b, node, extra->span, word->name);
        else if (!node->has_block) {
            report_block_only(b, node, node->header, word->name);
            forgive_closing_brace(b, node);
        }
        return false;
    }
    if (node->broken)
        return false;
    if (node->has_block && word->argument == BLOCK_NONE) {
        report_no_block(b, word, node);
        return false;
    }
    if (!node->has_colon && !node->values) {
        struct diag *diag = diag_report(b->diags, DIAG_COLON_MISSING, node->header,
                                        DIAG_TEXT(span_text(node->head->span)));
        diag_help(b->diags, diag, NOTE_HELP_COLON, DIAG_TEXT(span_text(node->head->span)));
        return true;
    }
    return false;
}

/* A text that was not put in quotes and has commas in it: all of it is told at once. */
static void report_unquoted(struct binder *b, const struct word *word, const struct ast_node *node)
{
    const struct ast_expression *first = node->values, *last = first;
    while (last->next)
        last = last->next;
    if (first->kind == AST_TEXT || first->kind == AST_TITLE) {
        diag_report(b->diags, DIAG_ONE_VALUE, first->next->span,
                    DIAG_TEXT(span_text(node->head->span)));
        return;
    }
    struct span whole = span_join(first->span, last->span);
    if (!report_prose_from(b, word, whole))
        diag_report(b->diags, DIAG_QUOTES_MISSING, whole, DIAG_TEXT(span_text(whole)));
}

static void bind_values(struct binder *b, struct object *object, struct field *field,
                        const struct ast_node *node)
{
    struct value **last = &field->values;
    for (const struct ast_expression *item = node->values; item; item = item->next) {
        bool is_one = field->word->count == COUNT_ONE || item->kind != AST_TEXT;
        if (field->word->type == TYPE_TEXT && item->next && is_one) {
            report_unquoted(b, field->word, node);
            object->poisoned = true;
            return;
        }
        *last = bind_value(b, field->word, item);
        object->poisoned |= (*last)->kind == VALUE_NONE;
        last = &(*last)->next;
        bool may_list = field->word->count == COUNT_MANY;
        if (item->next && !may_list) {
            if (item->kind != AST_NUMBER || field->word->type != TYPE_CHOICE)
                diag_report(b->diags, DIAG_ONE_VALUE, item->next->span,
                            DIAG_TEXT(span_text(node->head->span)));
            break;
        }
    }
}

/* 上限：550 元/人, 450 元/人: where the field may stand several times, each value has one of its own. */
static void report_targets(struct binder *b, const struct word *word, const struct ast_node *node)
{
    const struct ast_expression *first = node->values, *second = first->next;
    struct str head = span_text(node->head->span), colon = colon_after(node->head->span);
    struct diag *diag = diag_report(b->diags, DIAG_ONE_VALUE, second->span, DIAG_TEXT(head));
    const struct str parts[] = {head, colon, span_text(first->span), STR("；"),
                                head, colon, span_text(second->span)};
    if (word->count != COUNT_MANY || node->relation != AST_NONE)
        return;
    diag_help(b->diags, diag, NOTE_HELP_EACH_VALUE, DIAG_TEXT(arena_join(b->arena, parts, 7)));
    for (; second; first = second, second = second->next)
        diag_fix(b->diags, diag,
                 (struct span){node->span.source, first->span.end, second->span.start},
                 arena_join(b->arena, parts + 3, 3), FIX_NAMED);
}

static void bind_field_target(struct binder *b, struct field *field, const struct ast_node *node)
{
    if (node->values->next) {
        report_targets(b, field->word, node);
        return;
    }
    struct target *target = ARENA_NEW(b->arena, struct target);
    if (bind_target(b, node->relation, node->values, target))
        field->target = target;
}

/* Where the object keeps the field of a word. */
static struct field **field_slot(struct binder *b, struct object *object, const struct word *word)
{
    if (word->id < WORD_COUNT)
        return &object->slots[word->id - word_first(object->block)];
    if (!object->extra) {
        object->extra_count = b->framework->field_count;
        object->extra = ARENA_ARRAY(b->arena, struct field *, object->extra_count);
    }
    return &object->extra[word->id - WORD_COUNT];
}

/* What stands in the node of a field that was entered. Apart, so that a plain text costs less. */
static void bind_further(struct binder *b, struct object *object, struct field *field)
    __attribute__((noinline));
static void bind_further(struct binder *b, struct object *object, struct field *field)
{
    const struct word *word = field->word;
    const struct ast_node *node = field->node;
    object->poisoned |= node->broken;
    if (word->type == TYPE_LIST)
        return;
    if (node->has_block && word->argument == BLOCK_NONE) /* what is in it belongs elsewhere */
        object->poisoned = object->is_incomplete = true;
    if (check_shape(b, word, node)) {
        object->poisoned = true;
        return;
    }
    if (word->type == TYPE_TARGET) {
        if (node->values)
            bind_field_target(b, field, node);
    } else if (word->type != TYPE_OBJECT && word->type != TYPE_EXPRESSION) {
        bind_values(b, object, field, node);
    }
    if (node->has_block && word->argument != BLOCK_NONE) {
        field->object = object_new(b, word->argument, node->span);
        bind_block(b, field->object, node->children.first, NULL, NULL);
    }
}

/* Whether the field takes a text, and the node is a text behind a colon and nothing else. */
static bool is_plain_text(const struct word *word, const struct ast_node *node)
{
    const struct ast_expression *value = node->values;
    return (word->type == TYPE_TEXT || word->type == TYPE_TITLE) && value && !value->next &&
           (value->kind == AST_TEXT || value->kind == AST_TITLE) && !node->labels &&
           node->relation == AST_NONE && !node->has_block && !node->broken;
}

/* What most fields are, in one step; as bind_value has it. */
static void set_plain_text(struct binder *b, struct field *field)
{
    const struct ast_expression *expression = field->node->values;
    struct value *value = arena_bytes(b->arena, VALUE_TEXT_SIZE);
    bool is_title = expression->kind == AST_TITLE && field->word->type == TYPE_TITLE;
    value->kind = is_title ? VALUE_TITLE : VALUE_TEXT;
    value->span = expression->span;
    value->next = NULL;
    value->text = expression->text;
    field->values = value;
}

void bind_field(struct binder *b, struct object *object, const struct word *word,
                const struct ast_node *node)
{
    struct field **slot = field_slot(b, object, word);
    if (*slot && word->count == COUNT_ONE) {
        struct diag *diag = report_repeated(b, DIAG_REPEATED, node->head->span,
                                            span_text(node->head->span), (*slot)->node->head->span);
        if (node->has_block && (*slot)->node->has_block)
            diag_help(b->diags, diag, NOTE_HELP_ONE_BLOCK, DIAG_NONE);
        return;
    }
    struct field *field = ARENA_NEW(b->arena, struct field);
    field->word = word;
    field->node = node;
    if (*slot)
        (*slot)->last->next = field;
    else
        *slot = field;
    (*slot)->last = field;
    if (is_plain_text(word, node))
        set_plain_text(b, field);
    else
        bind_further(b, object, field);
    if (word->argument == BLOCK_BASIS || word->id == WORD_BASIS_NUMBER)
        check_document_numbers(b, field->values);
    if (word->id < WORD_COUNT) {
        uint64_t bit = (uint64_t)1 << (word->id - word_first(object->block));
        object->written |= bit;
        if (field == *slot && field_is_filled(field))
            object->filled |= bit;
    }
}

void bind_block(struct binder *b, struct object *object, const struct ast_node *nodes,
                bind_other *other, void *context)
{
    for (const struct ast_node *node = nodes; node; node = node->next) {
        bool is_broken = node_is_broken(node);
        bool is_word = node->head && node->head->kind == AST_NAME;
        struct str head = node->head ? node_head(b, node) : STR("");
        const struct word *word =
            is_word ? vocabulary_find(&b->library->vocabulary, object->block, head) : NULL;
        if (!word && b->framework && is_word)
            word = framework_field(b->framework, object->block, head);
        if (is_broken && !unread_is_field(b, object, word, node)) {
            object->poisoned = object->is_incomplete = true;
            continue;
        }
        if (word && b->names)
            name_log_add(b->names, node->head->span, word->name);
        if (word && word->type != TYPE_LIST) {
            bind_field(b, object, word, node);
        } else if (!other || !other(b, context, node, head)) {
            report_unknown_word(b, node, head, object->block, NULL, 0);
            object->poisoned = object->is_incomplete = true;
        }
    }
}
