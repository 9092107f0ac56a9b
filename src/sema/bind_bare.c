/* bind_bare.c - a head alone on its line, with what belongs in its braces behind it on the same level, as on paper. */
#include "sema/bind_bare.h"

struct bare_head bare_head_begin(struct binder *b, const struct ast_node *nodes, enum block block)
{
    struct bare_head outer = b->bare;
    b->bare = (struct bare_head){.next = nodes, .block = block};
    return outer;
}

/* A word or category that a block knows: its name, and what may stand in its braces. */
struct known_head {
    struct bilingual name;
    enum block inside;                 /* BLOCK_NONE: it is no head of a block, or of categories */
    const struct category *categories; /* that may stand in it */
    bool is_told;                      /* that it lacks its braces, where it is bound itself */
};

/* False if the block does not know the word. */
static bool find_head(struct binder *b, const struct ast_node *node, struct known_head *found)
{
    struct str head = node_head(b, node);
    *found = (struct known_head){.inside = BLOCK_NONE};
    if (node->head->kind != AST_NAME)
        return false;
    const struct word *word = vocabulary_find(&b->library->vocabulary, b->bare.block, head);
    const struct category *category = NULL;
    if (!word && b->bare.block == BLOCK_PROJECT && b->framework)
        category = category_find(b->framework->categories, head);
    if (category) {
        found->name = category->name;
        found->categories = category->children;
        return true;
    }
    if (!word)
        return has_field(b, b->bare.block, head);
    bool has_block = word->type == TYPE_OBJECT || word->type == TYPE_LIST;
    bool is_other = word->argument == BLOCK_WAIVER || word->argument == BLOCK_REFERENCE ||
                    (b->bare.block == BLOCK_FILE && word->argument != BLOCK_PROJECT);
    found->name = word->name;
    found->inside = has_block && !is_other ? (enum block)word->argument : BLOCK_NONE;
    found->is_told = word->type == TYPE_OBJECT || word->argument == BLOCK_LINE ||
                     (node->values && !is_named_behind_colon(b, node));
    return true;
}

/* Whether it is a head without its block: 资金, and of a project also 项目 "…" and 项目：…. */
static bool lacks_braces(const struct ast_node *node, const struct known_head *known)
{
    bool is_alone = !node->labels && !node->values;
    bool has_block = known->categories || known->inside != BLOCK_NONE;
    return has_block && (is_alone || known->inside == BLOCK_PROJECT) && !node->has_block &&
           !node->broken && node->relation == AST_NONE;
}

/* Takes a node that the block knows for the head before the next ones, or for the end of what belongs to one. */
static void pass(struct binder *b, const struct ast_node *node)
{
    struct known_head known;
    if (!node->head || !find_head(b, node, &known))
        return;
    b->bare.head = lacks_braces(node, &known) ? node : NULL;
    b->bare.is_told = known.is_told;
}

/* Whether the node, a word alone, is the head of something else than what stands in the braces of the head before. */
static bool begins_another(struct binder *b, const struct ast_node *node)
{
    struct known_head known = {.inside = BLOCK_NONE};
    if (!node_is_bare(node) || b->bare.block == BLOCK_FILE)
        return false;
    struct str word = node_head(b, node);
    if (b->bare.head && find_head(b, b->bare.head, &known))
        return !category_find(known.categories, word) &&
               (known.inside == BLOCK_NONE || !has_field(b, known.inside, word));
    return true;
}

/* Says of the head that what begins at the node belongs in its braces. */
static void report(struct binder *b, const struct ast_node *node)
{
    struct known_head known;
    const struct ast_node *head = b->bare.head;
    find_head(b, head, &known);
    struct str written = span_text(head->header);
    if (is_named_behind_colon(b, head)) { /* as it is told that the name is written */
        const struct str parts[] = {node_head(b, head), STR(" \""), head->values->text, STR("\"")};
        written = arena_join(b->arena, parts, 4);
    }
    struct diag *diag =
        diag_report(b->diags, DIAG_BLOCK_ONLY, head->header, DIAG_PHRASE(known.name));
    diag_place(b->diags, diag, node->head->span, NOTE_STANDS_BEHIND, DIAG_NONE);
    diag_help(b->diags, diag, NOTE_HELP_BRACES_AROUND, DIAG_TEXT(written));
    forgive_closing_brace(b, head);
}

