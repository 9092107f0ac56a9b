/*
 * parse_state.h - what scanner, layout filter and grammar actions share while one source is parsed.
 *
 * Private to src/syntax and the grammar; everybody else calls parse() in parse.h.
 */
#ifndef SYNTAX_PARSE_STATE_H
#define SYNTAX_PARSE_STATE_H

#include "parser.h"
#include "syntax/parse.h"

/* A raw token as the scanner made it. */
struct token {
    int kind;
    JX_STYPE value;
    struct span span;
};

/* An open brace, and how far its line is indented. */
struct brace {
    struct span span;
    struct str blanks; /* of its line */
    unsigned indentation;
    bool has_content,
        is_flat;          /* its first line is no further in than its head: that tells nothing */
    bool is_put;          /* it is not in the text */
    struct diag *missing; /* which says so; NULL if nobody does */
};

/* `///` lines, and where the token behind them starts. */
struct documentation {
    struct str text;
    uint32_t owner;
    struct documentation *next;
};

struct token_list;

enum { AHEAD_LIMIT = 32, READY_LIMIT = 40 };

struct parse {
    struct source *source;
    struct str text; /* what is scanned: the source's, with bytes that are no text blanked out */
    struct arena *arena;
    struct diags *diags;
    void *scanner;
    struct ast_nodes nodes;
    struct token_list *tokens; /* of what is given to the grammar, for the formatter; or NULL */
    struct span nowhere;       /* an empty span at the start of the source */

    /* scanner */
    char *scanned;           /* the text, or a copy of it, as flex wants it: see scanned_text */
    char *at;                /* what was not scanned yet of it */
    unsigned parentheses;    /* open ones, so that `f(1,234)` has two arguments */
    bool is_ahead;           /* nobody has asked for the token at hand yet: see scan.h */
    bool at_start;           /* no token of this node yet: the next text is its head */
    uint32_t text_end;       /* of the latest text, whose quote may have been typed twice */
    size_t block_end;        /* the next three quotes, once looked for; the text's end if none */
    size_t unpaired_to;      /* up to here a “ or 《 was found to have no partner */
    bool no_comment_end;     /* none further on in the file */
    struct span no_path;     /* between two signs, where no path without quotes stands */
    struct diag *bad_escape; /* of the text at hand: the first one's */
    unsigned bad_escapes;    /* so many of them */
    struct str pending;      /* `///` lines not yet given to a token */
    size_t pending_room;
    struct documentation *documentation, *documentation_last;
    const struct utf8_place *invisible; /* invisible characters, ascending; classified when met */
    size_t invisible_count, invisible_passed;

    /* plain lines */
    struct token *ready; /* what they make, before anything that is ahead: READY_LIMIT */
    unsigned ready_first, ready_end;
    struct ast_node *spare; /* the node of the item at hand, until it is known to be one */

    /* layout filter */
    /* Of AHEAD_LIMIT and one more, those from `ahead_first` on to `ahead_end` were read from the scanner
     * and not yet given to the grammar; the one behind them has a kind that is none. */
    struct token *ahead;
    unsigned ahead_first, ahead_end;
    int previous;         /* kind of the last token given; TOK_END at the start */
    unsigned brackets;    /* open ( and [ */
    bool left_open;       /* some were, at the last END */
    unsigned negations;   /* `非` and signs `-` since the last END */
    struct brace *braces; /* the open ones */
    unsigned brace_count, brace_room;
    unsigned excess;      /* braces opened beyond the limit */
    bool by_indentation;  /* second try: close what the indentation says was left open */
    bool lacks_blocks;    /* and put both braces around what is further in than a head alone */
    bool colon_opens;     /* a colon above items may stand for a brace: one too many closes */
    unsigned put_count;   /* so many opening braces were put in, and told of */
    bool unclosed;        /* the file ended inside a block */
    bool unclosed_untold; /* that is not told: its brace may be in a line with an error */
    bool unmatched;       /* a `}` had no block to close */
    uint32_t line;        /* where the line of the token at hand starts */
    uint32_t numbered_to; /* the end of the numbering last left out: an item begins behind it */
    bool has_value;       /* a colon or a relation was met in the node at hand */
    int last_kind;        /* of the last token given that was no END */
    struct span last_span;
    int before_kind; /* of the token before that one */
    struct span before_span;

    uint32_t broken_to; /* the end of the last line that an error was reported on */
    bool too_deep;      /* reported for the node at hand */
    bool has_bare; /* a node may have neither value nor block, and what follows be further in */
};

/* Whether an error at byte `offset` is the first on its line, which it makes a broken one: what
 * follows a slip on its line is hardly ever another, and is not reported. */
bool parse_breaks_line(struct parse *p, uint32_t offset);

/* An expression of one token, of which so many bytes are needed; what its kind has is not set. */
static inline struct ast_expression *parse_leaf(struct parse *p, enum ast_kind kind, size_t size,
                                                struct span span)
{
    struct ast_expression *leaf = arena_bytes(p->arena, size);
    leaf->kind = kind;
    leaf->operator= AST_NONE;
    leaf->depth = 1;
    leaf->span = span;
    leaf->next = NULL;
    return leaf;
}

/* A text, a title or a name. */
static inline struct ast_expression *parse_text_leaf(struct parse *p, enum ast_kind kind,
                                                     struct span span, struct str text)
{
    struct ast_expression *leaf = parse_leaf(p, kind, AST_TEXT_SIZE, span);
    leaf->text = text;
    return leaf;
}

/* Reports that an expression nests too deeply, once for each node. */
void parse_too_deep(struct parse *p, struct span span);

#endif
