/*
 * layout_state.h - the tokens ahead of the grammar, and what is kept of those given to it.
 *
 * Private to the layout filter: layout.c looks at a token in every way, layout_plain.c at what is
 * written most.
 */
#ifndef SYNTAX_LAYOUT_STATE_H
#define SYNTAX_LAYOUT_STATE_H

#include "syntax/parse_state.h"

/* A set of tokens is a number with a bit for each. */
#define ONE(token) (1ull << TOK_##token)
_Static_assert(TOK_MINUS < 64, "a set has 64 bits");

#define LAYOUT_OPERATORS                                                                 \
    (ONE(RELATION) | ONE(IN) | ONE(RANGE) | ONE(OR) | ONE(AND) | ONE(TIMES) | ONE(DOT) | \
     ONE(PLUS) | ONE(MINUS))

/* What ends an operand: a `-` behind it takes away rather than changes a sign. */
#define LAYOUT_OPERANDS                                                                       \
    (ONE(NAME) | ONE(TEXT) | ONE(TITLE) | ONE(NUMBER) | ONE(DATE) | ONE(TRUTH) | ONE(RATIO) | \
     ONE(CLOSE) | ONE(CLOSE_INDEX))

static inline bool layout_is(int kind, uint64_t set)
{
    return set >> kind & 1;
}

/* Reads further tokens. Those ahead may be moved. */
void layout_read_ahead(struct parse *p);

/* The token so many places behind the next one; good until a further one is looked at. */
static inline const struct token *layout_peek(struct parse *p, unsigned index)
{
    while (p->ahead_first + index >= p->ahead_end)
        layout_read_ahead(p);
    return &p->ahead[p->ahead_first + index];
}

static inline void layout_drop(struct parse *p)
{
    p->ahead_first++;
}

/* Gives the grammar a token that is no END. */
static inline int layout_give(struct parse *p, int kind, struct span span, struct span *place)
{
    *place = span;
    p->previous = kind;
    p->has_value |= layout_is(kind, ONE(COLON) | ONE(RELATION));
    p->before_kind = p->last_kind;
    p->before_span = p->last_span;
    p->last_kind = kind;
    p->last_span = span;
    return kind;
}

/* Gives it an END. */
static inline int layout_give_end(struct parse *p, struct span span, struct span *place)
{
    *place = span;
    p->previous = TOK_END;
    p->has_value = false;
    p->left_open = p->brackets > 0;
    p->brackets = 0;
    p->parentheses = 0;
    p->negations = 0;
    return TOK_END;
}

/* Opens a block; one beyond the limit is reported, and all that is in it left out. */
bool layout_open_block(struct parse *p, struct span span);

/* The next token for the grammar, looked at in every way. */
int layout_lex_carefully(struct parse *p, JX_STYPE *value, struct span *place);

#endif