bool report_behind_bare_head(struct binder *b, const struct ast_node *node, enum block block)
{
    if (b->bare.block != block)
        return false;
    for (; b->bare.next && b->bare.next != node; b->bare.next = b->bare.next->next)
        pass(b, b->bare.next);
    if (begins_another(b, node)) {
        b->bare.head = NULL; /* what it is, and what comes then, is told of each */
        return false;
    }
    if (!b->bare.head || node_is_removal(node))
        return false;
    if (!b->bare.is_told)
        report(b, node);
    return b->bare.is_told = true;
}

/* ---- braces that are missing --------------------------------------------------------------------- */

void forgive_closing_brace(struct binder *b, const struct ast_node *head)
{
    struct source *source = head->span.source;
    unsigned before = b->diags->errors;
    diags_drop(b->diags, DIAG_UNMATCHED_BRACE,
               (struct span){source, head->header.end, (uint32_t)source->text.len});
    b->lacks_opening |= b->diags->errors < before;
}

bool is_of_project(const struct binder *b, const struct ast_node *node)
{
    struct str head = node->head->text;
    return node->head->kind == AST_NAME &&
           (has_field(b, BLOCK_PROJECT, head) ||
            (b->framework && category_find(b->framework->categories, head)));
}

/* Says of a brace that is never closed where that shows: at a field of the project which stands in the block of another.
 * False if it is none, or all braces are closed. */
static bool report_behind_unclosed(struct binder *b, const struct ast_node *node, enum block block)
{
    if (!b->is_in_project || block == BLOCK_PROJECT || !is_of_project(b, node))
        return false;
    if (b->lacks_closing)
        return true;
    struct diag *diag = b->diags->errors > DIAG_KEPT_LIMIT ? NULL : b->diags->first;
    while (diag && diag->code != DIAG_UNCLOSED_BLOCK)
        diag = diag->next;
    if (diag)
        diag_place(b->diags, diag, node->head->span, NOTE_STANDS_BEHIND_BRACE,
                   DIAG_TEXT(node_head(b, node)), DIAG_PHRASE(block_name(block)));
    return b->lacks_closing = diag != NULL;
}

bool report_missing_brace(struct binder *b, const struct ast_node *node, enum block block)
{
    return report_behind_bare_head(b, node, block) || report_behind_unclosed(b, node, block);
}

void report_block_only(struct binder *b, const struct ast_node *node, struct span span,
                       struct bilingual name)
{
    struct diag *diag = diag_report(b->diags, DIAG_BLOCK_ONLY, span, DIAG_PHRASE(name));
    if (!help_block_of_totals(b, diag, node, name))
        diag_help(b->diags, diag, node->has_block ? NOTE_HELP_ONLY_BRACES : NOTE_HELP_BRACES,
                  DIAG_PHRASE(name));
}

void report_no_block(struct binder *b, const struct word *word, const struct ast_node *node)
{
    struct str text = node->span.source->text;
    uint32_t start = node->header.end,
             end = node->children.first ? node->children.first->span.start : node->span.end;
    struct str between = str_part(text, start, end);
    bool is_put = !str_contains(between, STR("{")) && !str_contains(between, STR("｛"));
    struct diag *diag;
    if (!is_put) {
        diag = diag_report(b->diags, DIAG_NO_BLOCK, node->head->span, DIAG_PHRASE(word->name));
        diag_help(b->diags, diag, NOTE_HELP_OUTSIDE, DIAG_NONE);
        return;
    }
    diags_drop(b->diags, DIAG_OPENING_BRACE_MISSING, span_after(node->header));
    diag = diag_report(b->diags, DIAG_VALUE_MISSING, node->header, DIAG_TEXT(node_head(b, node)),
                       DIAG_PHRASE(type_name(word->type)));
    if (word->type == TYPE_TEXT || word->type == TYPE_TITLE)
        diag_help(b->diags, diag, NOTE_HELP_TEXT_BLOCK, DIAG_NONE);
}
