/* bind_funding_paper.c - words of a paper form among the amounts: 合计, 其中. */
#include "sema/bind.h"

#include "syntax/signs.h"

/* ---- totals -------------------------------------------------------------------------------------- */

static bool is_total(struct str head)
{
    static const char *const names[] = {"总额",     "资金合计", "资金总计",
                                        "资金总额", "项目资金", "项目资金总额"};
    bool is_one = is_word_of_sum(head);
    for (size_t i = 0; i < sizeof names / sizeof names[0] && !is_one; i++)
        is_one = str_equal(head, str_of(names[i]));
    return is_one;
}

/* The items of the block that are totals in the framework's eyes; all, if it says so of none. */
static struct bilingual total_items(struct binder *b, const struct funding *items)
{
    struct bilingual totals = {{0}, {0}}, all = {{0}, {0}};
    for (const struct funding *f = items; f; f = f->next) {
        bilingual_add(b->arena, &all, f->item->name);
        if (role_is_total(f->item->role) || role_is_year(f->item->role))
            bilingual_add(b->arena, &totals, f->item->name);
    }
    return totals.chinese.len ? totals : all;
}

bool report_funding_total(struct binder *b, const struct funding *items,
                          const struct funding *parent, const struct ast_node *node,
                          struct str head)
{
    if (!is_total(head))
        return false;
    struct bilingual block = parent ? parent->item->name : block_name(BLOCK_FUNDING);
    struct diag *diag = diag_report(b->diags, DIAG_UNKNOWN_WORD, node->head->span,
                                    DIAG_PHRASE(block), DIAG_TEXT(head));
    diag_help(b->diags, diag, NOTE_HELP_FUNDING_TOTAL,
              DIAG_PHRASE(parent ? parent->item->name : total_items(b, items)));
    const struct ast_expression *value = node->values;
    bool is_amount = value && !value->next && value->kind == AST_NUMBER && !node->labels &&
                     !node->has_block && node->relation == AST_NONE;
    if (!parent || parent->is_stated || !is_amount)
        return true;
    /* Its place is empty as yet. */
    const struct str amount[] = {colon_after(parent->span), span_text(value->span)};
    diag_fix(b->diags, diag, span_after(parent->span), arena_join(b->arena, amount, 2), FIX_NAMED);
    diag_fix(b->diags, diag, whole_line(span_join(node->head->span, value->span)), STR(""),
             FIX_NAMED);
    return true;
}

/* ---- 其中 ---------------------------------------------------------------------------------------- */

static const struct str of_which = {"其中", 6};

bool is_of_which(struct binder *b, const struct ast_node *node)
{
    return node->head && node->head->kind == AST_NAME &&
           str_starts_with(node_head(b, node), of_which) &&
           !funding_find(b->framework->funding,
                         node_head(b, node)); /* 其中财政拨款 may be an item */
}

static size_t blanks_and_colon(struct str text)
{
    size_t at = 0;
    for (;;) {
        struct str rest = str_part(text, at, text.len);
        if (rest.len && strchr(" \t:", rest.ptr[0]))
            at++;
        else if (str_starts_with(rest, STR("：")) || str_starts_with(rest, STR("\xE3\x80\x80")))
            at += 3;
        else
            return at;
    }
}

/* The item of these that is called so or, if there is one alone, whose name ends so: 财政拨款. */
static const struct funding_item *item_like(const struct funding_item *items, struct str name)
{
    const struct funding_item *found = NULL;
    unsigned count = 0;
    for (const struct funding_item *item = items; item; item = item->next) {
        if (bilingual_is(item->name, name))
            return item;
        if (name.len && str_ends_with(item->name.chinese, name)) {
            found = item;
            count++;
        }
    }
    return count == 1 ? found : NULL;
}

/* The name and what stands behind its colon, of 其中：财政拨款：280 or 其中：财政拨款 280. */
static void read_of_which(struct str text, struct str *name, struct str *amount)
{
    text = str_part(text, blanks_and_colon(text), text.len);
    size_t end = 0, length;
    bool has_name = sign_digit(text, 0, &length) < 0; /* none in 其中：280 */
    while (has_name && end < text.len && !strchr(" \t:{}", text.ptr[end]) &&
           !str_starts_with(str_part(text, end, text.len), STR("：")))
        end++;
    *name = str_part(text, 0, end);
    *amount = str_part(text, end, text.len);
    *amount = str_part(*amount, blanks_and_colon(*amount), amount->len);
}

/* The item that one called `name` is likely a part of: of those here the one with such a part. */
static const struct funding_item *likely_whole(const struct funding *items, struct str name)
{
    const struct funding_item *found = NULL;
    for (const struct funding *f = items; f; f = f->next) {
        bool is_better = item_like(f->item->children, name) || !found;
        if (f->item->children && (is_better || role_is_year(f->item->role)))
            found = f->item;
    }
    return found;
}

/* 年度资金总额：300 { 年度财政拨款：280 } */
static struct str right_place(struct binder *b, const struct funding *items,
                              const struct ast_node *above, struct str name, struct str amount)
{
    const struct funding_item *whole = NULL;
    for (const struct funding *f = above ? items : NULL; f && !whole; f = f->next)
        whole = bilingual_is(f->item->name, node_head(b, above)) ? f->item : NULL;
    bool is_above = whole && above->values;
    if (!whole)
        whole = likely_whole(items, name);
    const struct funding_item *item = whole ? item_like(whole->children, name) : NULL;
    struct str none = STR("…");
    const struct str parts[] = {whole ? whole->name.chinese : none,
                                STR("："),
                                is_above ? span_text(above->values->span) : none,
                                STR(" { "),
                                item       ? item->name.chinese
                                : name.len ? name
                                           : none,
                                STR("："),
                                amount.len ? amount : none,
                                STR(" }")};
    return arena_join(b->arena, parts, sizeof parts / sizeof parts[0]);
}

void report_of_which(struct binder *b, const struct funding *items, const struct funding *parent,
                     const struct ast_node *nodes)
{
    struct bilingual block = parent ? parent->item->name : block_name(BLOCK_FUNDING);
    const struct ast_node *above = NULL;
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (!is_of_which(b, node)) {
            above = node->head ? node : NULL;
            continue;
        }
        uint32_t start = node->head->span.start, behind = start + (uint32_t)of_which.len;
        struct span word = {node->span.source, start, behind};
        struct span line = {node->span.source, behind, node->header.end};
        struct str name, amount;
        read_of_which(span_text(line), &name, &amount);
        diags_drop(b->diags, DIAG_UNEXPECTED, line);
        struct diag *diag =
            diag_report(b->diags, DIAG_UNKNOWN_WORD, word, DIAG_PHRASE(block), DIAG_TEXT(of_which));
        bool fits = false;
        for (const struct funding *f = items; f; f = f->next)
            fits |= bilingual_is(f->item->name, name);
        if (!fits || !parent) {
            diag_help(b->diags, diag, NOTE_HELP_OF_WHICH,
                      DIAG_TEXT(right_place(b, items, above, name, amount)));
            continue;
        }
        diag_help(b->diags, diag, NOTE_HELP_DELETE_IT, DIAG_NONE);
        word.end += (uint32_t)blanks_and_colon(span_text(line));
        /* Below another item, it may say what that one consists of. */
        diag_fix(b->diags, diag, word, STR(""), node == nodes ? FIX_SAFE : FIX_NAMED);
    }
}
